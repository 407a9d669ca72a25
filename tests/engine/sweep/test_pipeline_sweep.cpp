// Pipelines as whole trials: what fails with what, what is tried again, and how many steps there may be.
#include <doctest/doctest.h>

#include <map>

#include "engine/sweep/sweep_runner.h"
#include "engine/workload/workload_kinds.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

class keeping_sink final : public sweep_sink {
public:
    result<void> trial_begins(trial&) override { return {}; }
    void attempt_started(const job_ticket&, std::int64_t) override {
        ++started;
        if (on_start) on_start();
    }
    void attempt_ended(attempt span, bool) override { attempts.push_back(std::move(span)); }
    result<void> trial_ended(const trial& summary, std::vector<worker_interval>, bool) override {
        trials.push_back(summary);
        return {};
    }
    int tries_of(int item) const {
        return static_cast<int>(std::ranges::count_if(attempts, [&](const attempt& one) { return one.item == item; }));
    }
    std::vector<attempt> attempts;
    std::vector<trial> trials;
    std::function<void()> on_start;
    int started = 0;
};

struct swept {
    item_list items;
    sweep_outcome outcome;
    keeping_sink sink;
};

// One trial; `stop` is asked at each start of a step whether the user stops now.
std::unique_ptr<swept> sweep(const json& steps, int workers, const json& changes = json::object(),
                             const std::function<bool(const keeping_sink&)>& stop = {}) {
    json document = {{"sweeplab", 1},
                     {"workload", {{"kind", "pipeline"}, {"steps", steps}}},
                     {"sweep", {{"workers", {workers}}, {"sampling_hz", 0}}}};
    document.merge_patch(changes);
    const auto work = read_plan(document, known_workload_kinds());
    if (!work) FAIL(work.error().text());
    auto done = std::make_unique<swept>();
    done->items = work->workload->load_items(".").value();
    const auto loop = event_loop::create().value();
    sweep_runner runner(*work, done->items, schedule_of(work->sweep), {*loop, "."}, done->sink);
    if (stop)
        done->sink.on_start = [&] {
            if (stop(done->sink)) runner.stop();
        };
    if (const auto checked = runner.check(); !checked) FAIL(checked.error().text());
    done->outcome = runner.run();
    REQUIRE(done->sink.trials.size() == 1);
    return done;
}

json shell(const std::string& name, const std::string& script, const json& more = json::object()) {
    json step = {{"name", name}, {"command", {{"argv", {"/bin/sh", "-c", script}}}}};
    step.merge_patch(more);
    return step;
}
json wait(const std::string& name, const std::vector<std::string>& after = {}) {
    return {{"name", name}, {"wait_s", 0}, {"after", after}};
}

}  // namespace

TEST_CASE("a failing step fails those that need it; the others go on") {
    const auto done = sweep({shell("bad", "exit 1"), shell("reader", "cat", {{"command", {{"stdin", "{steps.bad.text}"}}}}),
                             wait("behind", {"reader"}), wait("other"), wait("after other", {"other"})},
                            2);
    const auto& trial = done->sink.trials[0];
    CHECK(trial.state == trial_state::failed);
    CHECK(trial.failed == 3);
    CHECK(trial.jobs == 5);
    CHECK(done->sink.tries_of(0) == 1);
    CHECK(done->sink.tries_of(1) == 0);
    CHECK(done->sink.tries_of(2) == 0);
    CHECK(done->sink.tries_of(3) == 1);
    CHECK(done->sink.tries_of(4) == 1);
    CHECK(done->outcome.state == run_state::complete);
}

TEST_CASE("of many instances, only the one of the failed step is cut short") {
    const auto done =
        sweep({shell("check", "[ {item} != b ]", {{"command", {{"shell", true}, {"argv", {"[ {item} != b ]"}}}}}),
               wait("then", {"check"})},
              3, {{"workload", {{"items", {"a", "b", "c"}}}}});
    REQUIRE(done->items.size() == 6);
    CHECK(done->sink.trials[0].failed == 2);
    CHECK(done->sink.tries_of(1) == 1);
    CHECK(done->sink.tries_of(3) == 0);
    CHECK(done->sink.tries_of(5) == 1);
}

TEST_CASE("each step is tried as often as it says, and the others as the plan says") {
    const temporary_folder folder;
    // Succeeds the third time.
    const auto script = "echo x >> '" + (folder / "tries").string() + "'; [ $(wc -l < '" + (folder / "tries").string() +
                        "') -ge 3 ] && echo done";
    const auto done = sweep({shell("third time", script, {{"max_attempts", 3}}),
                             shell("reader", "cat", {{"command", {{"stdin", "{steps['x']}{steps.third time.text}"}}}}),
                             shell("never", "exit 1", {{"max_attempts", 2}}), shell("once", "exit 1")},
                            4);
    CHECK(done->sink.tries_of(0) == 3);
    CHECK(done->sink.tries_of(1) == 1);
    CHECK(done->sink.tries_of(2) == 2);
    CHECK(done->sink.tries_of(3) == 1);
    CHECK(done->sink.trials[0].failed == 2);
    const auto reader = std::ranges::find(done->sink.attempts, 1, &attempt::item);
    REQUIRE(reader != done->sink.attempts.end());
    CHECK(reader->output.text == "{steps['x']}done");
}

TEST_CASE("a step begins after those that it needs have ended, at every worker count") {
    for (const int workers : {1, 2, 8}) {
        const auto done =
            sweep({wait("last", {"left", "right"}), wait("left", {"first"}), wait("right", {"first"}), wait("first")},
                  workers, {{"workload", {{"items", {"a", "b", "c"}}}}});
        CHECK(done->sink.trials[0].state == trial_state::complete);
        std::map<int, attempt> spans;
        for (const auto& one : done->sink.attempts) spans[one.item] = one;
        REQUIRE(spans.size() == 12);
        for (std::size_t i = 0; i < done->items.size(); ++i)
            for (const int needed : done->items[i].depends_on)
                CHECK(spans[static_cast<int>(i)].start_ns >= spans[needed].end_ns);
    }
}

TEST_CASE("a sweep that is stopped in the middle of a pipeline ends at once") {
    const auto done = sweep({wait("first"),
                             {{"name", "long"}, {"wait_s", 1e6}, {"after", {"first"}}},
                             shell("sleep", "sleep 1000"),
                             wait("never", {"long"})},
                            2, json::object(), [](const keeping_sink& sink) { return sink.started == 3; });
    CHECK(done->outcome.state == run_state::cancelled);
    CHECK(done->sink.trials[0].state == trial_state::cancelled);
    CHECK(done->sink.tries_of(3) == 0);
}

TEST_CASE("a thousand steps that do nothing, in a row and beside each other") {
    constexpr int count = 1000;
    json chain = json::array(), fan = json::array({wait("0")});
    for (int i = 0; i < count; ++i)
        chain.push_back(wait(std::to_string(i), i > 0 ? std::vector{std::to_string(i - 1)} : std::vector<std::string>{}));
    for (int i = 1; i < count; ++i) fan.push_back(wait(std::to_string(i), {"0"}));
    for (const auto& steps : {chain, fan}) {
        const auto done = sweep(steps, 4);
        CHECK(done->sink.trials[0].state == trial_state::complete);
        CHECK(done->sink.trials[0].jobs == count);
        CHECK(done->sink.attempts.size() == count);
    }
}
