// How long a server asks to be left alone: Retry-After in seconds or as an HTTP date (RFC 9110 §10.2.3),
// and retry-after-ms, which OpenAI's and Azure's servers add.
#pragma once

#include <optional>
#include <string_view>

#include "engine/foundation/clock.h"

namespace sweeplab {

// Absent when the text is neither. Dates in the past give zero. At most a day.
std::optional<duration> parse_retry_after(std::string_view value, unix_ms now);
std::optional<duration> parse_retry_after_ms(std::string_view value);

// "Sun, 06 Nov 1994 08:49:37 GMT" and the two obsolete forms that RFC 9110 §5.6.7 names.
std::optional<unix_ms> parse_http_date(std::string_view text);

}  // namespace sweeplab
