#include "engine/analysis/milestone_report.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/clock.h"

namespace sweeplab {
namespace {

constexpr double about_as_fast = 1.05;

// When each item succeeded; absent for those that did not.
std::vector<std::optional<std::int64_t>> ends_of(const trial& measured, std::size_t items) {
    std::vector<std::optional<std::int64_t>> ends(items);
    for (const auto& span : measured.attempts)
        if (span.state == attempt_state::succeeded && span.item >= 0 && static_cast<std::size_t>(span.item) < items)
            ends[static_cast<std::size_t>(span.item)] = span.end_ns;
    return ends;
}

// When each instance reached the milestone, ascending; empty when any did not.
std::vector<double> reached_s(const milestone& which, const std::vector<std::optional<std::int64_t>>& ends) {
    std::vector<double> times;
    for (const auto& items : which.items) {
        std::int64_t last = 1;  // what takes no time at all has no logarithm
        for (const int item : items) {
            if (item < 0 || static_cast<std::size_t>(item) >= ends.size() || !ends[static_cast<std::size_t>(item)])
                return {};
            last = std::max(last, *ends[static_cast<std::size_t>(item)]);
        }
        times.push_back(to_seconds(duration(last)));
    }
    std::ranges::sort(times);
    return times;
}

double median_of(const std::vector<double>& sorted) {
    const auto middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// Of the trials at one worker count.
struct reached_times {
    std::vector<double> first, median, last;
};

using times_by_workers = std::map<int, reached_times>;

milestone_curve make_curve(const milestone& which, const times_by_workers& times) {
    milestone_curve curve{which.name, static_cast<int>(which.items.size()), {}};
    std::vector<log_group> groups;
    for (const auto& [workers, of_count] : times)
        if (!of_count.last.empty()) groups.push_back(make_log_group(of_count.last));
    const auto spread = pool(groups);
    for (const auto& [workers, of_count] : times) {
        milestone_point point;
        point.workers = workers;
        point.trials = static_cast<int>(of_count.last.size());
        if (point.trials > 0) {
            point.first_s = std::exp(make_log_group(of_count.first).mean);
            point.median_s = std::exp(make_log_group(of_count.median).mean);
            point.last_s = geometric_mean(make_log_group(of_count.last), spread);
        }
        curve.points.push_back(point);
    }
    return curve;
}

json or_null(const std::optional<double>& value) { return value ? json(*value) : json(nullptr); }

}  // namespace

milestone_report make_milestone_report(const run_record& run, const std::vector<milestone>& milestones) {
    std::vector<times_by_workers> times(milestones.size());
    for (auto& of_milestone : times)
        for (const int workers : run.summary.workers) of_milestone[workers];
    for (const auto& one : run.trials) {
        if (!one.counts()) continue;
        const auto ends = ends_of(one, run.items.size());
        for (std::size_t i = 0; i < milestones.size(); ++i) {
            auto& of_count = times[i][one.workers];
            const auto reached = reached_s(milestones[i], ends);
            if (reached.empty()) continue;
            of_count.first.push_back(reached.front());
            of_count.median.push_back(median_of(reached));
            of_count.last.push_back(reached.back());
        }
    }
    milestone_report report;
    for (std::size_t i = 0; i < milestones.size(); ++i) report.curves.push_back(make_curve(milestones[i], times[i]));
    return report;
}

std::string describe_milestones(const milestone_report& report) {
    if (report.curves.size() < 2) return {};
    // At the fewest workers that are about as fast as any: there an early stage says most.
    const auto& whole = report.curves.back().points;
    std::optional<double> shortest;
    for (const auto& point : whole)
        if (point.last_s) shortest = std::min(shortest.value_or(point.last_s->value), point.last_s->value);
    if (!shortest) return {};
    const auto best = std::ranges::find_if(whole, [&](const milestone_point& point) {
        return point.last_s && point.last_s->value <= *shortest * about_as_fast;
    });
    std::string words;
    for (auto curve = report.curves.begin(); curve != report.curves.end() - 1; ++curve) {
        const auto point = std::ranges::find(curve->points, best->workers, &milestone_point::workers);
        if (point == curve->points.end() || !point->last_s) continue;
        words += fmt::format("{}\"{}\" is reached after {}, {} of that", words.empty() ? "" : "; ", curve->name,
                             seconds_in_words(point->last_s->value),
                             percent_in_words(point->last_s->value / best->last_s->value));
    }
    if (words.empty()) return {};
    return fmt::format("With {} everything is ready after {}; {}.", workers_in_words(best->workers),
                       seconds_in_words(best->last_s->value), words);
}

json to_json(const milestone_report& report) {
    json list = json::array();
    for (const auto& curve : report.curves)
        for (const auto& point : curve.points)
            list.push_back({{"name", curve.name},
                            {"workers", point.workers},
                            {"instances", curve.instances},
                            {"n", point.trials},
                            {"first_s", or_null(point.first_s)},
                            {"median_s", or_null(point.median_s)},
                            {"last_s", point.last_s ? json(point.last_s->value) : json(nullptr)},
                            {"lo", point.last_s ? or_null(point.last_s->lo) : json(nullptr)},
                            {"hi", point.last_s ? or_null(point.last_s->hi) : json(nullptr)}});
    return list;
}

}  // namespace sweeplab
