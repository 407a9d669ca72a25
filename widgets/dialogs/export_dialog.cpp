#include "widgets/dialogs/export_dialog.h"

#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <algorithm>
#include <array>

#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

struct format_facts {
    export_format format;
    const char* ending;
    const char* name;
};
constexpr std::array all_formats{
    format_facts{export_format::png, "png", QT_TRANSLATE_NOOP("export_dialog", "P&NG picture")},
    format_facts{export_format::svg, "svg", QT_TRANSLATE_NOOP("export_dialog", "S&VG drawing")},
    format_facts{export_format::pdf, "pdf", QT_TRANSLATE_NOOP("export_dialog", "&PDF page")},
    format_facts{export_format::csv, "csv", QT_TRANSLATE_NOOP("export_dialog", "&CSV of what is seen")},
    format_facts{export_format::html, "html", QT_TRANSLATE_NOOP("export_dialog", "&HTML page")},
    format_facts{export_format::markdown, "md", QT_TRANSLATE_NOOP("export_dialog", "&Markdown")},
    format_facts{export_format::document, "pdf", QT_TRANSLATE_NOOP("export_dialog", "&PDF document (A4)")}};
constexpr auto format_key = "export/format";
constexpr auto folder_key = "export/folder";
constexpr auto scale_key = "export/scale";
constexpr auto look_key = "export/look";

const format_facts& facts_of(export_format format) { return *std::ranges::find(all_formats, format, &format_facts::format); }

QString with_ending(const QString& file, export_format format) {
    const QFileInfo info(file);
    const QString known = info.suffix().toLower();
    const bool ours =
        std::ranges::any_of(all_formats, [&](const format_facts& one) { return known == QLatin1String(one.ending); });
    const QString stem = ours ? info.dir().filePath(info.completeBaseName()) : file;
    return stem + QLatin1Char('.') + QLatin1String(facts_of(format).ending);
}

QSpinBox* pixel_box(int value, const QString& name, QWidget* parent) {
    auto* box = new QSpinBox(parent);
    box->setRange(320, 7680);
    box->setSingleStep(20);
    box->setValue(value);
    box->setSuffix(QStringLiteral(" px"));
    box->setAccessibleName(name);
    return box;
}

// A form shows the & of a label as it stands when the row holds several widgets: which of them it means has to be said.
QLabel* label_of(const QString& text, QWidget* field) {
    auto* label = new QLabel(text, field->parentWidget());
    label->setBuddy(field);
    return label;
}

}  // namespace

export_dialog::export_dialog(exportable& page, QWidget* parent) : QDialog(parent), page_(page) {
    setWindowTitle(tr("Export"));
    auto* form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(10);
    create_format_row();
    create_size_rows();
    create_file_row();
    fault_ = new styled_label(label_part::fault, {}, this);
    fault_->hide();
    form->addRow(fault_);
    buttons_ = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    form->addRow(buttons_);
    connect(buttons_, &QDialogButtonBox::accepted, this, &export_dialog::save);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(520);
    show_format();
    show_pixels();
}

void export_dialog::create_format_row() {
    auto* row = new QHBoxLayout;
    formats_ = new QButtonGroup(this);
    const auto offered = page_.formats();
    const auto last = static_cast<export_format>(QSettings().value(format_key, 0).toInt());
    const auto chosen = std::ranges::find(offered, last) != offered.end() ? last : offered.front();
    for (const export_format format : offered) {
        auto* button = new QRadioButton(tr(facts_of(format).name), this);
        button->setChecked(format == chosen);
        formats_->addButton(button, static_cast<int>(format));
        row->addWidget(button);
    }
    row->addStretch(1);
    static_cast<QFormLayout*>(layout())->addRow(tr("Format"), row);
    connect(formats_, &QButtonGroup::idToggled, this, &export_dialog::show_format);
}

