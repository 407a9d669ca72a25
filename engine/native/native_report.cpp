#include "engine/native/native_report.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/model/plan.h"

namespace sweeplab::native {
namespace {

bool is_looked_at(const trial& one) {
    return !one.warm_up && one.excluded.empty() && (one.state == trial_state::complete || one.state == trial_state::failed);
}

// Over the repeats that have the value.
class mean_of {
public:
    void add(std::optional<std::int64_t> value, double scale) {
        if (!value) return;
        sum_ += static_cast<double>(*value) * scale;
        ++count_;
    }
    std::optional<double> value() const { return count_ > 0 ? std::optional(sum_ / count_) : std::nullopt; }

private:
    double sum_ = 0;
    int count_ = 0;
};

struct gathered {
    std::vector<double> rates;
    mean_of hit_rate, latency_mean, latency_p50, latency_p99;

    void add(const measures& measured, double rate) {
        rates.push_back(rate);
        hit_rate.add(measured.get(measure::hit_ppm), 1e-6);
        latency_mean.add(measured.get(measure::latency_mean_ns), 1e-9);
        latency_p50.add(measured.get(measure::latency_p50_ns), 1e-9);
        latency_p99.add(measured.get(measure::latency_p99_ns), 1e-9);
    }
};

// What the store kept of an attempt's figure; nothing where a part of it is missing.
std::optional<figure> figure_of(const attempt& span) {
    const auto done = span.measured.get(measure::work_done), time = span.measured.get(measure::work_ns);
    const auto unit = work_unit_from(span.measured.get(measure::work_unit).value_or(0));
    if (!done || !time || !unit || *done <= 0 || *time <= 0) return std::nullopt;
    return figure{static_cast<double>(*done) / static_cast<double>(*time) * 1e9, *unit};
}

std::vector<kernel_point> points_of(const std::map<int, gathered>& by_threads) {
    std::vector<log_group> groups;
    for (const auto& [threads, values] : by_threads) groups.push_back(make_log_group(values.rates));
    const auto spread = pool(groups);
    std::vector<kernel_point> points;
    for (const auto& [threads, values] : by_threads) {
        const auto& group = groups[points.size()];
        kernel_point point;
        point.threads = threads;
        point.rates = values.rates;
        point.rate = geometric_mean(group, spread);
        if (by_threads.begin()->first == 1) point.speedup = ratio_of_means(group, groups.front(), spread);
        if (threads == 1) point.speedup = value_interval{1, std::nullopt, std::nullopt};
        point.hit_rate = values.hit_rate.value();
        point.latency_mean_s = values.latency_mean.value();
        point.latency_p50_s = values.latency_p50.value();
        point.latency_p99_s = values.latency_p99.value();
        points.push_back(std::move(point));
    }
    return points;
}

kernel_series series_of(const run_record& run, int item) {
    const auto& one = run.items[static_cast<std::size_t>(item)];
    kernel_series series;
    series.item = series.kernel = one.name;
    series.values = json::parse(one.text, nullptr, false);
    if (series.values.is_object() && series.values.contains("kernel") && series.values["kernel"].is_string())
        series.kernel = series.values["kernel"].get<std::string>();
    std::map<int, gathered> by_threads;
    std::set<std::string> failures;
    for (const auto& trial : run.trials) {
        if (!is_looked_at(trial)) continue;
        for (const auto& span : trial.attempts) {
            if (span.item != item) continue;
            if (span.state == attempt_state::failed && failures.insert(span.message).second)
                series.failures.push_back(span.message);
            if (span.state != attempt_state::succeeded) continue;
            const auto measured = figure_of(span);
            if (!measured) continue;
            series.unit = measured->unit;
            by_threads[trial.workers].add(span.measured, measured->per_s);
        }
    }
    series.points = points_of(by_threads);
    return series;
}

std::string differences(const json& here, const json& there) {
    std::vector<std::string> parts;
    for (const auto& [name, value] : here.items())
        if (!there.contains(name) || there[name] != value)
            parts.push_back(fmt::format("{} {} here, {} there", name, json_shown(value),
                                        there.contains(name) ? json_shown(there[name]) : "none"));
    return parts.empty() ? "other values" : join(parts, "; ");
}

std::string threads_there(const kernel_series& series) {
    std::vector<int> counts;
    for (const auto& point : series.points) counts.push_back(point.threads);
    return counts.empty() ? "not measured there" : "there only at " + worker_counts_to_text(counts) + " threads";
}

kernel_ratio compare_point(const kernel_series& here, const kernel_point& point, const native_report& there) {
    kernel_ratio ratio_here{here.item, point.threads, std::nullopt, {}};
    const kernel_series* other = nullptr;
    const kernel_series* of_that_name = nullptr;
    for (const auto& each : there.series) {
        if (each.kernel != here.kernel) continue;
        of_that_name = &each;
        if (each.values == here.values) other = &each;
    }
    if (!other) {
        ratio_here.why_not = of_that_name ? differences(here.values, of_that_name->values) : "not in the other run";
        return ratio_here;
    }
    const auto* const same = other->at(point.threads);
    if (!same) {
        ratio_here.why_not = threads_there(*other);
        return ratio_here;
    }
    // Refuses unlike units in words.
    const auto alike = ratio({point.rate.value, here.unit}, {same->rate.value, other->unit});
    if (!alike) {
        ratio_here.why_not = alike.error().message;
        return ratio_here;
    }
    const auto above = make_log_group(point.rates), below = make_log_group(same->rates);
    ratio_here.ratio = ratio_of_means(above, below, pool({above, below}));
    return ratio_here;
}

json number_or_null(const std::optional<double>& value) { return value ? json(*value) : json(nullptr); }

}  // namespace

const kernel_point* kernel_series::at(int threads) const {
    for (const auto& point : points)
        if (point.threads == threads) return &point;
    return nullptr;
}

const kernel_point* kernel_series::best() const {
    const auto found = std::max_element(points.begin(), points.end(),
                                        [](const auto& a, const auto& b) { return a.rate.value < b.rate.value; });
    return found == points.end() ? nullptr : &*found;
}

result<native_report> make_native_report(const run_record& run) {
    if (run.summary.kind != "native")
        return fail(error_kind::bad_input, fmt::format("this run is of kind \"{}\", not \"native\"", run.summary.kind),
                    fmt::format("run {}", run.summary.id.value),
                    "A native run comes from a plan whose workload has \"kind\": \"native\"");
    native_report report{run.summary.id, run.summary.name, run.summary.host_name, run.host.summary(), {}};
    for (std::size_t item = 0; item < run.items.size(); ++item)
        report.series.push_back(series_of(run, static_cast<int>(item)));
    return report;
}

std::vector<kernel_ratio> compare(const native_report& here, const native_report& there) {
    std::vector<kernel_ratio> ratios;
    for (const auto& series : here.series)
        for (const auto& point : series.points) ratios.push_back(compare_point(series, point, there));
    return ratios;
}

json to_json(const native_report& report) {
    json kernels = json::array();
    for (const auto& series : report.series) {
        json points = json::array();
        for (const auto& point : series.points)
            points.push_back({{"threads", point.threads},
                              {"repeats", point.rates.size()},
                              {"per_s", point.rate.value},
                              {"lo", number_or_null(point.rate.lo)},
                              {"hi", number_or_null(point.rate.hi)},
                              {"speedup", point.speedup ? json(point.speedup->value) : json(nullptr)},
                              {"hit_rate", number_or_null(point.hit_rate)},
                              {"latency_mean_s", number_or_null(point.latency_mean_s)},
                              {"latency_p50_s", number_or_null(point.latency_p50_s)},
                              {"latency_p99_s", number_or_null(point.latency_p99_s)}});
        kernels.push_back({{"item", series.item},
                           {"kernel", series.kernel},
                           {"values", series.values},
                           {"unit", to_text(series.unit)},
                           {"points", std::move(points)},
                           {"failures", series.failures}});
    }
    return {{"run", report.run.value},
            {"name", to_valid_utf8(report.run_name)},
            {"host", to_valid_utf8(report.host_name)},
            {"machine", to_valid_utf8(report.host_summary)},
            {"kernels", std::move(kernels)}};
}

json to_json(const std::vector<kernel_ratio>& ratios) {
    json list = json::array();
    for (const auto& each : ratios)
        list.push_back({{"item", each.item},
                        {"threads", each.threads},
                        {"ratio", each.ratio ? json(each.ratio->value) : json(nullptr)},
                        {"lo", each.ratio ? number_or_null(each.ratio->lo) : json(nullptr)},
                        {"hi", each.ratio ? number_or_null(each.ratio->hi) : json(nullptr)},
                        {"why_not", each.why_not}});
    return list;
}

}  // namespace sweeplab::native
