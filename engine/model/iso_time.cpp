#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

using namespace std::chrono;

// The years that four digits can write.
constexpr sys_days first_day = year{0} / January / 1;
constexpr sys_days day_after_last = year{10'000} / January / 1;

// Takes exactly `digits` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int number = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return number;
}

bool take(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<sys_days> take_date(std::string_view& text) {
    const auto years = take_number(text, 4);
    if (!years || !take(text, "-")) return std::nullopt;
    const auto months = take_number(text, 2);
    if (!months || !take(text, "-")) return std::nullopt;
    const auto days_of_month = take_number(text, 2);
    if (!days_of_month) return std::nullopt;
    const year_month_day date{year{*years}, month{static_cast<unsigned>(*months)},
                              day{static_cast<unsigned>(*days_of_month)}};
    if (!date.ok()) return std::nullopt;
    return sys_days{date};
}

// "hh:mm", as in a time of day or an offset.
std::optional<minutes> take_hours_and_minutes(std::string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23) return std::nullopt;
    take(text, ":");
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    return hours(*hour) + minutes(*minute);
}

std::optional<milliseconds> take_fraction(std::string_view& text) {
    int thousandths = 0;
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits)
        if (digits < 3) thousandths = thousandths * 10 + (text.front() - '0');
    if (digits == 0) return std::nullopt;
    for (; digits < 3; ++digits) thousandths *= 10;
    return milliseconds(thousandths);
}

std::optional<milliseconds> take_time(std::string_view& text) {
    const auto minutes_of_day = take_hours_and_minutes(text);
    if (!minutes_of_day) return std::nullopt;
    milliseconds time = *minutes_of_day;
    if (!take(text, ":")) return time;
    const auto second = take_number(text, 2);
    if (!second || *second > 60) return std::nullopt;
    time += seconds(*second);
    if (!take(text, ".,")) return time;
    const auto fraction = take_fraction(text);
    if (!fraction) return std::nullopt;
    return time + *fraction;
}

// What must be taken off a local time; no zone at all reads as UTC.
std::optional<minutes> take_offset(std::string_view& text) {
    if (text.empty() || take(text, "Zz")) return minutes(0);
    const bool east = text.front() == '+';
    if (!take(text, "+-")) return std::nullopt;
    const auto offset = take_hours_and_minutes(text);
    if (!offset) return std::nullopt;
    return east ? *offset : -*offset;
}

}  // namespace

std::string to_iso8601(unix_ms time) {
    const sys_time<milliseconds> first{first_day};
    const sys_time<milliseconds> last = sys_time<milliseconds>{day_after_last} - milliseconds(1);
    const auto moment = std::clamp(sys_time<milliseconds>{milliseconds(time)}, first, last);
    const auto midnight = floor<days>(moment);
    const year_month_day date{midnight};
    const hh_mm_ss clock_time{moment - midnight};
    auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                            static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                            clock_time.hours().count(), clock_time.minutes().count(), clock_time.seconds().count());
    if (const auto thousandths = clock_time.subseconds().count(); thousandths != 0)
        text += fmt::format(".{:03}", thousandths);
    return text + "Z";
}

std::optional<unix_ms> from_iso8601(std::string_view text) {
    text = trim(text);
    const auto date = take_date(text);
    if (!date) return std::nullopt;
    sys_time<milliseconds> moment{*date};
    if (!text.empty()) {
        if (!take(text, "Tt ")) return std::nullopt;
        const auto time = take_time(text);
        if (!time) return std::nullopt;
        const auto offset = take_offset(text);
        if (!offset || !text.empty()) return std::nullopt;
        moment += *time - *offset;
    }
    return moment.time_since_epoch().count();
}

}  // namespace sweeplab
