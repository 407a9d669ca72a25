#include "engine/analysis/soak_report.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/analysis/latency.h"

namespace sweeplab {
namespace {

constexpr double page_bytes = 4096;        // the least step of resident memory
constexpr double least_shown_bytes = 1e6;  // growth over the whole time that is more than the noise of an allocator
constexpr double least_span_h = 5.0 / 60;  // below it nothing is said of a series' growth an hour
constexpr double ns_per_h = 3.6e12;
constexpr std::size_t fewest_for_p95 = 100;

struct timed_value {
    double at_h = 0;       // on the axis of the whole soak
    double in_part_s = 0;  // after the part's start
    double value = 0;
};
using timed_part = std::vector<timed_value>;

// What `read` finds in the samples of each part, which are trials of the same soak.
template <class Read>
std::vector<timed_part> values_of(const std::vector<const trial*>& parts, Read read) {
    std::vector<timed_part> values;
    for (const auto* part : parts) {
        const double began_h = static_cast<double>(part->started_at - parts.front()->started_at) / 3.6e6;
        auto& into = values.emplace_back();
        for (const auto& sample : part->soak)
            if (const std::optional<double> value = read(sample))
                into.push_back({began_h + static_cast<double>(sample.at_ns) / ns_per_h,
                                static_cast<double>(sample.at_ns) * 1e-9, *value});
    }
    return values;
}

std::vector<timed_part> resource_of(const std::vector<const trial*>& parts, resource which, double unit) {
    return values_of(parts, [which, unit](const soak_sample& sample) -> std::optional<double> {
        const auto value = sample.used.get(which);
        return value ? std::optional(static_cast<double>(*value) * unit) : std::nullopt;
    });
}

// Growth a second from sample to sample. A counter that fell was started anew, and says nothing of that time.
std::vector<timed_part> rates_of(const std::vector<timed_part>& counts) {
    std::vector<timed_part> rates;
    for (const auto& part : counts) {
        auto& into = rates.emplace_back();
        for (std::size_t i = 1; i < part.size(); ++i) {
            const double seconds = part[i].in_part_s - part[i - 1].in_part_s;
            const double growth = part[i].value - part[i - 1].value;
            if (seconds > 0 && growth >= 0) into.push_back({part[i].at_h, part[i].in_part_s, growth / seconds});
        }
    }
    return rates;
}

gauge_course course_of(const std::vector<timed_part>& parts) {
    std::vector<double> all;
    for (const auto& part : parts)
        for (const auto& one : part) all.push_back(one.value);
    gauge_course course;
    course.samples = static_cast<int>(all.size());
    if (all.empty()) return course;
    course.first = all.front();
    course.last = all.back();
    double sum = 0;
    for (const double value : all) sum += value;
    course.mean = sum / static_cast<double>(all.size());
    std::ranges::sort(all);
    course.most = all.back();
    if (all.size() >= fewest_for_p95) course.p95 = all[(all.size() * 95 + 99) / 100 - 1];
    return course;
}

// Every part begins with a time in which things find their place.
std::vector<gauge_part> settled(const std::vector<timed_part>& parts, double after_s) {
    std::vector<gauge_part> kept;
    for (const auto& part : parts) {
        auto& into = kept.emplace_back();
        for (const auto& one : part)
            if (one.in_part_s >= after_s) into.push_back({one.at_h, one.value});
    }
    return kept;
}

std::vector<gauge_part> second_half_of(std::vector<gauge_part> parts) {
    std::size_t all = 0;
    for (const auto& part : parts) all += part.size();
    auto dropped = all / 2;
    for (auto& part : parts) {
        const auto here = std::min(dropped, part.size());
        part.erase(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(here));
        dropped -= here;
    }
    return parts;
}

leak_verdict judge(const memory_course& memory, const soak_terms& terms) {
    const double alarm = terms.alarm_mb_per_h * 1e6;
    const double harmless = terms.harmless_mb_per_h * 1e6;
    // What would not have shown in the time, however steady it is, is not said of an hour.
    const auto surely_harmless = [harmless](const std::optional<growth_estimate>& growth) {
        return growth && growth->hi && *growth->hi < harmless && harmless * growth->span_h >= least_shown_bytes;
    };
    const auto& growth = memory.growth;
    const auto& later = memory.second_half;
    if (surely_harmless(growth)) return leak_verdict::none;
    if (surely_harmless(later)) return leak_verdict::settling;
    if (!growth || !growth->lo || *growth->lo * growth->span_h < least_shown_bytes) return leak_verdict::undecided;
    return *growth->lo > alarm && later && later->per_hour > alarm ? leak_verdict::leak : leak_verdict::grows;
}

memory_course memory_of(const std::vector<timed_part>& bytes, const soak_terms& terms) {
    memory_course memory;
    memory.bytes = course_of(bytes);
    const auto parts = settled(bytes, terms.settled_after_s);
    memory.growth = estimate_growth(parts, page_bytes);
    memory.second_half = estimate_growth(second_half_of(parts), page_bytes);
    memory.verdict = judge(memory, terms);
    return memory;
}

series_course series_of(const std::vector<const trial*>& parts, std::size_t place, const soak_terms& terms) {
    series_course course;
    course.name = terms.series[place].name;
    course.counter = terms.series[place].counter;
    const auto read = values_of(parts, [place](const soak_sample& sample) {
        return place < sample.series.size() ? sample.series[place] : std::nullopt;
    });
    course.values = course_of(course.counter ? rates_of(read) : read);
    if (course.counter) return course;
    course.growth = estimate_growth(settled(read, terms.settled_after_s));
    if (course.growth && course.growth->span_h < least_span_h) course.growth.reset();
    return course;
}

soak_row row_of(const std::vector<const trial*>& parts, const soak_terms& terms) {
    soak_row row;
    row.workers = parts.front()->workers;
    row.repeat = parts.front()->repeat;
    row.parts = static_cast<int>(parts.size());
    row.state = parts.back()->state;
    row.message = parts.back()->message;
    bool named = false;
    for (const auto* part : parts) {
        row.measured_s += static_cast<double>(part->soak.back().at_ns) * 1e-9;
        for (const auto& sample : part->soak) {
            row.gaps.values.merge(sample.gaps);
            row.jitter.values.merge(sample.jitter);
            row.first_content.values.merge(sample.first_content);
            row.chunks += sample.chunks;
            row.requests += sample.requests;
            row.failed += sample.failed;
            named |= sample.used.has(resource::process_count);
        }
    }
    row.own_process = !named;
    row.cpu_pct = course_of(resource_of(parts, named ? resource::process_cpu : resource::own_cpu, 0.1));
    row.memory = memory_of(resource_of(parts, named ? resource::process_memory : resource::own_memory, 1), terms);
    row.gpu_memory_bytes = course_of(resource_of(parts, resource::gpu_memory, 1));
    for (std::size_t i = 0; i < terms.series.size(); ++i) row.series.push_back(series_of(parts, i, terms));
    return row;
}

}  // namespace

std::optional<double> spread_of_times::percentile(int thousandths) const {
    if (values.count() < static_cast<std::int64_t>(answers_needed(thousandths))) return std::nullopt;
    return values.quantile(thousandths / 1000.0);
}

std::optional<double> spread_of_times::most() const {
    const auto most = values.most();
    return most ? std::optional(static_cast<double>(*most)) : std::nullopt;
}

std::string_view to_text(leak_verdict verdict) {
    switch (verdict) {
        case leak_verdict::none: return "no leak";
        case leak_verdict::leak: return "leak";
        case leak_verdict::grows: return "grows";
        case leak_verdict::settling: return "settling";
        case leak_verdict::undecided: return "not decided";
    }
    return "not decided";
}

bool is_soak(const run_record& run) { return run.summary.kind == "soak"; }

soak_report make_soak_report(const run_record& run, const soak_terms& terms) {
    std::map<std::pair<int, int>, std::vector<const trial*>> soaks;
    for (const auto& one : run.trials)
        if (!one.warm_up && one.excluded.empty() && !one.soak.empty()) soaks[{one.workers, one.repeat}].push_back(&one);
    soak_report report;
    report.terms = terms;
    for (auto& [key, parts] : soaks) {
        std::ranges::stable_sort(parts, {}, &trial::started_at);
        report.rows.push_back(row_of(parts, terms));
    }
    return report;
}

std::string soak_time_words() { return "a soak lasts as long as planned, however many clients it has"; }

}  // namespace sweeplab
