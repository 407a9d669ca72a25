#include "widgets/charts/soak_course.h"

#include <algorithm>
#include <map>

#include "engine/analysis/latency.h"

namespace sweeplab {
namespace {

constexpr std::array thousandths{500, 950, 990, 950};  // of the gaps, and of the jitter

void shift(soak_line& line, std::int64_t by) {
    for (auto& one : line.values) {
        one.begin_ns += by;
        one.end_ns += by;
    }
}

// Of the values from `first` to before `last`.
void keep_extremes(const std::vector<soak_value>& from, std::size_t first, std::size_t last, std::vector<soak_value>& into) {
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = from.begin() + static_cast<std::ptrdiff_t>(last);
    auto [low, high] = std::minmax_element(begin, end, [](const auto& a, const auto& b) { return a.value < b.value; });
    if (high < low) std::swap(low, high);
    const bool joined = begin->joined;
    into.push_back(*low);
    into.back().joined = joined;
    if (low == high) return;
    into.push_back(*high);
    into.back().joined = true;
}

}  // namespace

const soak_value* soak_line::at(std::int64_t ns) const {
    auto after = std::ranges::upper_bound(values, ns, {}, &soak_value::begin_ns);
    if (after == values.begin()) return nullptr;
    const auto& one = *std::prev(after);
    if (ns <= one.end_ns) return &one;
    // What was thinned out leaves holes in the times, none in what is known.
    return after != values.end() && after->joined ? &one : nullptr;
}

std::int64_t soak_course::measured_ns() const {
    return parts.empty() ? 0 : parts.back().before_ns + parts.back().end_ns - parts.back().begin_ns;
}

std::int64_t soak_course::measured_at(std::int64_t ns) const {
    std::int64_t measured = 0;
    for (const auto& part : parts)
        if (ns >= part.begin_ns) measured = part.before_ns + std::min(ns, part.end_ns) - part.begin_ns;
    return measured;
}

std::int64_t soak_course::place_of_measured(std::int64_t measured) const {
    std::int64_t place = measured;
    for (const auto& part : parts)
        if (measured >= part.before_ns) place = part.begin_ns + measured - part.before_ns;
    return place;
}

const soak_part* soak_course::part_at(std::int64_t ns) const {
    const auto found =
        std::ranges::find_if(parts, [&](const auto& part) { return ns >= part.begin_ns && ns <= part.end_ns; });
    return found == parts.end() ? nullptr : &*found;
}

std::vector<soak_line*> soak_course_maker::lines() {
    auto& course = course_;
    std::vector<soak_line*> all{&course.gap_p50,    &course.gap_p95, &course.gap_p99,
                                &course.jitter_p95, &course.cpu_pct, &course.memory_bytes};
    for (auto& one : course.series) all.push_back(&one);
    return all;
}

void soak_course_maker::begin_part(trial_id trial, unix_ms started_at, std::int64_t begin_ns) {
    const auto before = course_.measured_ns();
    course_.parts.push_back({trial, started_at, begin_ns, begin_ns, before});
    for (auto& one : waiting_) one = {{}, begin_ns, false};
}

void soak_course_maker::add(const soak_sample& sample) {
    if (course_.parts.empty()) return;
    auto& part = course_.parts.back();
    const auto end = part.begin_ns + sample.at_ns;
    part.end_ns = std::max(part.end_ns, end);
    course_.requests += sample.requests;
    course_.failed += sample.failed;
    for (std::size_t i = 0; i < 3; ++i) add_percentile(i, sample.gaps, end);
    add_percentile(3, sample.jitter, end);
    add_gauges(sample, end - sample.length_ns, end);
    if (most_values_ == 0) return;
    for (auto* line : lines())
        if (line->values.size() > most_values_) *line = thinned(*line, most_values_ / 4);
}

void soak_course_maker::add_percentile(std::size_t place, const histogram& values, std::int64_t end_ns) {
    auto& ready = waiting_[place];
    ready.values.merge(values);
    if (ready.values.count() < static_cast<std::int64_t>(answers_needed(thousandths[place]))) return;
    if (const auto read = ready.values.quantile(thousandths[place] / 1000.0))
        lines()[place]->values.push_back({ready.begin_ns, end_ns, *read, ready.joined});
    ready = {{}, end_ns, true};
}

void soak_course_maker::add_gauges(const soak_sample& sample, std::int64_t begin_ns, std::int64_t end_ns) {
    const bool named = sample.used.has(resource::process_count);
    if (named && course_.own_process) {  // what came before was not of it
        course_.own_process = false;
        course_.cpu_pct.values.clear();
        course_.memory_bytes.values.clear();
    }
    const auto read = [&](resource process, resource own, double unit) -> std::optional<double> {
        const auto value = sample.used.get(course_.own_process ? own : process);
        return value ? std::optional(static_cast<double>(*value) * unit) : std::nullopt;
    };
    course_.memory_bytes.at_end = true;
    add_value(course_.cpu_pct, read(resource::process_cpu, resource::own_cpu, 0.1), begin_ns, end_ns);
    add_value(course_.memory_bytes, read(resource::process_memory, resource::own_memory, 1), begin_ns, end_ns);
    if (course_.series.size() < sample.series.size()) course_.series.resize(sample.series.size());
    for (std::size_t i = 0; i < course_.series.size(); ++i) {
        course_.series[i].at_end = true;
        add_value(course_.series[i], i < sample.series.size() ? sample.series[i] : std::nullopt, begin_ns, end_ns);
    }
}

// It goes on where the one before ended when that sample was taken at the same time, and had it too.
void soak_course_maker::add_value(soak_line& line, std::optional<double> value, std::int64_t begin_ns, std::int64_t end_ns) {
    if (!value) return;
    const bool joined = !line.values.empty() && line.values.back().end_ns == begin_ns &&
                        line.values.back().end_ns >= course_.parts.back().begin_ns;
    line.values.push_back({begin_ns, end_ns, *value, joined});
}

std::vector<soak_course> make_soak_courses(const run_record& run, std::int64_t gap_ns) {
    std::map<std::pair<int, int>, std::vector<const trial*>> soaks;
    for (const auto& one : run.trials)
        if (!one.warm_up && one.excluded.empty() && !one.soak.empty()) soaks[{one.workers, one.repeat}].push_back(&one);
    std::vector<soak_course> courses;
    for (auto& [key, parts] : soaks) {
        std::ranges::stable_sort(parts, {}, &trial::started_at);
        soak_course_maker maker;
        for (const auto* part : parts) {
            const auto begin = maker.course().parts.empty() ? 0 : maker.course().end_ns() + gap_ns;
            maker.begin_part(part->id, part->started_at, begin);
            for (const auto& sample : part->soak) maker.add(sample);
        }
        courses.push_back(maker.course());
        courses.back().workers = key.first;
        courses.back().repeat = key.second;
        courses.back().state = parts.back()->state;
    }
    return courses;
}

void add_live_part(soak_course& saved, const soak_course& live, std::int64_t gap_ns) {
    if (live.parts.empty()) return;
    const auto same = std::ranges::find(saved.parts, live.parts.front().trial, &soak_part::trial);
    if (same == saved.parts.begin() || saved.parts.empty()) {
        saved = live;
        return;
    }
    const bool cuts = same != saved.parts.end();
    const auto begin = cuts ? same->begin_ns : saved.end_ns() + gap_ns;
    if (cuts) saved.parts.erase(same, saved.parts.end());
    for (const auto& part : live.parts) {
        saved.parts.push_back(part);
        saved.parts.back().begin_ns += begin;
        saved.parts.back().end_ns += begin;
        const auto& before = *std::prev(saved.parts.end(), 2);
        saved.parts.back().before_ns = before.before_ns + before.end_ns - before.begin_ns;
    }
    const auto append = [&](soak_line& line, soak_line more) {
        std::erase_if(line.values, [&](const auto& one) { return one.end_ns >= begin; });
        shift(more, begin);
        line.at_end = more.at_end;
        line.values.insert(line.values.end(), more.values.begin(), more.values.end());
    };
    for (auto part : {&soak_course::gap_p50, &soak_course::gap_p95, &soak_course::gap_p99, &soak_course::jitter_p95,
                      &soak_course::cpu_pct, &soak_course::memory_bytes})
        append(saved.*part, live.*part);
    saved.series.resize(std::max(saved.series.size(), live.series.size()));
    for (std::size_t i = 0; i < live.series.size(); ++i) append(saved.series[i], live.series[i]);
    saved.live = live.live;
    saved.own_process = live.own_process;
}

soak_line growth_a_second(const soak_line& counter) {
    soak_line rates;
    bool went_on = false;
    for (std::size_t i = 1; i < counter.values.size(); ++i) {
        const auto& one = counter.values[i];
        const auto& before = counter.values[i - 1];
        const auto length = one.end_ns - before.end_ns;
        const double growth = one.value - before.value;
        const bool known = one.joined && length > 0 && growth >= 0;
        if (known) rates.values.push_back({before.end_ns, one.end_ns, growth * 1e9 / static_cast<double>(length), went_on});
        went_on = known;
    }
    return rates;
}

soak_line thinned(const soak_line& line, std::size_t groups) {
    const auto& all = line.values;
    if (groups == 0 || all.size() <= 2 * groups) return line;
    const auto width = (all.back().end_ns - all.front().begin_ns) / static_cast<std::int64_t>(groups) + 1;
    soak_line fewer;
    fewer.at_end = line.at_end;
    for (std::size_t first = 0; first < all.size();) {
        const auto group = (line.place_of(all[first]) - all.front().begin_ns) / width;
        std::size_t last = first + 1;
        while (last < all.size() && (line.place_of(all[last]) - all.front().begin_ns) / width == group) ++last;
        keep_extremes(all, first, last, fewer.values);
        first = last;
    }
    if (fewer.values.back() != all.back() && fewer.values.back().end_ns < all.back().end_ns)  // what comes next joins it
        fewer.values.push_back(all.back());
    return fewer;
}

}  // namespace sweeplab
