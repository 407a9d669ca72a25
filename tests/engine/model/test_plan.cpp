#include <doctest/doctest.h>

#include "engine/model/plan.h"
#include "tests/engine/model/fake_workload.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr const char* full_plan = R"({
  "sweeplab": 1, "name": "belief extraction", "notes": "first try",
  "workload": {"kind": "fake", "word": "hello"},
  "sweep": {"workers": [1, 4, 10, 20, 50], "repeats": 3, "warm_up": 1, "order": "blocks", "seed": 18446744073709551615,
            "trial_timeout_s": 600, "items": "longest-first", "sampling_hz": 2.5,
            "adaptive": {"at_least": 2, "half_width_pct": 7, "budget_s": 60}},
  "limits": {"requests_per_minute": 5000, "tokens_per_minute": 2000000, "max_attempts": 5, "stop_on_failure": true},
  "prices": {"input_per_million": 0.15, "output_per_million": 0.60, "cached_input_per_million": 0.075, "per_request": 0.001,
             "currency": "EUR", "as_of": "2024-11-17"}
})";

plan read(const json& document) {
    auto work = read_plan(document, fake_kinds());
    if (!work) FAIL(work.error().text());
    return std::move(*work);
}

// The complaint about `full_plan` with one value replaced (or removed, with a null).
error refused(const char* pointer, const json& value) {
    auto document = json::parse(full_plan);
    document[json::json_pointer(pointer)] = value;
    const auto work = read_plan(document, fake_kinds());
    REQUIRE_FALSE(work);
    CHECK(work.error().kind == error_kind::bad_input);
    CHECK_FALSE(work.error().message.empty());
    return work.error();
}

std::string refused_at(const char* pointer, const json& value) { return refused(pointer, value).where; }

}  // namespace

TEST_CASE("a plan's values are read") {
    const auto work = read(json::parse(full_plan));
    CHECK(work.name == "belief extraction");
    CHECK(work.notes == "first try");
    CHECK(work.workload->summary() == "fake hello");
    sweep_spec sweep;
    sweep.workers = {1, 4, 10, 20, 50};
    sweep.repeats = 3;
    sweep.adaptive = adaptive_repeats{2, 7, 60.0};
    sweep.warm_up = 1;
    sweep.order = trial_order::blocks;
    sweep.seed = 18446744073709551615ULL;
    sweep.trial_timeout_s = 600.0;
    sweep.items = item_order::longest_first;
    sweep.sampling_hz = 2.5;
    CHECK(work.sweep == sweep);
    CHECK(work.limits == limits_spec{5000.0, 2e6, 5, true});
    CHECK(work.prices == prices_spec{0.15, 0.60, 0.075, 0.001, "EUR", "2024-11-17"});
}

TEST_CASE("what a plan leaves out has its default, not zero") {
    const auto work =
        read(json::parse(R"({"sweeplab": 1, "workload": {"kind": "fake", "word": "w"}, "sweep": {"workers": [2]}})"));
    CHECK(work.name == "fake w");  // a run needs a name to be found again
    sweep_spec sweep;
    sweep.workers = {2};
    CHECK(work.sweep == sweep);
    CHECK(work.sweep.repeats == 1);
    CHECK(work.sweep.order == trial_order::ascending);
    CHECK_FALSE(work.sweep.adaptive);
    CHECK(work.sweep.sampling_hz == 5);
    CHECK(work.limits == limits_spec{});
    CHECK_FALSE(work.prices);
}

TEST_CASE("reading what was written gives the same plan") {
    const auto work = read(json::parse(full_plan));
    const auto again = read(json::parse(to_json(work).dump()));
    CHECK(again.name == work.name);
    CHECK(again.notes == work.notes);
    CHECK(again.workload->to_json() == work.workload->to_json());
    CHECK(again.sweep == work.sweep);
    CHECK(again.limits == work.limits);
    CHECK(again.prices == work.prices);
    // Every value of the file is written back as it stood.
    CHECK(to_json(work) == json::parse(full_plan));
    CHECK(to_json(work)["limits"]["requests_per_minute"].dump() == "5000");
    auto small = work;
    small.sweep.seed = 0;
    small.sweep.trial_timeout_s = 0.1;
    small.limits = {};
    small.prices = std::nullopt;
    const auto small_again = read(json::parse(to_json(small).dump()));
    CHECK(small_again.sweep == small.sweep);
    CHECK(small_again.limits == small.limits);
    CHECK_FALSE(small_again.prices);
}

