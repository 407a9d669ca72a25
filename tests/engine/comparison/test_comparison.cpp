#include <doctest/doctest.h>

#include <cmath>
#include <fstream>

#include "engine/comparison/comparison.h"
#include "engine/comparison/factor_table.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

run_record run_of(const json& times_by_workers) {
    std::vector<std::pair<int, double>> times;
    for (const auto& [workers, list] : times_by_workers.items())
        for (const auto& time : list) times.emplace_back(std::stoi(workers), time.get<double>());
    return made_up_run(times);
}

bool any_says(const std::vector<std::string>& lines, std::string_view words) {
    return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.find(words) != std::string::npos; });
}

const run_difference* difference_at(const run_comparison& found, std::string_view path) {
    for (const auto& one : found.differences.list)
        if (one.path == path) return &one;
    return nullptr;
}

}  // namespace

TEST_CASE("ratio, interval and overall ratio of two runs are the known answers") {
    const auto known = json::parse(std::ifstream(SWEEPLAB_SOURCE_DIR "/tests/fixtures/oracle/ratio_interval.json"));
    REQUIRE(known.size() == 6);
    const auto near = [](double number) { return doctest::Approx(number).epsilon(1e-9); };
    for (const auto& one : known) {
        const auto& answer = one["a_over_b"];
        const auto found = compare_runs(run_of(one["a"]), run_of(one["b"]));
        REQUIRE_MESSAGE(found.comparable, found.why_not);
        CHECK_FALSE(found.variances_differ);
        CHECK(found.dof == answer["dof"].get<int>());
        REQUIRE(found.points.size() == answer["points"].size());
        for (const auto& point : found.points) {
            const auto& expected = answer["points"][std::to_string(point.workers)];
            CHECK(point.ratio.value == near(expected["ratio"].get<double>()));
            CHECK(point.ratio.lo.value() == near(expected["lo"].get<double>()));
            CHECK(point.ratio.hi.value() == near(expected["hi"].get<double>()));
        }
        CHECK(found.overall->value == near(answer["overall"]["ratio"].get<double>()));
        CHECK(found.overall->lo.value() == near(answer["overall"]["lo"].get<double>()));
        CHECK(found.overall->hi.value() == near(answer["overall"]["hi"].get<double>()));
    }
}

TEST_CASE("three states, and otherwise not decided") {
    const auto of = [](double value, double lo, double hi) { return value_interval{value, lo, hi}; };
    CHECK(judge(of(1.12, 1.05, 1.19), 0.03) == verdict::slower);
    CHECK(judge(of(0.8, 0.7, 0.9), 0.03) == verdict::faster);
    CHECK(judge(of(1.0, 0.98, 1.02), 0.03) == verdict::no_difference);
    CHECK(judge(of(1.01, 1.005, 1.02), 0.03) == verdict::no_difference);  // there is one, but none that matters
    CHECK(judge(of(1.01, 1.005, 1.02), 0.01) == verdict::slower);
    CHECK(judge(of(1.0, 0.9, 1.1), 0.03) == verdict::undecided);
    CHECK(judge({1.5, std::nullopt, std::nullopt}, 0.03) == verdict::undecided);
    // Read the other way round it is the same verdict.
    CHECK(judge(of(1 / 1.029, 1 / 1.0295, 1 / 1.0285), 0.03) == verdict::no_difference);
    CHECK(in_words(verdict::no_difference, 0.03) == "no difference larger than 3 %");
    CHECK(in_words(verdict::undecided, 0.03) == "not decided: needs more repeats");
}

TEST_CASE("one repeat: a ratio, no interval, not decided") {
    const auto found = compare_runs(made_up_run({{1, 16}, {2, 8}}), made_up_run({{1, 10}, {2, 5}}));
    REQUIRE(found.comparable);
    CHECK(found.overall->value == doctest::Approx(1.6));
    CHECK_FALSE(found.overall->lo);
    CHECK(found.overall_verdict == verdict::undecided);
    for (const auto& point : found.points) {
        CHECK_FALSE(point.ratio.lo);
        CHECK(point.decided == verdict::undecided);
    }
    CHECK(any_says(found.warnings, "One repeat only at 1, 2 workers"));
    CHECK(found.headline.starts_with("Not decided"));
}

