#include <doctest/doctest.h>

#include "engine/native/kernel_registry.h"

using namespace sweeplab;
using namespace sweeplab::native;

namespace {

std::string refusal_of(const json& value) {
    const auto choice = read_kernel_choice(value, "/workload/kernels/0");
    REQUIRE_FALSE(choice);
    CHECK(choice.error().kind == error_kind::bad_input);
    return choice.error().text();
}

}  // namespace

TEST_CASE("a kernel by name has the usual values, and an object says which are others") {
    const auto usual = read_kernel_choice("lru_cache", "");
    REQUIRE(usual);
    CHECK(usual->values.at("entries") == 10'000);
    CHECK(usual->values.at("accesses") == 100'000);
    CHECK(usual->values.at("recent_percent") == 70);
    CHECK(usual->shortest() == "lru_cache");
    const auto other = read_kernel_choice({{"kernel", "lru_cache"}, {"entries", 5}}, "");
    REQUIRE(other);
    CHECK(other->values.at("entries") == 5);
    CHECK(other->shortest() == json{{"kernel", "lru_cache"}, {"entries", 5}});
    CHECK(other->to_json().at("accesses") == 100'000);
    CHECK(read_kernel_choice(other->shortest(), "")->values == other->values);
}

TEST_CASE("what makes no sense is refused with its place and the kernels that there are") {
    CHECK(refusal_of("triadd") ==
          "/workload/kernels/0: there is no native kernel \"triadd\". The kernels are " + kernel_names());
    CHECK(refusal_of({{"kernel", "nothing"}}).find("/workload/kernels/0/kernel: there is no native kernel \"nothing\"") ==
          0);
    CHECK(refusal_of({{"kernel", "triad"}, {"elements", 0}}).find("/workload/kernels/0/elements: must be a whole number") ==
          0);
    CHECK(refusal_of({{"kernel", "triad"}, {"elements", 1.5}}).find("/workload/kernels/0/elements") == 0);
    CHECK(refusal_of({{"kernel", "triad"}, {"elements", -4}}).find("/workload/kernels/0/elements") == 0);
    CHECK(refusal_of({{"kernel", "triad"}, {"element", 4}}) ==
          "/workload/kernels/0/element: unknown key \"element\". Did you mean \"elements\"?");
    CHECK(refusal_of({{"kernel", "lru_cache"}, {"recent_percent", 101}}).find("/workload/kernels/0/recent_percent") == 0);
    CHECK(refusal_of({{"elements", 4}}).find("\"kernel\" is missing") != std::string::npos);
    CHECK(refusal_of(7).find("must be a kernel's name or an object") != std::string::npos);
    for (const auto& entry : all_kernels())
        for (const auto& each : entry.parameters)
            if (each.least > 0) refusal_of({{"kernel", entry.name}, {each.name, 0}});
}
