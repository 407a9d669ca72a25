#include "widgets/advice/cost_panel.h"

namespace sweeplab {

cost_panel::cost_panel(QWidget* parent) : painted_panel(parent) {
    setMinimumSize(least_cost_panel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Chart of cost a month against jobs a month"));
    recolor();
    hide();
}

QSize cost_panel::sizeHint() const { return {760, 330}; }

void cost_panel::set_chart(cost_chart chart) {
    picture_.chart = std::move(chart);
    picture_.hovered.reset();
    data_changed();
    setVisible(!picture_.chart.empty());
}

void cost_panel::hover(std::optional<double> volume) {
    if (volume == picture_.hovered) return;
    picture_.hovered = volume;
    point_changed();
}

void cost_panel::lay_out() {
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_costs(size(), picture_.chart, picture_.fonts);
}

void cost_panel::recolor() { picture_.colors = chart_colors_for(palette()); }

void cost_panel::paint(QPainter& painter) {
    picture_.focused = by_keys();
    paint_costs(painter, picture_);
}

void cost_panel::point_under(QPointF position) { hover(volume_near(picture_.chart, picture_.geometry, position)); }

// The keyboard comes in at the nearest break-even.
bool cost_panel::move_point(panel_move move) {
    if (move == panel_move::up || move == panel_move::down) return false;
    hover(moved_volume(picture_.chart, picture_.hovered, picture_.hovered ? move : panel_move::right));
    return true;
}

QString cost_panel::words() const {
    return picture_.hovered ? describe_volume(picture_.chart, *picture_.hovered).sentence() : describe_chart(picture_.chart);
}

}  // namespace sweeplab