TEST_CASE("no common worker counts, no counted trials, failed trials") {
    const auto apart = compare_runs(made_up_run({{1, 10}, {4, 3}}), made_up_run({{2, 5}, {8, 2}}));
    CHECK_FALSE(apart.comparable);
    CHECK(apart.why_not.find("no worker count is common") != std::string::npos);
    CHECK(apart.why_not.find("2, 8") != std::string::npos);

    auto failed = made_up_run({{1, 10}, {1, 10.1}, {2, 5}, {2, 5.1}});
    failed.trials[3].failed = 2;
    const auto found = compare_runs(failed, made_up_run({{1, 10}, {1, 10.1}, {2, 5}, {2, 5.1}}));
    REQUIRE(found.comparable);
    CHECK(found.points[1].a_s.size() == 1);
    CHECK(found.points[1].b_s.size() == 2);
    CHECK_FALSE(found.warnings.empty());

    for (auto& one : failed.trials) one.state = trial_state::failed;
    CHECK(compare_runs(failed, failed).why_not.find("no trial that counts") != std::string::npos);
}

TEST_CASE("unlike work is not compared, unless that is asked for") {
    auto a = made_up_run({{1, 10}, {1, 11}});
    auto b = a;
    b.items[3].text = "another text";
    auto found = compare_runs(a, b);
    CHECK_FALSE(found.comparable);
    CHECK(found.points.empty());
    CHECK(found.why_not.find("12 against 12, 11 of them the same") != std::string::npos);
    CHECK(compare_runs(a, b, {0.03, true}).points.size() == 1);
    CHECK(any_says(compare_runs(a, b, {0.03, true}).warnings, "The ratio is of unlike work"));

    a.plan = b.plan = json{{"workload",
                            {{"kind", "llm"},
                             {"prompt", "Sum up {item}"},
                             {"max_tokens", 100},
                             {"endpoint", {{"model", "small"}, {"base_url", "http://x"}}}}},
                           {"sweep", {{"workers", {1, 2}}}}};
    b.items = a.items;
    b.plan["workload"]["endpoint"]["model"] = "large";
    b.plan["sweep"]["workers"] = {1, 4, 8};
    found = compare_runs(a, b);
    CHECK(found.comparable);
    REQUIRE(difference_at(found, "/workload/endpoint/model"));
    CHECK(difference_at(found, "/workload/endpoint/model")->aspect == run_aspect::model);
    CHECK(difference_at(found, "/workload/endpoint/model")->b == "large");
    CHECK(difference_at(found, "/sweep/workers")->aspect == run_aspect::plan);
    CHECK(found.differences.list.size() == 2);

    b.plan["workload"]["max_tokens"] = 200;
    found = compare_runs(a, b);
    CHECK_FALSE(found.comparable);
    CHECK(found.why_not.find("/workload/max_tokens") != std::string::npos);
}

TEST_CASE("a key in a plan is in no difference") {
    auto a = made_up_run({{1, 10}});
    auto b = a;
    a.plan = b.plan = json{{"workload", {{"kind", "command"}, {"env", {{"OPENAI_API_KEY", "sk-one-of-two"}}}}}};
    b.plan["workload"]["env"]["OPENAI_API_KEY"] = "sk-two-of-two";
    CHECK(to_json(compare_runs(a, b)).dump().find("sk-") == std::string::npos);
}

