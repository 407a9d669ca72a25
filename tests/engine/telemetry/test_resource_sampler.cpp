#include <doctest/doctest.h>

#include <unistd.h>

#include "engine/telemetry/process_trees.h"
#include "engine/telemetry/resource_sampler.h"
#include "tests/engine/telemetry/fake_machine.h"

using namespace sweeplab;
using sweeplab::test::fake_machine;

namespace {

constexpr std::int64_t ms = 1'000'000;

struct sampled_machine {
    fake_machine files;
    own_times own;
    std::unique_ptr<resource_sampler> sampler;
    manual_clock time{instant{std::chrono::hours(1)}};
    const std::int64_t page = ::sysconf(_SC_PAGESIZE);

    sampled_machine() {
        files.put("/proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: 400 kB\n");
        files.put("/proc/self/statm", "900 25 3 1 0 9 0\n");
        files.put("/proc/self/stat", "50 (sweeplab) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 1 1 1 0\n");
        files.put("/proc/self/task/50/children", "");
        files.put_ticks(1000, 9000);
    }
    void open() {
        sampler = make_resource_sampler({files.root(), {}, [this] { return own; }});
    }
    resource_values after(duration wait) {
        time.advance(wait);
        return sampler->read(time.now());
    }
    resource_values first() {
        open();
        return after(0ms);
    }
};

}  // namespace

#ifdef __linux__

TEST_CASE("the first reading has sizes and no rates; the next have both") {
    sampled_machine machine;
    const auto first = machine.first();
    CHECK(first.get(resource::machine_memory) == 600 * 1024);
    CHECK(first.get(resource::own_memory) == 25 * machine.page);
    CHECK_FALSE(first.has(resource::machine_cpu));
    CHECK_FALSE(first.has(resource::own_cpu));

    machine.files.put_ticks(1030, 9008, 2);  // of 40 ticks on two processors, 32 were not idle
    machine.own.self_ns += 50 * ms;
    const auto next = machine.after(200ms);
    CHECK(next.get(resource::machine_cpu) == 1600);
    CHECK(next.get(resource::own_cpu) == 250);
    CHECK(next.get(resource::children_cpu) == 0);
    CHECK(next.get(resource::children_count) == 0);
}

TEST_CASE("what the machine does not show is absent, not 0") {
    fake_machine files;
    const auto sampler = make_resource_sampler({files.root(), {}, [] { return own_times{}; }});
    manual_clock time;
    CHECK(sampler->read(time.now()).empty());
    time.advance(200ms);
    const auto values = sampler->read(time.now());
    CHECK(values.all() == std::vector<resource_values::entry>{{resource::own_cpu, 0}});
}

