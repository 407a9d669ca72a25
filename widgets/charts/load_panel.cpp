#include "widgets/charts/load_panel.h"

#include "widgets/charts/load_words.h"

namespace sweeplab {

load_panel::load_panel(QWidget* parent) : painted_panel(parent) {
    setMinimumSize(least_load_panel);
    recolor();
}

void load_panel::set_chart(load_chart_ptr chart) {
    const bool same = picture_.chart && picture_.chart->course == chart->course;
    picture_.chart = std::move(chart);
    picture_.linked.reset();
    if (!same) picture_.hovered.reset();
    setAccessibleName(picture_.chart->accessible_name);
    data_changed();
}

void load_panel::hover(std::optional<load_place> place) {
    if (place == picture_.hovered) return;
    picture_.hovered = place;
    point_changed();
    Q_EMIT time_hovered(place ? std::optional(place->ns) : std::nullopt);
}

void load_panel::set_linked_time(std::optional<std::int64_t> ns) {
    picture_.linked = picture_.chart && picture_.chart->course ? ns : std::nullopt;
    update();
}

void load_panel::lay_out() {
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_load(size(), *picture_.chart, picture_.fonts);
}

void load_panel::recolor() { picture_.colors = chart_colors_for(palette()); }

void load_panel::paint(QPainter& painter) {
    picture_.focused = by_keys();
    paint_load(painter, picture_);
}

void load_panel::point_under(QPointF position) { hover(place_under(picture_.geometry, *picture_.chart, position)); }

bool load_panel::move_point(panel_move move) {
    hover(moved_place(*picture_.chart, picture_.hovered, move));
    return true;
}

// A title that did not fit, and why a trial was stopped.
QString load_panel::help_at(QPoint position) const {
    if (picture_.geometry.title_row.contains(position))
        return picture_.chart->title + QLatin1Char('\n') + picture_.chart->subtitle;
    if (picture_.geometry.not_carried_out.contains(position)) return QString::fromStdString(picture_.chart->course->message);
    return {};
}

QString load_panel::words() const {
    const auto& chart = *picture_.chart;
    const auto& at = picture_.hovered;
    if (!at) return describe_load_chart(chart);
    return at->decision ? describe_decision(chart, *at->decision).sentence() : describe_load_at(chart, at->ns).sentence();
}

}  // namespace sweeplab
