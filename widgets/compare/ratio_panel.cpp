#include "widgets/compare/ratio_panel.h"

namespace sweeplab {

ratio_panel::ratio_panel(QWidget* parent) : painted_panel(parent) {
    setAccessibleName(tr("Chart of the ratio of times against workers"));
    recolor();
}

QSize ratio_panel::sizeHint() const { return {760, 285}; }

// A place that is still there stays pointed at.
void ratio_panel::set_chart(ratio_chart_ptr chart) {
    picture_.chart = std::move(chart);
    auto& hovered = picture_.hovered;
    const auto& series = picture_.chart->series;
    if (hovered && (hovered->series >= series.size() || hovered->point >= series[hovered->series].points.size()))
        hovered.reset();
    setMinimumSize(least_ratio_panel(series.size()));
    data_changed();
}

void ratio_panel::hover(std::optional<ratio_place> place) {
    if (place == picture_.hovered) return;
    picture_.hovered = place;
    point_changed();
}

void ratio_panel::lay_out() {
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_ratios(size(), *picture_.chart, picture_.fonts);
}

void ratio_panel::recolor() {
    picture_.colors = chart_colors_for(palette());
    picture_.verdicts = verdict_colors_for(palette());
}

void ratio_panel::paint(QPainter& painter) {
    picture_.focused = by_keys();
    paint_ratios(painter, picture_);
}

void ratio_panel::point_under(QPointF position) { hover(place_under(picture_.geometry, position)); }

bool ratio_panel::move_point(panel_move move) {
    hover(moved_place(*picture_.chart, picture_.hovered, move));
    return true;
}

QString ratio_panel::words() const {
    return picture_.hovered ? describe_ratio(*picture_.chart, *picture_.hovered).sentence()
                            : describe_ratio_chart(*picture_.chart);
}

}  // namespace sweeplab