TEST_CASE("a file that goes away takes only its own values along") {
    sampled_machine machine;
    machine.files.put("/proc/net/dev",
                      "eth0: 1000 0 0 0 0 0 0 0 500 0\nveth9: 7 0 0 0 0 0 0 0 7 0\nlo: 50 0 0 0 0 0 0 0 50 0\n");
    machine.first();
    machine.files.put("/proc/net/dev",
                      "eth0: 3000 0 0 0 0 0 0 0 501 0\nveth9: 9999 0 0 0 0 0 0 0 7 0\nlo: 250 0 0 0 0 0 0 0 250 0\n");
    const auto values = machine.after(200ms);
    CHECK(values.get(resource::network_received) == 10'000);
    CHECK(values.get(resource::network_sent) == 5);
    CHECK(values.get(resource::loopback) == 1000);
    machine.files.put("/proc/net/dev", "");
    const auto without = machine.after(200ms);
    CHECK_FALSE(without.has(resource::network_received));
    CHECK(without.has(resource::machine_memory));
}

TEST_CASE("only physical disks count, a counter of 32 bits may run over") {
    sampled_machine machine;
    machine.files.put("/sys/block/sda/device/model", "disk\n");
    machine.files.put("/sys/block/dm-0/size", "1\n");
    machine.files.put("/proc/diskstats",
                      "8 0 sda 1 0 4294967294 0 1 0 100 0\n8 1 sda1 1 0 50 0 1 0 90 0\n253 0 dm-0 1 0 5 0 1 0 6 0\n");
    machine.first();
    machine.files.put("/proc/diskstats",
                      "8 0 sda 1 0 2 0 1 0 300 0\n8 1 sda1 1 0 950 0 1 0 990 0\n253 0 dm-0 1 0 95 0 1 0 96 0\n");
    const auto values = machine.after(500ms);
    CHECK(values.get(resource::disk_read) == 4 * 512 * 2);
    CHECK(values.get(resource::disk_written) == 200 * 512 * 2);
}

TEST_CASE("children are followed through all their descendants") {
    sampled_machine machine;
    machine.files.put("/proc/self/task/50/children", "60 ");
    machine.files.put("/proc/self/task/51/children", "61 99 ");  // 99 ended between the two readings
    machine.files.put_process(60, 50, 100, 10, "70 71 ");
    machine.files.put_process(61, 50, 5, 20, "");
    machine.files.put_process(70, 60, 7, 30, "");
    machine.files.put_process(71, 60, 8, 40, "");
    machine.files.put_process(80, 1, 1000, 5000, "");  // somebody else's
    CHECK(read_process_trees(machine.files.root() + "/proc") == tree_use{120, 100, 4});

    const auto first = machine.first();
    CHECK(first.get(resource::children_count) == 4);
    CHECK(first.get(resource::children_memory) == 100 * machine.page);
    const std::int64_t tick_ns = 1'000'000'000 / ::sysconf(_SC_CLK_TCK);
    // 61 ended and was waited for; what it had used is in the account of the ended ones now.
    machine.files.put("/proc/self/task/51/children", "");
    machine.files.put_process(60, 50, 110, 10, "70 71 ");
    machine.own.ended_children_ns = 5 * tick_ns;
    const auto next = machine.after(200ms);
    CHECK(next.get(resource::children_cpu) == 10 * tick_ns * 1000 / (200 * ms));
    CHECK(next.get(resource::children_count) == 3);
    // One ends and nobody waits for it: its time is lost, and no rate is made up.
    machine.files.put_process(60, 50, 111, 10, "71 ");
    CHECK_FALSE(machine.after(200ms).has(resource::children_cpu));
    CHECK(machine.after(200ms).get(resource::children_cpu) == 0);
}

TEST_CASE("a child that is just being started does not bring Sweeplab's own memory along") {
    sampled_machine machine;
    constexpr unsigned forked_without_exec = 0x40;
    machine.files.put("/proc/self/task/50/children", "60 61 ");
    machine.files.put_process(60, 50, 1, 9000, "", forked_without_exec);
    machine.files.put_process(61, 50, 1, 10, "70 ");
    machine.files.put_process(70, 61, 1, 30, "", forked_without_exec);  // a worker that was forked to stay so
    CHECK(read_process_trees(machine.files.root() + "/proc") == tree_use{3, 40, 3});
    machine.files.take_away("/proc/self/task");
    CHECK(read_process_trees(machine.files.root() + "/proc") == tree_use{3, 40, 3});
}

TEST_CASE("a kernel without lists of children: everybody is asked for the parent") {
    sampled_machine machine;
    machine.files.take_away("/proc/self/task");
    for (const int pid : {60, 70, 80}) machine.files.put_process(pid, pid == 60 ? 50 : pid == 70 ? 60 : 1, 10, 1, "");
    CHECK(read_process_trees(machine.files.root() + "/proc") == tree_use{20, 2, 2});
    CHECK_FALSE(read_process_trees(machine.files.root() + "/nothing"));
}

TEST_CASE("the control group that Sweeplab runs in is measured when it is not the whole machine") {
    sampled_machine machine;
    machine.files.put("/proc/self/mountinfo", "29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    machine.files.put("/proc/self/cgroup", "0::/box\n");
    machine.files.put("/sys/fs/cgroup/box/memory.current", "123456\n");
    machine.files.put("/sys/fs/cgroup/box/cpu.stat", "usage_usec 1000\nuser_usec 1\n");
    CHECK(machine.first().get(resource::group_memory) == 123456);
    machine.files.put("/sys/fs/cgroup/box/cpu.stat", "usage_usec 301000\nuser_usec 1\n");
    CHECK(machine.after(200ms).get(resource::group_cpu) == 1500);
}

TEST_CASE("over less than some ticks no rate is made up, and what was counted is not lost") {
    sampled_machine machine;
    machine.first();
    machine.files.put_ticks(1001, 9000);
    CHECK_FALSE(machine.after(10ms).has(resource::machine_cpu));
    machine.files.put_ticks(1020, 9020);
    CHECK(machine.after(190ms).get(resource::machine_cpu) == 1000);
    machine.sampler->forget();
    CHECK_FALSE(machine.after(200ms).has(resource::machine_cpu));
}

#endif

TEST_CASE("the portable sampler tells what getrusage tells") {
    own_times own;
    own.peak_memory_bytes = 4096;
    const auto sampler = make_portable_resource_sampler({{}, {}, [&own] { return own; }});
    manual_clock time;
    const auto first = sampler->read(time.now());
    CHECK(first.all() == std::vector<resource_values::entry>{{resource::own_memory_peak, 4096}});
    own.self_ns = 100 * ms;
    own.ended_children_ns = 400 * ms;
    time.advance(200ms);
    const auto next = sampler->read(time.now());
    CHECK(next.get(resource::own_cpu) == 500);
    CHECK(next.get(resource::ended_children_cpu) == 2000);
    CHECK_FALSE(next.has(resource::machine_cpu));
}

TEST_CASE("this machine: both samplers read what every machine has") {
    for (const bool portable : {false, true}) {
        const auto sampler = portable ? make_portable_resource_sampler() : make_resource_sampler();
        const monotonic_clock time;
        const auto first = sampler->read(time.now());
        CHECK(first.get(portable ? resource::own_memory_peak : resource::own_memory).value_or(1) > 0);
        const auto began = time.now();
        while (time.now() - began < 60ms) {
        }
        const auto next = sampler->read(time.now());
        REQUIRE(next.has(resource::own_cpu));
        CHECK(*next.get(resource::own_cpu) > 0);
    }
}
