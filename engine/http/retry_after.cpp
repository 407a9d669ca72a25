#include "engine/http/retry_after.h"

#include <time.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include <curl/curl.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double longest_wait_s = 24 * 3600.0;

std::optional<double> parse_number(std::string_view value) {
    value = trim(value);
    double number = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (fault != std::errc{} || end != value.data() + value.size() || !std::isfinite(number) || number < 0)
        return std::nullopt;
    return number;
}

}  // namespace

std::optional<unix_ms> parse_http_date(std::string_view text) {
    // curl_getdate knows all three forms; it takes much else too, which does no harm here.
    const auto seconds = ::curl_getdate(std::string(trim(text)).c_str(), nullptr);
    if (seconds < 0) return std::nullopt;
    return static_cast<unix_ms>(seconds) * 1000;
}

std::optional<duration> parse_retry_after(std::string_view value, unix_ms now) {
    if (const auto seconds = parse_number(value)) return from_seconds(std::min(*seconds, longest_wait_s));
    const auto date = parse_http_date(value);
    if (!date) return std::nullopt;
    const double ahead_s = static_cast<double>(*date - now) * 1e-3;
    return from_seconds(std::clamp(ahead_s, 0.0, longest_wait_s));
}

std::optional<duration> parse_retry_after_ms(std::string_view value) {
    const auto milliseconds = parse_number(value);
    if (!milliseconds) return std::nullopt;
    return from_seconds(std::min(*milliseconds * 1e-3, longest_wait_s));
}

}  // namespace sweeplab
