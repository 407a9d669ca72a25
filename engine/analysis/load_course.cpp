#include "engine/analysis/load_course.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/analysis/percentile.h"
#include "engine/foundation/clock.h"

namespace sweeplab {
namespace {

constexpr int p95 = 950;
constexpr double most_slices = 60;       // of a whole trial, about
constexpr double requests_a_slice = 10;  // fewer say nothing of a rate

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

// 1, 2 or 5 times a power of ten, at least `least`.
std::int64_t tidy_length(double least) {
    const double power = std::pow(10, std::floor(std::log10(std::max(least, 1.0))));
    for (const double step : {1.0, 2.0, 5.0, 10.0})
        if (step * power >= least * (1 - 1e-9)) return static_cast<std::int64_t>(step * power);
    return static_cast<std::int64_t>(10 * power);
}

template <class Slice>
const Slice* slice_over(const std::vector<Slice>& slices, std::int64_t ns) {
    const auto after = std::ranges::upper_bound(slices, ns, {}, &Slice::begin_ns);
    if (after == slices.begin()) return nullptr;
    const auto& one = *std::prev(after);
    const bool last = after == slices.end();
    return ns < one.end_ns || (last && ns == one.end_ns) ? &one : nullptr;
}

class course_builder {
public:
    course_builder(const trial& one, const std::vector<planned_phase>& phases) : trial_(one), phases_(phases) {
        course_.workers = one.workers;
        course_.repeat = one.repeat;
        course_.state = one.state;
        course_.message = one.message;
        course_.decisions = one.decisions;
        course_.end_ns = end_of_load(one);
    }

    load_course build() {
        read_attempts();
        add_slices();
        for (const auto at : sent_at_)
            if (at != never) ++slice_for(at).sent;
        add_latencies();
        return std::move(course_);
    }

private:
    void read_attempts() {
        for (const auto& span : trial_.attempts) {
            const auto sent = sent_at(span);
            if (!sent) continue;
            const auto place = static_cast<std::size_t>(std::max(0, span.item));
            if (place >= sent_at_.size()) sent_at_.resize(place + 1, never);
            sent_at_[place] = std::min(sent_at_[place], *sent);
            last_sent_ns_ = std::max(last_sent_ns_, *sent);
            if (const auto took = latency_from_due(span)) answered_.emplace_back(*span.measured.get(measure::due_at), *took);
        }
        std::ranges::sort(answered_);
    }

    // No slice reaches over a phase's end: what was sent in one phase says nothing of the next.
    void add_slices() {
        const std::int64_t plan_end = phases_.empty() ? 0 : phases_.back().end_ns;
        const std::int64_t last = course_.cut_short() ? course_.end_ns : std::max(plan_end, last_sent_ns_);
        const auto length = tidy_length(static_cast<double>(std::max(last, plan_end)) / most_slices);
        for (std::size_t i = 0; i < phases_.size(); ++i) {
            const auto& phase = phases_[i];
            const double of_requests = phase.rate > 0 ? requests_a_slice * 1e9 / phase.rate : 0;
            add_slices(phase.begin_ns, phase.end_ns, std::max(length, tidy_length(of_requests)), static_cast<int>(i), last);
        }
        if (last > plan_end) add_slices(plan_end, last, length, std::nullopt, last);
    }

    void add_slices(std::int64_t begin, std::int64_t end, std::int64_t length, std::optional<int> phase, std::int64_t last) {
        const auto count = std::max<std::int64_t>(1, (end - begin) / length);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto from = begin + (end - begin) * i / count;
            const auto to = std::min(last, begin + (end - begin) * (i + 1) / count);
            if (to > from) course_.slices.push_back({from, to, phase, 0});
        }
    }

    // What is sent as the last slice ends belongs to it.
    load_slice& slice_for(std::int64_t ns) {
        const auto after = std::ranges::upper_bound(course_.slices, ns, {}, &load_slice::begin_ns);
        return after == course_.slices.begin() ? course_.slices.front() : *std::prev(after);
    }

    // As many slices together as a p95 needs; those that are left at a phase's end go to the ones before them.
    void add_latencies() {
        const std::size_t first_of_trial = course_.latencies.size();
        std::size_t first_of_phase = first_of_trial, next = 0;
        std::vector<std::int64_t> took, before;
        std::optional<std::int64_t> from;
        const auto close = [&](std::int64_t end) {
            auto sorted = took;
            std::ranges::sort(sorted);
            const auto read = read_percentile(sorted, p95);
            if (!read.ns) return false;
            course_.latencies.push_back({*from, end, static_cast<int>(sorted.size()), *read.ns});
            return true;
        };
        for (std::size_t i = 0; i < course_.slices.size(); ++i) {
            const auto& slice = course_.slices[i];
            if (!slice.phase) break;  // nothing is due after the plan's end
            if (!from) from = slice.begin_ns;
            const bool last_of_phase = i + 1 == course_.slices.size() || course_.slices[i + 1].phase != slice.phase;
            const auto until = last_of_phase && slice.phase == static_cast<int>(phases_.size()) - 1 ? never : slice.end_ns;
            for (; next < answered_.size() && answered_[next].first < until; ++next) took.push_back(answered_[next].second);
            if (close(slice.end_ns)) {
                before = std::move(took);
                took.clear();
                from.reset();
            } else if (last_of_phase && !took.empty() && course_.latencies.size() > first_of_phase) {
                from = course_.latencies.back().begin_ns;
                course_.latencies.pop_back();
                took.insert(took.end(), before.begin(), before.end());
                close(slice.end_ns);
            }
            if (!last_of_phase) continue;
            first_of_phase = course_.latencies.size();
            took.clear();
            from.reset();
        }
    }

    const trial& trial_;
    const std::vector<planned_phase>& phases_;
    load_course course_;
    std::vector<std::int64_t> sent_at_;                            // by item: when it was first sent
    std::vector<std::pair<std::int64_t, std::int64_t>> answered_;  // due, and how long after that
    std::int64_t last_sent_ns_ = 0;
};

}  // namespace

int load_course::workers_at(std::int64_t ns) const {
    int now = workers;
    for (const auto& made : decisions)
        if (made.at_ns <= ns) now = made.to;
    return now;
}

const load_slice* load_course::slice_at(std::int64_t ns) const { return slice_over(slices, ns); }
const latency_slice* load_course::latency_at(std::int64_t ns) const { return slice_over(latencies, ns); }

load_report make_load_report(const run_record& run, std::vector<planned_phase> phases) {
    load_report report{std::move(phases), {}};
    if (report.phases.empty()) return report;
    for (const auto& one : run.trials)
        if (speaks_of_load(one)) report.courses.push_back(course_builder(one, report.phases).build());
    std::ranges::stable_sort(report.courses, [](const auto& a, const auto& b) {
        return std::pair(a.workers, a.repeat) < std::pair(b.workers, b.repeat);
    });
    return report;
}

}  // namespace sweeplab
