#include "packaging/bench/plain_stream.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace sweeplab::bench {
namespace {

double a[stream_elements];
double b[stream_elements];
double c[stream_elements];
constexpr double scalar = 3;

double seconds_now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// The four loops of one time, and what each took.
std::array<double, 4> one_time() {
    std::array<double, 5> at{};
    at[0] = seconds_now();
    for (int j = 0; j < stream_elements; ++j) c[j] = a[j];
    at[1] = seconds_now();
    for (int j = 0; j < stream_elements; ++j) b[j] = scalar * c[j];
    at[2] = seconds_now();
    for (int j = 0; j < stream_elements; ++j) c[j] = a[j] + b[j];
    at[3] = seconds_now();
    for (int j = 0; j < stream_elements; ++j) a[j] = b[j] + scalar * c[j];
    at[4] = seconds_now();
    return {at[1] - at[0], at[2] - at[1], at[3] - at[2], at[4] - at[3]};
}

// As STREAM's checkSTREAMresults: the same operations on single numbers.
bool results_are_right() {
    double of_a = 1, of_b = 2, of_c = 0;
    for (int time = 0; time < stream_times; ++time) {
        of_c = of_a;
        of_b = scalar * of_c;
        of_c = of_a + of_b;
        of_a = of_b + scalar * of_c;
    }
    double worst = 0;
    for (int j = 0; j < stream_elements; ++j)
        worst = std::max({worst, std::abs(a[j] / of_a - 1), std::abs(b[j] / of_b - 1), std::abs(c[j] / of_c - 1)});
    return worst < 1e-13;
}

}  // namespace

stream_rates run_plain_stream() {
    std::fill(std::begin(a), std::end(a), 1.0);
    std::fill(std::begin(b), std::end(b), 2.0);
    std::fill(std::begin(c), std::end(c), 0.0);
    std::array<double, 4> best;
    best.fill(std::numeric_limits<double>::max());
    for (int time = 0; time < stream_times; ++time) {
        const auto took = one_time();
        for (std::size_t i = 0; time > 0 && i < best.size(); ++i) best[i] = std::min(best[i], took[i]);
    }
    stream_rates rates;
    constexpr std::array arrays{2, 2, 3, 3};
    for (std::size_t i = 0; i < best.size(); ++i)
        rates.bytes_per_s[i] = sizeof(double) * arrays[i] * double{stream_elements} / best[i];
    rates.results_are_right = results_are_right();
    return rates;
}

}  // namespace sweeplab::bench
