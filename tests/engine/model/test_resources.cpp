#include <doctest/doctest.h>

#include "engine/model/conditions.h"
#include "engine/model/resource.h"
#include "engine/model/run_event.h"

using namespace sweeplab;

namespace {

resource_sample sample(std::int64_t at_ns, resource which, std::int64_t value) {
    resource_sample made{at_ns, {}};
    made.values.set(which, value);
    return made;
}

trial_conditions asleep(std::int64_t before_ns, std::int64_t after_ns) {
    trial_conditions around;
    around.before.values.set(condition::asleep_ns, before_ns);
    around.after.values.set(condition::asleep_ns, after_ns);
    return around;
}

std::string refusal(const char* text) {
    const auto read = read_trial(json::parse(text), "/trials/0");
    REQUIRE_FALSE(read);
    return read.error().where;
}

}  // namespace

TEST_CASE("names of resources and conditions lead back to them, those of a newer Sweeplab too") {
    CHECK(resource_name(resource::machine_cpu) == "machine_cpu");
    CHECK(resource_from_name("gpu_milliwatts") == resource::gpu_milliwatts);
    CHECK(resource_name(static_cast<resource>(999)) == "resource_999");
    CHECK(resource_from_name("resource_999") == static_cast<resource>(999));
    CHECK_FALSE(resource_from_name("machine"));
    CHECK(condition_name(condition::steal_ms) == "steal_ms");
    CHECK(condition_from_name("round_trip_ns") == condition::round_trip_ns);
    CHECK(condition_from_name("condition_999") == static_cast<condition>(999));
    CHECK_FALSE(condition_from_name("condition_99999999"));
}

TEST_CASE("peak and mean: each sample weighs the time since the one before") {
    const auto sums = summarise({sample(0, resource::own_memory, 100), sample(200, resource::machine_cpu, 1000),
                                 sample(400, resource::machine_cpu, 1000), sample(1000, resource::machine_cpu, 3000)});
    CHECK(sums.samples == 4);
    CHECK(sums.peak.get(resource::machine_cpu) == 3000);
    CHECK(sums.mean.get(resource::machine_cpu) == 2200);
    CHECK(sums.mean.get(resource::own_memory) == 100);  // a single value at the start is all that is known
    CHECK_FALSE(sums.peak.has(resource::disk_read));    // never read: absent, not 0
    CHECK(summarise({}) == resource_summary{});
}

TEST_CASE("a counter's growth is known only when both readings are") {
    trial_conditions around;
    CHECK_FALSE(around.growth(condition::throttle_count));
    around.before.values.set(condition::throttle_count, 5);
    CHECK_FALSE(around.growth(condition::throttle_count));
    around.after.values.set(condition::throttle_count, 9);
    CHECK(around.growth(condition::throttle_count) == 4);
    around.after.values.set(condition::throttle_count, 2);  // reset meanwhile
    CHECK_FALSE(around.growth(condition::throttle_count));
}

TEST_CASE("a suspended machine is told from two clocks that are read one after the other") {
    CHECK(asleep(1'000, 34'000'000'000).suspended_ns() == 33'999'999'000);
    CHECK_FALSE(asleep(1'000, 3'000).suspended_ns());
    CHECK_FALSE(trial_conditions{}.suspended_ns());
}

TEST_CASE("samples and conditions that make no sense are refused with their place") {
    CHECK(refusal(R"({"state":"failed","workers":1,"samples":[{"machine_cpu":1}]})") == "/trials/0/samples/0/at_ns");
    CHECK(refusal(R"({"state":"failed","workers":1,"samples":[{"at_ns":1,"warmth":2}]})") == "/trials/0/samples/0/warmth");
    CHECK(refusal(R"({"state":"failed","workers":1,"resources":{"samples":1,"peak":{"own_cpu":"x"}}})") ==
          "/trials/0/resources/peak/own_cpu");
    CHECK(refusal(R"({"state":"failed","workers":1,"conditions":{"before":{"turbo":true}}})") ==
          "/trials/0/conditions/before/turbo");
}

TEST_CASE("what was not read leaves no key") {
    trial plain;
    const auto object = to_json(plain, true);
    CHECK_FALSE(object.contains("conditions"));
    CHECK_FALSE(object.contains("resources"));
    CHECK_FALSE(object.contains("samples"));
}
