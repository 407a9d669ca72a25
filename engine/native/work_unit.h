// What a kernel's work is counted in, and rates that know it. Operations a second are never set against requests a
// second: figures have no comparison of their own, and ratio() refuses unlike units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/foundation/error.h"

namespace sweeplab::native {

// The numbers are the store's (measure::work_unit): never reuse one.
enum class work_unit : std::int64_t {
    operations = 1,  // of arithmetic
    elements = 2,
    bytes = 3,
    accesses = 4,
    objects = 5,
    transactions = 6,
    requests = 7
};

std::string_view to_text(work_unit unit);  // "operations"
std::optional<work_unit> work_unit_from(std::string_view text);
std::optional<work_unit> work_unit_from(std::int64_t stored);

// So much of a unit each second.
struct figure {
    double per_s = 0;
    work_unit unit = work_unit::operations;

    bool operator==(const figure&) const = delete;
    auto operator<=>(const figure&) const = delete;
};

// a over b; an error in words when they count different things or b is not above 0.
result<double> ratio(const figure& a, const figure& b);

std::string in_words(const figure& value);                         // "18.3 GB/s", "312 M operations/s"
std::string bytes_in_words(double bytes);                          // "1.2 GB": decimal, as disks and STREAM count
std::string grouped(std::int64_t number);                          // "10,000,000"
std::string amount_in_words(std::int64_t amount, work_unit unit);  // "10,000 requests", "480 MB"

}  // namespace sweeplab::native
