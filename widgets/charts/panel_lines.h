// The Qt Charts part of a panel: the axes as scales (unseen; the frame draws the visible ones) and a line for each
// series. GUI thread.
#pragma once

#include <QList>

#include "widgets/charts/scaling_chart_data.h"
#include "widgets/theme/chart_colors.h"

class QAbstractAxis;
class QChart;
class QLineSeries;

namespace sweeplab {

class panel_lines {
public:
    explicit panel_lines(QChart* chart) : chart_(chart) {}
    void show(const chart_panel& panel, const scaling_chart_data& data);
    void recolor(const chart_panel& panel, const chart_colors& colors);
    const QList<QLineSeries*>& lines() const { return lines_; }

private:
    void set_axes(const scaling_chart_data& data);
    void set_line_count(qsizetype count);

    QChart* chart_;
    QAbstractAxis* x_axis_ = nullptr;
    QAbstractAxis* y_axis_ = nullptr;
    QList<QLineSeries*> lines_;
};

}  // namespace sweeplab