TEST_CASE("impossible worker counts are refused with their place") {
    CHECK(refused_at("/sweep/workers/2", 0) == "/sweep/workers/2");
    CHECK(refused("/sweep/workers/2", 0).message == "must be a whole number from 1 to 10000, not 0");
    CHECK(refused("/sweep/workers/0", -4).message == "must be a whole number from 1 to 10000, not -4");
    CHECK(refused("/sweep/workers/0", "many").message == "must be a whole number from 1 to 10000, not \"many\"");
    CHECK(refused("/sweep/workers/4", 100'000).message == "must be a whole number from 1 to 10000, not 100000");
    CHECK(refused("/sweep/workers/4", 2.5).where == "/sweep/workers/4");
    CHECK(refused("/sweep/workers/4", 18446744073709551615ULL).where == "/sweep/workers/4");
    CHECK(refused("/sweep/workers/4", 4).text() ==
          "/sweep/workers/4: 4 workers are given twice, first at /sweep/workers/1. "
          "Use \"repeats\" to measure a worker count more than once.");
    CHECK(refused_at("/sweep/workers", json::array()) == "/sweep/workers");
    CHECK(refused("/sweep/workers", "many").message == "must be a list of whole numbers, not a string");
    CHECK(refused("/sweep/workers", nullptr).message == "\"workers\" is missing");
    CHECK(read(json::parse(R"({"sweeplab": 1, "workload": {"kind": "fake", "word": "w"}, "sweep": {"workers": [10000]}})"))
              .sweep.workers == std::vector<int>{most_workers});
}

TEST_CASE("every other impossible value is refused with its path") {
    const std::vector<std::pair<const char*, json>> faults{{"/sweeplab", nullptr},
                                                           {"/sweeplab", 2},
                                                           {"/sweeplab", "1"},
                                                           {"/name", 5},
                                                           {"/notes", json::array()},
                                                           {"/workload", nullptr},
                                                           {"/workload", "fake"},
                                                           {"/workload/kind", "unheard-of"},
                                                           {"/workload/kind", 3},
                                                           {"/workload/kind", nullptr},
                                                           {"/workload/word", nullptr},
                                                           {"/workload/extra", 1},
                                                           {"/sweep", nullptr},
                                                           {"/sweep", json::array()},
                                                           {"/sweep/repeats", 0},
                                                           {"/sweep/repeats", 1001},
                                                           {"/sweep/warm_up", -1},
                                                           {"/sweep/warm_up", true},
                                                           {"/sweep/order", "random"},
                                                           {"/sweep/seed", -1},
                                                           {"/sweep/seed", "x"},
                                                           {"/sweep/trial_timeout_s", 0},
                                                           {"/sweep/trial_timeout_s", -5},
                                                           {"/sweep/trial_timeout_s", 1e12},
                                                           {"/sweep/items", "lifo"},
                                                           {"/sweep/repeat", 3},
                                                           {"/limits", 7},
                                                           {"/limits/requests_per_minute", 0},
                                                           {"/limits/tokens_per_minute", -1},
                                                           {"/limits/max_attempts", 0},
                                                           {"/limits/max_attempts", 1.5},
                                                           {"/limits/stop_on_failure", 1},
                                                           {"/limits/rpm", 10},
                                                           {"/prices/input_per_million", -0.1},
                                                           {"/prices/currency", " "},
                                                           {"/prices/as_of", "yesterday"},
                                                           {"/prices/as_of", "2024-13-01"},
                                                           {"/prices/cost", 1},
                                                           {"/worklaod", 1}};
    for (const auto& [pointer, value] : faults) {
        CAPTURE(pointer);
        CAPTURE(value.dump());
        CHECK(refused_at(pointer, value) == pointer);
    }
    CHECK(refused("/sweeplab", 2).message == "this plan is of format 2, and this Sweeplab reads format 1");
    CHECK(refused("/workload/kind", "lmm").text() ==
          "/workload/kind: there is no workload of the kind \"lmm\". Known kinds: fake, other.");
    CHECK(refused("/sweep/repeat", 3).advice == "Did you mean \"repeats\"?");
    CHECK_FALSE(read_plan(json::array(), fake_kinds()));
    CHECK_FALSE(read_plan(nullptr, fake_kinds()));
}

TEST_CASE("adaptive repeats need rounds, and room for the least number of them") {
    CHECK(refused_at("/sweep/adaptive/at_least", 1) == "/sweep/adaptive/at_least");
    CHECK(refused_at("/sweep/adaptive/at_least", 4) == "/sweep/repeats");
    CHECK(refused_at("/sweep/adaptive/half_width_pct", 0) == "/sweep/adaptive/half_width_pct");
    CHECK(refused_at("/sweep/adaptive/budget_s", "long") == "/sweep/adaptive/budget_s");
    CHECK(refused_at("/sweep/adaptive/until", 5) == "/sweep/adaptive/until");
    CHECK(refused_at("/sweep/order", "ascending") == "/sweep/adaptive");
    auto brief = json::parse(full_plan);
    brief["sweep"]["adaptive"] = json::object();  // all defaults; no more at least than at most
    CHECK(read(brief).sweep.adaptive == adaptive_repeats{3, 5, std::nullopt});
}

TEST_CASE("predicting needs 1 worker, a middle count and one to predict") {
    auto plain = json::parse(full_plan);
    plain["sweep"].erase("adaptive");
    CHECK_FALSE(to_json(read(plain))["sweep"].contains("predict"));
    auto wanted = plain;
    wanted["sweep"]["predict"] = true;
    CHECK(read(wanted).sweep.predict);
    CHECK(to_json(read(wanted))["sweep"]["predict"] == true);
    for (const json& workers : {json{1, 2}, json{2, 4, 8}}) {
        wanted["sweep"]["workers"] = workers;
        const auto work = read_plan(wanted, fake_kinds());
        REQUIRE_FALSE(work);
        CHECK(work.error().where == "/sweep/predict");
    }
    CHECK(refused("/sweep/predict", true).text().find("adaptive") != std::string::npos);
    CHECK(refused_at("/sweep/predict", "yes") == "/sweep/predict");
}

TEST_CASE("a plan's text is refused with the file's name and the place") {
    const auto broken = parse_plan("{\"sweeplab\": 1,\n nonsense}", "plan.json", fake_kinds());
    REQUIRE_FALSE(broken);
    CHECK(broken.error().where == "plan.json, line 2, column 3");
    const auto wrong = parse_plan(R"({"sweeplab": 1, "sweep": {"workers": [0]}, "workload": {"kind": "fake", "word": "w"}})",
                                  "plan.json", fake_kinds());
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().where == "plan.json: /sweep/workers/0");
    const auto twice = parse_plan(
        R"({"sweeplab": 1, "sweep": {"workers": [1], "workers": [2]}, "workload": {"kind": "fake", "word": "w"}})",
        "plan.json", fake_kinds());
    REQUIRE_FALSE(twice);
    CHECK(twice.error().message == "the key \"workers\" is given twice in one object");
    CHECK(parse_plan(std::string("\xEF\xBB\xBF") + full_plan, "plan.json", fake_kinds()));
}

TEST_CASE("the work's hash changes with the work and with nothing else") {
    const auto work = read(json::parse(full_plan));
    const item_list items{{"0", "a"}, {"1", "b"}};
    const auto hash = work_hash(work, items);
    CHECK(hash.size() == 32);
    CHECK(work_hash(work, items) == hash);

    auto same = work;
    same.name = "renamed";
    same.notes = "more";
    same.prices = std::nullopt;
    same.sweep.workers = {1, 2};
    same.sweep.repeats = 9;
    same.sweep.seed = 5;
    same.sweep.trial_timeout_s = std::nullopt;
    same.limits.stop_on_failure = false;
    CHECK(work_hash(same, items) == hash);

    const auto changed = [&](auto change) {
        auto other = work;
        change(other);
        return work_hash(other, items);
    };
    CHECK(changed([](plan& other) { other.workload = std::make_shared<fake_workload>("bye"); }) != hash);
    CHECK(changed([](plan& other) { other.limits.requests_per_minute = 1; }) != hash);
    CHECK(changed([](plan& other) { other.limits.tokens_per_minute = std::nullopt; }) != hash);
    CHECK(changed([](plan& other) { other.limits.max_attempts = 1; }) != hash);
    CHECK(changed([](plan& other) { other.sweep.items = item_order::fifo; }) != hash);
    CHECK(work_hash(work, {{"0", "a"}}) != hash);
    CHECK(work_hash(work, {{"0", "a"}, {"1", "c"}}) != hash);
    CHECK(work_hash(work, {{"1", "b"}, {"0", "a"}}) != hash);
    // Where one text ends and the next begins counts; bytes that are no text do not break it.
    CHECK(work_hash(work, {{"0", "ab"}}) != work_hash(work, {{"0a", "b"}}));
    CHECK(work_hash(work, {{"0", "\xFF"}}) != work_hash(work, {{"0", "\xFE"}}));
}
