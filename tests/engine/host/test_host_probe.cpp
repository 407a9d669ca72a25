#include <doctest/doctest.h>

#include <algorithm>

#include "engine/host/host_identity.h"
#include "engine/host/host_probe.h"
#include "engine/host/nvml_gpus.h"
#include "engine/host/nvml_library.h"
#include "engine/host/system_facts.h"
#include "engine/host/topology.h"

using namespace sweeplab;

TEST_CASE("the host id is stable, differs between machines, and does not show the machine id") {
    const std::string machine = "4c4c4544004b3210805ac3c04f4b3533";
    const auto id = make_host_id(machine, "lab", "CPU");
    CHECK(id == make_host_id(machine, "renamed", "another CPU"));
    CHECK(id != make_host_id("5c4c4544004b3210805ac3c04f4b3533", "lab", "CPU"));
    CHECK(id.size() == 21);
    CHECK(id.starts_with("host-"));
    CHECK(id.find(machine.substr(0, 8)) == std::string::npos);
}

TEST_CASE("without a machine id the name and the processor make the host id") {
    const auto id = make_host_id("", "lab", "CPU");
    CHECK(id == make_host_id("", "lab", "CPU"));
    CHECK(id != make_host_id("", "lab2", "CPU"));
    CHECK(id != make_host_id("", "lab", "CPU2"));
}

TEST_CASE("this host: what every machine has is there and consistent") {
    const auto host = probe_this_host();
    CHECK(host.measured);
    CHECK_FALSE(host.name.empty());
    CHECK_FALSE(host.kernel.empty());
    CHECK_FALSE(host.os.empty());
    CHECK(host.reached_by.empty());
    REQUIRE(host.threads);
    CHECK(*host.threads >= 1);
    CHECK(host.physical_cores.value_or(1) <= *host.threads);
    CHECK(host.packages.value_or(1) <= host.physical_cores.value_or(1));
    CHECK(host.numa_nodes.value_or(0) >= 1);
    CHECK(host.memory_bytes.value_or(0) > (1 << 20));
    REQUIRE(host.usable_threads);
    CHECK(*host.usable_threads >= 1);
    CHECK(*host.usable_threads <= *host.threads);
    for (const auto& cache : host.caches) {
        CHECK(cache.bytes > 0);
        CHECK(cache.count >= 1);
        CHECK(cache.level >= 1);
    }
    CHECK(std::is_sorted(host.caches.begin(), host.caches.end(),
                         [](const cache_level& a, const cache_level& b) { return a.level < b.level; }));
    CHECK(probe_this_host() == host);
}

TEST_CASE("the portable reading agrees with the platform's own where both know") {
    const auto portable = read_system_facts_posix();
    const auto full = read_system_facts();
    CHECK(portable.host_name == full.host_name);
    CHECK(portable.kernel == full.kernel);
    CHECK(portable.usable_threads.value_or(0) >= full.usable_threads.value_or(0));
    for (const auto& set : portable.features) {
        CHECK_MESSAGE(std::find(full.features.begin(), full.features.end(), set) != full.features.end(), set);
    }
}

TEST_CASE("GPUs are read through the driver's library") {
    const auto gpus = list_nvml_gpus(FAKE_NVML);
    REQUIRE(gpus.size() == 2);
    CHECK(gpus[0] == gpu_device{"NVIDIA GeForce RTX 3090", 25769803776, "550.54.15"});
    CHECK(gpus[1] == gpu_device{"NVIDIA H200", std::nullopt, "550.54.15"});
}

TEST_CASE("the use of GPUs is told as far as the devices tell it") {
    const auto library = nvml_library::open(FAKE_NVML);
    REQUIRE(library);
    const auto use = library->use();
    CHECK(use.busy_mean == 605);
    CHECK(use.busy_highest == 900);
    CHECK(use.memory_bytes == 769803776);  // of the one that tells
    CHECK(use.milliwatts == 349'500);
    CHECK_FALSE(nvml_library::open("libsweeplab-is-not-there.so.1"));
}

TEST_CASE("a missing or foreign library means no GPUs") {
    CHECK(list_nvml_gpus("libsweeplab-is-not-there.so.1").empty());
    CHECK(list_nvml_gpus("libdl.so.2").empty());  // opens, and has none of the calls
}
