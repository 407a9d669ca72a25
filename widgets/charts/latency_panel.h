// One panel of the Latency view: a run's cumulative curves. Places on them are reached by pointer and by arrow keys.
// GUI thread.
#pragma once

#include <memory>

#include "widgets/charts/latency_painter.h"
#include "widgets/charts/painted_panel.h"

namespace sweeplab {

class latency_panel final : public painted_panel {
    Q_OBJECT

public:
    explicit latency_panel(QWidget* parent = nullptr);

    // Panel `index` of `data`. A place that is hovered stays hovered when its curve is still there.
    void set_data(std::shared_ptr<const latency_chart_data> data, int index);
    void set_linked(std::optional<latency_place> place);  // marks it here because it is hovered elsewhere
    void hover(std::optional<latency_ref> ref);

    const latency_picture& picture() const { return picture_; }

Q_SIGNALS:
    void place_hovered(std::optional<sweeplab::latency_place> place);

protected:
    bool drawn() const override { return picture_.panel != nullptr; }
    void lay_out() override;
    void recolor() override;
    void paint(QPainter& painter) override;
    bool pointed() const override { return picture_.hovered.has_value(); }
    void point_under(QPointF position) override;
    void point_at_nothing() override { hover(std::nullopt); }
    bool move_point(panel_move move) override;
    QString help_at(QPoint position) const override;
    QString words() const override;

private:
    std::optional<latency_place> hovered_place() const;

    std::shared_ptr<const latency_chart_data> data_;
    latency_picture picture_;
};

}  // namespace sweeplab
