// What the Compare page shows: each ticked run beside one of them, all worked out. Pure; any thread.
#pragma once

#include <QStringList>
#include <vector>

#include "engine/comparison/comparison.h"
#include "engine/comparison/factor_table.h"
#include "widgets/bridge/run_library.h"

namespace sweeplab {

struct comparison_question {
    std::vector<loaded_run_ptr> runs;  // two or more
    run_id against;                    // one of them
    double threshold = default_threshold;
    bool anyway = false;
    std::vector<host_profile> hosts{};  // what is expected of machines that a run only names
};

// A value that all of the runs have, in the plan or of the machine.
struct common_value {
    run_aspect aspect = run_aspect::plan;
    std::string path;
    json value;
};

struct comparison_sheet {
    comparison_question asked;
    std::vector<loaded_run_ptr> others;  // in the order they were ticked
    loaded_run_ptr against;
    std::vector<run_comparison> all;  // of `others`, in their order
    std::vector<bool> refused;        // of `others`: unlike work, which could be compared anyway
    QStringList names;                // of `others`
    QString against_name;
    std::vector<common_value> common;
    std::vector<factor_row> factors;  // over the one that the others are held against

    bool simulated(std::size_t other) const;  // it or the one that it is held against
    bool any_compared() const;
    bool any_refused() const;
};

// At most 30 letters: what tells runs of one name apart stands at its end, so the middle goes.
QString short_name(const QString& name);

comparison_sheet make_comparison_sheet(const comparison_question& asked);

// The engine's words where there are two runs; of more, what each is beside the one. Only the first warnings: the chart
// must stay in sight.
finding describe_comparison(const comparison_sheet& sheet);
QStringList further_warnings(const comparison_sheet& sheet);
QString how_compared(const comparison_sheet& sheet);  // which means and intervals these are
// Why some runs are not compared, a sentence each.
QStringList refusals_of(const comparison_sheet& sheet);
// The run that the others are held against unless the person says otherwise: the newest of the starred ones, else the
// oldest. `starred` says which ones are starred now.
run_id default_baseline(const std::vector<loaded_run_ptr>& runs, const std::vector<run_id>& starred);

}  // namespace sweeplab
