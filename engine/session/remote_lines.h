// What two Sweeplabs say to each other when one carries out a sweep for the other: one JSON object a line. The one that asks
// writes an order, later perhaps a stop; the other answers with what it is, then with the events of the run and, at each
// trial's end, the whole trial. The end of either stream ends the sweep. Pure.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/model/run_event.h"
#include "engine/sweep/schedule.h"

namespace sweeplab {

// Raised when an older one would misunderstand.
inline constexpr int remote_protocol = 1;

struct remote_order {
    run_record record;  // plan, items, host, name; without trials
    std::string base;   // where relative paths of the plan start, if there is such a folder
    std::vector<planned_trial> to_do;
    int trials_done_before = 0;
};

// The first line of the answer.
struct remote_greeting {
    std::string version;
    host_profile host;
};
struct remote_refusal {
    error why;  // nothing was run
};
// The run's own figures where they changed since the order: an automatic sweep chooses its counts on the way.
struct remote_run_state {
    std::vector<int> workers;
    int trials_planned = 0;
    json new_predictions = json::array();
};
// A trial begins: comes before its first event.
struct remote_trial_begun {
    trial summary;
};
// Attempts of the trial that has just ended, in parts of bearable length; then the trial.
struct remote_attempts {
    std::vector<attempt> spans;
};
struct remote_trial_ended {
    trial whole;  // without attempts
};

using remote_line = std::variant<remote_greeting, remote_refusal, remote_run_state, remote_trial_begun, remote_attempts,
                                 remote_trial_ended, run_event>;

inline constexpr std::size_t attempts_a_line = 500;

// Each with its newline.
std::string to_line(const remote_order& order);
std::string stop_line();
std::string to_line(const remote_line& line);

result<remote_order> read_remote_order(std::string_view line);
bool is_stop_line(std::string_view line);
result<remote_line> read_remote_line(std::string_view line);

}  // namespace sweeplab
