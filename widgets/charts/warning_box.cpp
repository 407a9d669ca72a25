#include "widgets/charts/warning_box.h"

#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include "widgets/theme/chart_colors.h"

namespace sweeplab {
namespace {

constexpr int sign_column = 26;

void paint_sign(QPainter& painter, QPointF centre, const chart_colors& colors) {
    QPainterPath triangle;
    triangle.moveTo(centre + QPointF(0, -6));
    triangle.lineTo(centre + QPointF(7, 6));
    triangle.lineTo(centre + QPointF(-7, 6));
    triangle.closeSubpath();
    painter.setPen(QPen(colors.warning, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(triangle);
    painter.drawLine(centre + QPointF(0, -1.8), centre + QPointF(0, 1.8));
    painter.drawPoint(centre + QPointF(0, 4));
}

}  // namespace

warning_box::warning_box(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(sign_column + 6, 6, 12, 6);
    column->setSpacing(4);
    hide();
}

void warning_box::set_warnings(const QStringList& all) {
    QStringList warnings = all.mid(0, all.size() > most_ ? most_ - 1 : most_);
    if (warnings.size() < all.size()) warnings << QStringLiteral("%1 more warnings").arg(all.size() - warnings.size());
    setToolTip(warnings != all ? all.join(QLatin1Char('\n')) : QString());
    while (lines_.size() > static_cast<std::size_t>(warnings.size())) {
        delete lines_.back();
        lines_.pop_back();
    }
    while (lines_.size() < static_cast<std::size_t>(warnings.size())) {
        auto* line = new QLabel(this);
        line->setWordWrap(true);
        line->setTextFormat(Qt::PlainText);
        line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        layout()->addWidget(line);
        line->show();  // now, not when the layout gets to it: the height counts it at once
        lines_.push_back(line);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const QString& text = warnings[static_cast<qsizetype>(i)];
        lines_[i]->setText(text);
        lines_[i]->setAccessibleName(QStringLiteral("Warning: ") + text);
    }
    setVisible(!lines_.empty());
}

void warning_box::paintEvent(QPaintEvent*) {
    const chart_colors colors = chart_colors_for(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.warning_surface);
    painter.drawRoundedRect(QRectF(rect()), 5, 5);
    for (const QLabel* line : lines_) {
        const double first_line = line->geometry().top() + line->fontMetrics().height() / 2.0;
        paint_sign(painter, QPointF(sign_column / 2.0 + 4, first_line), colors);
    }
}

}  // namespace sweeplab
