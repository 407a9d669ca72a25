// Runs child processes to their end, on either kind of waiter.
#pragma once

#include <doctest/doctest.h>

#include <optional>

#include "engine/process/child_process.h"

namespace sweeplab::test {

class process_bench {
public:
    explicit process_bench(child_waiter::kind kind = child_waiter::kind::best,
                           event_loop::backend backend = event_loop::backend::best)
        : loop_(std::move(*event_loop::create(backend))), waiter_(child_waiter::create(*loop_, kind)) {}

    event_loop& loop() { return *loop_; }
    child_waiter& waiter() { return *waiter_; }

    std::unique_ptr<child_process> make(process_request request, std::optional<process_outcome>& into) {
        return std::make_unique<child_process>(*loop_, *waiter_, std::move(request),
                                               [&into](process_outcome outcome) { into = std::move(outcome); });
    }

    process_outcome run(process_request request) {
        std::optional<process_outcome> outcome;
        const auto child = make(std::move(request), outcome);
        child->start();
        CHECK_FALSE(outcome);
        loop_->run_until([&] { return outcome.has_value(); });
        return *outcome;
    }

private:
    std::unique_ptr<event_loop> loop_;
    std::unique_ptr<child_waiter> waiter_;
};

inline process_request shell(const std::string& script) {
    process_request request;
    request.program = "/bin/sh";
    request.argv = {"sh", "-c", script};
    return request;
}

}  // namespace sweeplab::test
