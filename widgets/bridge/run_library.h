// The saved runs as the window knows them: the list, which runs are ticked (the views show those), and their
// loaded contents. Reads and changes happen on worker threads; signals come when answers are here. GUI thread.
#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/analysis/scaling.h"
#include "engine/prediction/prediction.h"
#include "engine/prediction/run_bounds.h"
#include "widgets/bridge/session_bridge.h"

namespace sweeplab {

// A run's contents with what was derived from it; never changes, so that views may keep it.
struct loaded_run {
    run_record record;
    scaling_curve curve;
    result_agreement agreement;
    run_bounds bounds;
    std::vector<prediction> predictions;  // kept with it before what they predict was measured; scored
};
using loaded_run_ptr = std::shared_ptr<const loaded_run>;

class run_library final : public QObject {
    Q_OBJECT

public:
    explicit run_library(session_bridge& bridge, QObject* parent = nullptr);

    const std::vector<run_summary>& runs() const { return runs_; }  // newest first
    const run_summary* find(run_id run) const;
    bool listed_once() const { return listed_; }

    bool is_ticked(run_id run) const { return ticked_.contains(run); }
    std::vector<run_id> ticked() const;  // in the list's order
    void set_ticked(run_id run, bool on);
    void set_ticked_only(std::set<run_id> runs);

    // What of the ticked runs is loaded, in the order they were ticked, so that a curve keeps its colour.
    std::vector<loaded_run_ptr> shown() const;

    // Some ticked run is still being read, and not among those shown.
    bool loading() const;

    void refresh();
    // Reads a run again (it gained a trial). Calls made while one is under way become one.
    void reload(run_id run);

    void rename(run_id run, std::string name);
    void set_notes(run_id run, std::string notes);
    void set_tags(run_id run, std::vector<std::string> tags);
    void set_starred(run_id run, bool on);
    // They can be taken back for a week.
    void remove(const std::vector<run_id>& runs);
    void restore(const std::vector<run_id>& runs);
    // Puts their repeats into a new run; merged() tells which.
    void merge(const std::vector<run_id>& runs);
    // Takes a trial out of the figures, with its reason, or in again without one; the run is then read again.
    void exclude(run_id run, trial_id trial, std::string reason);

Q_SIGNALS:
    void list_changed();
    void ticks_changed();
    void shown_changed();
    void merged(sweeplab::run_id run);
    void failed(const QString& doing, const sweeplab::error& why);

private:
    struct load_state {
        loaded_run_ptr run;
        bool under_way = false;
        bool again = false;
    };

    void take_list(std::vector<run_summary> runs);
    void load_ticked();
    void start_loading(run_id run);
    void take_loaded(run_id run, result<loaded_run> answer);
    // `reread`: the run whose contents, as they were loaded, are other ones then.
    void change(const QString& doing, std::function<result<void>(run_store&)> what, run_id reread = {});
    void forget();

    session_bridge& bridge_;
    std::vector<run_summary> runs_;
    std::unordered_map<std::int64_t, std::size_t> places_;  // in runs_, by id
    bool listed_ = false;
    bool listing_ = false;
    bool list_again_ = false;
    std::set<run_id> ticked_;
    std::vector<run_id> tick_order_;
    std::map<run_id, load_state> loads_;
};

}  // namespace sweeplab
