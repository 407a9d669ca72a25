#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "engine/targets/baseline_report.h"
#include "engine/targets/target_words.h"
#include "engine/targets/targets.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

target_set set_of(const json& targets) {
    auto set = read_targets({{"sweeplab_targets", 1}, {"targets", targets}});
    REQUIRE_MESSAGE(set, (set ? "" : set.error().text()));
    return *set;
}

target_result check_one(const json& asked, const run_record& run, const run_record* baseline = nullptr) {
    return check_targets(set_of(json::array({asked})), run, baseline).results.at(0);
}

std::string refusal_of(const json& asked) {
    const auto set = read_targets({{"sweeplab_targets", 1}, {"targets", {asked}}});
    REQUIRE_FALSE(set);
    return set.error().text();
}

bool says(const std::string& text, const std::string& part) {
    const bool found = text.find(part) != std::string::npos;
    if (!found) MESSAGE("\"", part, "\" is not in: ", text);
    return found;
}

// 1,000 answers, the k-th of k ms.
run_record run_with_answers() {
    auto run = made_up_run({{1, 100}}, 1);
    for (int k = 1; k <= 1000; ++k) {
        attempt span;
        span.end_ns = k * 1'000'000;
        run.trials[0].attempts.push_back(span);
    }
    return run;
}

}  // namespace

TEST_CASE("the published benchmark against an efficiency target: pass at 4 workers, fail at 10") {
    const auto run = published_benchmark();
    const auto at_four = check_one({{"id", "e"}, {"metric", "efficiency_pct"}, {"workers", 4}, {"at_least", 70}}, run);
    CHECK(at_four.state == target_state::pass);
    CHECK(at_four.value.value() == doctest::Approx(171.14 / 58.50 / 4 * 100));
    CHECK(at_four.margin.value() == doctest::Approx(171.14 / 58.50 / 4 * 100 - 70));
    CHECK_FALSE(at_four.lo);  // one trial at each worker count
    CHECK(says(at_four.words, "uncertainty not known"));
    const auto at_ten = check_one({{"id", "e"}, {"metric", "efficiency_pct"}, {"workers", 10}, {"at_least", 70}}, run);
    CHECK(at_ten.state == target_state::fail);
    CHECK(at_ten.margin.value() < 0);
    CHECK(check_one({{"id", "e"}, {"metric", "efficiency_pct"}, {"workers", 3}, {"at_least", 70}}, run).state ==
          target_state::pending);
    // Without a worker count all must meet it; the worst is named.
    const auto all = check_one({{"id", "e"}, {"metric", "efficiency_pct"}, {"at_least", 70}}, run);
    CHECK(all.state == target_state::fail);
    CHECK(all.workers == 50);
    CHECK(check_one({{"id", "c"}, {"metric", "cost"}, {"at_most", 0.01}}, run).state == target_state::pass);
}

TEST_CASE("an interval that reaches over the limit passes by its value and says so") {
    const auto run = made_up_run({{1, 9}, {1, 10}, {1, 11}});
    const auto near = check_one({{"id", "t"}, {"metric", "time_s"}, {"below", 10.5}}, run);
    CHECK(near.state == target_state::pass);
    CHECK(near.within_uncertainty);
    CHECK(says(near.words, "within the uncertainty"));
    const auto far = check_one({{"id", "t"}, {"metric", "time_s"}, {"below", 100}}, run);
    CHECK(far.state == target_state::pass);
    CHECK_FALSE(far.within_uncertainty);
}

TEST_CASE("percentiles, shares and means of answers") {
    const auto run = run_with_answers();
    const auto share =
        check_one({{"id", "s"}, {"metric", "answer_ms"}, {"share_below", {{"limit", 991}, {"at_least_pct", 99}}}}, run);
    CHECK(share.value.value() == doctest::Approx(99));
    CHECK(share.state == target_state::pass);
    CHECK(share.within_uncertainty);
    // Wilson's interval for 990 of 1,000.
    CHECK(share.lo.value() == doctest::Approx(98.1684).epsilon(1e-5));
    CHECK(share.hi.value() == doctest::Approx(99.4558).epsilon(1e-5));
    const auto p99 = check_one({{"id", "p"}, {"metric", "answer_ms"}, {"statistic", "p99"}, {"below", 980}}, run);
    CHECK(p99.state == target_state::fail);
    CHECK(p99.value.value() == doctest::Approx(990));
    CHECK(p99.lo.value() < 990);
    CHECK(check_one({{"id", "m"}, {"metric", "answer_ms"}, {"statistic", "mean"}, {"at_most", 501}}, run).value.value() ==
          doctest::Approx(500.5));
    CHECK(check_one({{"id", "m"}, {"metric", "answer_ms"}, {"statistic", "max"}, {"below", 1000}}, run).state ==
          target_state::fail);
    auto few = run;
    few.trials[0].attempts.resize(50);
    const auto refused = check_one({{"id", "p"}, {"metric", "answer_ms"}, {"statistic", "p99"}, {"below", 980}}, few);
    CHECK(refused.state == target_state::pending);
    CHECK(says(refused.words, "p99 needs at least 500 answers; there are 50"));
}

