#include "widgets/charts/scaling_view.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/charts/banner_area.h"
#include "widgets/charts/finding_banner.h"
#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/panel_grid.h"
#include "widgets/charts/scaling_table.h"
#include "widgets/charts/scaling_view_controls.h"

namespace sweeplab {
namespace {

QWidget* make_empty_page(QWidget* parent) {
    auto* page = new QWidget(parent);
    auto* column = new QVBoxLayout(page);
    auto* title = new QLabel(QStringLiteral("Nothing to show yet"), page);
    title->setFont(sized(page->font(), 1.5, true));
    auto* text = new QLabel(QStringLiteral("Tick a saved run in the list, or choose a host and a workload and press Run.\n"
                                           "The curve grows here while the sweep runs."),
                            page);
    column->addStretch(2);
    for (auto* label : {title, text}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addStretch(3);
    return page;
}

}  // namespace

scaling_view::scaling_view(QWidget* parent)
    : QWidget(parent),
      controls_(new scaling_view_controls(this)),
      banner_(new finding_banner(this)),
      banner_area_(new banner_area(banner_, this)),
      pages_(new QStackedWidget(this)),
      empty_page_(make_empty_page(this)),
      grid_(new panel_grid(this)),
      table_(new scaling_table(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 14);
    column->setSpacing(10);
    column->addWidget(controls_);
    column->addWidget(banner_area_);
    column->addWidget(pages_, 1);
    for (QWidget* page : std::initializer_list<QWidget*>{empty_page_, grid_, table_}) pages_->addWidget(page);
    connect(controls_, &scaling_view_controls::quantity_chosen, this, &scaling_view::set_quantity);
    connect(controls_, &scaling_view_controls::layout_chosen, this, &scaling_view::set_panel_layout);
    connect(controls_, &scaling_view_controls::table_chosen, this, &scaling_view::set_table_shown);
    connect(grid_, &panel_grid::point_activated, this, &scaling_view::point_activated);
    connect(grid_, &panel_grid::repeats_wanted, this, &scaling_view::repeats_wanted);
    connect(table_, &scaling_table::repeats_wanted, this, &scaling_view::repeats_wanted);
    show_content();
}

scaling_view::~scaling_view() = default;

void scaling_view::set_curves(std::vector<scaling_curve> curves, finding words, std::vector<curve_outlook> outlooks) {
    content_.curves = std::move(curves);
    content_.words = std::move(words);
    content_.outlooks = std::move(outlooks);
    show_content();
}

void scaling_view::set_advice(finding words, const std::vector<std::optional<advice_mark>>& marks) {
    content_.outlooks.resize(content_.curves.size());
    bool marks_stay = true;
    for (std::size_t i = 0; i < content_.outlooks.size(); ++i) {
        const auto& mark = i < marks.size() ? marks[i] : std::nullopt;
        marks_stay = marks_stay && content_.outlooks[i].advised == mark;
        content_.outlooks[i].advised = mark;
    }
    const finding before = std::exchange(content_.words, std::move(words));
    if (!marks_stay) return show_content();
    const auto& now = content_.words;
    if (now.headline == before.headline && now.detail == before.detail && now.warnings == before.warnings) return;
    banner_->set_finding(now);
}

void scaling_view::set_quantity(chart_quantity quantity) {
    if (quantity == content_.quantity) return;
    content_.quantity = quantity;
    show_content();
    Q_EMIT quantity_changed(quantity);
}

void scaling_view::set_panel_layout(panel_layout layout) {
    if (layout == content_.layout) return;
    content_.layout = layout;
    show_content();
    Q_EMIT panel_layout_changed(layout);
}

void scaling_view::set_table_shown(bool shown) {
    if (shown == wants_table_) return;
    wants_table_ = shown;
    show_content();
    Q_EMIT table_shown_changed(shown);
}

bool scaling_view::table_shown() const { return wants_table_; }

void scaling_view::set_empty_page(QWidget* page) {
    pages_->insertWidget(pages_->indexOf(empty_page_), page);
    pages_->removeWidget(empty_page_);
    delete empty_page_;
    empty_page_ = page;
    show_page();
}

void scaling_view::add_control(QWidget* control) { controls_->add_control(control); }

void scaling_view::set_controls_visible(bool visible) { controls_->setVisible(visible); }

int scaling_view::whole_height(int width) const {
    const QMargins margins = layout()->contentsMargins();
    const int inner = width - margins.left() - margins.right();
    int above = margins.top() + margins.bottom();
    if (!banner_area_->isHidden()) above += banner_->layout()->totalHeightForWidth(inner) + layout()->spacing();
    if (!controls_->isHidden()) above += controls_->layout()->totalHeightForWidth(inner) + layout()->spacing();
    return above + grid_->whole_height(QSize(inner, 0));
}

void scaling_view::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    share_height();
}

// The words over the chart get what the chart can spare.
void scaling_view::share_height() {
    const QMargins margins = layout()->contentsMargins();
    int room = height() - margins.top() - margins.bottom() - pages_->minimumSizeHint().height() - layout()->spacing();
    if (!controls_->isHidden())
        room -= controls_->heightForWidth(width() - margins.left() - margins.right()) + layout()->spacing();
    banner_area_->set_most_height(room);
    layout()->activate();  // now, so that the chart is laid out once
}

void scaling_view::show_content() {
    auto chart_data = std::make_shared<scaling_chart_data>(make_chart_data(content_));
    banner_->set_finding(content_.words);
    banner_->set_footnotes(chart_data->footnotes);
    controls_->show_choices(content_, wants_table_);
    grid_->set_data(std::move(chart_data));
    table_->set_content(content_);
    show_page();
}

void scaling_view::show_page() {
    banner_area_->setVisible(!is_empty());
    controls_->setEnabled(!is_empty());
    pages_->setCurrentWidget(is_empty()     ? empty_page_
                             : wants_table_ ? static_cast<QWidget*>(table_)
                                            : static_cast<QWidget*>(grid_));
}

}  // namespace sweeplab
