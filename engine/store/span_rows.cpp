#include "engine/store/span_rows.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "engine/store/sql_values.h"

namespace sweeplab {
namespace {

constexpr int most_spans_in_block = 1000;

bool has_details(const attempt& span) {
    return !span.output.text.empty() || span.output.truncated || !span.error_output.text.empty() ||
           span.error_output.truncated || !span.chunk_ns.empty();
}

std::optional<kept_bytes> unless_empty(const std::string& bytes) {
    return bytes.empty() ? std::nullopt : std::optional(kept_bytes{bytes});
}

}  // namespace

span_writer::span_writer(SQLite::Database& db)
    : db_(db),
      block_(db, "INSERT INTO span_blocks (trial, count, data) VALUES (?, ?, ?)"),
      details_(db,
               "INSERT INTO span_details (block, position, output, output_truncated, error_output, error_truncated, "
               "chunk_times) VALUES (?, ?, ?, ?, ?, ?, ?)") {}

void span_writer::add(trial_id trial, const attempt& span) {
    if (trial != trial_ || packer_.count() == most_spans_in_block) end_block();
    trial_ = trial;
    if (has_details(span)) detailed_.emplace_back(packer_.count(), &span);
    packer_.add(span);
}

void span_writer::end_block() {
    if (packer_.count() == 0) return;
    execute(block_, trial_.value, packer_.count(), kept_bytes{packer_.bytes()});
    const std::int64_t block = db_.getLastInsertRowid();
    for (const auto& [position, span] : detailed_) insert_details(block, position, *span);
    packer_.clear();
    detailed_.clear();
}

void span_writer::insert_details(std::int64_t block, int position, const attempt& span) {
    const std::string times = pack_times(span.chunk_ns);
    execute(details_, block, position, unless_empty(span.output.text), span.output.truncated,
            unless_empty(span.error_output.text), span.error_output.truncated, unless_empty(times));
}

span_reader::span_reader(SQLite::Database& db, bool with_texts)
    :  // Each span takes a byte at least: a damaged count must not ask for all memory.
      count_(db, "SELECT coalesce(sum(min(max(count, 0), length(data))), 0) FROM span_blocks WHERE trial = ?"),
      blocks_(db, "SELECT id, count, data FROM span_blocks WHERE trial = ? ORDER BY id"),
      details_(db, with_texts ? "SELECT position, output, output_truncated, error_output, error_truncated, chunk_times "
                                "FROM span_details WHERE block = ?"
                              : "SELECT position, NULL, 0, NULL, 0, chunk_times "
                                "FROM span_details WHERE block = ? AND chunk_times IS NOT NULL") {}

std::size_t span_reader::count(trial_id trial) {
    ask(count_, trial.value);
    count_.executeStep();
    return static_cast<std::size_t>(row_reader(count_).integer());
}

bool span_reader::read(trial_id trial, std::vector<attempt>& spans) {
    spans.reserve(spans.size() + count(trial));
    ask(blocks_, trial.value);
    while (blocks_.executeStep()) {
        row_reader row(blocks_);
        const std::int64_t block = row.integer();
        const int in_block = row.small();
        const std::size_t first = spans.size();
        if (!unpack_spans(row.bytes(), in_block, spans)) return false;
        if (!read_details(block, first, spans)) return false;
    }
    order_by_start(spans);
    return true;
}

bool span_reader::read_one(trial_id trial, std::int32_t item, std::int32_t number, std::optional<attempt>& found) {
    ask(blocks_, trial.value);
    std::vector<attempt> spans;
    while (blocks_.executeStep()) {
        row_reader row(blocks_);
        const std::int64_t block = row.integer();
        const int in_block = row.small();
        spans.clear();
        if (!unpack_spans(row.bytes(), in_block, spans)) return false;
        const auto wanted = std::find_if(spans.begin(), spans.end(),
                                         [&](const attempt& each) { return each.item == item && each.number == number; });
        if (wanted == spans.end()) continue;
        const auto position = wanted - spans.begin();
        if (!read_details(block, 0, spans)) return false;
        found = std::move(spans[static_cast<std::size_t>(position)]);
        return true;
    }
    return true;
}

bool span_reader::read_details(std::int64_t block, std::size_t first, std::vector<attempt>& spans) {
    ask(details_, block);
    while (details_.executeStep()) {
        row_reader row(details_);
        const auto position = static_cast<std::size_t>(row.integer());
        if (position >= spans.size() - first) return false;
        attempt& span = spans[first + position];
        span.output.text = row.bytes();
        span.output.truncated = row.boolean();
        span.error_output.text = row.bytes();
        span.error_output.truncated = row.boolean();
        if (!unpack_times(row.bytes(), span.chunk_ns)) return false;
    }
    return true;
}

tl::unexpected<error> no_such_attempt(trial_id trial, std::int32_t item, std::int32_t number) {
    return fail(error_kind::not_found, fmt::format("trial {} has no attempt {} of item {}", trial.value, number, item + 1));
}

// Attempts are stored as they ended. An attempt is large, so only keys are sorted, and then each attempt is
// moved to its place once.
void order_by_start(std::vector<attempt>& spans) {
    const auto earlier = [](const attempt& a, const attempt& b) {
        return std::tie(a.start_ns, a.end_ns, a.item, a.number) < std::tie(b.start_ns, b.end_ns, b.item, b.number);
    };
    std::vector<std::pair<std::int64_t, std::size_t>> from(spans.size());
    for (std::size_t i = 0; i < spans.size(); ++i) from[i] = {spans[i].start_ns, i};
    std::sort(from.begin(), from.end(), [&](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : earlier(spans[a.second], spans[b.second]);
    });
    for (std::size_t start = 0; start < spans.size(); ++start) {
        if (from[start].second == start) continue;
        attempt held = std::move(spans[start]);  // follow the cycle that begins here
        std::size_t hole = start;
        for (std::size_t next = from[hole].second; next != start; next = from[hole].second) {
            spans[hole] = std::move(spans[next]);
            from[hole].second = hole;
            hole = next;
        }
        spans[hole] = std::move(held);
        from[hole].second = hole;
    }
}

}  // namespace sweeplab
