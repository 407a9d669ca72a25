// What only a soak measures, and how its report is asked.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/percentile.h"
#include "engine/analysis/words.h"
#include "engine/targets/reading_parts.h"

namespace sweeplab {
namespace {

constexpr double ns_in_ms = 1e6;
constexpr double bytes_in_mb = 1e6;
constexpr double least_shown_mb = 1;  // growth over the whole time that is more than the noise of an allocator

std::optional<double> in_ms(const std::optional<double>& ns) { return ns ? std::optional(*ns / ns_in_ms) : std::nullopt; }

reading read_histogram(const histogram& values, const reading_question& asked, std::string_view what) {
    if (values.empty()) return pending(fmt::format("there are no {}", what));
    const auto number = static_cast<double>(values.count());
    reading made;
    if (asked.which == statistic::share_below) {
        made = share_in_percent(values.share_below(asked.limit * ns_in_ms).value_or(0), number);
    } else if (asked.which == statistic::mean) {
        made.value = in_ms(values.mean());
    } else if (asked.which == statistic::max) {
        made.value = static_cast<double>(*values.most()) / ns_in_ms;
    } else {
        const int thousandths = *thousandths_of(asked.which);
        const auto ranks = percentile_ranks(static_cast<std::size_t>(values.count()), thousandths);
        if (!ranks)
            return pending(fmt::format("{} needs at least {} values; there are {}", percentile_name(thousandths),
                                       answers_needed(thousandths), values.count()));
        made.value = in_ms(values.quantile(thousandths / 1000.0));
        made.lo = in_ms(values.quantile(static_cast<double>(ranks->lo) / number));
        made.hi = in_ms(values.quantile(static_cast<double>(ranks->hi) / number));
    }
    made.basis = fmt::format("{} {}", values.count(), what);
    return made;
}

std::optional<double> value_of(const gauge_course& course, statistic which) {
    switch (which) {
        case statistic::first: return course.first;
        case statistic::last: return course.last;
        case statistic::mean: return course.mean;
        case statistic::p95: return course.p95;
        case statistic::max: return course.most;
        default: return std::nullopt;
    }
}

// A rate an hour, or what that comes to over some hours. Of several repeats the mean, as of trials.
reading read_growth(const run_facts& facts, const reading_question& asked) {
    if (!facts.is_soak()) return pending("only a soak measures growth");
    if (const auto why = facts.why_no_soak(asked.workers); !why.empty()) return pending(why);
    const double factor = asked.over_h.value_or(1) / bytes_in_mb;
    std::vector<double> rates;
    const growth_estimate* only = nullptr;
    for (const auto* row : facts.soaks_at(asked.workers))
        if (row->memory.growth) {
            only = &*row->memory.growth;
            rates.push_back(only->per_hour * factor);
        }
    double shortest_h = 0;
    for (const auto* row : facts.soaks_at(asked.workers))
        if (row->memory.growth && (shortest_h == 0 || row->memory.growth->span_h < shortest_h))
            shortest_h = row->memory.growth->span_h;
    if (rates.empty()) return pending("memory was not recorded, or for too short a time");
    auto made = mean_of_trials(rates);
    if (rates.size() == 1) {
        if (!only->lo) return pending("the soak is too short to tell growth from noise");
        made.lo = *only->lo * factor;
        made.hi = *only->hi * factor;
        made.basis = fmt::format("{:.3g} h measured", only->span_h);
    }
    // A limit that the measured time could not show is neither met nor missed by noise.
    const double limit_shown_mb = std::abs(asked.limit) / asked.over_h.value_or(1) * shortest_h;
    const bool open = made.lo && made.hi && *made.lo <= asked.limit && asked.limit <= *made.hi;
    if (asked.limit != 0 && open && limit_shown_mb < least_shown_mb)
        return pending(
            fmt::format("not decided after {} ({:.3g}, {:.3g} – {:.3g}): needs a longer soak",
                        shortest_h < 1 ? seconds_in_words(shortest_h * 3600) : fmt::format("{:.2g} h", shortest_h),
                        *made.value, *made.lo, *made.hi));
    return made;
}

reading read_series(const run_facts& facts, const reading_question& asked) {
    if (!facts.is_soak()) return pending("only a soak reads a service's own metrics");
    return read_soak_course(
        facts, asked,
        [&asked](const soak_row& row) -> const gauge_course* {
            for (const auto& one : row.series)
                if (one.name == asked.series) return &one.values;
            return nullptr;
        },
        1);
}

target_figure one_figure(std::string key, std::string name, std::string unit, std::vector<statistic> statistics,
                         reading (*read)(const run_facts&, const reading_question&)) {
    target_figure figure;
    figure.key = std::move(key);
    figure.name = std::move(name);
    figure.unit = std::move(unit);
    figure.statistics = std::move(statistics);
    figure.read = read;
    return figure;
}

}  // namespace

reading read_soak_times(const run_facts& facts, const reading_question& asked, spread_of_times soak_row::*member,
                        std::string_view what) {
    if (const auto why = facts.why_no_soak(asked.workers); !why.empty()) return pending(why);
    histogram all;
    std::vector<double> one_a_repeat;
    for (const auto* row : facts.soaks_at(asked.workers)) {
        const auto& own = (row->*member).values;
        if (const auto value = read_histogram(own, asked, what).value) one_a_repeat.push_back(*value);
        all.merge(own);
    }
    auto made = read_histogram(all, asked, what);
    made.per_trial = std::move(one_a_repeat);
    return made;
}

reading read_soak_course(const run_facts& facts, const reading_question& asked,
                         const std::function<const gauge_course*(const soak_row&)>& course, double unit) {
    if (const auto why = facts.why_no_soak(asked.workers); !why.empty()) return pending(why);
    std::vector<double> values;
    int samples = 0;
    bool own_process = false;
    for (const auto* row : facts.soaks_at(asked.workers)) {
        const auto* found = course(*row);
        if (!found) continue;
        samples += found->samples;
        own_process |= row->own_process && (found == &row->cpu_pct || found == &row->memory.bytes);
        if (const auto value = value_of(*found, asked.which)) values.push_back(*value * unit);
    }
    if (values.empty())
        return pending(
            samples == 0 ? "it was not recorded"
                         : fmt::format("there is no {} of {}", to_text(asked.which), counted(samples, "sample", "samples")));
    const double most = *std::max_element(values.begin(), values.end());
    auto made = mean_of_trials(std::move(values));
    if (asked.which == statistic::max) {
        made.value = most;
        made.lo = made.hi = std::nullopt;
    }
    made.basis = counted(samples, "sample", "samples") + (own_process ? ", of Sweeplab itself: no process was named" : "");
    return made;
}

std::vector<target_figure> soak_figures() {
    using enum statistic;
    return {one_figure("memory_growth_mb_per_h", "Memory growth", "MB/h", {value}, read_growth),
            one_figure("memory_growth_mb", "Memory growth", "MB", {value}, read_growth),
            one_figure("series", "A series of the service's own metrics", "", {first, last, mean, p95, max}, read_series)};
}

}  // namespace sweeplab
