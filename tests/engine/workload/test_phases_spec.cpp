// A load in phases as a plan says it: what is read, when its requests are due, and what is refused where.
#include <doctest/doctest.h>

#include "engine/workload/phases_spec.h"
#include "engine/workload/workload_kinds.h"

using namespace sweeplab;

namespace {

json load(const json& changes = json::object()) {
    json value = {{"kind", "phases"},
                  {"endpoint", {{"base_url", "simulated"}, {"model", "sim-small"}}},
                  {"prompt", "Say hello"},
                  {"phases",
                   {{{"name", "quiet"}, {"rate", 4}, {"duration_s", 2}},
                    {{"name", "rush"}, {"rate", 100}, {"duration_s", 1.5}, {"arrivals", "poisson"}}}}};
    value.merge_patch(changes);
    return value;
}

std::shared_ptr<const phases_spec> read(const json& value) {
    const auto spec = known_workload_kinds().read(value, "/workload");
    REQUIRE_MESSAGE(spec, (spec ? std::string{} : spec.error().text()));
    return std::dynamic_pointer_cast<const phases_spec>(*spec);
}

// Its place and its words.
std::string refusal(const json& changes) {
    const auto spec = known_workload_kinds().read(load(changes), "/workload");
    REQUIRE_FALSE(spec);
    CHECK(spec.error().kind == error_kind::bad_input);
    return spec.error().text();
}

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    MESSAGE(text);
    return false;
}

json phase(const json& changes) {
    json one = {{"name", "a"}, {"rate", 10}, {"duration_s", 1}};
    one.merge_patch(changes);
    return {{"phases", {one}}};
}

json policy(const json& value) {
    json whole = {{"max_workers", 8}};
    whole.merge_patch(value);
    return {{"policy", whole}};
}

}  // namespace

TEST_CASE("constant arrivals are evenly spaced, Poisson ones by chance, each phase from where the one before ends") {
    const auto spec = read(load());
    const auto due = spec->arrivals();
    for (int i = 0; i < 8; ++i) {
        CHECK(due[static_cast<std::size_t>(i)].due == i * 250ms);
        CHECK(due[static_cast<std::size_t>(i)].phase == 0);
    }
    CHECK(due.size() > 8 + 100);  // 150 ± 12
    CHECK(due.size() < 8 + 200);
    bool even = true;
    for (std::size_t i = 8; i < due.size(); ++i) {
        CHECK(due[i].phase == 1);
        CHECK(due[i].due >= due[i - 1].due);
        CHECK(due[i].due < 3500ms);
        even = even && due[i].due - due[i - 1].due == 10ms;
    }
    CHECK_FALSE(even);
    const auto again = read(load())->arrivals();
    const auto other = read(load({{"arrivals_seed", 2}}))->arrivals();
    CHECK(again.size() == due.size());
    CHECK(again.back().due == due.back().due);
    CHECK(other.back().due != due.back().due);
}

TEST_CASE("one item for each request, named by its phase; texts are taken in turn") {
    const auto plain = read(load())->load_items(".").value();
    CHECK(plain[0].name == "quiet/1");
    CHECK(plain[8].name == "rush/1");
    CHECK(plain[0].text.empty());
    const auto taken = read(load({{"prompt", "Say hello to {item}"}, {"items", {"Ann", "Ben", "Eve"}}}))->load_items(".");
    REQUIRE(taken);
    CHECK((*taken)[3].text == "Ann");
    CHECK((*taken)[4].text == "Ben");
    CHECK(taken->size() == plain.size());
}

TEST_CASE("the plan's own phases are a hundred to ten thousand requests a second, and scaled as it says") {
    const auto spec = read(load({{"phases", nullptr}, {"scale", 0.01}}));
    std::vector<double> rates;
    for (const auto& one : spec->planned_phases()) rates.push_back(one.rate);
    CHECK(rates == std::vector<double>{1, 10, 50, 100, 10});
    CHECK(spec->arrivals().size() == 1710);
}

TEST_CASE("what was read is written back as the same") {
    for (const json& changes :
         {json::object(), policy({{"kind", "threshold"}, {"up_above", 75}, {"down_below", 30}, {"step", 2}}),
          policy({{"kind", "target_utilisation"}, {"target_pct", 60}, {"cool_down_s", 0}}),
          policy({{"kind", "target_latency"}, {"p95_ms", 50}, {"every_s", 0.5}, {"min_workers", 2}}),
          json{{"scale", 0.5}, {"saturation", {{"late_s", 1}, {"for_s", 2}}}, {"items", {"a", "b"}}, {"stream", false}}}) {
        const auto spec = read(load(changes));
        const auto written = spec->to_json();
        CHECK(read(written)->to_json() == written);
    }
}

