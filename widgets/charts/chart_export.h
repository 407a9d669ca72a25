// The Scaling view as a file or as text, with its headline and in a theme of choice. Needs a QApplication (any
// platform, offscreen too). GUI thread.
//
// An off-screen copy of the view is laid out at the logical size: when that is too low to hold every panel
// legibly, the picture becomes higher than asked for, never illegible or cut off.
#pragma once

#include <QSize>
#include <QString>

#include "engine/foundation/error.h"
#include "widgets/charts/scaling_chart_data.h"
#include "widgets/theme/theme_choice.h"

namespace sweeplab {

struct chart_export_options {
    QSize size{1280, 800};                      // logical pixels
    double scale = 1;                           // PNG only: device pixels for one logical pixel, 0.5 to 8
    theme_choice theme = theme_choice::system;  // system: as the application looks now
};

result<void> export_png(const scaling_content& content, const QString& file, const chart_export_options& options);
result<void> export_svg(const scaling_content& content, const QString& file, const chart_export_options& options);
result<void> export_pdf(const scaling_content& content, const QString& file, const chart_export_options& options);

// One row for each point that is seen, and for each worker count that is not counted: the quantity first, then
// everything else that is known. It reads back as a tidy CSV (`workers`, `time_s`).
QString scaling_csv(const scaling_content& content);

// The time chart by machine, for programs without a window. False when the file could not be written.
bool export_scaling_png(const std::vector<scaling_curve>& curves, const finding& words, const QString& file, QSize size,
                        double scale, theme_choice theme);

}  // namespace sweeplab
