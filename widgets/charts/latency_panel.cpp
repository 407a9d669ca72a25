#include "widgets/charts/latency_panel.h"

#include "widgets/charts/latency_words.h"

namespace sweeplab {

latency_panel::latency_panel(QWidget* parent) : painted_panel(parent) {
    setMinimumSize(least_latency_panel);
    recolor();
}

void latency_panel::set_data(std::shared_ptr<const latency_chart_data> chart_data, int index) {
    const auto hovered = hovered_place();
    const auto before = std::exchange(data_, std::move(chart_data));  // lives until the new picture stands
    picture_.data = data_.get();
    picture_.panel = &data_->panels[static_cast<std::size_t>(index)];
    picture_.hovered = hovered ? same_place(*picture_.panel, *hovered) : std::nullopt;
    picture_.linked.reset();
    setAccessibleName(tr("Latency curves by worker count, %1").arg(picture_.panel->title));
    data_changed();
}

std::optional<latency_place> latency_panel::hovered_place() const {
    if (!picture_.panel || !picture_.hovered) return std::nullopt;
    return place_of(*picture_.panel, *picture_.hovered);
}

void latency_panel::set_linked(std::optional<latency_place> place) {
    if (!picture_.panel) return;
    picture_.linked = place ? same_place(*picture_.panel, *place) : std::nullopt;
    update();
}

void latency_panel::hover(std::optional<latency_ref> ref) {
    if (ref == picture_.hovered) return;
    picture_.hovered = ref;
    point_changed();
    Q_EMIT place_hovered(hovered_place());
}

void latency_panel::lay_out() {
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_latency(size(), *picture_.panel, *picture_.data, picture_.fonts);
}

void latency_panel::recolor() { picture_.colors = chart_colors_for(palette()); }

void latency_panel::paint(QPainter& painter) {
    picture_.focused = by_keys();
    paint_latency(painter, picture_);
}

void latency_panel::point_under(QPointF position) { hover(place_near(*picture_.panel, picture_.geometry, position)); }

bool latency_panel::move_point(panel_move move) {
    hover(moved_place(*picture_.panel, picture_.hovered, move));
    return true;
}

QString latency_panel::help_at(QPoint position) const {
    if (!picture_.geometry.title_row.contains(position)) return {};
    return picture_.panel->title + QLatin1Char('\n') + picture_.panel->subtitle;
}

QString latency_panel::words() const {
    if (!picture_.hovered) return describe_latency_panel(*picture_.panel, *picture_.data);
    const auto& curve = picture_.panel->curves[static_cast<std::size_t>(picture_.hovered->curve)];
    return describe_reading(*picture_.panel, curve, picture_.hovered->rank, *picture_.data).sentence();
}

}  // namespace sweeplab
