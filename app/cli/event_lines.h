// Writes every event as one line of JSON to stdout: what the window, or a script, reads when a sweep runs on
// another machine. Encoding and writing happen on a thread of their own, so that a slow reader does not
// disturb the measurement.
#pragma once

#include <functional>

#include "engine/foundation/task_thread.h"
#include "engine/model/run_event.h"

namespace sweeplab::cli {

class event_lines final : public event_sink {
public:
    // `reader_gone` is called once, on the writing thread, when stdout takes no more.
    explicit event_lines(std::function<void()> reader_gone) : reader_gone_(std::move(reader_gone)) {}

    void on_event(const run_event& event) override;
    void drain() { writer_.drain(); }

private:
    void write(const run_event& event);

    std::function<void()> reader_gone_;
    task_thread writer_{"event-lines"};  // last: its thread uses the rest
};

}  // namespace sweeplab::cli
