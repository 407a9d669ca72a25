#include "widgets/charts/timeline_view.h"

#include <QLabel>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/charts/resource_strip.h"
#include "widgets/charts/segmented_control.h"
#include "widgets/charts/timeline_details.h"
#include "widgets/charts/timeline_legend.h"
#include "widgets/charts/timeline_panel.h"

namespace sweeplab {
namespace {

constexpr int wide = 860;  // from here on the details stand beside the lanes
constexpr int least_height_for_hint = 460;
constexpr std::size_t most_kept = 6;  // indexes of trials that are not seen any more

QLabel* wrapped_label(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

}  // namespace

timeline_view::timeline_view(QWidget* parent)
    : QWidget(parent),
      controls_(new QWidget(this)),
      count_(new segmented_control(tr("Trials shown"), {tr("One trial"), tr("Two, one above the other")}, controls_)),
      pages_(new QStackedWidget(this)),
      empty_page_(new QWidget(this)),
      splitter_(new QSplitter(Qt::Horizontal, this)),
      details_(new timeline_details(this)),
      hint_(wrapped_label(timeline_panel::hint(), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 10);
    column->setSpacing(8);
    auto* rows = new QVBoxLayout(controls_);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(count_);
    rows->addWidget(new timeline_legend(controls_));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    controls_->setSizePolicy(policy);
    column->addWidget(controls_);
    column->addWidget(pages_, 1);
    column->addWidget(hint_);
    // In a low window the trials scroll, so that the window may be as low as other pages allow.
    auto* scroller = new QScrollArea(splitter_);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setWidgetResizable(true);
    scroller->setFocusPolicy(Qt::NoFocus);
    scroller->setMinimumSize(240, 110);
    scroller->viewport()->setAutoFillBackground(false);
    auto* lanes = new QWidget(scroller);
    lanes->setAutoFillBackground(false);
    scroller->setWidget(lanes);
    auto* lane_column = new QVBoxLayout(lanes);
    lane_column->setContentsMargins(0, 0, 0, 0);
    lane_column->setSpacing(10);
    for (int i = 0; i < most_panels; ++i) {
        areas_.push_back(make_area(i));
        lane_column->addWidget(areas_.back().whole, 1);
    }
    splitter_->addWidget(scroller);
    splitter_->addWidget(details_);
    splitter_->setChildrenCollapsible(false);
    splitter_->setStretchFactor(0, 1);
    splitter_->setSizes({700, 330});
    details_->hide();
    pages_->addWidget(empty_page_);
    pages_->addWidget(splitter_);
    connect(count_, &segmented_control::chosen_changed, this, [this](int index) { set_panel_count(index + 1); });
    connect(details_, &timeline_details::close_wanted, this, &timeline_view::close_details);
    connect(details_, &timeline_details::texts_wanted, this, &timeline_view::texts_wanted);
    connect(&scene_, &timeline_scene::chosen_changed, this, &timeline_view::refresh_details);
    arrange();
}

timeline_view::area timeline_view::make_area(int number) {
    area one;
    one.whole = new QWidget(this);
    auto* column = new QVBoxLayout(one.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    one.picker = new timeline_picker(one.whole);
    one.stack = new QStackedWidget(one.whole);
    one.panel = new timeline_panel(scene_, one.stack);
    one.waiting = new QLabel(tr("Loading the spans…"), one.stack);
    one.waiting->setAlignment(Qt::AlignCenter);
    one.stack->addWidget(one.panel);
    one.stack->addWidget(one.waiting);
    column->addWidget(one.picker);
    one.resources = new resource_strip(scene_, *one.panel, one.whole);
    column->addWidget(one.stack, 1);
    column->addWidget(one.resources);
    connect(one.picker, &timeline_picker::picked_changed, this, &timeline_view::show_trials);
    connect(one.panel, &timeline_panel::chosen_here, this, [this, number] {
        active_ = number;
        refresh_details();
    });
    connect(one.panel, &timeline_panel::details_wanted, this, [this, number] { open_details(number); });
    connect(one.panel, &timeline_panel::escape_pressed, this, [this] {
        if (details_->isHidden()) scene_.choose(std::nullopt);
        else close_details();
    });
    return one;
}

void timeline_view::set_empty_page(QWidget* page) {
    pages_->insertWidget(pages_->indexOf(empty_page_), page);
    pages_->removeWidget(empty_page_);
    delete empty_page_;
    empty_page_ = page;
    arrange();
}

void timeline_view::set_panel_count(std::optional<int> count) {
    wanted_panels_ = count;
    arrange();
    show_trials();
}

int timeline_view::shown_panels() const { return wanted_panels_.value_or(runs_.size() > 1 ? 2 : 1); }

void timeline_view::set_runs(std::vector<shown_run> runs) {
    runs_ = std::move(runs);
    for (std::size_t i = 0; i < areas_.size(); ++i) areas_[i].picker->set_runs(runs_, i);
    if (runs_.empty()) {
        indexes_.clear();
        scene_.choose(std::nullopt);
    }
    arrange();
    show_trials();
}

void timeline_view::arrange() {
    count_->choose(shown_panels() - 1);
    for (int i = 0; i < most_panels; ++i) areas_[static_cast<std::size_t>(i)].whole->setVisible(i < shown_panels());
    if (active_ >= shown_panels()) active_ = 0;
    controls_->setVisible(!is_empty());
    hint_->setVisible(!is_empty() && height() >= least_height_for_hint);
    pages_->setCurrentWidget(is_empty() ? empty_page_ : splitter_);
}

void timeline_view::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    hint_->setVisible(!is_empty() && height() >= least_height_for_hint);
    const Qt::Orientation along = width() >= wide ? Qt::Horizontal : Qt::Vertical;
    if (splitter_->orientation() == along) return;
    splitter_->setOrientation(along);
    splitter_->setSizes(along == Qt::Horizontal ? QList<int>{700, 330} : QList<int>{400, 140});
}

// --- trials -------------------------------------------------------------------------------------------------

void timeline_view::show_trials() {
    for (int i = 0; i < shown_panels(); ++i) show_area(areas_[static_cast<std::size_t>(i)]);
    fit_time();
    refresh_details();
}

void timeline_view::show_area(area& one) {
    const trial* wanted = one.picker->picked();
    if (!wanted) return show_trial(one, {});
    // A run that was read again has other trials in memory; those that are over are the same.
    const auto known = std::ranges::find_if(indexes_, [&](const timeline_trial& each) { return each.measured == wanted; });
    if (known != indexes_.end()) {
        show_trial(one, *known);
        one.stack->setCurrentWidget(one.panel);
        return;
    }
    if (one.panel->trial().id() != wanted->id) {
        show_trial(one, {});
        one.stack->setCurrentWidget(one.waiting);
    }
    Q_EMIT index_wanted(one.picker->run(), wanted->id);
}

void timeline_view::show_trial(area& one, const timeline_trial& trial) {
    one.panel->set_trial(trial);
    one.resources->set_lines(trial.resources);
}

void timeline_view::set_index(const timeline_trial& trial) {
    std::erase_if(indexes_, [&](const timeline_trial& each) { return each.id() == trial.id(); });
    indexes_.push_back(trial);
    if (indexes_.size() > most_kept) indexes_.erase(indexes_.begin());
    bool seen = false;
    for (int i = 0; i < shown_panels(); ++i) {
        area& one = areas_[static_cast<std::size_t>(i)];
        if (one.picker->picked() != trial.measured) continue;
        show_trial(one, trial);
        one.stack->setCurrentWidget(one.panel);
        seen = true;
    }
    if (!seen) return;
    fit_time();
    refresh_details();
}

// One time scale for all panels: as long as the longest.
void timeline_view::fit_time() {
    std::int64_t end = 0;
    for (int i = 0; i < shown_panels(); ++i)
        if (const auto& index = panel(i).trial().index) end = std::max(end, index->end_ns());
    if (end > 0) scene_.change_zoom([end](timeline_zoom& zoom) { zoom.set_end(end); });
}

// --- details ------------------------------------------------------------------------------------------------

void timeline_view::open_details(int number) {
    active_ = number;
    if (!scene_.chosen()) return;
    details_->show();
    refresh_details();
}

void timeline_view::close_details() {
    const bool had_focus = details_->isAncestorOf(focusWidget());
    details_->hide();
    if (had_focus) panel(active_).setFocus(Qt::OtherFocusReason);
}

void timeline_view::refresh_details() {
    if (details_->isHidden()) return;
    if (!scene_.chosen()) return close_details();
    details_->show_attempt(panel(active_).trial(), *scene_.chosen());
}

void timeline_view::set_texts(trial_id trial, const attempt& whole) { details_->set_texts(trial, whole); }

void timeline_view::set_texts_fault(trial_id trial, std::int32_t item, std::int32_t number, const QString& why) {
    details_->set_fault(trial, item, number, why);
}

}  // namespace sweeplab
