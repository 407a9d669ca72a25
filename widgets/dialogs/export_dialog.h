// Saves what a page shows, in one of the formats that it offers: pictures by size and scale, text and documents as they
// are. Remembers the last choices. GUI thread.
#pragma once

#include <QDialog>

#include "widgets/panels/result_page.h"

class QButtonGroup;
class QComboBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace sweeplab {

class styled_label;

class export_dialog final : public QDialog {
    Q_OBJECT

public:
    export_dialog(exportable& page, QWidget* parent = nullptr);

    // What was written, after exec() was accepted.
    QString file() const;

private:
    void create_format_row();
    void create_size_rows();
    void create_file_row();
    export_format format() const;
    chart_export_options options() const;
    void show_format();
    void show_pixels();
    void browse();
    void save();
    void remember() const;

    exportable& page_;
    QButtonGroup* formats_ = nullptr;
    QSpinBox* width_ = nullptr;
    QSpinBox* height_ = nullptr;
    QDoubleSpinBox* scale_ = nullptr;
    QComboBox* look_ = nullptr;
    QWidget* picture_rows_ = nullptr;
    QWidget* scale_row_ = nullptr;
    QLineEdit* file_ = nullptr;
    styled_label* pixels_ = nullptr;
    styled_label* fault_ = nullptr;
    QDialogButtonBox* buttons_ = nullptr;
};

}  // namespace sweeplab
