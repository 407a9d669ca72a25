#include "widgets/charts/timeline_index.h"

#include <algorithm>
#include <tuple>

namespace sweeplab {
namespace {

constexpr int sum_step = 16;
constexpr int most_workers = 1'000'000;  // a damaged import must not ask for all memory
constexpr int most_items = 100'000'000;

span_kind kind_of(attempt_state state) {
    switch (state) {
        case attempt_state::succeeded: return span_kind::succeeded;
        case attempt_state::failed: return span_kind::failed;
        case attempt_state::cancelled: return span_kind::cancelled;
    }
    return span_kind::failed;
}

span_kind kind_of(worker_state state) {
    switch (state) {
        case worker_state::service: return span_kind::succeeded;
        case worker_state::back_off: return span_kind::back_off;
        case worker_state::rate_limit: return span_kind::rate_limit;
        case worker_state::dependency: return span_kind::dependency;
        case worker_state::overhead: return span_kind::overhead;
        case worker_state::arrival:
        case worker_state::parked:
        case worker_state::idle: return span_kind::idle;
    }
    return span_kind::idle;
}

// Which attempt an item's n-th try is.
class attempt_lookup {
public:
    explicit attempt_lookup(const std::vector<attempt>& attempts) : attempts_(attempts) {
        order_.reserve(attempts.size());
        for (std::size_t i = 0; i < attempts.size(); ++i)
            order_.push_back({attempts[i].item, attempts[i].number, static_cast<std::int32_t>(i)});
        std::ranges::sort(order_);
    }
    std::int32_t find(std::int32_t item, std::int32_t number) const {
        const auto found = std::ranges::lower_bound(order_, key{item, number, 0});
        return found != order_.end() && std::get<0>(*found) == item && std::get<1>(*found) == number ? std::get<2>(*found)
                                                                                                     : -1;
    }

private:
    using key = std::tuple<std::int32_t, std::int32_t, std::int32_t>;
    const std::vector<attempt>& attempts_;
    std::vector<key> order_;
};

using lane_spans = std::vector<std::vector<timeline_span>>;

std::vector<timeline_span>* lane_at(lane_spans& lanes, int worker) {
    if (worker < 0 || worker >= most_workers) return nullptr;
    if (static_cast<std::size_t>(worker) >= lanes.size()) lanes.resize(static_cast<std::size_t>(worker) + 1);
    return &lanes[static_cast<std::size_t>(worker)];
}

void add_attempt(std::vector<timeline_span>& lane, const attempt& one, std::int32_t position, bool alone) {
    const auto add = [&](std::int64_t from, std::int64_t to, span_kind kind) {
        if (to > from) lane.push_back({from, to, one.item, one.number, -1, kind});
    };
    if (alone) add(one.claimed_ns, one.start_ns, span_kind::overhead);
    lane.push_back({one.start_ns, std::max(one.start_ns, one.end_ns), one.item, one.number, position, kind_of(one.state)});
    if (alone) add(one.end_ns, one.released_ns, span_kind::overhead);
}

lane_spans spans_of_trial(const trial& measured) {
    lane_spans lanes(static_cast<std::size_t>(std::clamp(measured.slots, 1, most_workers)));
    const attempt_lookup attempts(measured.attempts);
    std::vector<bool> seen(measured.attempts.size());
    for (const worker_interval& interval : measured.intervals) {
        auto* lane = lane_at(lanes, interval.worker);
        if (!lane) continue;
        timeline_span span{interval.start_ns, interval.end_ns, interval.item, interval.attempt, -1, kind_of(interval.state)};
        if (interval.state == worker_state::service) {
            span.attempt = attempts.find(interval.item, interval.attempt);
            if (span.attempt >= 0) {
                seen[static_cast<std::size_t>(span.attempt)] = true;
                span.kind = kind_of(measured.attempts[static_cast<std::size_t>(span.attempt)].state);
            }
        }
        lane->push_back(span);
    }
    // What took no time has no interval, and a trial that was cut off has none at all.
    for (std::size_t i = 0; i < measured.attempts.size(); ++i) {
        if (seen[i]) continue;
        if (auto* lane = lane_at(lanes, measured.attempts[i].worker))
            add_attempt(*lane, measured.attempts[i], static_cast<std::int32_t>(i), measured.intervals.empty());
    }
    return lanes;
}

}  // namespace

// --- a lane -------------------------------------------------------------------------------------------------

timeline_lane::timeline_lane(std::vector<timeline_span> spans) : spans_(std::move(spans)) {
    const auto earlier = [](const timeline_span& a, const timeline_span& b) {
        return std::tie(a.start_ns, a.end_ns, a.item, a.number) < std::tie(b.start_ns, b.end_ns, b.item, b.number);
    };
    if (!std::ranges::is_sorted(spans_, earlier)) std::ranges::sort(spans_, earlier);
    std::int64_t reached = spans_.empty() ? 0 : spans_.front().start_ns;
    kind_times sum{};
    for (std::size_t i = 0; i < spans_.size(); ++i) {
        timeline_span& span = spans_[i];
        span.start_ns = std::max(span.start_ns, reached);
        span.end_ns = std::max(span.end_ns, span.start_ns);
        reached = span.end_ns;
        if (i % sum_step == 0) sums_.push_back(sum);
        sum[static_cast<std::size_t>(span.kind)] += span.end_ns - span.start_ns;
        if (span.kind == span_kind::failed) failed_.push_back(static_cast<int>(i));
        if (span.kind == span_kind::cancelled) cancelled_.push_back(static_cast<int>(i));
    }
    sums_.push_back(sum);
}

int timeline_lane::first_from(std::int64_t at, int hint) const {
    // The next pixel's span is near: strides that double find it sooner than halving the whole lane does.
    int low = hint;
    int stride = 1;
    while (low + stride <= size() && spans_[static_cast<std::size_t>(low + stride - 1)].start_ns < at) {
        low += stride;
        stride *= 2;
    }
    const int high = std::min(low + stride, size());
    const auto found = std::lower_bound(spans_.begin() + low, spans_.begin() + high, at,
                                        [](const timeline_span& span, std::int64_t time) { return span.start_ns < time; });
    return static_cast<int>(found - spans_.begin());
}

int timeline_lane::covering(std::int64_t at) const {
    const int before = first_from(at + 1) - 1;  // starts at `at` or earlier; of those at `at`, the longest is last
    return before >= 0 && spans_[static_cast<std::size_t>(before)].end_ns > at ? before : -1;
}

kind_times timeline_lane::time_of(int first, int last) const {
    kind_times sum{};
    const auto add = [&](int from, int to) {
        for (int i = from; i < to; ++i) {
            const auto& span = spans_[static_cast<std::size_t>(i)];
            sum[static_cast<std::size_t>(span.kind)] += span.end_ns - span.start_ns;
        }
    };
    const int whole_first = (first + sum_step - 1) / sum_step;
    const int whole_last = last / sum_step;
    if (whole_first >= whole_last) {
        add(first, last);
        return sum;
    }
    add(first, whole_first * sum_step);
    add(whole_last * sum_step, last);
    for (std::size_t k = 0; k < span_kinds; ++k)
        sum[k] += sums_[static_cast<std::size_t>(whole_last)][k] - sums_[static_cast<std::size_t>(whole_first)][k];
    return sum;
}

bool timeline_lane::any_of(const std::vector<int>& sorted, int first, int last) {
    if (sorted.empty()) return false;
    const auto found = std::ranges::lower_bound(sorted, first);
    return found != sorted.end() && *found < last;
}

// --- all lanes ----------------------------------------------------------------------------------------------

timeline_index::timeline_index(const trial& measured) : timeline_index(spans_of_trial(measured)) {}

timeline_index::timeline_index(std::vector<std::vector<timeline_span>> lanes) {
    lanes_.reserve(lanes.size());
    for (auto& spans : lanes) lanes_.emplace_back(std::move(spans));
    finish();
}

void timeline_index::finish() {
    std::int32_t items = 0;
    const auto belongs = [](const timeline_span& span) { return span.item >= 0 && span.item < most_items; };
    for (const timeline_lane& lane : lanes_) {
        span_count_ += lane.size();
        if (lane.size() > 0) end_ns_ = std::max(end_ns_, lane.spans().back().end_ns);
        for (const timeline_span& span : lane.spans())
            if (belongs(span)) items = std::max(items, span.item + 1);
    }
    item_starts_.assign(static_cast<std::size_t>(items) + 1, 0);
    for (const timeline_lane& lane : lanes_)
        for (const timeline_span& span : lane.spans())
            if (belongs(span)) ++item_starts_[static_cast<std::size_t>(span.item) + 1];
    for (std::size_t i = 1; i < item_starts_.size(); ++i) item_starts_[i] += item_starts_[i - 1];
    by_item_.resize(static_cast<std::size_t>(item_starts_.back()));
    auto next = item_starts_;
    for (int lane = 0; lane < lane_count(); ++lane) {
        const auto& spans = lanes_[static_cast<std::size_t>(lane)].spans();
        for (std::size_t i = 0; i < spans.size(); ++i)
            if (belongs(spans[i]))
                by_item_[static_cast<std::size_t>(next[static_cast<std::size_t>(spans[i].item)]++)] = {lane,
                                                                                                       static_cast<int>(i)};
    }
}

std::vector<span_place> timeline_index::spans_of(std::int32_t item) const {
    if (item < 0 || static_cast<std::size_t>(item) + 1 >= item_starts_.size()) return {};
    return {by_item_.begin() + item_starts_[static_cast<std::size_t>(item)],
            by_item_.begin() + item_starts_[static_cast<std::size_t>(item) + 1]};
}

std::optional<span_place> timeline_index::service_of(std::int32_t item, std::int32_t number) const {
    std::optional<span_place> found;
    for (const span_place place : spans_of(item)) {
        const timeline_span& span = at(place);
        if (!is_service(span.kind)) continue;
        if (number != 0 && span.number == number) return place;
        if (number == 0 && (!found || at(*found).number < span.number)) found = place;
    }
    return found;
}

}  // namespace sweeplab
