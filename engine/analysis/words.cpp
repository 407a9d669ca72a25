#include "engine/analysis/words.h"

#include <cmath>

#include <fmt/format.h>

namespace sweeplab {
namespace {

// Three digits that count, without an exponent; two of what is hardly more than nothing.
std::string three_digits(double value) {
    const double size = std::abs(value);
    if (size > 0 && size < 0.0995) return fmt::format("{:.2g}", value);
    if (size >= 99.95) return fmt::format("{:.0f}", value);
    if (size >= 9.995) return fmt::format("{:.1f}", value);
    return fmt::format("{:.2f}", value);
}

}  // namespace

std::string seconds_in_words(double seconds) {
    if (seconds == 0 || seconds >= 0.9995) return three_digits(seconds) + " s";
    if (seconds >= 0.9995e-3) return three_digits(seconds * 1e3) + " ms";
    return three_digits(seconds * 1e6) + " µs";
}

std::string factor_in_words(double factor) {
    if (factor >= 9.95) return fmt::format("{:.0f}×", factor);
    if (factor >= 0.995) return fmt::format("{:.1f}×", factor);
    return fmt::format("{:.2f}×", factor);
}

std::string ratio_in_words(double ratio) {
    constexpr double beyond_all_measure = 99'999.5;  // an end of an interval from two repeats may have a hundred digits
    return ratio >= beyond_all_measure ? "over 99999×" : three_digits(ratio) + "×";
}

std::string percent_in_words(double share) {
    const double percent = share * 100;
    return std::abs(percent) >= 0.95 ? fmt::format("{:.0f} %", percent) : fmt::format("{:.1f} %", percent);
}

std::string counted(long long count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace sweeplab