TEST_CASE("hosts, conditions and the simulated endpoint are told where they differ") {
    auto a = made_up_run({{1, 10}, {1, 10.2}});
    auto b = a;
    a.host.cpu_model = "one";
    b.host.cpu_model = "two";
    b.host.name = "rack";
    b.summary.simulated = true;
    for (auto& one : a.trials) one.conditions.before.governor = "powersave";
    for (auto& one : b.trials) one.conditions.before.governor = "performance";
    const auto found = compare_runs(a, b);
    CHECK(found.a_name == "desk");
    CHECK(found.b_name == "rack");
    CHECK(difference_at(found, "cpu_model")->aspect == run_aspect::host);
    CHECK(difference_at(found, "governor")->aspect == run_aspect::conditions);
    CHECK(difference_at(found, "simulated"));
    CHECK(any_says(found.warnings, "rack is against the simulated endpoint, the other is not"));
    // What stands first is what differs most.
    CHECK(to_json(found)["differs"][0]["path"] == "simulated");
}

TEST_CASE("the same items are paired, one number an item") {
    auto a = made_up_run({{1, 30}}, 3);
    auto b = a;
    const auto add_spans = [](run_record& run, const std::vector<std::int64_t>& seconds) {
        for (std::size_t i = 0; i < seconds.size(); ++i) {
            attempt span;
            span.item = static_cast<int>(i);
            span.end_ns = seconds[i] * 1'000'000'000;
            run.trials[0].attempts.push_back(span);
        }
    };
    add_spans(a, {2, 4, 8});
    add_spans(b, {1, 2});
    a.trials[0].attempts[2].state = attempt_state::succeeded;
    const auto found = compare_runs(a, b);
    REQUIRE(found.paired.size() == 1);
    CHECK(found.paired[0].items == 2);
    CHECK(found.paired[0].without_pair == 1);
    CHECK(found.paired[0].longer_in_a == 2);
    CHECK(found.paired[0].ratio.value == doctest::Approx(2));
    CHECK(found.paired[0].ratio.lo.value() == doctest::Approx(2));
}

TEST_CASE("a crossing is not hidden in the overall ratio") {
    const auto a = made_up_run({{1, 20}, {1, 20.1}, {1, 20.2}, {8, 2}, {8, 2.01}, {8, 2.02}});
    const auto b = made_up_run({{1, 10}, {1, 10.1}, {1, 10.2}, {8, 4}, {8, 4.01}, {8, 4.02}});
    const auto found = compare_runs(a, b);
    CHECK(found.headline.find("depends on the worker count") != std::string::npos);
}

TEST_CASE("clearly unlike variances: every group stands on its own, in the overall ratio too") {
    std::vector<std::pair<int, double>> quiet, noisy;
    for (const double step : {-2.0, -1.0, 0.0, 1.0, 2.0, -1.5, 1.5, 0.5}) {
        quiet.emplace_back(1, 10 * std::exp(0.002 * step));
        quiet.emplace_back(4, 3 * std::exp(0.002 * step));
        noisy.emplace_back(1, 12 * std::exp(0.2 * step));
        noisy.emplace_back(4, 4 * std::exp(0.002 * step));
    }
    const auto found = compare_runs(made_up_run(noisy), made_up_run(quiet));
    REQUIRE(found.variances_differ);
    // The quiet count keeps its narrow interval, the noisy one its wide.
    CHECK(found.points[1].decided == verdict::slower);
    CHECK(found.points[1].ratio.hi.value() / found.points[1].ratio.lo.value() < 1.02);
    CHECK(found.points[0].ratio.hi.value() / found.points[0].ratio.lo.value() > 1.5);
    // By hand: Σ s²/n over four groups, divided by 2², with Satterthwaite's degrees of freedom.
    double squares = 0;
    for (const double step : {-2.0, -1.0, 0.0, 1.0, 2.0, -1.5, 1.5, 0.5}) squares += (step - 0.0625) * (step - 0.0625);
    const double wide = 0.04 * squares / 7 / 8, narrow = 4e-6 * squares / 7 / 8;
    const double dof = (wide + 3 * narrow) * (wide + 3 * narrow) / ((wide * wide + 3 * narrow * narrow) / 7);
    const double half = t_quantile(dof) * std::sqrt(wide + 3 * narrow) / 2;
    CHECK(found.overall->hi.value() == doctest::Approx(found.overall->value * std::exp(half)).epsilon(1e-9));
    CHECK(found.detail.find("Bartlett") != std::string::npos);
}