void export_dialog::create_size_rows() {
    const QSettings settings;
    picture_rows_ = new QWidget(this);
    auto* row = new QHBoxLayout(picture_rows_);
    row->setContentsMargins(0, 0, 0, 0);
    const QSize size = page_.shown_size();
    width_ = pixel_box(size.width(), tr("Width"), this);
    height_ = pixel_box(size.height(), tr("Height"), this);
    row->addWidget(width_);
    row->addWidget(new QLabel(QStringLiteral("×"), this));
    row->addWidget(height_);
    row->addStretch(1);
    auto* form = static_cast<QFormLayout*>(layout());
    form->addRow(tr("Size"), picture_rows_);

    scale_row_ = new QWidget(this);
    auto* scale_row = new QHBoxLayout(scale_row_);
    scale_row->setContentsMargins(0, 0, 0, 0);
    scale_ = new QDoubleSpinBox(this);
    scale_->setRange(0.5, 8);
    scale_->setSingleStep(0.5);
    scale_->setValue(settings.value(scale_key, 2.0).toDouble());
    scale_->setPrefix(QStringLiteral("× "));
    scale_->setAccessibleName(tr("Scale"));
    pixels_ = new styled_label(label_part::note, {}, this);
    scale_row->addWidget(scale_);
    scale_row->addWidget(pixels_, 1);
    form->addRow(label_of(tr("S&cale"), scale_), scale_row_);

    look_ = new QComboBox(this);
    look_->addItem(tr("As shown"), to_text(theme_choice::system));
    look_->addItem(tr("Light"), to_text(theme_choice::light));
    look_->addItem(tr("Dark"), to_text(theme_choice::dark));
    look_->setCurrentIndex(std::max(0, look_->findData(settings.value(look_key).toString())));
    look_->setAccessibleName(tr("Colours"));
    form->addRow(tr("C&olours"), look_);
    for (QSpinBox* box : {width_, height_}) connect(box, &QSpinBox::valueChanged, this, &export_dialog::show_pixels);
    connect(scale_, &QDoubleSpinBox::valueChanged, this, &export_dialog::show_pixels);
}

void export_dialog::create_file_row() {
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
    const QString folder = QSettings().value(folder_key, pictures).toString();
    file_ = new QLineEdit(QDir(folder).filePath(page_.suggested_name()), this);
    file_->setAccessibleName(tr("File"));
    auto* button = new QPushButton(tr("&Browse…"), this);
    button->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(file_, 1);
    row->addWidget(button);
    static_cast<QFormLayout*>(layout())->addRow(label_of(tr("&File"), file_), row);
    connect(button, &QPushButton::clicked, this, &export_dialog::browse);
}

export_format export_dialog::format() const { return static_cast<export_format>(formats_->checkedId()); }
QString export_dialog::file() const { return file_->text(); }

void export_dialog::show_format() {
    if (!file_) return;
    const bool picture = picture_of(format()).has_value();
    for (QWidget* part : {picture_rows_, static_cast<QWidget*>(look_)}) part->setEnabled(picture);
    scale_row_->setEnabled(format() == export_format::png);
    file_->setText(with_ending(file_->text(), format()));
}

void export_dialog::show_pixels() {
    const auto asked = options();
    const QSize size = page_.saved_size(asked);
    const QString words =
        tr("%1 × %2 pixels").arg(std::lround(size.width() * asked.scale)).arg(std::lround(size.height() * asked.scale));
    pixels_->setText(size == asked.size ? words : tr("%1, so that everything is on it").arg(words));
}

chart_export_options export_dialog::options() const {
    return {{width_->value(), height_->value()}, scale_->value(), theme_choice_from(look_->currentData().toString())};
}

void export_dialog::browse() {
    const QString chosen = QFileDialog::getSaveFileName(this, tr("Export to"), file_->text());
    if (!chosen.isEmpty()) file_->setText(with_ending(chosen, format()));
}

void export_dialog::save() {
    const QString file = file_->text();
    if (QFileInfo::exists(file) &&
        QMessageBox::question(this, tr("Export"), tr("%1 is there already. Replace it?").arg(QFileInfo(file).fileName())) !=
            QMessageBox::Yes)
        return;
    QApplication::setOverrideCursor(Qt::WaitCursor);
    const auto written = page_.save(format(), file, options());
    QApplication::restoreOverrideCursor();
    if (written) {
        remember();
        return accept();
    }
    fault_->setText(error_in_words(written.error()));
    fault_->show();
}

void export_dialog::remember() const {
    QSettings settings;
    settings.setValue(format_key, formats_->checkedId());
    settings.setValue(folder_key, QFileInfo(file_->text()).absolutePath());
    settings.setValue(scale_key, scale_->value());
    settings.setValue(look_key, look_->currentData().toString());
}

}  // namespace sweeplab