namespace {

// One hour with a stretch of five seconds after the other; memory grows by `mb_per_h`, and wobbles.
run_record soak_run(double mb_per_h, std::int64_t gap_ms = 10) {
    auto run = made_up_run({{1, 3600}}, 1);
    run.summary.kind = "soak";
    run.plan = {{"workload",
                 {{"kind", "soak"},
                  {"duration_s", 3600},
                  {"endpoint", {{"base_url", "simulated"}, {"model", "sim-small"}}},
                  {"prompt", "Say something."},
                  {"max_tokens", 8}}}};
    for (int i = 0; i <= 720; ++i) {
        soak_sample stretch;
        stretch.at_ns = i * 5'000'000'000LL;
        stretch.length_ns = i > 0 ? 5'000'000'000 : 0;
        stretch.used.set(resource::process_memory,
                         std::int64_t(100e6 + mb_per_h * 1e6 * i / 720 + 20'000 * ((i * 37) % 11)));
        stretch.used.set(resource::process_count, 1);
        if (i > 0) {
            stretch.used.set(resource::process_cpu, 500);
            stretch.gaps.add(gap_ms * 1'000'000, 199);
            stretch.gaps.add(80'000'000, 1);
            stretch.jitter.add(1'000'000, 200);
            stretch.requests = 10;
        }
        run.trials[0].soak.push_back(stretch);
    }
    return run;
}

}  // namespace

TEST_CASE("a soak: gaps, jitter, processor, memory and its growth") {
    const auto run = soak_run(1);
    const auto share =
        check_one({{"id", "s"}, {"metric", "chunk_gap_ms"}, {"share_below", {{"limit", 50}, {"at_least_pct", 99}}}}, run);
    CHECK_MESSAGE(share.state == target_state::pass, share.words);
    CHECK(share.value.value() == doctest::Approx(99.5));
    CHECK(check_one({{"id", "j"}, {"metric", "jitter_ms"}, {"statistic", "p95"}, {"below", 20}}, run).value.value() ==
          doctest::Approx(1).epsilon(0.01));
    CHECK(check_one({{"id", "c"}, {"metric", "cpu_pct"}, {"statistic", "p95"}, {"below", 80}}, run).value.value() ==
          doctest::Approx(50));
    CHECK(check_one({{"id", "m"}, {"metric", "memory_mb"}, {"statistic", "last"}, {"below", 200}}, run).value.value() ==
          doctest::Approx(101).epsilon(0.01));
    const auto growth = check_one({{"id", "g"}, {"metric", "memory_growth_mb"}, {"over_h", 8}, {"below", 10}}, run);
    CHECK_MESSAGE(growth.state == target_state::pass, growth.words);
    CHECK(growth.value.value() == doctest::Approx(8).epsilon(0.02));
    CHECK(growth.lo.value() < growth.value.value());
    CHECK(check_one({{"id", "g"}, {"metric", "memory_growth_mb"}, {"over_h", 8}, {"below", 10}}, soak_run(2)).state ==
          target_state::fail);
    // Some minutes cannot tell 1.25 MB an hour from what an allocator does.
    auto brief = soak_run(1);
    brief.trials[0].soak.resize(150);
    const auto undecided = check_one({{"id", "g"}, {"metric", "memory_growth_mb"}, {"over_h", 8}, {"below", 10}}, brief);
    CHECK(undecided.state == target_state::pending);
    CHECK(says(undecided.words, "longer soak"));
    CHECK(check_one({{"id", "t"}, {"metric", "time_s"}, {"below", 10}}, run).state == target_state::pending);
    const auto series =
        check_one({{"id", "x"}, {"metric", "series"}, {"series", "up"}, {"statistic", "max"}, {"below", 10}}, run);
    CHECK(series.state == target_state::pending);
    // A gap in a soak is each gap, elsewhere one number an answer: the two are not set side by side.
    const auto elsewhere = published_benchmark();
    CHECK(says(check_one({{"id", "b"}, {"metric", "chunk_gap_ms"}, {"statistic", "mean"}, {"below_baseline_pct", 1}}, run,
                         &elsewhere)
                   .words,
               "defined otherwise"));
    // One that was cut off proves nothing.
    auto cut = run;
    cut.trials[0].state = trial_state::failed;
    cut.trials[0].message = "the service ended";
    const auto open = check_one({{"id", "j"}, {"metric", "jitter_ms"}, {"statistic", "p95"}, {"below", 20}}, cut);
    CHECK(open.state == target_state::pending);
    CHECK(says(open.words, "the service ended"));
    CHECK(check_one({{"id", "j"}, {"metric", "jitter_ms"}, {"statistic", "p95"}, {"below", 20}}, published_benchmark())
              .state == target_state::pending);
}

TEST_CASE("against a baseline: percent of change with the interval of a ratio") {
    const auto baseline = made_up_run({{1, 100}, {1, 101}, {1, 102}});
    const auto run = made_up_run({{1, 60}, {1, 61}, {1, 62}});
    const json asked{{"id", "b"}, {"metric", "time_s"}, {"below_baseline_pct", 30}};
    const auto met = check_one(asked, run, &baseline);
    CHECK(met.state == target_state::pass);
    CHECK(met.value.value() == doctest::Approx((std::cbrt(60.0 * 61 * 62 / (100.0 * 101 * 102)) - 1) * 100));
    CHECK(met.hi.value() < -30);
    CHECK(met.margin.value() == doctest::Approx(-30 - *met.value));
    CHECK(says(met.words, "% below the baseline"));
    CHECK(check_one(asked, run).state == target_state::pending);
    CHECK(says(check_one(asked, run).words, "no baseline"));
    // No worse than 5 %.
    const json no_worse{{"id", "b"}, {"metric", "time_s"}, {"below_baseline_pct", -5}};
    CHECK(check_one(no_worse, baseline, &baseline).state == target_state::pass);
    CHECK(check_one(no_worse, baseline, &run).state == target_state::fail);
    CHECK(says(rule_in_words(set_of(json::array({no_worse})).targets[0]), "at most 5 % above the baseline"));
}

TEST_CASE("a baseline report: what was measured is filled in, the rest is pending") {
    const auto baseline = soak_run(5, 40);
    const auto optimised = soak_run(1, 10);
    const auto set =
        set_of({{{"id", "p95"}, {"metric", "chunk_gap_ms"}, {"statistic", "p95"}, {"below", 20}},
                {{"id", "SC-001"}, {"metric", "chunk_gap_ms"}, {"share_below", {{"limit", 50}, {"at_least_pct", 99}}}},
                {{"id", "SC-004"}, {"metric", "memory_growth_mb"}, {"over_h", 8}, {"below", 10}}});
    const auto report = make_baseline_report(baseline, optimised, set);
    const auto table = [&](std::string_view name) -> const baseline_table& {
        for (const auto& one : report.tables)
            if (one.name.starts_with(name)) return one;
        FAIL("no table ", name);
        return report.tables.front();
    };
    const auto row = [&](std::string_view of, std::string_view name) -> const baseline_row& {
        for (const auto& one : table(of).rows)
            if (one.name == name) return one;
        FAIL("no row ", name);
        return table(of).rows.front();
    };
    CHECK(row("Chunk gap", "p95").improvement_pct.value() == doctest::Approx(75).epsilon(0.01));
    CHECK(row("Chunk gap", "p95").targets.at(0).state == target_state::pass);
    CHECK(cells_of(row("Chunk gap", "p95")).target == "below 20 ms: pass");
    CHECK(row("Chunk gap", "share below 50").targets.at(0).state == target_state::pass);
    CHECK(cells_of(row("Chunk gap", "share below 50")).target == "at least 99 %: pass");
    CHECK(row("Memory", "growth an hour").baseline.value() == doctest::Approx(5).epsilon(0.02));
    CHECK(row("Memory", "growth in 8 h").targets.at(0).state == target_state::pass);
    CHECK(row("CPU", "p95").optimised.value() == doctest::Approx(50));
    CHECK(cells_of(row("GPU memory", "max")).baseline == "pending");
    CHECK(cells_of(row("GPU memory", "max")).improvement == "pending");

    const auto nothing = make_baseline_report(published_benchmark(), published_benchmark());
    CHECK(nothing.tables.size() == 4 * 5);  // the usual tables at each worker count
    for (const auto& one : nothing.tables)
        for (const auto& each : one.rows) CHECK(cells_of(each).optimised == "pending");
}

TEST_CASE("processor time from samples, weighed by how long it held") {
    auto run = made_up_run({{1, 10}});
    for (const auto& [at_s, cpu] : {std::pair{1, 1000}, {4, 2000}}) {
        resource_sample sample;
        sample.at_ns = at_s * 1'000'000'000LL;
        sample.values.set(resource::children_cpu, cpu);
        run.trials[0].samples.push_back(sample);
    }
    CHECK(check_one({{"id", "c"}, {"metric", "cpu_pct"}, {"statistic", "mean"}, {"below", 180}}, run).value.value() ==
          doctest::Approx(175));
    CHECK(check_one({{"id", "c"}, {"metric", "cpu_pct"}, {"statistic", "p95"}, {"below", 180}}, run).state ==
          target_state::pending);
    CHECK(check_one({{"id", "c"}, {"metric", "gpu_memory_mb"}, {"statistic", "max"}, {"below", 1}}, run).state ==
          target_state::pending);
}

TEST_CASE("failed items keep a trial from counting, not from being counted as failed") {
    auto run = made_up_run({{1, 10}}, 20);
    run.trials[0].failed = 1;
    const auto failed = check_one({{"id", "f"}, {"metric", "failed_pct"}, {"at_most", 1}}, run);
    CHECK(failed.state == target_state::fail);
    CHECK(failed.value.value() == doctest::Approx(5));
    // Every trial failed: there is nothing left to wait for.
    const auto time = check_one({{"id", "t"}, {"metric", "time_s"}, {"at_most", 100}}, run);
    CHECK(time.state == target_state::fail);
    CHECK(says(time.words, "1 trial had failed items (1 of 20)"));
    run.trials[0].state = trial_state::failed;
    CHECK(check_one({{"id", "t"}, {"metric", "time_s"}, {"at_most", 100}}, run).state == target_state::fail);
    run.summary.state = run_state::running;  // another repeat may well come
    CHECK(check_one({{"id", "t"}, {"metric", "time_s"}, {"at_most", 100}}, run).state == target_state::pending);
    run.summary.state = run_state::complete;
    run.trials[0].state = trial_state::interrupted;
    run.trials[0].failed = 0;
    CHECK(check_one({{"id", "t"}, {"metric", "time_s"}, {"at_most", 100}}, run).state == target_state::pending);
}

namespace {

// Three trials of four answers each, `ms` long; each with chunks at 10, 20 and `last_ms`.
run_record with_answers_of(const std::vector<double>& ms, double last_ms) {
    auto run = made_up_run({{1, 10}, {1, 10}, {1, 10}}, 4);
    for (std::size_t i = 0; i < run.trials.size(); ++i)
        for (int item = 0; item < 4; ++item) {
            attempt span;
            span.item = item;
            span.state = attempt_state::succeeded;
            const auto end = static_cast<std::int64_t>(ms[i] * 1e6);
            span.end_ns = span.released_ns = end;
            span.chunk_ns = {10'000'000, 20'000'000, static_cast<std::int64_t>(last_ms * 1e6)};
            span.measured.set(measure::sent_at, 0);
            span.measured.set(measure::first_content_at, 10'000'000);
            span.measured.set(measure::last_content_at, end);
            span.measured.set(measure::chunk_count, 3);
            run.trials[i].attempts.push_back(span);
        }
    return run;
}

}  // namespace

TEST_CASE("a change is that of the values shown, and the largest of all has no interval") {
    const auto baseline = with_answers_of({600, 600, 600}, 30), run = with_answers_of({600, 60, 60}, 30);
    const auto of = [&](const char* which, double percent) {
        return check_one({{"id", "b"}, {"metric", "answer_ms"}, {"statistic", which}, {"below_baseline_pct", percent}}, run,
                         &baseline);
    };
    const auto most = of("max", 50);
    CHECK(most.value.value() == doctest::Approx(0));
    CHECK(most.state == target_state::fail);
    CHECK_FALSE(most.lo);
    const auto mean = of("mean", 70);
    CHECK(mean.run_value.value() == doctest::Approx(240));
    CHECK(mean.value.value() == doctest::Approx(-60));
    CHECK(mean.state == target_state::fail);
    CHECK(mean.lo.value() < -60);
    CHECK(mean.hi.value() > -60);
}

TEST_CASE("a chunk gap is the time between one chunk and the next, not an answer's mean") {
    const auto run = with_answers_of({100, 100, 100}, 100);  // gaps of 10 and 80 ms
    const auto most = check_one({{"id", "g"}, {"metric", "chunk_gap_ms"}, {"statistic", "max"}, {"below", 50}}, run);
    CHECK(most.value.value() == doctest::Approx(80));
    CHECK(most.state == target_state::fail);
    const auto share =
        check_one({{"id", "g"}, {"metric", "chunk_gap_ms"}, {"share_below", {{"limit", 50}, {"at_least_pct", 99}}}}, run);
    CHECK(share.value.value() == doctest::Approx(50));
    CHECK(says(share.words, "of 24 chunk gaps"));
    auto bare = run;
    for (auto& one : bare.trials)
        for (auto& span : one.attempts) span.chunk_ns.clear();
    CHECK(check_one({{"id", "g"}, {"metric", "chunk_gap_ms"}, {"statistic", "max"}, {"below", 50}}, bare).state ==
          target_state::pending);
}

TEST_CASE("the mean of answers is as uncertain as the trials' means are apart") {
    const auto mean = check_one({{"id", "m"}, {"metric", "answer_ms"}, {"statistic", "mean"}, {"below", 250}},
                                with_answers_of({200, 240, 280}, 30));
    CHECK(mean.value.value() == doctest::Approx(240));
    CHECK(mean.hi.value() == doctest::Approx(240 + 4.302653 * 40 / std::sqrt(3.0)).epsilon(1e-5));
    CHECK(mean.within_uncertainty);
}

TEST_CASE("a baseline that did other work, and trials that do not count, are warned of") {
    auto run = made_up_run({{1, 10}, {1, 10}}), baseline = made_up_run({{1, 20}, {1, 20}});
    run.plan = {{"workload", {{"kind", "llm"}, {"max_tokens", 10}}}};
    baseline.plan = {{"workload", {{"kind", "llm"}, {"max_tokens", 64}}}};
    run.trials[1].failed = 1;
    const auto set = set_of(json::array({{{"id", "b"}, {"metric", "time_s"}, {"below_baseline_pct", 30}}}));
    const auto report = check_targets(set, run, &baseline);
    REQUIRE(report.warnings.size() == 2);
    CHECK(says(report.warnings[0], "1 trial had failed items"));
    CHECK(says(report.warnings[1], "/workload/max_tokens"));
    const auto document = to_json(report);
    CHECK(document["warnings"].size() == 2);
    CHECK(document["targets"][0]["unit"] == "%");
    CHECK(says(to_junit(report), "/workload/max_tokens"));
    baseline.plan = run.plan;
    CHECK(check_targets(set, run, &baseline).warnings.size() == 1);
}

TEST_CASE("an interval has the digits that keep its ends apart from the value") {
    target_result near;
    near.asked =
        set_of(json::array({{{"id", "s"}, {"metric", "answer_ms"}, {"share_below", {{"limit", 1}, {"at_least_pct", 99}}}}}))
            .targets[0];
    near.state = target_state::pass;
    near.value = 99.97;
    near.lo = 99.951;
    near.hi = 99.983;
    near.margin = 0.97;
    put_words(near, "");
    CHECK(says(near.words, "99.97 % (95 %: 99.95 – 99.98 %)"));
    target_result change;
    change.asked = set_of(json::array({{{"id", "b"}, {"metric", "time_s"}, {"below_baseline_pct", 30}}})).targets[0];
    change.state = target_state::pass;
    change.value = -50.2;
    change.lo = -52.2;
    change.hi = -48.17;
    change.margin = 20.2;
    put_words(change, "");
    CHECK(says(change.words, "50.2 % below the baseline (95 %: 48.2 – 52.2 %)"));
    change.hi = 3;
    put_words(change, "");
    CHECK(says(change.words, "(95 %: 52.2 % below – 3 % above)"));
}

TEST_CASE("JUnit's XML has no code points that XML has no place for") {
    auto set = set_of(json::array({{{"id", "t"}, {"metric", "time_s"}, {"below", 30}}}));
    set.name =
        "a\xEF\xBF\xBF"
        "b";
    const auto xml = to_junit(check_targets(set, made_up_run({{1, 10}})));
    CHECK(xml.find("\xEF\xBF\xBF") == std::string::npos);
    CHECK(says(xml, "a?b"));
}

TEST_CASE("a targets file is read strictly") {
    CHECK(says(refusal_of({{"id", "x"}, {"metric", "time"}, {"below", 1}}), "/targets/0/metric"));
    CHECK(says(refusal_of({{"id", "x"}, {"metric", "time_s"}}), "no rule is given"));
    CHECK(says(refusal_of({{"id", "x"}, {"metric", "time_s"}, {"below", 1}, {"at_most", 2}}), "one rule"));
    CHECK(says(refusal_of({{"id", "x"}, {"metric", "time_s"}, {"belw", 1}, {"below", 1}}), "belw"));
    CHECK(says(refusal_of({{"id", "x"}, {"metric", "chunk_gap_ms"}, {"belov", 1}}), "Did you mean \"below\"?"));
    CHECK(says(refusal_of({{"id", "x"}, {"metric", "chunk_gap_ms"}, {"below", 1}}), "needs a statistic"));
    CHECK(says(refusal_of({{"id", "x"}, {"metric", "cpu_pct"}, {"statistic", "p99"}, {"below", 1}}), "no statistic"));
    CHECK(says(refusal_of({{"id", "x"}, {"metric", "memory_growth_mb"}, {"below", 1}}), "hours"));
    CHECK(says(refusal_of({{"metric", "time_s"}, {"below", 1}}), "/targets/0"));
    CHECK(says(refusal_of({{"id", "x"}, {"metric", "time_s"}, {"below", "1"}}), "/targets/0/below"));
    CHECK(says(read_targets({{"sweeplab_targets", 2}, {"targets", json::array()}}).error().text(), "newer Sweeplab"));
    CHECK(says(parse_targets("{\"sweeplab_targets\": 1, \"targets\": [", "t.json").error().text(), "t.json, line 1"));
    const json twice{{"id", "x"}, {"metric", "time_s"}, {"below", 1}};
    CHECK(says(read_targets({{"sweeplab_targets", 1}, {"targets", {twice, twice}}}).error().text(), "there twice"));
}

TEST_CASE("the shipped set can be read, and is pending where there is no data") {
    std::ostringstream text;
    text << std::ifstream(SWEEPLAB_SOURCE_DIR "/resources/targets/streaming.json").rdbuf();
    const auto set = parse_targets(text.str(), "streaming.json");
    REQUIRE_MESSAGE(set, (set ? "" : set.error().text()));
    CHECK(set->targets.size() == 10);
    CHECK(rule_in_words(set->targets[0]) == "at least 99 % of Chunk gap below 50 ms");
    const auto report = check_targets(*set, published_benchmark());
    CHECK(report.count(target_state::pending) == 10);
    CHECK_FALSE(report.failed());
}

TEST_CASE("JUnit: failures, skips, and names that look like markup") {
    auto run = made_up_run({{1, 10}});
    run.summary.name = "<script>&\"\x01";
    const auto report = check_targets(set_of({{{"id", "<b>"}, {"metric", "time_s"}, {"below", 5}},
                                              {{"id", "ok"}, {"metric", "time_s"}, {"below", 50}},
                                              {{"id", "later"}, {"metric", "cost"}, {"below", 5}}}),
                                      run);
    const auto text = to_junit(report);
    CHECK(says(text, "tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\""));
    CHECK(says(text, "&lt;b&gt;"));
    CHECK(says(text, "&lt;script&gt;&amp;&quot;  (run 1)\""));
    CHECK(says(text, "<skipped message=\"pending: the cost is not known\"/>"));
    CHECK(text.find("<b>") == std::string::npos);
}
