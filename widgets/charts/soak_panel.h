// The chart of one soak: what was watched, over one time axis. Times are reached by pointer and by the arrow keys. GUI
// thread.
#pragma once

#include "widgets/charts/painted_panel.h"
#include "widgets/charts/soak_painter.h"

namespace sweeplab {

class soak_panel final : public painted_panel {
    Q_OBJECT

public:
    explicit soak_panel(QWidget* parent = nullptr);

    void set_chart(soak_chart_ptr chart);
    void hover(std::optional<std::int64_t> ns);
    void set_linked_time(std::optional<std::int64_t> ns);
    const soak_picture& picture() const { return picture_; }

Q_SIGNALS:
    void time_hovered(std::optional<std::int64_t> ns);

protected:
    bool drawn() const override { return picture_.chart != nullptr; }
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
    soak_picture picture_;
};

}  // namespace sweeplab
