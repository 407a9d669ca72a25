// Which trial is shown: a run, one of its worker counts, one of its repeats. GUI thread.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "engine/model/run.h"

class QComboBox;

namespace sweeplab {

using shown_run = std::shared_ptr<const run_record>;

// Has this trial anything that can be drawn? Imported times have not.
inline bool has_spans(const trial& one) { return !one.attempts.empty() || !one.intervals.empty(); }
bool has_spans(const run_record& run);

class timeline_picker final : public QWidget {
    Q_OBJECT

public:
    explicit timeline_picker(QWidget* parent = nullptr);

    // Runs of which each has spans. What was picked stays picked while it is there; else run `first_choice` with most
    // workers is. Emits nothing.
    void set_runs(std::vector<shown_run> runs, std::size_t first_choice);
    void pick(run_id run, trial_id trial);  // emits nothing

    const shown_run& run() const { return run_; }
    const trial* picked() const;

Q_SIGNALS:
    void picked_changed();  // by the person

private:
    void fill();
    void pick_run(const shown_run& run);
    void pick_workers(int workers);
    std::vector<const trial*> trials_of(int workers) const;

    std::vector<shown_run> runs_;
    shown_run run_;
    int workers_ = 0;
    trial_id trial_;
    QComboBox* run_box_;
    QComboBox* workers_box_;
    QComboBox* trial_box_;
};

}  // namespace sweeplab
