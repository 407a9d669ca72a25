#include "engine/store/span_codec.h"

#include <limits>
#include <utility>

namespace sweeplab {
namespace {

void pack_measures(byte_packer& bytes, const measures& measured) {
    bytes.natural(measured.all().size());
    std::uint64_t last = 0;
    for (const auto& [which, value] : measured.all()) {
        bytes.natural(static_cast<std::uint64_t>(which) - last);
        bytes.integer(value);
        last = static_cast<std::uint64_t>(which);
    }
}

measures unpack_measures(byte_unpacker& bytes) {
    const std::uint64_t count = bytes.natural();
    if (count == 0) return {};
    std::vector<std::pair<measure, std::int64_t>> values;
    if (count > bytes.left() / 2) {  // each takes two bytes at least
        bytes.damage();
        return {};
    }
    values.reserve(count);
    std::uint64_t which = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t step = bytes.natural();
        which += step;
        const bool ascending = i == 0 || step > 0;
        if (!ascending || step > which || which > std::numeric_limits<std::uint16_t>::max()) bytes.damage();
        values.emplace_back(static_cast<measure>(which), bytes.integer());
    }
    return measures(std::move(values));
}

std::int32_t small_integer(byte_unpacker& bytes) { return static_cast<std::int32_t>(bytes.integer()); }

}  // namespace

void span_packer::add(const attempt& span) {
    bytes_.integer(span.item - last_item_);
    bytes_.integer(span.number);
    bytes_.integer(span.worker);
    bytes_.natural(static_cast<std::uint64_t>(span.state));
    bytes_.natural(static_cast<std::uint64_t>(span.reason));
    bytes_.integer(wrapping_difference(span.claimed_ns, last_claimed_ns_));
    bytes_.integer(wrapping_difference(span.start_ns, span.claimed_ns));
    bytes_.integer(wrapping_difference(span.end_ns, span.start_ns));
    bytes_.integer(wrapping_difference(span.released_ns, span.end_ns));
    pack_measures(bytes_, span.measured);
    bytes_.text(span.message);
    last_item_ = span.item;
    last_claimed_ns_ = span.claimed_ns;
    ++count_;
}

void span_packer::clear() {
    bytes_.clear();
    count_ = 0;
    last_item_ = 0;
    last_claimed_ns_ = 0;
}

bool unpack_spans(std::string_view block, int count, std::vector<attempt>& spans) {
    byte_unpacker bytes(block);
    std::int64_t item = 0;
    std::int64_t claimed = 0;
    for (int i = 0; i < count && !bytes.damaged(); ++i) {
        attempt& span = spans.emplace_back();
        item = wrapping_sum(item, bytes.integer());
        span.item = static_cast<std::int32_t>(item);
        span.number = small_integer(bytes);
        span.worker = small_integer(bytes);
        span.state = static_cast<attempt_state>(bytes.natural());
        span.reason = static_cast<failure_reason>(bytes.natural());
        claimed = wrapping_sum(claimed, bytes.integer());
        span.claimed_ns = claimed;
        span.start_ns = wrapping_sum(claimed, bytes.integer());
        span.end_ns = wrapping_sum(span.start_ns, bytes.integer());
        span.released_ns = wrapping_sum(span.end_ns, bytes.integer());
        span.measured = unpack_measures(bytes);
        span.message = bytes.text();
    }
    return bytes.read_whole();
}

std::string pack_intervals(const std::vector<worker_interval>& intervals) {
    byte_packer bytes;
    bytes.natural(intervals.size());
    std::int64_t last_worker = 0;
    std::int64_t last_end = 0;
    for (const worker_interval& each : intervals) {
        bytes.integer(each.worker - last_worker);
        bytes.natural(static_cast<std::uint64_t>(each.state));
        bytes.integer(each.item);
        bytes.integer(each.attempt);
        bytes.integer(wrapping_difference(each.start_ns, last_end));
        bytes.integer(wrapping_difference(each.end_ns, each.start_ns));
        last_worker = each.worker;
        last_end = each.end_ns;
    }
    return bytes.bytes();
}

bool unpack_intervals(std::string_view packed, std::vector<worker_interval>& intervals) {
    byte_unpacker bytes(packed);
    const std::uint64_t count = bytes.natural();
    if (count > bytes.left() / 6) return false;  // each takes six bytes at least
    intervals.reserve(intervals.size() + count);
    std::int64_t worker = 0;
    std::int64_t end = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        worker_interval& each = intervals.emplace_back();
        worker = wrapping_sum(worker, bytes.integer());
        each.worker = static_cast<std::int32_t>(worker);
        each.state = static_cast<worker_state>(bytes.natural());
        each.item = small_integer(bytes);
        each.attempt = small_integer(bytes);
        each.start_ns = wrapping_sum(end, bytes.integer());
        end = each.end_ns = wrapping_sum(each.start_ns, bytes.integer());
    }
    return bytes.read_whole();
}

std::string pack_times(const std::vector<std::int64_t>& times_ns) {
    byte_packer bytes;
    std::int64_t last = 0;
    for (const std::int64_t time : times_ns) {
        bytes.integer(wrapping_difference(time, last));
        last = time;
    }
    return bytes.bytes();
}

bool unpack_times(std::string_view packed, std::vector<std::int64_t>& times_ns) {
    byte_unpacker bytes(packed);
    std::int64_t time = 0;
    while (bytes.left() > 0) {
        time = wrapping_sum(time, bytes.integer());
        times_ns.push_back(time);
    }
    return bytes.read_whole();
}

}  // namespace sweeplab
