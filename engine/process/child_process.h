// One child process on the event loop, from its start to the end of all that it left behind.
//
// Its end is what the system reports of the child itself; what its descendants do afterwards does not count.
// Once the child has ended, descendants that hold its output open get a short grace, then the process group
// is ended. The zombie is reaped last, so that its process group is never anybody else's meanwhile.
//
// All calls and the callback on the loop's thread.
#pragma once

#include <functional>

#include "engine/foundation/event_loop.h"
#include "engine/process/child_input.h"
#include "engine/process/child_output.h"
#include "engine/process/child_waiter.h"
#include "engine/process/process_request.h"

namespace sweeplab {

class child_process final : private child_end_listener {
public:
    // Called exactly once after start(), never from inside start() or cancel(); may destroy the child_process.
    using ended_callback = std::function<void(process_outcome)>;

    // The loop and the waiter outlive it.
    child_process(event_loop& loop, child_waiter& waiter, process_request request, ended_callback on_ended);
    // Kills the process group of a child that still runs, and waits for the child's end.
    ~child_process() override;
    child_process(const child_process&) = delete;
    child_process& operator=(const child_process&) = delete;

    // Once. What goes wrong with the start comes as an outcome, too.
    void start();
    // More for its stdin, when the request asked for that; nothing after its end, or when it wants no more.
    void write(std::string_view text) { input_.add(text); }
    // SIGTERM to the process group, SIGKILL after the grace. Again, before the start or after the end: nothing.
    void cancel();
    // Of the child that runs; 0 before its start and after its end.
    pid_t running_pid() const { return phase_ == phase::running ? pid_ : 0; }

private:
    enum class phase { idle, could_not_start, running, waiting_for_output, done };

    result<void> spawn();
    void on_child_ended(instant ended_at) override;
    void on_output_closed();
    bool output_open() const { return output_.is_open() || error_output_.is_open(); }
    void stop(process_stop by);
    void give_up_on_output();
    void finish();
    void reap();
    void report();
    void signal_group(int signal) const;
    void set_timer(duration after, std::function<void()> action);
    void clear_timer();

    event_loop& loop_;
    child_waiter& waiter_;
    process_request request_;
    ended_callback on_ended_;
    phase phase_ = phase::idle;
    pid_t pid_ = 0;
    timer_id timer_ = timer_id::none;  // one at a time: time limit, then kill grace, then pipe grace
    child_input input_;
    child_output output_;
    child_output error_output_;
    process_outcome outcome_;
};

}  // namespace sweeplab
