#include <doctest/doctest.h>

#include "engine/telemetry/condition_probe.h"
#include "tests/engine/telemetry/fake_machine.h"

using namespace sweeplab;
using sweeplab::test::fake_machine;

namespace {

machine_conditions read(const fake_machine& machine, own_times own = {}) {
    return make_condition_probe({machine.root(), [own] { return own; }})->read();
}

void put_processor(const fake_machine& machine, int number, const std::string& governor, int core_throttled,
                   const std::string& siblings) {
    const auto folder = "/sys/devices/system/cpu/cpu" + std::to_string(number);
    machine.put(folder + "/cpufreq/scaling_governor", governor + "\n");
    machine.put(folder + "/cpufreq/scaling_driver", "intel_pstate\n");
    machine.put(folder + "/topology/thread_siblings_list", siblings + "\n");
    machine.put(folder + "/topology/physical_package_id", "0\n");
    machine.put(folder + "/thermal_throttle/core_throttle_count", std::to_string(core_throttled) + "\n");
    machine.put(folder + "/thermal_throttle/core_throttle_total_time_ms", std::to_string(10 * core_throttled) + "\n");
    machine.put(folder + "/thermal_throttle/package_throttle_count", "7\n");
    machine.put(folder + "/thermal_throttle/package_throttle_total_time_ms", "70\n");
}

}  // namespace

#ifdef __linux__

TEST_CASE("a machine that tells everything") {
    const fake_machine machine;
    put_processor(machine, 0, "powersave", 3, "0,2");
    put_processor(machine, 1, "performance", 4, "1,3");
    put_processor(machine, 2, "powersave", 3, "0,2");  // the other threads of the same two cores
    put_processor(machine, 3, "performance", 4, "1,3");
    machine.put("/sys/devices/system/cpu/cpufreq/boost", "1\n");  // a folder that begins with "cpu", and is none
    machine.put("/sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
    for (const auto* what : {"cpu", "memory", "io"})
        machine.put(std::string("/proc/pressure/") + what, "some avg10=0.00 avg60=0.00 avg300=0.00 total=55\n");
    machine.put("/proc/loadavg", "1.25 0.50 0.10 1/99 1234\n");
    machine.put_ticks(200, 900, 30);
    machine.put("/proc/self/mountinfo", "29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    machine.put("/proc/self/cgroup", "0::/a/b\n");
    machine.put("/sys/fs/cgroup/a/b/cpu.stat", "usage_usec 1\nnr_periods 5\nnr_throttled 2\nthrottled_usec 900\n");
    machine.put("/sys/fs/cgroup/a/cpu.stat", "usage_usec 1\nnr_periods 5\nnr_throttled 1\nthrottled_usec 100\n");
    machine.put("/sys/class/power_supply/BAT0/type", "Battery\n");
    machine.put("/sys/class/power_supply/BAT0/status", "Discharging\n");
    machine.put("/sys/class/power_supply/BAT0/capacity", "81\n");
    machine.put("/sys/class/power_supply/AC/type", "Mains\n");
    machine.put("/sys/class/power_supply/AC/online", "0\n");
    machine.put("/sys/class/power_supply/mouse/type", "Battery\n");
    machine.put("/sys/class/power_supply/mouse/scope", "Device\n");
    machine.put("/sys/class/power_supply/mouse/capacity", "3\n");

    const auto found = read(machine, {1'500'000'000, 500'000'000, 0});
    const auto& values = found.values;
    CHECK(found.governor == "performance, powersave");
    CHECK(found.frequency_driver == "intel_pstate");
    CHECK(values.get(condition::turbo) == 0);
    CHECK(values.get(condition::throttle_count) == 3 + 4 + 7);
    CHECK(values.get(condition::throttle_ms) == 30 + 40 + 70);
    CHECK(values.get(condition::stalled_cpu_us) == 55);
    CHECK(values.get(condition::stalled_io_us) == 55);
    CHECK(values.get(condition::load_milli) == 1250);
    CHECK(values.get(condition::processors) == 2);
    CHECK(values.get(condition::machine_busy_ms) == 2000);
    CHECK(values.get(condition::steal_ms) == 300);
    CHECK(values.get(condition::own_busy_ms) == 2000);
    CHECK(values.get(condition::group_throttled) == 3);
    CHECK(values.get(condition::group_throttled_us) == 1000);
    CHECK(values.get(condition::on_battery) == 1);
    CHECK(values.get(condition::battery_percent) == 81);
    CHECK(values.has(condition::asleep_ns));
    CHECK(values.has(condition::read_at_ns));
    CHECK(values.get(condition::usable_processors).value_or(0) >= 1);
}

TEST_CASE("what a machine does not tell is unknown, not 0") {
    const fake_machine machine;
    const auto found = read(machine);
    CHECK(found.governor.empty());
    for (const auto which :
         {condition::turbo, condition::throttle_count, condition::throttle_ms, condition::stalled_cpu_us,
          condition::stalled_memory_us, condition::load_milli, condition::machine_busy_ms, condition::steal_ms,
          condition::group_throttled, condition::on_battery, condition::battery_percent})
        CHECK_MESSAGE(!found.values.has(which), condition_name(which));
}

TEST_CASE("a desktop on the mains, and control groups of version 1") {
    const fake_machine machine;
    machine.put("/sys/class/power_supply/AC/type", "Mains\n");
    machine.put("/sys/class/power_supply/AC/online", "1\n");
    machine.put("/sys/devices/system/cpu/cpufreq/boost", "1\n");
    machine.put("/proc/self/mountinfo", "32 31 0:29 / /cg/cpu rw - cgroup cgroup rw,cpu\n");
    machine.put("/proc/self/cgroup", "1:cpu:/\n");
    machine.put("/cg/cpu/cpu.stat", "nr_periods 5\nnr_throttled 4\nthrottled_time 9000000\n");
    const auto values = read(machine).values;
    CHECK(values.get(condition::on_battery) == 0);
    CHECK_FALSE(values.has(condition::battery_percent));
    CHECK(values.get(condition::turbo) == 1);
    CHECK(values.get(condition::group_throttled) == 4);
    CHECK(values.get(condition::group_throttled_us) == 9000);
}

#endif

TEST_CASE("this machine: both probes read what every machine has, and counters only grow") {
    for (const bool portable : {false, true}) {
        const auto probe = portable ? make_portable_condition_probe() : make_condition_probe();
        trial_conditions around;
        around.before = probe->read();
        around.after = probe->read();
        CHECK(around.before.values.get(condition::processors).value_or(0) >= 1);
        CHECK(around.growth(condition::own_busy_ms).has_value());
        CHECK(around.growth(condition::read_at_ns).value_or(-1) >= 0);
        CHECK_FALSE(around.suspended_ns());
    }
}
