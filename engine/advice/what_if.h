// What a sequence or graph of measured steps would take if it were carried out otherwise: one after the other, with a
// step beside what it waited for, with one more worker. Replayed through the dispatcher. Pure; any thread. METHODS.md §3.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"
#include "engine/prediction/replay.h"

namespace sweeplab {

inline constexpr std::size_t most_steps_asked = 200;  // of more, only steps of the critical path, and no more than these

// What would have to change. A step made parallel waits for what its direct predecessors wait for, instead of for
// them: it runs beside them. What waited for the step still waits for it and, so that nothing else moves forward,
// for those predecessors too. That is honest only where the step does not need their results; nobody but its author
// can know.
enum class change { none, all_sequential, step_parallel, one_more_worker };

struct what_if {
    change what = change::none;
    std::optional<int> step;  // of step_parallel
    int workers = 1;
    double time_s = 0;
    double saving_s = 0;             // against the steps as they are; below 0: it takes longer
    std::vector<int> critical_path;  // items, first to last: the longest chain of items that wait for each other
    double critical_path_s = 0;      // no number of workers gets below it
    std::string text;                // "\"risk\" beside what it waits for: 140 s instead of 166 s, 26.0 s less."
};

struct what_if_report {
    std::string fault;            // why there are none, in words; else empty
    std::vector<what_if> cases;   // as it is, all sequential, one more worker, then each step that could move
    const what_if* best() const;  // the greatest saving of at least 0.1 %; null when nothing saves
};

// `names` may be shorter than `items`: then a step's name is its number, from 1. The settings' workers, order, overhead,
// inflation and limits hold in every case, but for what it changes.
what_if_report ask_what_if(const std::vector<replay_item>& items, const std::vector<std::string>& names,
                           const replay_settings& settings);

// The items with one step made parallel, as above.
std::vector<replay_item> with_step_parallel(std::vector<replay_item> items, int step);

// The longest chain by service; the first in list order of equal ones. Free of cycles.
std::vector<int> critical_path_of(const std::vector<replay_item>& items);

json to_json(const what_if_report& report);

}  // namespace sweeplab
