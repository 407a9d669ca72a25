#include "widgets/bridge/run_library.h"

#include <algorithm>

#include "engine/comparison/merge_runs.h"
#include "engine/prediction/stored_predictions.h"

namespace sweeplab {
namespace {

result<loaded_run> load_and_derive(engine_session& session, run_id run) {
    auto record = session.store().load_run(run, load_detail::attempts);
    if (!record) return tl::make_unexpected(std::move(record.error()));
    loaded_run loaded;
    loaded.curve = make_scaling_curve(*record);
    loaded.agreement = check_results_agree(*record);
    loaded.bounds = bounds_of(*record, loaded.curve);
    loaded.predictions = stored_predictions(*record);
    loaded.record = std::move(*record);
    return loaded;
}

}  // namespace

run_library::run_library(session_bridge& bridge, QObject* parent) : QObject(parent), bridge_(bridge) {
    connect(&bridge_, &session_bridge::session_attached, this, &run_library::refresh);
    connect(&bridge_, &session_bridge::session_closed, this, &run_library::forget);
}

const run_summary* run_library::find(run_id run) const {
    const auto found = places_.find(run.value);
    return found == places_.end() ? nullptr : &runs_[found->second];
}

std::vector<run_id> run_library::ticked() const {
    std::vector<run_id> ids;
    for (const run_summary& run : runs_)
        if (is_ticked(run.id)) ids.push_back(run.id);
    return ids;
}

void run_library::set_ticked(run_id run, bool on) {
    auto wanted = ticked_;
    if (on) {
        wanted.insert(run);
    } else {
        wanted.erase(run);
    }
    set_ticked_only(std::move(wanted));
}

void run_library::set_ticked_only(std::set<run_id> runs) {
    if (runs == ticked_) return;
    ticked_ = std::move(runs);
    std::erase_if(tick_order_, [this](run_id run) { return !ticked_.contains(run); });
    for (const run_id run : ticked_)
        if (std::ranges::find(tick_order_, run) == tick_order_.end()) tick_order_.push_back(run);
    std::erase_if(loads_, [this](const auto& entry) { return !ticked_.contains(entry.first) && !entry.second.under_way; });
    Q_EMIT ticks_changed();
    Q_EMIT shown_changed();
    load_ticked();
}

std::vector<loaded_run_ptr> run_library::shown() const {
    std::vector<loaded_run_ptr> loaded;
    for (const run_id run : tick_order_) {
        const auto found = loads_.find(run);
        if (found != loads_.end() && found->second.run) loaded.push_back(found->second.run);
    }
    return loaded;
}

bool run_library::loading() const {
    return std::ranges::any_of(ticked_, [this](run_id run) {
        const auto load = loads_.find(run);
        return find(run) && (load == loads_.end() || (!load->second.run && load->second.under_way));
    });
}

void run_library::refresh() {
    if (!bridge_.attached()) return;
    if (listing_) {
        list_again_ = true;
        return;
    }
    listing_ = true;
    bridge_.ask(
        this, [](engine_session& session) { return session.store().list_runs(); },
        [this](result<std::vector<run_summary>> answer) {
            listing_ = false;
            if (answer) {
                take_list(std::move(*answer));
            } else {
                Q_EMIT failed(tr("The saved runs could not be listed"), answer.error());
            }
            if (std::exchange(list_again_, false)) refresh();
        });
}

void run_library::take_list(std::vector<run_summary> runs) {
    runs_ = std::move(runs);
    places_.clear();
    for (std::size_t place = 0; place < runs_.size(); ++place) places_.emplace(runs_[place].id.value, place);
    listed_ = true;
    Q_EMIT list_changed();
    auto still_there = ticked_;
    std::erase_if(still_there, [this](run_id run) { return find(run) == nullptr; });
    set_ticked_only(std::move(still_there));
    load_ticked();
}

void run_library::load_ticked() {
    for (const run_id run : ticked_)
        if (find(run) && !loads_[run].run && !loads_[run].under_way) start_loading(run);
}

void run_library::reload(run_id run) {
    if (!is_ticked(run)) return;
    load_state& load = loads_[run];
    if (load.under_way) {
        load.again = true;
    } else {
        start_loading(run);
    }
}

void run_library::start_loading(run_id run) {
    if (!bridge_.attached()) return;
    loads_[run].under_way = true;
    bridge_.ask(
        this, [run](engine_session& session) { return load_and_derive(session, run); },
        [this, run](result<loaded_run> answer) { take_loaded(run, std::move(answer)); });
}

void run_library::take_loaded(run_id run, result<loaded_run> answer) {
    load_state& load = loads_[run];
    load.under_way = false;
    const bool again = std::exchange(load.again, false);
    if (!is_ticked(run)) {
        loads_.erase(run);
        return;
    }
    if (answer) {
        load.run = std::make_shared<const loaded_run>(std::move(*answer));
        Q_EMIT shown_changed();
    } else if (find(run)) {
        Q_EMIT failed(tr("The run could not be read"), answer.error());
        Q_EMIT shown_changed();  // nothing comes any more
    }
    if (again) start_loading(run);
}

void run_library::change(const QString& doing, std::function<result<void>(run_store&)> what, run_id reread) {
    bridge_.ask(
        this, [what = std::move(what)](engine_session& session) { return what(session.store()); },
        [this, doing, reread](result<void> answer) {
            if (!answer) Q_EMIT failed(doing, answer.error());
            refresh();
            if (reread) reload(reread);
        });
}

void run_library::rename(run_id run, std::string name) {
    change(tr("The run could not be renamed"),
           [run, name = std::move(name)](run_store& store) { return store.rename_run(run, name); });
    reload(run);
}

void run_library::set_notes(run_id run, std::string notes) {
    change(
        tr("The notes could not be saved"),
        [run, notes = std::move(notes)](run_store& store) { return store.set_notes(run, notes); }, run);
}

void run_library::set_tags(run_id run, std::vector<std::string> tags) {
    change(
        tr("The tags could not be saved"),
        [run, tags = std::move(tags)](run_store& store) { return store.set_tags(run, tags); }, run);
}

void run_library::set_starred(run_id run, bool on) {
    change(tr("The baseline could not be marked"), [run, on](run_store& store) { return store.set_starred(run, on); });
}

void run_library::remove(const std::vector<run_id>& runs) {
    change(tr("The run could not be deleted"), [runs](run_store& store) -> result<void> {
        for (const run_id run : runs)
            if (auto removed = store.discard_run(run); !removed) return removed;
        return {};
    });
}

void run_library::restore(const std::vector<run_id>& runs) {
    change(tr("The run could not be taken back"), [runs](run_store& store) -> result<void> {
        for (const run_id run : runs)
            if (auto back = store.restore_run(run); !back) return back;
        return {};
    });
}

void run_library::merge(const std::vector<run_id>& runs) {
    bridge_.ask(
        this,
        [runs](engine_session& session) -> result<run_id> {
            std::vector<run_record> records;
            for (const run_id run : runs) {
                auto record = session.store().load_run(run, load_detail::everything);
                if (!record) return tl::make_unexpected(std::move(record.error()));
                records.push_back(std::move(*record));
            }
            const auto whole = merge_runs(records);
            if (!whole) return tl::make_unexpected(whole.error());
            return session.store().add_run(*whole);
        },
        [this](result<run_id> answer) {
            if (!answer) return Q_EMIT failed(tr("The runs could not be merged"), answer.error());
            refresh();
            Q_EMIT merged(*answer);
        });
}

void run_library::exclude(run_id run, trial_id trial, std::string reason) {
    bridge_.ask(
        this,
        [trial, reason = std::move(reason)](engine_session& session) {
            return session.store().exclude_trial(trial, reason);
        },
        [this, run](result<void> answer) {
            if (!answer) return Q_EMIT failed(tr("The repeat could not be changed"), answer.error());
            reload(run);
        });
}

void run_library::forget() {
    runs_.clear();
    places_.clear();
    listed_ = listing_ = list_again_ = false;
    ticked_.clear();
    tick_order_.clear();
    loads_.clear();
    Q_EMIT list_changed();
    Q_EMIT ticks_changed();
    Q_EMIT shown_changed();
}

}  // namespace sweeplab
