// The chart of costs by monthly volume: a line for each machine, one for the API, and where they cross. A volume is
// reached by pointer and by arrow keys. GUI thread.
#pragma once

#include "widgets/advice/cost_painter.h"
#include "widgets/charts/painted_panel.h"

namespace sweeplab {

class cost_panel final : public painted_panel {
    Q_OBJECT

public:
    explicit cost_panel(QWidget* parent = nullptr);

    void set_chart(cost_chart chart);  // hidden without lines
    void hover(std::optional<double> volume);
    const cost_picture& picture() const { return picture_; }

    QSize sizeHint() const override;

protected:
    bool drawn() const override { return !picture_.chart.empty(); }
    void lay_out() override;
    void recolor() override;
    void paint(QPainter& painter) override;
    bool pointed() const override { return picture_.hovered.has_value(); }
    void point_under(QPointF position) override;
    void point_at_nothing() override { hover(std::nullopt); }
    bool move_point(panel_move move) override;
    QString words() const override;

private:
    cost_picture picture_;
};

}  // namespace sweeplab
