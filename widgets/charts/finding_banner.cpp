#include "widgets/charts/finding_banner.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/warning_box.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {
namespace {

QLabel* make_line(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

}  // namespace

finding_banner::finding_banner(QWidget* parent)
    : QWidget(parent), headline_(make_line(this)), detail_(make_line(this)), warnings_(new warning_box(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    column->addWidget(headline_);
    column->addWidget(detail_);
    column->addSpacing(2);
    column->addWidget(warnings_);
    restyle();
}

void finding_banner::set_finding(const finding& words) {
    headline_->setText(QString::fromStdString(words.headline));
    headline_->setAccessibleName(QStringLiteral("Finding: ") + headline_->text());
    headline_->setVisible(!words.headline.empty());
    detail_text_ = QString::fromStdString(words.detail);
    show_detail();
    QStringList warnings;
    for (const auto& warning : words.warnings) warnings << QString::fromStdString(warning);
    warnings_->set_warnings(warnings);
}

void finding_banner::set_footnotes(const QStringList& notes) {
    footnotes_ = notes;
    show_detail();
}

QString finding_banner::headline() const { return headline_->text(); }

void finding_banner::show_detail() {
    QStringList lines = footnotes_;
    if (!detail_text_.isEmpty()) lines.prepend(detail_text_);
    detail_->setText(lines.join(QLatin1Char('\n')));
    detail_->setAccessibleName(detail_->text());
    detail_->setVisible(!lines.isEmpty());
}

void finding_banner::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

void finding_banner::restyle() {
    headline_->setFont(sized(font(), 1.5, true));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, chart_colors_for(palette()).muted);
    detail_->setPalette(muted);
}

}  // namespace sweeplab
