#include <doctest/doctest.h>

#include "engine/store/telemetry_codec.h"
#include "tests/engine/store/store_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

trial measured_trial() {
    auto each = plain_trial(4);
    add_telemetry(each);
    return each;
}

// Every beginning of the bytes but the whole.
template <class Value>
void check_cut_off(const std::string& packed, bool (*unpack)(std::string_view, Value&)) {
    for (std::size_t size = 0; size < packed.size(); ++size) {
        Value read{};
        CHECK_FALSE(unpack(std::string_view(packed).substr(0, size), read));
    }
    Value read{};
    CHECK_FALSE(unpack(packed + "x", read));
}

}  // namespace

TEST_CASE("samples, summary and conditions come back as they were packed") {
    const auto before = measured_trial();
    trial after;
    REQUIRE(unpack_samples(pack_samples(before.samples), after.samples));
    CHECK((after.samples == before.samples));
    REQUIRE(unpack_resources(pack_resources(before.resources), after.resources));
    CHECK((after.resources == before.resources));
    REQUIRE(unpack_conditions(pack_conditions(before.conditions), after.conditions));
    CHECK((after.conditions == before.conditions));
}

TEST_CASE("samples that follow each other take little room") {
    std::vector<resource_sample> samples(1000);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i].at_ns = static_cast<std::int64_t>(i) * 200'000'000;
        for (const auto which : {resource::machine_cpu, resource::own_cpu, resource::children_cpu, resource::machine_memory})
            samples[i].values.set(which, 16'000'000'000 + static_cast<std::int64_t>(i % 7));
    }
    CHECK(pack_samples(samples).size() < 20 * samples.size());
}

TEST_CASE("cut off or lengthened bytes are told from whole ones") {
    const auto each = measured_trial();
    check_cut_off(pack_samples(each.samples), unpack_samples);
    check_cut_off(pack_resources(each.resources), unpack_resources);
    check_cut_off(pack_conditions(each.conditions), unpack_conditions);
}
