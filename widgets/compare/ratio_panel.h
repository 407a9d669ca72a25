// The chart of ratios by worker count. Points are reached by pointer and by arrow keys. GUI thread.
#pragma once

#include "widgets/charts/painted_panel.h"
#include "widgets/compare/ratio_painter.h"

namespace sweeplab {

class ratio_panel final : public painted_panel {
    Q_OBJECT

public:
    explicit ratio_panel(QWidget* parent = nullptr);

    void set_chart(ratio_chart_ptr chart);
    void hover(std::optional<ratio_place> place);
    const ratio_picture& picture() const { return picture_; }

    QSize sizeHint() const override;

protected:
    bool drawn() const override { return picture_.chart && !picture_.chart->empty(); }
    void lay_out() override;
    void recolor() override;
    void paint(QPainter& painter) override;
    bool pointed() const override { return picture_.hovered.has_value(); }
    void point_under(QPointF position) override;
    void point_at_nothing() override { hover(std::nullopt); }
    bool move_point(panel_move move) override;
    QString words() const override;

private:
    ratio_picture picture_;
};

}  // namespace sweeplab
