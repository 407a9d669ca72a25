// One panel of the Losses view: a run's stacked bars. Parts are reached by pointer and by arrow keys. GUI thread.
#pragma once

#include <memory>

#include "widgets/charts/loss_painter.h"
#include "widgets/charts/painted_panel.h"

namespace sweeplab {

// A part at a worker count, whatever the panel.
struct loss_place {
    int workers = 1;
    loss_part part = loss_part::baseline;
    bool operator==(const loss_place&) const = default;
};

class loss_panel final : public painted_panel {
    Q_OBJECT

public:
    explicit loss_panel(QWidget* parent = nullptr);

    // Panel `index` of `data`. A part that is hovered stays hovered when it is still there.
    void set_data(std::shared_ptr<const loss_chart_data> data, int index);
    void set_linked(std::optional<loss_place> place);  // marks this part here because it is hovered elsewhere
    void hover(std::optional<loss_ref> ref);

    const loss_picture& picture() const { return picture_; }

Q_SIGNALS:
    void part_hovered(std::optional<sweeplab::loss_place> place);

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
    std::optional<loss_place> hovered_place() const;

    std::shared_ptr<const loss_chart_data> data_;
    loss_picture picture_;
};

}  // namespace sweeplab
