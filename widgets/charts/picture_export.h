// A view as a picture file, in a theme of choice. Needs a QApplication (any platform, offscreen too). GUI thread.
//
// The view is laid out at the logical size and never seen: when that is too small to hold every panel and table legibly,
// the picture becomes higher or wider than asked for, never illegible or cut off.
#pragma once

#include <QSize>
#include <QString>
#include <QWidget>
#include <functional>
#include <memory>

#include "engine/foundation/error.h"
#include "widgets/theme/theme_choice.h"

namespace sweeplab {

enum class picture_format { png, svg, pdf };

struct chart_export_options {
    QSize size{1280, 800};                      // logical pixels
    double scale = 1;                           // PNG only: device pixels for one logical pixel, 0.5 to 8
    theme_choice theme = theme_choice::system;  // system: as the application looks now
};

// A copy of a view made only for the picture, with what it shows and without its controls.
struct picture {
    std::unique_ptr<QWidget> view;
    std::function<int(int width)> whole_height;  // below which the view's panels would scroll
    QString title;                               // of the file
    QString description;
    std::function<int()> whole_width{};  // below which a table would be cut off, as the view is laid out; none: any will do
};

result<void> check_picture(const chart_export_options& options);
// The logical size that it will have: what was asked for, or more where that does not hold everything.
QSize laid_out_size(const picture& wanted, const chart_export_options& options);
result<void> export_picture(picture_format format, const picture& wanted, const QString& file,
                            const chart_export_options& options);

}  // namespace sweeplab
