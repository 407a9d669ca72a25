#include "widgets/charts/soak_panel.h"

#include "widgets/charts/soak_words.h"

namespace sweeplab {

soak_panel::soak_panel(QWidget* parent) : painted_panel(parent) {
    setMinimumSize(QSize(340, 180));
    recolor();
}

void soak_panel::set_chart(soak_chart_ptr chart) {
    // One that is going on grows under the pointer.
    const bool same = picture_.chart && picture_.chart->run == chart->run && chart->drawn() &&
                      picture_.chart->course.workers == chart->course.workers &&
                      picture_.chart->course.repeat == chart->course.repeat;
    picture_.chart = std::move(chart);
    picture_.linked.reset();
    if (!same) picture_.hovered.reset();
    setAccessibleName(picture_.chart->accessible_name);
    data_changed();
}

void soak_panel::hover(std::optional<std::int64_t> ns) {
    if (ns == picture_.hovered) return;
    picture_.hovered = ns;
    point_changed();
    Q_EMIT time_hovered(ns);
}

void soak_panel::set_linked_time(std::optional<std::int64_t> ns) {
    picture_.linked = picture_.chart && picture_.chart->drawn() ? ns : std::nullopt;
    update();
}

void soak_panel::lay_out() {
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_soak(size(), *picture_.chart, picture_.fonts);
}

void soak_panel::recolor() { picture_.colors = chart_colors_for(palette()); }

void soak_panel::paint(QPainter& painter) {
    picture_.focused = by_keys();
    paint_soak(painter, picture_);
}

void soak_panel::point_under(QPointF position) { hover(soak_time_under(picture_.geometry, position)); }

bool soak_panel::move_point(panel_move move) {
    hover(moved_soak_time(*picture_.chart, picture_.hovered, move));
    return true;
}

// A title that did not fit, and a series' name.
QString soak_panel::help_at(QPoint position) const {
    for (std::size_t i = 0; i < picture_.geometry.plots.size(); ++i)
        if (picture_.geometry.plots[i].caption_row.contains(position)) return plot_caption(picture_.chart->plots[i]);
    if (!picture_.geometry.title_row.contains(position)) return {};
    return picture_.chart->title + QLatin1Char('\n') + picture_.chart->subtitle;
}

QString soak_panel::words() const {
    return picture_.hovered ? describe_soak_at(*picture_.chart, *picture_.hovered).sentence()
                            : describe_soak_chart(*picture_.chart);
}

}  // namespace sweeplab
