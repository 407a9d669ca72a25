#include "widgets/panels/timeline_page.h"

#include <QSettings>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/models/words.h"
#include "widgets/panels/empty_state.h"

namespace sweeplab {
namespace {

constexpr auto panels_key = "timeline/trials_shown";

}  // namespace

timeline_page::timeline_page(QWidget* parent)
    : result_page(parent), view_(new timeline_view(this)), empty_(new empty_state) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    view_->set_empty_page(empty_);
    connect(view_, &timeline_view::index_wanted, &reader_, &timeline_reader::read_index);
    connect(view_, &timeline_view::texts_wanted, &reader_, &timeline_reader::read_texts);
    connect(&reader_, &timeline_reader::index_ready, view_, &timeline_view::set_index);
    connect(&reader_, &timeline_reader::texts_ready, view_, &timeline_view::set_texts);
    connect(&reader_, &timeline_reader::texts_failed, this,
            [this](trial_id trial, std::int32_t item, std::int32_t number, const error& why) {
                view_->set_texts_fault(trial, item, number, error_in_words(why));
            });
    say_why_empty();
}

void timeline_page::set_bridge(session_bridge& bridge) { reader_.set_bridge(bridge); }

// Sorting a million spans takes time that nobody who does not look at them should pay.
void timeline_page::show_runs(const std::vector<loaded_run_ptr>& runs) {
    runs_ = runs;
    shown_ = false;
    if (isVisible()) hand_over();
}

void timeline_page::set_loading(bool loading) {
    loading_ = loading;
    say_why_empty();
}

void timeline_page::showEvent(QShowEvent* event) {
    if (!shown_) hand_over();
    result_page::showEvent(event);
}

void timeline_page::hand_over() {
    shown_ = true;
    std::vector<shown_run> drawable;
    for (const loaded_run_ptr& run : runs_)
        if (has_spans(run->record)) drawable.emplace_back(run, &run->record);
    say_why_empty();
    view_->set_runs(std::move(drawable));
}

void timeline_page::say_why_empty() {
    const auto running = [](const loaded_run_ptr& run) { return run->record.summary.state == run_state::running; };
    empty_->set_actions(runs_.empty() && !loading_ ? empty_actions_ : QList<QAction*>());
    if (loading_) {
        empty_->set_text(tr("Loading…"), tr("The spans of the ticked run are being read."));
    } else if (runs_.empty()) {
        empty_->set_text(
            tr("What every worker did"),
            tr("Tick a saved run on the left to see its attempts, waits and failures, a lane a worker, or run a "
               "sweep: choose a host and a workload above, then press Run."));
    } else if (std::ranges::any_of(runs_, running)) {
        empty_->set_text(tr("The first trial is under way"), tr("Its lanes are drawn as soon as it has ended."));
    } else {
        empty_->set_text(tr("Times alone"),
                         runs_.size() == 1
                             ? tr("“%1” holds the times of its trials alone, not the attempts behind them, so there are no "
                                  "lanes to draw. A run that Sweeplab measures itself has them.")
                                   .arg(to_qt(runs_.front()->record.summary.name))
                             : tr("The ticked runs hold the times of their trials alone, not the attempts behind them, so "
                                  "there are no lanes to draw. A run that Sweeplab measures itself has them."));
    }
}

void timeline_page::set_empty_actions(const QList<QAction*>& actions) {
    empty_actions_ = actions;
    say_why_empty();
}

void timeline_page::save_choices() const {
    QSettings settings;
    if (const auto count = view_->panel_count()) settings.setValue(panels_key, *count);
    else settings.remove(panels_key);
}

void timeline_page::restore_choices() {
    const int count = QSettings().value(panels_key, 0).toInt();
    if (count >= 1 && count <= timeline_view::most_panels) view_->set_panel_count(count);
}

}  // namespace sweeplab
