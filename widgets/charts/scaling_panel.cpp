#include "widgets/charts/scaling_panel.h"

#include <QAccessible>
#include <QChart>
#include <QGraphicsLayout>
#include <QLegend>
#include <QResizeEvent>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/painted_item.h"
#include "widgets/charts/panel_points.h"

namespace sweeplab {

scaling_panel::scaling_panel(QWidget* parent) : QChartView(parent), lines_(chart()) {
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setMinimumSize(least_panel_size);
    set_up_chart();
    recolor();
}

scaling_panel::~scaling_panel() = default;

// Nothing of what Qt Charts draws by itself stays but the lines.
void scaling_panel::set_up_chart() {
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setPlotAreaBackgroundVisible(false);
    chart()->setMargins(QMargins());
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    const auto layer = [this](auto paint, double z) {
        layers_.push_back(new painted_item(
            [this, paint](QPainter& painter) {
                if (picture_.panel) paint(painter, picture_);
            },
            z, chart()));
    };
    layer(paint_frame, -1);
    layer(paint_marks, 100);
    layer(paint_hover, 200);
}

void scaling_panel::set_data(std::shared_ptr<const scaling_chart_data> chart_data, int index) {
    const chart_panel& panel = chart_data->panels[static_cast<std::size_t>(index)];
    std::optional<point_ref> hovered;
    if (picture_.panel && picture_.hovered) hovered = same_point(*picture_.panel, *picture_.hovered, panel);
    const auto before = std::exchange(data_, std::move(chart_data));  // lives until the new picture stands
    picture_.data = data_.get();
    picture_.panel = &panel;
    picture_.hovered = hovered;
    lines_.show(panel, *data_);
    lines_.recolor(panel, picture_.colors);
    lay_out(size());
    describe();
}

void scaling_panel::set_linked_workers(std::optional<int> workers) {
    if (workers == picture_.linked_workers) return;
    picture_.linked_workers = workers;
    repaint_layers();
}

void scaling_panel::hover(std::optional<point_ref> point) {
    if (point == picture_.hovered) return;
    picture_.hovered = point;
    repaint_layers();
    describe();
    Q_EMIT workers_hovered(point ? std::optional(workers_at(*picture_.panel, *point)) : std::nullopt);
}

// The explicit plot area must stand before Qt Charts lays itself out; after it, the lines move now and the axes one
// layout later, and the chart is false in between.
void scaling_panel::resizeEvent(QResizeEvent* event) {
    lay_out(event->size());
    QChartView::resizeEvent(event);
}

void scaling_panel::lay_out(QSize size) {
    if (!picture_.panel || size.isEmpty()) return;
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_panel(size, *picture_.panel, *picture_.data, picture_.fonts);
    chart()->setPlotArea(picture_.geometry.plot);
    for (auto* layer : layers_) layer->set_size(size);
    repaint_layers();
}

void scaling_panel::recolor() {
    picture_.colors = chart_colors_for(palette());
    setBackgroundBrush(picture_.colors.window);
    if (picture_.panel) lines_.recolor(*picture_.panel, picture_.colors);
    repaint_layers();
}

void scaling_panel::repaint_layers() {
    for (auto* layer : layers_) layer->update();
}

void scaling_panel::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) recolor();
    if (event->type() == QEvent::FontChange) lay_out(size());
}

// QChartView tells assistive tools nothing of what it draws.
void scaling_panel::describe() {
    const QString quantity = quantity_name(picture_.data->quantity);
    const QString title = picture_.panel->title.isEmpty() ? QStringLiteral("all machines") : picture_.panel->title;
    const QString& given = picture_.panel->accessible_name;
    setAccessibleName(given.isEmpty() ? QStringLiteral("Chart of %1 against workers, %2").arg(quantity.toLower(), title)
                                      : given);
    QString words = describe_panel(*picture_.panel, *picture_.data);
    if (picture_.hovered) {
        const auto& series = picture_.panel->series[static_cast<std::size_t>(picture_.hovered->series)];
        const auto index = static_cast<std::size_t>(picture_.hovered->index);
        words = (picture_.hovered->not_counted ? describe_not_counted(series, series.not_counted[index])
                                               : describe_point(series, series.points[index], picture_.data->units))
                    .sentence();
    }
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace sweeplab
