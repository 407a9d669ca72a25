#include "engine/process/child_process.h"

#include <sys/resource.h>
#include <sys/wait.h>

#include <cassert>
#include <cerrno>
#include <csignal>

#include "engine/process/peak_memory.h"
#include "engine/process/pipes.h"
#include "engine/process/spawn.h"

namespace sweeplab {
namespace {

duration to_duration(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

process_usage to_usage(const rusage& used) {
    process_usage usage;
    usage.user = to_duration(used.ru_utime);
    usage.system = to_duration(used.ru_stime);
    usage.peak_memory_bytes = peak_memory_of(used);
    usage.major_faults = used.ru_majflt;
    usage.voluntary_switches = used.ru_nvcsw;
    usage.involuntary_switches = used.ru_nivcsw;
    return usage;
}

}  // namespace

child_process::child_process(event_loop& loop, child_waiter& waiter, process_request request, ended_callback on_ended)
    : loop_(loop),
      waiter_(waiter),
      request_(std::move(request)),
      on_ended_(std::move(on_ended)),
      input_(loop),
      output_(
          loop, request_.kept_output_bytes, [this] { on_output_closed(); }, request_.on_output),
      error_output_(loop, request_.kept_output_bytes, [this] { on_output_closed(); }) {}

child_process::~child_process() {
    clear_timer();
    if (phase_ == phase::running) waiter_.forget(pid_);
    if (phase_ == phase::running || phase_ == phase::waiting_for_output) {
        signal_group(SIGKILL);
        reap();
    }
}

void child_process::start() {
    assert(phase_ == phase::idle);
    outcome_.started = loop_.now();  // in case that it does not get as far as the spawning call
    const auto spawned = spawn();
    if (spawned) {
        phase_ = phase::running;
        if (request_.time_limit) set_timer(*request_.time_limit, [this] { stop(process_stop::time_limit); });
        return;
    }
    phase_ = phase::could_not_start;
    input_.close();
    output_.close();
    error_output_.close();
    outcome_.spawned = outcome_.ended = loop_.now();
    outcome_.end = process_end::could_not_start;
    outcome_.fault = spawned.error();
    set_timer(duration::zero(), [this] { report(); });
}

result<void> child_process::spawn() {
    auto output = open_pipe(our_end::reading);
    if (!output) return tl::unexpected(output.error());
    auto error_output = open_pipe(our_end::reading);
    if (!error_output) return tl::unexpected(error_output.error());
    standard_streams streams{null_device(), output->write_end.get(), error_output->write_end.get()};

    unique_fd input_read_end;
    if (request_.input) {
        auto input = open_pipe(our_end::writing);
        if (!input) return tl::unexpected(input.error());
        input_.open(std::move(input->write_end), std::move(*request_.input), request_.more_input);
        input_read_end = std::move(input->read_end);
        streams.input = input_read_end.get();
    }

    outcome_.started = loop_.now();
    const auto pid = spawn_process(request_, streams);
    outcome_.spawned = loop_.now();
    if (!pid) return tl::unexpected(pid.error());
    pid_ = *pid;
    if (auto watched = waiter_.watch(pid_, *this); !watched) {
        signal_group(SIGKILL);
        reap();
        return watched;
    }
    output_.open(std::move(output->read_end));
    error_output_.open(std::move(error_output->read_end));
    input_.feed();
    return {};
}

void child_process::on_child_ended(instant ended_at) {
    outcome_.ended = ended_at;
    clear_timer();
    input_.close();
    phase_ = phase::waiting_for_output;
    output_.drain();
    error_output_.drain();
    if (!output_open()) finish();
    else set_timer(request_.pipe_grace, [this] { give_up_on_output(); });
}

void child_process::on_output_closed() {
    if (phase_ == phase::waiting_for_output && !output_open()) finish();
}

void child_process::give_up_on_output() {
    outcome_.left_behind = true;
    signal_group(SIGKILL);
    output_.drain();
    error_output_.drain();
    output_.close();
    error_output_.close();
    finish();
}

void child_process::cancel() {
    if (phase_ == phase::running) stop(process_stop::cancelled);
    // The child itself has ended: only the wait for what it left behind can be cut short.
    if (phase_ == phase::waiting_for_output) set_timer(duration::zero(), [this] { give_up_on_output(); });
}

void child_process::stop(process_stop by) {
    if (outcome_.stopped_by != process_stop::none) return;
    outcome_.stopped_by = by;
    signal_group(SIGTERM);
    set_timer(request_.kill_grace, [this] { signal_group(SIGKILL); });
}

void child_process::finish() {
    clear_timer();
    signal_group(SIGKILL);  // descendants that live on without holding the output
    reap();
    // With the child itself gone, a group that still exists is made of its descendants.
    if (::kill(-pid_, 0) == 0) outcome_.left_behind = true;
    report();
}

void child_process::reap() {
    int status = 0;
    rusage used{};
    pid_t reaped;
    do {
        reaped = ::wait4(pid_, &status, 0, &used);
    } while (reaped < 0 && errno == EINTR);
    phase_ = phase::done;
    if (reaped < 0) {
        outcome_.fault = {
            error_kind::internal, "the command ended, but its exit code was taken by another part of the program", {}, {}};
        return;
    }
    outcome_.end = WIFSIGNALED(status) ? process_end::signalled : process_end::exited;
    outcome_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    outcome_.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    outcome_.usage = to_usage(used);
}

void child_process::report() {
    phase_ = phase::done;
    timer_ = timer_id::none;
    outcome_.output = output_.take();
    outcome_.error_output = error_output_.take();
    const auto on_ended = std::move(on_ended_);
    on_ended(std::move(outcome_));  // `this` may be gone now
}

void child_process::signal_group(int signal) const { ::kill(-pid_, signal); }

void child_process::set_timer(duration after, std::function<void()> action) {
    clear_timer();
    timer_ = loop_.call_after(after, std::move(action));
}

void child_process::clear_timer() {
    loop_.cancel(timer_);
    timer_ = timer_id::none;
}

}  // namespace sweeplab
