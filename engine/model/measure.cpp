#include "engine/model/measure.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <mutex>
#include <string>

#include "engine/model/enum_names.h"

namespace sweeplab {
namespace {

// Ascending by number, so that a name is found by halving.
constexpr auto names = std::to_array<enum_name<measure>>({
    {measure::input_tokens, "input_tokens"},
    {measure::output_tokens, "output_tokens"},
    {measure::total_tokens, "total_tokens"},
    {measure::reasoning_tokens, "reasoning_tokens"},
    {measure::tokens_estimated, "tokens_estimated"},
    {measure::result_count, "result_count"},
    {measure::result_digest, "result_digest"},
    {measure::cost_nano, "cost_nano"},
    {measure::cached_input_tokens, "cached_input_tokens"},
    {measure::due_at, "due_at"},
    {measure::sent_at, "sent_at"},
    {measure::first_byte_at, "first_byte_at"},
    {measure::first_event_at, "first_event_at"},
    {measure::first_content_at, "first_content_at"},
    {measure::last_content_at, "last_content_at"},
    {measure::usage_at, "usage_at"},
    {measure::closed_at, "closed_at"},
    {measure::chunk_count, "chunk_count"},
    {measure::http_status, "http_status"},
    {measure::connect_ns, "connect_ns"},
    {measure::tls_ns, "tls_ns"},
    {measure::bytes_in, "bytes_in"},
    {measure::resent, "resent"},
    {measure::stamp_source, "stamp_source"},
    {measure::merged_chunks, "merged_chunks"},
    {measure::receive_lag_max_ns, "receive_lag_max_ns"},
    {measure::retry_after_ns, "retry_after_ns"},
    {measure::http_version, "http_version"},
    {measure::rate_limit_requests, "rate_limit_requests"},
    {measure::rate_limit_requests_left, "rate_limit_requests_left"},
    {measure::rate_limit_tokens, "rate_limit_tokens"},
    {measure::rate_limit_tokens_left, "rate_limit_tokens_left"},
    {measure::exit_code, "exit_code"},
    {measure::term_signal, "term_signal"},
    {measure::spawn_ns, "spawn_ns"},
    {measure::user_ns, "user_ns"},
    {measure::system_ns, "system_ns"},
    {measure::peak_memory_bytes, "peak_memory_bytes"},
    {measure::stdout_bytes, "stdout_bytes"},
    {measure::stderr_bytes, "stderr_bytes"},
    {measure::output_truncated, "output_truncated"},
    {measure::left_behind, "left_behind"},
    {measure::major_faults, "major_faults"},
    {measure::voluntary_switches, "voluntary_switches"},
    {measure::involuntary_switches, "involuntary_switches"},
});

static_assert(std::is_sorted(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.value < b.value; }));

constexpr std::string_view numbered = "measure_";

// A newer Sweeplab's measure: its name is made once and kept, since callers hold views.
std::string_view numbered_name(measure which) {
    static std::mutex mutex;
    static std::map<measure, std::string> made;
    const std::lock_guard lock(mutex);
    auto& name = made[which];
    if (name.empty()) name = std::string(numbered) + std::to_string(static_cast<unsigned>(which));
    return name;
}

bool before(const std::pair<measure, std::int64_t>& entry, measure which) { return entry.first < which; }

}  // namespace

std::string_view measure_name(measure which) {
    const auto entry =
        std::lower_bound(names.begin(), names.end(), which,
                         [](const enum_name<measure>& known, measure wanted) { return known.value < wanted; });
    return entry != names.end() && entry->value == which ? entry->text : numbered_name(which);
}

std::optional<measure> measure_from_name(std::string_view name) {
    if (const auto known = value_in(names, name)) return known;
    if (!name.starts_with(numbered)) return std::nullopt;
    name.remove_prefix(numbered.size());
    std::uint16_t number = 0;
    const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (fault != std::errc{} || end != name.data() + name.size()) return std::nullopt;
    return static_cast<measure>(number);
}

void measures::set(measure which, std::int64_t value) {
    const auto place = std::lower_bound(values_.begin(), values_.end(), which, before);
    if (place != values_.end() && place->first == which) place->second = value;
    else values_.insert(place, {which, value});
}

std::optional<std::int64_t> measures::get(measure which) const {
    const auto place = std::lower_bound(values_.begin(), values_.end(), which, before);
    if (place == values_.end() || place->first != which) return std::nullopt;
    return place->second;
}

}  // namespace sweeplab
