// A trial's spans, sorted for drawing and looking up: a lane a worker, in time order, without overlap. Pure; any thread,
// and made on a worker thread, because a million spans take a moment.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

// What a worker was at, with the result where it served an attempt. In the order of the legend.
enum class span_kind : std::uint8_t { succeeded, failed, cancelled, back_off, rate_limit, dependency, overhead, idle };
inline constexpr std::size_t span_kinds = 8;
inline constexpr std::array<span_kind, span_kinds> all_span_kinds = {
    span_kind::succeeded,  span_kind::failed,     span_kind::cancelled, span_kind::back_off,
    span_kind::rate_limit, span_kind::dependency, span_kind::overhead,  span_kind::idle};

constexpr bool is_service(span_kind kind) { return kind <= span_kind::cancelled; }

struct timeline_span {
    std::int64_t start_ns = 0;
    std::int64_t end_ns = 0;    // not before the start; they are the same for what took no time
    std::int32_t item = -1;     // -1: none
    std::int32_t number = 0;    // of the attempt; 0: none
    std::int32_t attempt = -1;  // in the trial's attempts, when it is the service of one
    span_kind kind = span_kind::idle;
    bool operator==(const timeline_span&) const = default;
};

using kind_times = std::array<std::int64_t, span_kinds>;  // nanoseconds

// One worker's spans by start; none begins before the one before it has ended.
class timeline_lane {
public:
    timeline_lane() = default;
    explicit timeline_lane(std::vector<timeline_span> spans);  // any order; overlaps are cut off the later one

    const std::vector<timeline_span>& spans() const { return spans_; }
    int size() const { return static_cast<int>(spans_.size()); }

    // The first span that starts at `at` or later, looking from span `hint` on.
    int first_from(std::int64_t at, int hint = 0) const;
    // The span that covers `at` and lasts longer than nothing; -1: none.
    int covering(std::int64_t at) const;
    // Spans [first, last) of each kind, summed.
    kind_times time_of(int first, int last) const;
    // Is there one among [first, last)?
    bool any_failed(int first, int last) const { return any_of(failed_, first, last); }
    bool any_cancelled(int first, int last) const { return any_of(cancelled_, first, last); }
    const std::vector<int>& failed() const { return failed_; }

private:
    static bool any_of(const std::vector<int>& sorted, int first, int last);

    std::vector<timeline_span> spans_;
    std::vector<kind_times> sums_;  // before span 0, 16, 32 …
    std::vector<int> failed_;       // of spans_
    std::vector<int> cancelled_;
};

struct span_place {
    int lane = -1;
    int span = -1;
    bool operator==(const span_place&) const = default;
};

class timeline_index {
public:
    // Intervals tell the states, attempts the results; a trial that was cut off in the middle has attempts alone.
    explicit timeline_index(const trial& measured);
    explicit timeline_index(std::vector<std::vector<timeline_span>> lanes);

    const std::vector<timeline_lane>& lanes() const { return lanes_; }
    int lane_count() const { return static_cast<int>(lanes_.size()); }
    std::int64_t end_ns() const { return end_ns_; }  // where the last span ends
    std::int64_t span_count() const { return span_count_; }
    const timeline_span& at(span_place place) const {
        return lanes_[static_cast<std::size_t>(place.lane)].spans()[static_cast<std::size_t>(place.span)];
    }

    // All spans of an item, waits included, by lane and time.
    std::vector<span_place> spans_of(std::int32_t item) const;
    // The service of an attempt. Number 0: the item's last attempt.
    std::optional<span_place> service_of(std::int32_t item, std::int32_t number = 0) const;

private:
    void finish();

    std::vector<timeline_lane> lanes_;
    std::vector<std::int64_t> item_starts_;  // item i has by_item_[item_starts_[i] … item_starts_[i + 1])
    std::vector<span_place> by_item_;
    std::int64_t end_ns_ = 0;
    std::int64_t span_count_ = 0;
};

}  // namespace sweeplab