TEST_CASE("speedup factors: worker count x machine, over the first") {
    auto laptop = made_up_run({{1, 100}, {4, 40}});
    auto tower = made_up_run({{1, 50}, {4, 10}, {16, 5}});
    tower.host.name = "tower";
    laptop.host.expected_tokens_per_s = number_range{30, 50};
    const auto rows = make_factor_table({laptop, tower});
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].machine == "desk");
    CHECK(rows[0].factor->value == 1);
    CHECK(rows[1].machine == "tower");
    CHECK(rows[1].factor->value == doctest::Approx(2));
    CHECK(rows[3].factor->value == doctest::Approx(4));
    CHECK(rows[3].items_per_s.value() == doctest::Approx(1.2));
    CHECK_FALSE(rows[4].factor);  // the first has no time at 16 workers
    CHECK(to_json(rows)[0]["expected_tokens_per_s"] == json{30.0, 50.0});
}

TEST_CASE("how many items were done is compared at each worker count, of the trials that count") {
    auto a = run_of({{"1", {10, 10}}, {"4", {3, 3}}}), b = a;
    a.items.clear();
    b.items.clear();
    b.trials.back().failed = 1;  // of a trial that does not count it says nothing
    b.trials.back().jobs = 99;
    CHECK(compare_runs(a, b).differences.unlike.empty());
    for (auto& one : b.trials)
        if (one.workers == 4) one.jobs = 6;
    const auto found = compare_runs(a, b);
    CHECK_FALSE(found.comparable);
    CHECK(found.why_not.find("12 against 6 at 4 workers") != std::string::npos);
}

TEST_CASE("another project is other work, the same one elsewhere is not") {
    auto a = run_of({{"1", {10, 10}}}), b = a;
    const auto in = [](const char* folder) {
        return json{
            {"workload", {{"kind", "command"}, {"argv", {"make"}}, {"workspace", {{"from", folder}, {"in", folder}}}}}};
    };
    a.plan = in("/home/ada/parser");
    b.plan = in("/srv/parser/");
    CHECK(find_differences(a, b).unlike.empty());
    CHECK(find_differences(a, b).list.size() == 2);
    b.plan = in("/srv/lexer");
    CHECK(any_says(find_differences(a, b).unlike, "/workload/workspace/from"));
}

TEST_CASE("the same words in two folders are not the same without a word") {
    auto a = run_of({{"1", {10, 10}}}), b = a;
    a.plan = b.plan = {{"workload", {{"kind", "command"}, {"argv", {"./work.sh"}}}}};
    a.base_folder = "/tmp/old";
    CHECK(find_differences(a, b).list.empty());  // that one came from elsewhere
    b.base_folder = "/tmp/new";
    const auto found = find_differences(a, b);
    REQUIRE(found.list.size() == 1);
    CHECK(found.list[0].path == "folder");
    CHECK(found.unlike.empty());
    a.plan = b.plan = {{"workload", {{"kind", "llm"}, {"prompt", "x"}}}};
    CHECK(find_differences(a, b).list.empty());
    a.plan = b.plan = {{"workload", {{"kind", "llm"}, {"items", {{"file", "items.txt"}}}}}};
    CHECK(find_differences(a, b).list.size() == 1);
}

TEST_CASE("tools that measure for a set time are compared by their rates") {
    const auto of = [](int jobs_at_four) {
        auto run = made_up_run({{1, 10}, {1, 10}, {4, 10}, {4, 10}}, 0);
        run.summary.kind = "imported";
        for (auto& one : run.trials) one.jobs = one.workers == 1 ? 8 : jobs_at_four;
        return run;
    };
    const auto found = compare_runs(of(32), of(24));
    REQUIRE_MESSAGE(found.comparable, found.why_not);
    CHECK(found.points[0].ratio.value == doctest::Approx(1));
    CHECK(found.points[1].ratio.value == doctest::Approx(0.75));
    CHECK(any_says(found.warnings, "for 32 items, at the rates"));
}
