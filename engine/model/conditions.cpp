#include "engine/model/conditions.h"

#include "engine/model/numbered_names.h"

namespace sweeplab {
namespace {

constexpr auto names = std::to_array<enum_name<condition>>({
    {condition::read_at_ns, "read_at_ns"},
    {condition::asleep_ns, "asleep_ns"},
    {condition::turbo, "turbo"},
    {condition::throttle_count, "throttle_count"},
    {condition::throttle_ms, "throttle_ms"},
    {condition::spin_ns, "spin_ns"},
    {condition::spin_rounds, "spin_rounds"},
    {condition::processors, "processors"},
    {condition::usable_processors, "usable_processors"},
    {condition::load_milli, "load_milli"},
    {condition::machine_busy_ms, "machine_busy_ms"},
    {condition::own_busy_ms, "own_busy_ms"},
    {condition::steal_ms, "steal_ms"},
    {condition::stalled_cpu_us, "stalled_cpu_us"},
    {condition::stalled_memory_us, "stalled_memory_us"},
    {condition::stalled_io_us, "stalled_io_us"},
    {condition::group_throttled, "group_throttled"},
    {condition::group_throttled_us, "group_throttled_us"},
    {condition::on_battery, "on_battery"},
    {condition::battery_percent, "battery_percent"},
    {condition::round_trip_ns, "round_trip_ns"},
});

static_assert(ascending_by_number(names));

constexpr std::string_view numbered = "condition_";

// The two clocks are not read at one instant, and time is corrected in small steps; sleep takes longer.
constexpr std::int64_t shortest_sleep_ns = 50'000'000;

}  // namespace

std::string_view condition_name(condition which) { return numbered_name(names, which, numbered); }

std::optional<condition> condition_from_name(std::string_view name) { return from_numbered_name(names, name, numbered); }

std::optional<std::int64_t> trial_conditions::growth(condition counter) const {
    const auto first = before.values.get(counter);
    const auto last = after.values.get(counter);
    return first && last && *last >= *first ? std::optional(*last - *first) : std::nullopt;
}

std::optional<std::int64_t> trial_conditions::suspended_ns() const {
    const auto slept = growth(condition::asleep_ns);
    return slept && *slept >= shortest_sleep_ns ? slept : std::nullopt;
}

}  // namespace sweeplab
