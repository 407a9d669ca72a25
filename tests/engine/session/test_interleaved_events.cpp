// What watchers hear of two sweeps in turn: each run begins and ends once, and the progress is of both.
#include <doctest/doctest.h>

#include "engine/session/interleaved_events.h"

using namespace sweeplab;

namespace {

constexpr run_id run_a{1}, run_b{2};

struct listener final : event_sink {
    std::vector<run_event> heard;
    void on_event(const run_event& event) override { heard.push_back(event); }
    template <class Event>
    std::vector<Event> all() const {
        std::vector<Event> found;
        for (const auto& event : heard)
            if (const auto* one = std::get_if<Event>(&event)) found.push_back(*one);
        return found;
    }
};

// Two runs of two rounds with 1 and 2 workers, five items each.
struct stage {
    manual_clock time;
    event_hub hub;
    listener ears;
    interleaved_events events;

    stage() : events(hub, time, meter(run_a), meter(run_b)) { hub.add(ears); }
    static progress_meter meter(run_id run) { return {run, {{1, 1}, {2, 2}, {1, 1}, {2, 2}}, 0, 5}; }

    void tell(const run_event& event) { events.inner().emit(event); }
    void begin_round(int side, run_id run) {
        events.turn_to(side);
        tell(run_started{run, "x", {1, 2}, 2, 2, 5, false});
    }
    void end_round(run_id run, run_state state, int failed = 0) { tell(run_finished{run, state, {}, failed}); }
    void do_trial(run_id run, int workers, double seconds) {
        tell(trial_started{run, {1}, workers});
        time.advance(from_seconds(seconds));
        trial done;
        done.workers = workers;
        done.state = trial_state::complete;
        done.time_ns = from_seconds(seconds).count();
        tell(trial_finished{run, done});
    }
    run_progress progress(run_id run) {
        run_progress of_round;
        of_round.run = run;
        of_round.trials_total = 2;
        tell(of_round);
        return ears.all<run_progress>().back();
    }
};

}  // namespace

TEST_CASE("each of two in turn begins once, with all that it has to do, and ends when both have ended") {
    stage lab;
    for (const auto& [side, run] : {std::pair{0, run_a}, {1, run_b}, {1, run_b}, {0, run_a}}) {
        lab.begin_round(side, run);
        lab.end_round(run, run_state::complete, 1);
    }
    const auto begun = lab.ears.all<run_started>();
    REQUIRE(begun.size() == 2);
    CHECK(begun[0].run == run_a);
    CHECK(begun[1].run == run_b);
    CHECK(begun[0].in_turn);
    CHECK(begun[0].trials_planned == 4);
    CHECK(begun[0].trials_to_do == 4);
    CHECK(lab.ears.all<run_finished>().empty());
    lab.events.ended(run_state::complete);
    const auto ended = lab.ears.all<run_finished>();
    REQUIRE(ended.size() == 2);
    CHECK(ended[0].run == run_a);
    CHECK(ended[0].trials_failed == 2);  // of both rounds
}

TEST_CASE("of a run that did not begin no end is told") {
    stage lab;
    lab.begin_round(0, run_a);
    lab.end_round(run_a, run_state::cancelled);
    lab.events.ended(run_state::cancelled);
    REQUIRE(lab.ears.all<run_finished>().size() == 1);
    CHECK(lab.ears.all<run_finished>()[0].state == run_state::cancelled);
}

TEST_CASE("when a round of A is stopped, B whose last round was complete is told as stopped, too") {
    stage lab;
    lab.begin_round(0, run_a);
    lab.end_round(run_a, run_state::complete);
    lab.begin_round(1, run_b);
    lab.do_trial(run_b, 1, 1);
    lab.do_trial(run_b, 2, 1);
    lab.end_round(run_b, run_state::complete);
    lab.begin_round(0, run_a);
    lab.end_round(run_a, run_state::cancelled);
    lab.events.ended(run_state::cancelled);
    for (const auto& ended : lab.ears.all<run_finished>()) CHECK(ended.state == run_state::cancelled);
    CHECK(lab.ears.all<run_finished>().size() == 2);
}

TEST_CASE("one of two that is complete is told before the one that was stopped") {
    stage lab;
    lab.begin_round(1, run_b);
    lab.end_round(run_b, run_state::cancelled);
    lab.begin_round(0, run_a);
    for (int i = 0; i < 4; ++i) lab.do_trial(run_a, 1, 1);
    lab.end_round(run_a, run_state::complete);
    lab.events.ended(run_state::cancelled);
    const auto ended = lab.ears.all<run_finished>();
    REQUIRE(ended.size() == 2);
    CHECK(ended[0].run == run_a);
    CHECK(ended[0].state == run_state::complete);
    CHECK(ended[1].state == run_state::cancelled);
}

TEST_CASE("the progress of two in turn is of both, and B is taken to last as long as A until it is known") {
    stage lab;
    lab.begin_round(0, run_a);
    CHECK_FALSE(lab.progress(run_a).eta_s);  // nothing is known
    CHECK(lab.progress(run_a).trials_total == 8);
    lab.do_trial(run_a, 1, 10);
    lab.do_trial(run_a, 2, 6);
    auto now = lab.progress(run_a);
    CHECK(now.trials_done == 2);
    REQUIRE(now.eta_s);
    CHECK(*now.eta_s == doctest::Approx(16 + 32));  // A's second round and all of B
    lab.end_round(run_a, run_state::complete);
    lab.begin_round(1, run_b);
    lab.do_trial(run_b, 1, 20);
    lab.do_trial(run_b, 2, 12);
    now = lab.progress(run_b);
    CHECK(now.trials_done == 4);
    CHECK(now.trials_total == 8);
    CHECK(*now.eta_s == doctest::Approx(16 + 32));  // a round of each
    CHECK(now.run == run_b);
}
