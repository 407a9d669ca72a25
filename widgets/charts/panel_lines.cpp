#include "widgets/charts/panel_lines.h"

#include <QChart>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QPen>
#include <QValueAxis>

namespace sweeplab {
namespace {

QAbstractAxis* make_axis(const axis_scale& scale) {
    QAbstractAxis* axis = nullptr;
    if (scale.log) {
        auto* log_axis = new QLogValueAxis;
        log_axis->setBase(2);
        axis = log_axis;
    } else {
        axis = new QValueAxis;
    }
    axis->setVisible(false);
    return axis;
}

bool is_log(const QAbstractAxis* axis) { return axis->type() == QAbstractAxis::AxisTypeLogValue; }

QAbstractAxis* fitting_axis(QChart* chart, QAbstractAxis* axis, const axis_scale& scale, Qt::Alignment side) {
    if (axis && is_log(axis) != scale.log) {
        chart->removeAxis(axis);  // hands the axis back
        delete axis;
        axis = nullptr;
    }
    if (!axis) {
        axis = make_axis(scale);
        chart->addAxis(axis, side);
    }
    axis->setRange(scale.least, scale.most);
    return axis;
}

}  // namespace

void panel_lines::show(const chart_panel& panel, const scaling_chart_data& data) {
    set_axes(data);
    set_line_count(static_cast<qsizetype>(panel.series.size()));
    for (qsizetype i = 0; i < lines_.size(); ++i) {
        QList<QPointF> points;
        for (const auto& point : panel.series[static_cast<std::size_t>(i)].points) points << QPointF(point.workers, point.shown.value);
        lines_[i]->replace(points);
    }
}

void panel_lines::recolor(const chart_panel& panel, const chart_colors& colors) {
    for (qsizetype i = 0; i < lines_.size(); ++i) {
        QPen pen(colors.of_series(panel.series[static_cast<std::size_t>(i)].number), 2);
        pen.setJoinStyle(Qt::RoundJoin);
        lines_[i]->setPen(pen);
    }
}

void panel_lines::set_axes(const scaling_chart_data& data) {
    const auto* x_before = x_axis_;
    const auto* y_before = y_axis_;
    x_axis_ = fitting_axis(chart_, x_axis_, data.x, Qt::AlignBottom);
    y_axis_ = fitting_axis(chart_, y_axis_, data.y.scale, Qt::AlignLeft);
    if (x_axis_ == x_before && y_axis_ == y_before) return;
    for (QLineSeries* line : lines_) {
        if (!line->attachedAxes().contains(x_axis_)) line->attachAxis(x_axis_);
        if (!line->attachedAxes().contains(y_axis_)) line->attachAxis(y_axis_);
    }
}

void panel_lines::set_line_count(qsizetype count) {
    while (lines_.size() > count) {
        QLineSeries* line = lines_.takeLast();
        chart_->removeSeries(line);  // hands the series back
        delete line;
    }
    while (lines_.size() < count) {
        auto* line = new QLineSeries;
        chart_->addSeries(line);
        line->attachAxis(x_axis_);
        line->attachAxis(y_axis_);
        lines_ << line;
    }
}

}  // namespace sweeplab
