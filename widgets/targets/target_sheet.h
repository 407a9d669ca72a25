// What the Targets page shows: a run held against a file of targets, and beside its baseline. Pure but for reading the
// file; any thread.
#pragma once

#include <memory>

#include "engine/targets/baseline_report.h"
#include "engine/targets/targets_file.h"
#include "widgets/advice/text_rows.h"
#include "widgets/bridge/run_library.h"

namespace sweeplab {

using run_record_ptr = std::shared_ptr<const run_record>;

struct target_question {
    run_record_ptr run;
    run_record_ptr baseline;  // none: rules that need one are pending
    std::filesystem::path file;
};

struct target_sheet {
    target_question asked;
    std::optional<error> fault;  // why the file cannot be used; the figures are there all the same
    target_report report;
    baseline_report beside;  // without tables when there is no baseline
};

target_sheet make_target_sheet(const target_question& asked);
// The newest starred run of the same host and workload, the run itself left out; nothing when there is none.
// `runs` newest first.
std::optional<run_id> usual_baseline(const run_summary& run, const std::vector<run_summary>& runs);

finding describe_targets(const target_sheet& sheet);
QString state_words(target_state state);  // "✓ pass"
text_rows target_rows(const target_sheet& sheet);
text_rows baseline_rows(const baseline_table& table);
QString targets_csv(const target_sheet& sheet);

}  // namespace sweeplab
