#include "widgets/report/report_chart.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

#include "widgets/charts/panel_card.h"

namespace sweeplab {
namespace {

constexpr int margin = 14;

}  // namespace

report_chart::report_chart(report_chart_data chart, bool titled, QWidget* parent)
    : QWidget(parent), chart_(std::move(chart)), titled_(titled) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Chart: %1").arg(title_of(chart_)));
    setAccessibleDescription(sweeplab::description_of(chart_));
    lay_out();
}

QPointF report_chart::origin() const {
    const int title = titled_ ? QFontMetrics(fonts_from(font()).text_bold).height() + 8 : 0;
    return {static_cast<double>(margin), static_cast<double>(margin + title)};
}

void report_chart::lay_out() {
    picture_ = std::make_unique<chart_picture>(chart_, std::max(200, width() - 2 * margin), font());
}

int report_chart::heightForWidth(int width) const {
    const int inner = std::max(200, width - 2 * margin);
    const double high =
        picture_ && this->width() == width ? picture_->height() : chart_picture(chart_, inner, font()).height();
    return static_cast<int>(std::ceil(origin().y() + high)) + margin - 4;
}

QSize report_chart::sizeHint() const { return {640, heightForWidth(640)}; }

void report_chart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out();
}

bool report_chart::event(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        lay_out();
        updateGeometry();
    }
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString tip = picture_->tip_at(help->pos() - origin());
    if (tip.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), tip.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")), this);
    return true;
}

void report_chart::paintEvent(QPaintEvent*) {
    const auto colors = chart_colors_for(palette());
    QPainter painter(this);
    paint_card(painter, rect(), colors, false);
    if (titled_) {
        const auto fonts = fonts_from(font());
        painter.setFont(fonts.text_bold);
        painter.setPen(colors.text);
        const QRectF row(margin, margin, width() - 2 * margin, QFontMetrics(fonts.text_bold).height());
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(fonts.text_bold).elidedText(title_of(chart_), Qt::ElideRight, qRound(row.width())));
    }
    painter.translate(origin());
    picture_->paint(painter, colors);
}

}  // namespace sweeplab
