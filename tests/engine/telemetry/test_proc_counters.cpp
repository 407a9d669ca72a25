#include <doctest/doctest.h>

#include "engine/telemetry/counter_growth.h"
#include "engine/telemetry/proc_counters.h"

using namespace sweeplab;

TEST_CASE("processor ticks: what the hypervisor took and what waited for a disk is not busy") {
    const auto ticks = read_processor_ticks(
        "cpu  100 20 30 4000 50 6 7 8 9 10\ncpu0 50 10 15 2000 25 3 3 4 0 0\ncpu1 50 10 15 2000 25 3 4 4 0 0\nintr 1\n");
    REQUIRE(ticks);
    CHECK(ticks->busy == 163);  // guest time is in user time already
    CHECK(ticks->steal == 8);
    CHECK(ticks->total == 4221);
    CHECK(ticks->processors == 2);
    CHECK_FALSE(read_processor_ticks(""));
    CHECK_FALSE(read_processor_ticks("intr 5\n"));
    CHECK_FALSE(read_processor_ticks("cpu  1 2 3"));  // cut off: no processor of its own
}

TEST_CASE("a process is read whatever its name holds") {
    const auto facts = read_process_facts(
        "71 (a) S 1 (b) c) S 70 71 71 0 -1 4194560 9 8 7 6 5 4 3 2 20 0 12 0 900 123456 42 18446744073709551615 1");
    REQUIRE(facts);
    CHECK(facts->pid == 71);
    CHECK(facts->parent == 70);
    CHECK(facts->ticks == 14);
    CHECK(facts->threads == 12);
    CHECK(facts->resident_pages == 42);
    CHECK_FALSE(read_process_facts(""));
    CHECK_FALSE(read_process_facts("71 (cut"));
    CHECK_FALSE(read_process_facts("71 (cut) S 70 71"));
}

TEST_CASE("disks and interfaces, with odd and broken lines between them") {
    const auto disks = read_disk_counters(
        " 254       0 vda 900 5 16000 70 800 6 24000 90 0 100 160\n\n  7 0 loop0 1\n 8 1 sda1 1 2 3 4 5 6 7 8 9\n");
    REQUIRE(disks.size() == 2);
    CHECK(disks[0].name == "vda");
    CHECK(disks[0].sectors_read == 16000);
    CHECK(disks[0].sectors_written == 24000);
    CHECK(disks[1].name == "sda1");

    const auto interfaces = read_network_counters(
        "Inter-|   Receive    |  Transmit\n face |bytes packets|bytes\n    lo: 10 1 0 0 0 0 0 0 10 1 0 0 0 0 0 0\n"
        "  eth0:4294967290 1 0 0 0 0 0 0 77 1 0 0 0 0 0 0\n");
    REQUIRE(interfaces.size() == 2);
    CHECK(interfaces[1].name == "eth0");
    CHECK(interfaces[1].bytes_received == 4294967290);
    CHECK(interfaces[1].bytes_sent == 77);
    CHECK(is_counted_elsewhere("veth1a2b"));
    CHECK(is_counted_elsewhere("br-0c"));
    CHECK_FALSE(is_counted_elsewhere("eth0"));
    CHECK_FALSE(is_counted_elsewhere("wlp3s0"));
}

TEST_CASE("single numbers of texts") {
    CHECK(used_memory_from_meminfo("MemTotal:  1000 kB\nMemFree: 10 kB\nMemAvailable:   400 kB\n") == 600 * 1024);
    CHECK_FALSE(used_memory_from_meminfo("MemTotal:  1000 kB\n"));  // before Linux 3.14
    CHECK(number_after("usage_usec 12\nnr_throttled 3\n", "nr_throttled") == 3);
    CHECK_FALSE(number_after("core_nr_throttled 3\n", "nr_throttled"));
    CHECK(some_stalled_us("some avg10=0.00 avg60=1.00 avg300=0.00 total=1234\nfull avg10=0.00 total=9\n") == 1234);
    CHECK_FALSE(some_stalled_us("full avg10=0.00 total=9\n"));
    CHECK_FALSE(some_stalled_us(""));
    CHECK(leading_number("  17\n") == 17);
    CHECK_FALSE(leading_number("max\n"));
}

TEST_CASE("counters that run over, and such that were reset") {
    CHECK(growth_of_counter(5, 9) == 4);
    CHECK(growth_of_counter(4294967290, 6) == 12);
    CHECK_FALSE(growth_of_counter(1000, 6));
    CHECK_FALSE(growth_of_counter(std::uint64_t{1} << 40, 6));
}

TEST_CASE("devices that come and go take neither their past nor their end along") {
    device_counters counters;
    CHECK_FALSE(counters.grow({{"sda", 1000}, {"sdb", 5'000'000}}));
    CHECK(counters.grow({{"sda", 1500}, {"sdb", 5'000'001}}) == 501);
    CHECK(counters.grow({{"sda", 1510}}) == 10);                     // sdb was pulled out
    CHECK(counters.grow({{"sda", 1510}, {"sdb", 5'000'009}}) == 0);  // and put in again
    CHECK(counters.grow({{"sda", 1511}, {"sdb", 5'000'010}}) == 2);
    CHECK_FALSE(counters.grow({}));
    CHECK_FALSE(counters.grow({{"sda", 1600}}));
}
