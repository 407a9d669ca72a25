#include <doctest/doctest.h>

#include "engine/model/host_profile.h"

using namespace sweeplab;

namespace {

host_profile full_profile() {
    host_profile host;
    host.id = "machine-1";
    host.name = "Ryzen desktop";
    host.measured = true;
    host.reached_by = "ssh ryzen";
    host.cpu_model = "AMD Ryzen 7 7800X3D";
    host.packages = 1;
    host.physical_cores = 8;
    host.threads = 16;
    host.numa_nodes = 1;
    host.caches = {{1, "data", 32 * 1024, 8}, {3, "unified", 96 * 1024 * 1024, 1}};
    host.memory_bytes = 33'000'000'000;
    host.memory_kind = "DDR5";
    host.features = {"AVX2", "FMA"};
    host.gpus = {{"RTX 3090", 24'000'000'000, "550.1"}, {"other", std::nullopt, ""}};
    host.kernel = "6.1.0";
    host.os = "Debian 12";
    host.cgroup_cpus = 3.5;
    host.cgroup_memory_bytes = 1 << 30;
    host.usable_threads = 4;
    host.expected_tokens_per_s = number_range{100, 200};
    host.expected_best_workers = number_range{8, 16};
    host.default_sweep = {1, 2, 4, 8};
    host.price = 2000;
    host.amortisation_years = 3;
    host.watts = 350.5;
    host.tariff_per_kwh = 0.3;
    host.currency = "EUR";
    host.notes = "under the desk";
    return host;
}

std::string refused_at(const char* pointer, const json& value) {
    auto document = to_json(full_profile());
    document[json::json_pointer(pointer)] = value;
    const auto host = read_host_profile(document, "/host");
    REQUIRE_FALSE(host);
    return host.error().where;
}

}  // namespace

TEST_CASE("reading what was written gives the same profile") {
    const auto host = full_profile();
    const auto again = read_host_profile(json::parse(to_json(host).dump()), "");
    REQUIRE(again);
    CHECK(*again == host);
    host_profile sparse;
    sparse.id = "x";
    sparse.name = "X";
    const auto sparse_again = read_host_profile(to_json(sparse), "");
    REQUIRE(sparse_again);
    CHECK(*sparse_again == sparse);
}

TEST_CASE("a profile entered by hand needs a name only, and is known by it") {
    const auto host = read_host_profile(json{{"name", "MacBook Pro M4 (48 GB)"}}, "");
    REQUIRE(host);
    CHECK(host->id == "macbook-pro-m4-48-gb");
    CHECK_FALSE(host->measured);
    CHECK_FALSE(host->threads);
}

TEST_CASE("a profile's faults are named by path") {
    for (const auto& [pointer, value] : std::vector<std::pair<const char*, json>>{{"/name", nullptr},
                                                                                  {"/name", " "},
                                                                                  {"/threads", 0},
                                                                                  {"/threads", "16"},
                                                                                  {"/caches/1/bytes", -5},
                                                                                  {"/caches/0/kind", "L1"},
                                                                                  {"/caches/0/level", nullptr},
                                                                                  {"/gpus/1/name", nullptr},
                                                                                  {"/gpus/1/ram", 5},
                                                                                  {"/gpus", "none"},
                                                                                  {"/features/1", 4},
                                                                                  {"/expected_tokens_per_s", 30},
                                                                                  {"/expected_tokens_per_s", {200, 100}},
                                                                                  {"/expected_best_workers", {1, 2, 3}},
                                                                                  {"/default_sweep/2", 0},
                                                                                  {"/watts", -1},
                                                                                  {"/amortisation_years", 0},
                                                                                  {"/cores", 8}}) {
        CAPTURE(pointer);
        CHECK(refused_at(pointer, value) == std::string("/host") + pointer);
    }
    CHECK_FALSE(read_host_profile(json::array(), "/host"));
}

TEST_CASE("the summary says what is known") {
    CHECK(full_profile().summary() == "8 cores / 16 threads, 31 GB, RTX 3090, other");
    host_profile host;
    CHECK(host.summary().empty());
    host.cpu_model = "Apple M4";
    CHECK(host.summary() == "Apple M4");
    host.threads = 1;
    host.memory_bytes = 512LL << 20;
    CHECK(host.summary() == "1 thread, 0.5 GB");
}
