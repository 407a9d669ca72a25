#include "widgets/editors/step_legend.h"

#include <QPainter>

#include "widgets/editors/step_graph_painter.h"

namespace sweeplab {

step_legend::step_legend(QWidget* parent) : QWidget(parent) {
    setFixedHeight(fontMetrics().height() + 6);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void step_legend::set_marks(const QStringList& milestones, bool longest) {
    milestones_ = milestones;
    longest_ = longest;
    update();
}

void step_legend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    step_graph_painter(palette(), font()).paint_legend(painter, {0, height() / 2.0}, milestones_, longest_);
}

}  // namespace sweeplab
