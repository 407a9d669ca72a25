#include "widgets/charts/loss_panel.h"

#include "widgets/charts/loss_words.h"

namespace sweeplab {

loss_panel::loss_panel(QWidget* parent) : painted_panel(parent) {
    setMinimumSize(least_loss_panel);
    recolor();
}

void loss_panel::set_data(std::shared_ptr<const loss_chart_data> chart_data, int index) {
    const auto hovered = hovered_place();
    const auto before = std::exchange(data_, std::move(chart_data));  // lives until the new picture stands
    picture_.data = data_.get();
    picture_.panel = &data_->panels[static_cast<std::size_t>(index)];
    picture_.hovered = hovered ? same_part(*picture_.panel, hovered->workers, hovered->part) : std::nullopt;
    picture_.linked.reset();
    setAccessibleName(tr("Chart of worker-seconds lost by worker count, %1").arg(picture_.panel->title));
    data_changed();
}

std::optional<loss_place> loss_panel::hovered_place() const {
    if (!picture_.panel || !picture_.hovered) return std::nullopt;
    return loss_place{picture_.panel->bars[static_cast<std::size_t>(picture_.hovered->bar)].workers, picture_.hovered->part};
}

void loss_panel::set_linked(std::optional<loss_place> place) {
    if (!picture_.panel) return;
    picture_.linked = place ? same_part(*picture_.panel, place->workers, place->part) : std::nullopt;
    update();
}

void loss_panel::hover(std::optional<loss_ref> ref) {
    if (ref == picture_.hovered) return;
    picture_.hovered = ref;
    point_changed();
    Q_EMIT part_hovered(hovered_place());
}

void loss_panel::lay_out() {
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_losses(size(), *picture_.panel, *picture_.data, picture_.fonts);
}

void loss_panel::recolor() { picture_.colors = chart_colors_for(palette()); }

void loss_panel::paint(QPainter& painter) {
    picture_.focused = by_keys();
    paint_losses(painter, picture_);
}

void loss_panel::point_under(QPointF position) { hover(part_under(picture_.geometry, position)); }

bool loss_panel::move_point(panel_move move) {
    hover(moved_part(*picture_.panel, picture_.hovered, move));
    return true;
}

QString loss_panel::help_at(QPoint position) const {
    if (!picture_.geometry.title_row.contains(position)) return {};
    return picture_.panel->title + QLatin1Char('\n') + picture_.panel->subtitle;
}

QString loss_panel::words() const {
    if (!picture_.hovered) return describe_loss_panel(*picture_.panel, *picture_.data);
    const auto& bar = picture_.panel->bars[static_cast<std::size_t>(picture_.hovered->bar)];
    return describe_part(*picture_.panel, bar, picture_.hovered->part, *picture_.data).sentence();
}

}  // namespace sweeplab
