#include "widgets/charts/figure_words.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "widgets/charts/load_words.h"
#include "widgets/charts/soak_words.h"

namespace sweeplab {
namespace {

constexpr double about_as_fast = 1.05;
constexpr std::size_t most_runs_in_headline = 3;

// Seconds at a worker count.
struct time_at {
    int workers = 1;
    double s = 0;
};

// "after 9.0 s at every worker count", "after 14.1 s with 4 workers instead of 25.7 s with 1".
std::string times_in_words(const std::string& before, const std::vector<time_at>& times) {
    const auto [least, most] = std::ranges::minmax(times, {}, &time_at::s);
    const auto& first = times.front();
    if (times.size() == 1)
        return fmt::format("{} {} with {}", before, seconds_in_words(first.s), workers_in_words(first.workers));
    if (most.s <= least.s * about_as_fast)
        return fmt::format("{} {} at every worker count", before, seconds_in_words(first.s));
    // The fewest workers that are about as fast as any.
    const auto best = std::ranges::find_if(times, [&](const auto& one) { return one.s <= least.s * about_as_fast; });
    const auto with_best = fmt::format("{} {} with {}", before, seconds_in_words(best->s), workers_in_words(best->workers));
    if (best == times.begin())
        return fmt::format("{}, and {} with {}", with_best, seconds_in_words(most.s), workers_in_words(most.workers));
    return fmt::format("{} instead of {} with {}", with_best, seconds_in_words(first.s), first.workers);
}

std::vector<time_at> times_of(const milestone_curve& curve) {
    std::vector<time_at> times;
    for (const auto& point : curve.points)
        if (point.last_s) times.push_back({point.workers, point.last_s->value});
    return times;
}

// "core ready": "core is ready"; a milestone that is named otherwise is quoted.
std::string subject_of(const milestone_curve& curve) {
    constexpr std::string_view ready = " ready";
    const std::string_view name = curve.name;
    const auto all = curve.instances > 1 ? fmt::format(" for all {}", curve.instances) : "";
    if (name.size() <= ready.size() || !name.ends_with(ready)) return fmt::format("\"{}\" is reached{}", name, all);
    return fmt::format("{} is ready{}", name.substr(0, name.size() - ready.size()), all);
}

std::string sentence_of(const milestone_curve& curve) {
    const auto times = times_of(curve);
    return times.empty() ? std::string() : times_in_words(subject_of(curve) + " after", times);
}

std::string with_capital(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

// The milestones that the headline leaves out: those between the first and the last.
std::string milestones_between(const milestone_report& report) {
    std::vector<std::string> parts;
    for (std::size_t i = 1; i + 1 < report.curves.size(); ++i)
        if (auto text = sentence_of(report.curves[i]); !text.empty()) parts.push_back(std::move(text));
    return with_capital(join(parts, "; "));
}

struct gain {
    const native::kernel_series* series = nullptr;
    double speedup = 1;
    int threads = 1;
};

std::vector<gain> gains_of(const native::native_report& report) {
    std::vector<gain> gains;
    for (const auto& series : report.series) {
        const auto* best = series.best();
        if (series.points.size() > 1 && best && best->speedup)
            gains.push_back({&series, best->speedup->value, best->threads});
    }
    return gains;
}

std::vector<std::string> headlines_of(const figure_report& report) {
    std::vector<std::string> parts{milestone_headline(report.milestones), solved_headline(report.solved),
                                   report.native ? native_headline(*report.native) : std::string(),
                                   load_headline(report.phases), soak_headline(report)};
    std::erase(parts, std::string());
    return parts;
}

void add_warnings(const std::vector<figure_run>& runs, finding& words) {
    for (const auto& run : runs) {
        const auto who = runs.size() > 1 ? run.label.toStdString() + ": " : std::string();
        for (const auto& text : load_warnings(run.report->phases)) words.warnings.push_back(who + text);
        if (!run.report->native) continue;
        for (const auto& series : run.report->native->series) {
            if (series.failures.empty()) continue;
            // The others mostly differ in a number alone.
            const auto others = static_cast<long long>(series.failures.size()) - 1;
            words.warnings.push_back(
                fmt::format("{}{} failed: {}{}", who, series.item, series.failures.front(),
                            others > 0 ? fmt::format(" ({})", counted(others, "other failure", "other failures")) : ""));
        }
    }
    if (std::ranges::any_of(runs, &figure_run::simulated))
        words.warnings.emplace_back(
            "Measured against the simulated endpoint: it shows how a sweep works, not how fast a server is.");
}

}  // namespace

std::string milestone_headline(const milestone_report& report) {
    if (report.empty()) return {};
    std::vector<std::string> parts;
    for (const auto* curve : {&report.curves.front(), &report.curves.back()}) {
        if (curve == &report.curves.back() && report.curves.size() == 1) break;
        if (auto text = sentence_of(*curve); !text.empty()) parts.push_back(std::move(text));
    }
    return parts.empty() ? "No milestone was reached in a trial that counts" : with_capital(join(parts, "; "));
}

std::string solved_headline(const solved_report& report) {
    if (report.points.empty()) return {};
    int tasks = 0, solved = 0;
    std::vector<time_at> times;
    const solved_point* quickest = nullptr;
    for (const auto& point : report.points) {
        tasks += point.tasks;
        solved += point.solved;
        if (!point.s_per_solved) continue;
        times.push_back({point.workers, *point.s_per_solved});
        if (!quickest || *point.s_per_solved < *quickest->s_per_solved) quickest = &point;
    }
    if (times.empty()) return fmt::format("None of {} is solved", counted(tasks, "task", "tasks"));
    auto words = fmt::format("{}; {} of {} ({}) solved", times_in_words("A task is solved every", times), solved,
                             counted(tasks, "task", "tasks"), percent_in_words(static_cast<double>(solved) / tasks));
    if (quickest->cost_per_solved)
        words += fmt::format("; {} {:.3g} for each with {}", report.currency, *quickest->cost_per_solved,
                             workers_in_words(quickest->workers));
    return words;
}

std::string native_headline(const native::native_report& report) {
    const auto measured = std::ranges::count_if(report.series, [](const auto& series) { return !series.points.empty(); });
    if (measured == 0) return report.series.empty() ? "" : "No kernel has a figure";
    const auto kernels = counted(measured, "kernel", "kernels");
    const auto gains = gains_of(report);
    if (gains.empty()) return fmt::format("{} measured, each with a unit of its own", kernels);
    const auto& least = *std::ranges::min_element(gains, {}, &gain::speedup);
    const auto& most = *std::ranges::max_element(gains, {}, &gain::speedup);  // the first of equals
    const auto gained = [](const gain& one) {
        return fmt::format("{} with {}", factor_in_words(one.speedup), counted(one.threads, "thread", "threads"));
    };
    if (gains.size() == 1) return fmt::format("{} reaches {}", most.series->item, gained(most));
    return fmt::format("{}: {} gains most from threads, {}; {} least, {}", kernels, most.series->item, gained(most),
                       least.series->item, gained(least));
}

finding describe_figures(const std::vector<figure_run>& runs) {
    finding words;
    if (runs.empty()) return words;
    std::vector<std::string> details;
    if (runs.size() == 1) {
        const auto parts = headlines_of(*runs.front().report);
        words.headline = parts.front();
        details.assign(parts.begin() + 1, parts.end());
        if (auto between = milestones_between(runs.front().report->milestones); !between.empty())
            details.push_back(std::move(between));
        if (auto rates = load_details(runs.front().report->phases); !rates.empty()) details.push_back(std::move(rates));
        if (auto soaks = soak_details(*runs.front().report); !soaks.empty()) details.push_back(std::move(soaks));
    } else {
        std::vector<std::string> parts;
        for (const auto& run : runs)
            for (const auto& text : headlines_of(*run.report)) parts.push_back(run.label.toStdString() + ": " + text);
        words.headline = parts.front();
        details.assign(parts.begin() + 1, parts.end());
        if (details.size() > most_runs_in_headline) details.resize(most_runs_in_headline);
    }
    words.detail = join(details, "\n");
    add_warnings(runs, words);
    return words;
}

}  // namespace sweeplab
