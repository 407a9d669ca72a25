#include "widgets/charts/panel_lines.h"

#include <QChart>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QPen>
#include <QValueAxis>
#include <utility>

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

}  // namespace

void panel_lines::show(const chart_panel& panel, const scaling_chart_data& data) {
    set_axes(data);
    set_line_count(static_cast<qsizetype>(panel.series.size()));
    for (qsizetype i = 0; i < lines_.size(); ++i) {
        QList<QPointF> points;
        for (const auto& point : panel.series[static_cast<std::size_t>(i)].points)
            points << QPointF(point.workers, point.shown.value);
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

// A line keeps the coordinates of the axes it was attached to first: attached to an axis of another kind it is drawn
// in the wrong place. So a change of kind begins anew.
void panel_lines::set_axes(const scaling_chart_data& data) {
    if (y_axis_ && is_log(y_axis_) != data.y.scale.log) {
        set_line_count(0);
        for (QAbstractAxis** axis : {&x_axis_, &y_axis_}) {
            chart_->removeAxis(*axis);  // hands the axis back
            delete std::exchange(*axis, nullptr);
        }
    }
    if (!y_axis_) {
        x_axis_ = make_axis(data.x);
        y_axis_ = make_axis(data.y.scale);
        chart_->addAxis(x_axis_, Qt::AlignBottom);
        chart_->addAxis(y_axis_, Qt::AlignLeft);
    }
    x_axis_->setRange(data.x.least, data.x.most);
    y_axis_->setRange(data.y.scale.least, data.y.scale.most);
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
