// What a sweep is doing, on stderr: one updating line on a terminal, a plain line every few seconds
// otherwise; finished trials and messages stay as lines of their own.
#pragma once

#include <optional>
#include <string>

#include "engine/foundation/task_thread.h"
#include "engine/model/run_event.h"

namespace sweeplab::cli {

// Pure: "12 s", "3 min 20 s", "2 h 5 min".
std::string time_left_in_words(double seconds);
// Pure: "trial 3 of 8 · about 12 s left · 4 workers, repeat 1 · 7 of 12 items, 4 running · 310 tokens/s".
// `whose` comes before the worker count: "run 12, " where two runs take turns.
std::string progress_in_words(const run_progress& progress, const std::optional<trial_started>& trial,
                              const std::string& whose = {});
// Pure: "4 workers, repeat 1: 2.91 s", "…: failed: exit code 3".
std::string trial_in_words(const trial& summary);

class progress_lines final : public event_sink {
public:
    explicit progress_lines(bool on_terminal) : on_terminal_(on_terminal) {}

    void on_event(const run_event& event) override;
    void drain() { writer_.drain(); }  // also takes the updating line away
    // What the run ended with, once it has.
    std::optional<run_finished> outcome() const { return outcome_; }

private:
    void show(const run_event& event);
    void show_progress(const run_progress& progress);
    std::string of_run(run_id run) const;
    void keep_line(const std::string& line);
    void clear_line();

    const bool on_terminal_;
    bool in_turn_ = false;  // two runs take turns, so that each line says whose it is
    std::optional<trial_started> trial_;
    std::optional<instant> last_plain_line_;
    bool line_is_shown_ = false;
    std::optional<run_finished> outcome_;
    task_thread writer_{"progress"};  // last: its thread uses the rest
};

}  // namespace sweeplab::cli
