// Paints the steps of a pipeline, their lines and marks. Colour is never the only sign: a line that hands over a text is
// drawn through, one that only says the order is dashed; a kind has an icon, a milestone a shape. GUI thread.
#pragma once

#include <QFont>
#include <QPainter>
#include <functional>

#include "widgets/editors/step_graph.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

class step_graph_painter {
public:
    struct scene {
        const drawn_pipeline& pipeline;
        const step_layout& layout;
        std::vector<QRectF> places;  // of the steps
        int selected = -1;
        bool focus = false;
        double gap = 0;                                              // between layers
        std::function<QPointF(const step_layout::place&)> point_of;  // left end of a bend's layer
    };
    step_graph_painter(const QPalette& palette, const QFont& font);

    static double room_beside_name(const QFont& font);
    void paint(QPainter& painter, const scene& what) const;
    // One line of a legend: what the lines and the marks mean. Gives the width.
    double paint_legend(QPainter& painter, QPointF left_middle, const QStringList& milestones, bool longest) const;
    // The sign of a milestone.
    void paint_milestone(QPainter& painter, QPointF middle, int milestone) const;

private:
    enum class weight { faint, plain, strong };
    void paint_line(QPainter& painter, const scene& what, const step_layout::line& line, weight how) const;
    void draw_path(QPainter& painter, const QPainterPath& path, bool dashed, const QColor& color, double width) const;
    void paint_step(QPainter& painter, const scene& what, int step) const;

    chart_colors colors_;
    QColor fault_;
    QFont font_;
};

}  // namespace sweeplab
