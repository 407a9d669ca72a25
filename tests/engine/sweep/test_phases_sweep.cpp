// Loads in phases as whole trials against the simulated endpoint.
#include <doctest/doctest.h>

#include "engine/simulator/simulated_endpoint.h"
#include "engine/sweep/sweep_runner.h"
#include "engine/workload/workload_kinds.h"

using namespace sweeplab;

namespace {

class keeping_sink final : public sweep_sink {
public:
    result<void> trial_begins(trial&) override { return {}; }
    void attempt_started(const job_ticket&, std::int64_t) override {}
    void attempt_ended(attempt span, bool) override { attempts.push_back(std::move(span)); }
    void scaling_decided(const scaling_decision& decision) override { decisions.push_back(decision); }
    result<void> trial_ended(const trial& ended, std::vector<worker_interval> states, bool) override {
        summary = ended;
        intervals = std::move(states);
        return {};
    }
    std::vector<attempt> attempts;
    std::vector<scaling_decision> decisions;
    std::vector<worker_interval> intervals;
    trial summary;
};

struct swept {
    result<void> checked;
    sweep_outcome outcome;
    item_list items;
    keeping_sink sink;
    std::int64_t in(worker_state state) const {
        std::int64_t sum = 0;
        for (const auto& one : sink.intervals)
            if (one.state == state) sum += one.end_ns - one.start_ns;
        return sum;
    }
};

// One trial; an answer takes `service_s`.
std::unique_ptr<swept> sweep(int workers, double service_s, const json& changes) {
    static const auto server = simulated_endpoint::start({}).value();
    json document = {{"sweeplab", 1},
                     {"workload",
                      {{"kind", "phases"},
                       {"endpoint", {{"base_url", server->base_url()}, {"model", "sim-small"}}},
                       {"prompt", "Say hello"},
                       {"max_tokens", 4},
                       {"stream", false},
                       {"extra", {{"simulate", {{"seconds", service_s}}}}}}},
                     {"sweep", {{"workers", {workers}}, {"sampling_hz", 0}}}};
    document.merge_patch(changes);
    const auto work = read_plan(document, known_workload_kinds());
    if (!work) FAIL(work.error().text());
    auto done = std::make_unique<swept>();
    done->items = work->workload->load_items(".").value();
    const auto loop = event_loop::create().value();
    sweep_runner runner(*work, done->items, schedule_of(work->sweep), {*loop, "."}, done->sink);
    done->checked = runner.check();
    if (done->checked) done->outcome = runner.run();
    return done;
}

json phase(const std::string& name, double rate, double seconds) {
    return {{"name", name}, {"rate", rate}, {"duration_s", seconds}};
}

}  // namespace

TEST_CASE("every request is sent when it is due or after, and says so, and of which phase it is") {
    const auto done = sweep(8, 0.005, {{"workload", {{"phases", {phase("quiet", 40, 0.25), phase("busy", 100, 0.2)}}}}});
    REQUIRE(done->sink.summary.state == trial_state::complete);
    CHECK(done->sink.attempts.size() == 30);
    for (const auto& one : done->sink.attempts) {
        const bool quiet = one.item < 10;
        CHECK(one.measured.get(measure::phase) == (quiet ? 0 : 1));
        const auto due = quiet ? one.item * 25'000'000LL : 250'000'000LL + (one.item - 10) * 10'000'000LL;
        CHECK(one.measured.get(measure::due_at) == due);
        CHECK(one.measured.get(measure::sent_at).value() >= due);
        CHECK(one.claimed_ns >= due);
    }
    CHECK(done->sink.summary.slots == 8);
    CHECK(done->sink.decisions.empty());
    CHECK(check_tiling(done->sink.intervals, 8, *done->sink.summary.time_ns));
    CHECK(done->in(worker_state::arrival) > 0);
    CHECK(done->in(worker_state::parked) == 0);
}

TEST_CASE("a policy moves the workers, and each change is told and kept with its reason") {
    const json policy = {{"kind", "threshold"}, {"up_above", 20},   {"down_below", 0}, {"every_s", 0.05},
                         {"cool_down_s", 0},    {"max_workers", 3}, {"min_workers", 1}};
    const auto done = sweep(1, 0.005, {{"workload", {{"phases", {phase("busy", 100, 0.6)}}, {"policy", policy}}}});
    REQUIRE(done->sink.summary.state == trial_state::complete);
    const auto& summary = done->sink.summary;
    CHECK(summary.workers == 1);
    CHECK(summary.slots == 3);
    CHECK(summary.decisions == done->sink.decisions);
    REQUIRE(summary.decisions.size() >= 3);
    CHECK(summary.decisions[0].from == 1);
    CHECK(summary.decisions[0].to == 2);
    CHECK(summary.decisions[1].to == 3);
    CHECK(summary.decisions[2].to == 3);
    CHECK(summary.decisions[0].reason.find("requests/s were due, above 20") != std::string::npos);
    CHECK(summary.decisions[2].reason.find("at most 3 are allowed") != std::string::npos);
    CHECK(check_tiling(done->sink.intervals, 3, *summary.time_ns));
    // Workers 1 and 2 were not there until they were called.
    CHECK(done->in(worker_state::parked) >= summary.decisions[0].at_ns + summary.decisions[1].at_ns);
}

TEST_CASE("what cannot be sent in time is given up with the reason, and what was measured stays") {
    const auto done = sweep(1, 0.1,
                            {{"workload",
                              {{"phases", {phase("quiet", 5, 0.2), phase("rush", 200, 60)}},
                               {"saturation", {{"late_s", 0.1}, {"for_s", 0.2}}}}}});
    const auto& summary = done->sink.summary;
    CHECK(summary.state == trial_state::failed);
    CHECK(summary.message.find("over-saturated: in phase \"rush\" (200 requests/s)") == 0);
    CHECK(summary.message.find("with 1 worker") != std::string::npos);
    CHECK_FALSE(summary.time_ns);
    CHECK(summary.jobs > 0);
    CHECK(summary.jobs < 1000);
    CHECK(static_cast<int>(done->sink.attempts.size()) >= summary.jobs);
    CHECK(done->outcome.state == run_state::complete);
    CHECK(done->outcome.trials_failed == 1);
}

TEST_CASE("the worker counts of an open loop are neither chosen nor predicted") {
    const json phases = {{"phases", {phase("quiet", 10, 0.1)}}};
    const auto chosen = sweep(1, 0.001, {{"workload", phases}, {"sweep", {{"auto", json::object()}}}});
    REQUIRE_FALSE(chosen->checked);
    CHECK(chosen->checked.error().where == "/sweep/auto");
    const auto predicted = sweep(1, 0.001, {{"workload", phases}, {"sweep", {{"workers", {1, 2, 4}}, {"predict", true}}}});
    REQUIRE_FALSE(predicted->checked);
    CHECK(predicted->checked.error().where == "/sweep/predict");
}