TEST_CASE("with a policy there may be as many workers as it allows") {
    CHECK(read(load())->slots(3) == 3);
    const auto scaled = read(load(policy({{"kind", "target_utilisation"}})));
    CHECK(scaled->slots(3) == 8);
    CHECK(scaled->slots(20) == 20);
    CHECK(scaled->scaling()->target_pct == 70);
    CHECK(read(load(policy({{"kind", "threshold"}, {"up_above", 90}})))->scaling()->down_below == 45);
}

TEST_CASE("a load that cannot be is refused with the place") {
    CHECK(says(refusal({{"phases", json::array()}}), "names no phase"));
    CHECK(says(refusal({{"phases", {{"rate", 1}}}}), "/workload/phases"));
    CHECK(says(refusal(phase({{"rate", 0}})), "/workload/phases/0/rate"));
    CHECK(says(refusal(phase({{"rate", -5}})), "/workload/phases/0/rate"));
    CHECK(says(refusal(phase({{"rate", 1'000'000}})), "/workload/phases/0/rate"));
    CHECK(says(refusal(phase({{"rate", nullptr}})), "\"rate\" is missing"));
    CHECK(says(refusal(phase({{"duration_s", -1}})), "/workload/phases/0/duration_s"));
    CHECK(says(refusal(phase({{"duration_s", 0}})), "/workload/phases/0/duration_s"));
    CHECK(says(refusal(phase({{"arrivals", "bursts"}})), "/workload/phases/0/arrivals"));
    CHECK(says(refusal(phase({{"pause", 1}})), "pause"));
    CHECK(says(refusal(phase({{"name", "a/b"}})), "/workload/phases/0/name"));
    const json twice = {{"name", "a"}, {"rate", 1}, {"duration_s", 1}};
    CHECK(says(refusal({{"phases", {twice, twice}}}), "there is a phase \"a\" already"));
    CHECK(says(refusal({{"scale", 0}}), "/workload/scale"));
    CHECK(says(refusal({{"scale", 10'000}}), "requests/s of phase"));
    CHECK(says(refusal(phase({{"rate", 50'000}, {"duration_s", 60}})), "3000000 requests a trial"));
    CHECK(says(refusal({{"prompt", nullptr}}), "/workload/prompt"));
    CHECK(says(refusal({{"endpoint", nullptr}}), "/workload/endpoint"));
    CHECK(says(refusal({{"max_token", 3}}), "max_token"));
    CHECK(says(refusal({{"saturation", {{"late_s", -1}}}}), "/workload/saturation/late_s"));
}

TEST_CASE("a policy that cannot be is refused with the place") {
    CHECK(says(refusal(policy({{"kind", "magic"}})), "/workload/policy/kind"));
    CHECK(says(refusal(policy({{"kind", "threshold"}})), "\"up_above\" is missing"));
    CHECK(
        says(refusal(policy({{"kind", "threshold"}, {"up_above", 10}, {"down_below", 20}})), "/workload/policy/down_below"));
    CHECK(says(refusal(policy({{"kind", "target_latency"}})), "\"p95_ms\" is missing"));
    CHECK(says(refusal(policy({{"kind", "target_utilisation"}, {"target_pct", 170}})), "/workload/policy/target_pct"));
    CHECK(says(refusal(policy({{"kind", "target_utilisation"}, {"min_workers", 9}})), "/workload/policy/min_workers"));
    CHECK(says(refusal(policy({{"kind", "target_utilisation"}, {"max_workers", nullptr}})), "\"max_workers\" is missing"));
    CHECK(says(refusal(policy({{"kind", "target_utilisation"}, {"p95_ms", 3}})), "p95_ms"));
    CHECK(says(refusal(policy({{"kind", "target_utilisation"}, {"every_s", 0}})), "/workload/policy/every_s"));
}

TEST_CASE("its key is named, and the built-in endpoint takes the place of \"simulated\"") {
    const auto keyed = read(load({{"endpoint", {{"base_url", "https://api.example/v1"}, {"api_key_env", "A_KEY"}}}}));
    CHECK(keyed->secret_names() == std::vector<std::string>{"A_KEY"});
    CHECK_FALSE(keyed->wants_simulated());
    const auto spec = read(load());
    CHECK(spec->wants_simulated());
    const auto moved = std::dynamic_pointer_cast<const phases_spec>(spec->with_simulated_at("http://127.0.0.1:1/v1"));
    REQUIRE(moved);
    CHECK_FALSE(moved->wants_simulated());
    CHECK(moved->arrivals().size() == spec->arrivals().size());
}
