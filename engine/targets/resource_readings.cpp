// Processor time and memory: of a soak from its report, else from the samples of the trials.
#include <algorithm>

#include <fmt/format.h>

#include "engine/targets/reading_parts.h"

namespace sweeplab {
namespace {

constexpr double percent_of_one = 0.1;  // thousandths of a processor as percent
constexpr double megabytes = 1e-6;
constexpr std::size_t least_for_p95 = 20;

struct weighed_value {
    double value;
    double seconds;  // how long it held; 0 of a sample at the start
};

std::vector<weighed_value> series_of(const trial& one, resource which, double unit) {
    std::vector<weighed_value> series;
    const auto add = [&](const resource_values& values, std::int64_t length_ns) {
        if (const auto value = values.get(which))
            series.push_back({static_cast<double>(*value) * unit, static_cast<double>(length_ns) * 1e-9});
    };
    std::int64_t before = 0;
    for (const auto& sample : one.samples) {
        add(sample.values, sample.at_ns - before);
        before = sample.at_ns;
    }
    return series;
}

// A sample between two commands saw none: that is not what they used.
std::optional<double> end_of(const std::vector<weighed_value>& series, statistic which, resource of) {
    const auto is_one = [of](const weighed_value& one) { return of != resource::children_memory || one.value > 0; };
    if (which == statistic::first) {
        const auto found = std::find_if(series.begin(), series.end(), is_one);
        return found == series.end() ? std::nullopt : std::optional(found->value);
    }
    const auto found = std::find_if(series.rbegin(), series.rend(), is_one);
    return found == series.rend() ? std::nullopt : std::optional(found->value);
}

std::optional<double> summary_of(const trial& one, statistic which, resource of, double unit) {
    const auto series = series_of(one, of, unit);
    if (series.empty()) {
        // Where samples are not loaded, peak and mean are still known.
        const auto& kept = which == statistic::mean ? one.resources.mean : one.resources.peak;
        const auto value = which == statistic::mean || which == statistic::max ? kept.get(of) : std::nullopt;
        return value ? std::optional(static_cast<double>(*value) * unit) : std::nullopt;
    }
    if (which == statistic::first || which == statistic::last) return end_of(series, which, of);
    std::vector<double> sorted;
    double weighed = 0, seconds = 0, plain = 0;
    for (const auto& one_value : series) {
        sorted.push_back(one_value.value);
        weighed += one_value.value * one_value.seconds;
        seconds += one_value.seconds;
        plain += one_value.value;
    }
    if (which == statistic::mean) return seconds > 0 ? weighed / seconds : plain / static_cast<double>(sorted.size());
    std::sort(sorted.begin(), sorted.end());
    if (which == statistic::max) return sorted.back();
    if (sorted.size() < least_for_p95) return std::nullopt;
    const auto rank = (sorted.size() * static_cast<std::size_t>(*thousandths_of(which)) + 999) / 1000;
    return sorted[rank - 1];
}

// Where no command ran, what the commands used is no figure.
bool had_children(const run_facts& facts, int workers) {
    const auto& trials = facts.trials_at(workers);
    return std::any_of(trials.begin(), trials.end(), [](const trial* one) {
        for (const auto which : {resource::children_cpu, resource::children_memory, resource::ended_children_cpu}) {
            if (one->resources.peak.get(which).value_or(0) > 0) return true;
            const auto series = series_of(*one, which, 1);
            if (std::any_of(series.begin(), series.end(), [](const auto& value) { return value.value > 0; })) return true;
        }
        return false;
    });
}

bool is_known(const run_facts& facts, int workers, resource which) {
    const bool of_children =
        which == resource::children_cpu || which == resource::children_memory || which == resource::ended_children_cpu;
    if (of_children && !had_children(facts, workers)) return false;
    const auto& trials = facts.trials_at(workers);
    return std::any_of(trials.begin(), trials.end(), [&](const trial* one) {
        return one->resources.mean.get(which) || !series_of(*one, which, 1).empty();
    });
}

// The first of them that was recorded.
std::optional<resource> first_known(const run_facts& facts, int workers, const std::vector<resource>& choices) {
    for (const auto which : choices)
        if (is_known(facts, workers, which)) return which;
    return std::nullopt;
}

reading read_resource(const run_facts& facts, const reading_question& asked, const std::vector<resource>& choices,
                      double unit) {
    const auto which = first_known(facts, asked.workers, choices);
    if (!which) return pending("it was not recorded");
    std::vector<double> values;
    for (const auto* one : facts.trials_at(asked.workers))
        if (const auto value = summary_of(*one, asked.which, *which, unit)) values.push_back(*value);
    if (values.empty())
        return pending(
            fmt::format("{} needs samples, at least {} of them for a percentile", to_text(asked.which), least_for_p95));
    const double most = *std::max_element(values.begin(), values.end());
    auto made = mean_of_trials(std::move(values));
    if (asked.which == statistic::max) {  // the largest of all trials, not their mean
        made.value = most;
        made.lo = made.hi = std::nullopt;
        made.per_trial.clear();  // their maxima scatter around something else
    }
    made.basis += fmt::format(", {}", resource_name(*which));
    return made;
}

target_figure resource_figure(std::string key, std::string name, std::string unit, std::vector<resource> choices,
                              double factor, std::vector<statistic> statistics) {
    target_figure figure;
    figure.key = std::move(key);
    figure.name = std::move(name);
    figure.unit = std::move(unit);
    figure.statistics = std::move(statistics);
    figure.read = [choices = std::move(choices), factor, which = figure.key](const run_facts& facts,
                                                                             const reading_question& asked) {
        if (!facts.is_soak()) return read_resource(facts, asked, choices, factor);
        if (which == "cpu_pct")
            return read_soak_course(
                facts, asked, [](const soak_row& row) { return &row.cpu_pct; }, 1);
        if (which == "memory_mb")
            return read_soak_course(
                facts, asked, [](const soak_row& row) { return &row.memory.bytes; }, megabytes);
        if (which == "gpu_memory_mb")
            return read_soak_course(
                facts, asked, [](const soak_row& row) { return &row.gpu_memory_bytes; }, megabytes);
        return pending("a soak does not record it");
    };
    return figure;
}

}  // namespace

std::vector<target_figure> resource_figures() {
    const std::vector<statistic> of_cpu{statistic::mean, statistic::p50, statistic::p90, statistic::p95, statistic::max};
    const std::vector<statistic> of_memory{statistic::first, statistic::last, statistic::mean, statistic::max};
    using enum resource;
    return {
        resource_figure("cpu_pct", "CPU", "% of one processor", {children_cpu, ended_children_cpu}, percent_of_one, of_cpu),
        resource_figure("machine_cpu_pct", "CPU of the machine", "% of one processor", {machine_cpu}, percent_of_one,
                        of_cpu),
        resource_figure("own_cpu_pct", "CPU of Sweeplab", "% of one processor", {own_cpu}, percent_of_one, of_cpu),
        resource_figure("memory_mb", "Memory", "MB", {children_memory}, megabytes, of_memory),
        resource_figure("machine_memory_mb", "Memory of the machine", "MB", {machine_memory}, megabytes, of_memory),
        resource_figure("gpu_memory_mb", "GPU memory", "MB", {gpu_memory}, megabytes, of_memory),
        resource_figure("gpu_busy_pct", "GPU in use", "%", {gpu_busy}, percent_of_one, of_cpu),
    };
}

}  // namespace sweeplab
