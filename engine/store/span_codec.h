// Spans, worker intervals and chunk times as bytes. Rows of ten columns cost three times as much to store
// and to load as these blocks do, so the store keeps one BLOB for each group of spans.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/attempt.h"
#include "engine/model/worker_interval.h"
#include "engine/store/packed_bytes.h"

namespace sweeplab {

// Collects the spans of one block: everything of an attempt but its texts and chunk times.
class span_packer {
public:
    void add(const attempt& span);
    int count() const { return count_; }
    const std::string& bytes() const { return bytes_.bytes(); }
    void clear();

private:
    byte_packer bytes_;
    int count_ = 0;
    std::int64_t last_item_ = 0;
    std::int64_t last_claimed_ns_ = 0;
};

// Appends the block's spans, in the order they were added; false when the bytes are damaged.
bool unpack_spans(std::string_view bytes, int count, std::vector<attempt>& spans);

std::string pack_intervals(const std::vector<worker_interval>& intervals);
bool unpack_intervals(std::string_view bytes, std::vector<worker_interval>& intervals);

std::string pack_times(const std::vector<std::int64_t>& times_ns);
bool unpack_times(std::string_view bytes, std::vector<std::int64_t>& times_ns);

}  // namespace sweeplab
