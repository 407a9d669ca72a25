#include "engine/exchange/tidy_row.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "engine/exchange/csv_cells.h"
#include "engine/foundation/text.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

constexpr std::int64_t most_imported_workers = 1'000'000;
constexpr double longest_time_s = 9.0e9;  // what 64-bit nanoseconds hold

// Our own files give the reason; others may only say that it was so.
std::string reason_in(std::string_view cell) {
    auto reason = to_valid_utf8(trim(text_from_cell(cell)));
    const auto word = to_lower(reason);
    if (word == "0" || word == "no" || word == "false") return {};
    return word == "1" || word == "yes" || word == "true" ? "excluded in the file" : reason;
}

std::string shown(std::string_view cell) { return "\"" + shorten(to_valid_utf8(trim(cell)), 60) + "\""; }

}  // namespace

tl::unexpected<error> tidy_row_reader::refuse(std::size_t index, std::string message, std::string advice) const {
    return fail(error_kind::bad_input, std::move(message), records_.place(index + 1, header_.names[index]),
                std::move(advice));
}

result<bool> tidy_row_reader::read(std::string_view record, tidy_row& row) {
    records_.split(record, cells_);
    const bool empty = std::all_of(cells_.begin(), cells_.end(), [](std::string_view cell) { return trim(cell).empty(); });
    if (empty) return false;
    while (cells_.size() > header_.columns.size() && trim(cells_.back()).empty()) cells_.pop_back();
    if (cells_.size() != header_.columns.size()) {
        return fail(error_kind::bad_input,
                    fmt::format("the line has {} cells, the header {}", cells_.size(), header_.columns.size()),
                    records_.place(std::min(cells_.size(), header_.columns.size()) + 1),
                    "Each line needs as many cells as the header; put quotes around a cell that holds the separator.");
    }
    row = tidy_row{};
    row.values.repeat = 0;
    row.values.state = trial_state::complete;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (auto done = read_cell(i, row); !done) return tl::unexpected(done.error());
    }
    if (auto whole = check_whole_row(row); !whole) return tl::unexpected(whole.error());
    row.values.slots = row.values.workers;
    return true;
}

result<void> tidy_row_reader::read_cell(std::size_t index, tidy_row& row) {
    trial& values = row.values;
    const auto count_into = [&](std::optional<std::int64_t>& target) -> result<void> {
        auto count = read_count(index, 0, std::numeric_limits<std::int64_t>::max());
        if (!count) return tl::unexpected(count.error());
        target = *count;
        return {};
    };
    const auto text_into = [&](std::optional<std::string_view>& target) -> result<void> {
        if (const auto text = trim(text_from_cell(cells_[index])); !text.empty()) target = text;
        return {};
    };
    switch (header_.columns[index]) {
        case tidy_column::workers: return read_workers(index, values);
        case tidy_column::time_s: return read_time(index, values);
        case tidy_column::repeat: return read_int(index, 1, values.repeat);
        case tidy_column::warm_up: return read_warm_up(index, values);
        case tidy_column::state: return read_state(index, values);
        case tidy_column::started_at: return read_started_at(index, values);
        case tidy_column::jobs: return read_int(index, 0, values.jobs);
        case tidy_column::failed: return read_int(index, 0, values.failed);
        case tidy_column::result_count: return count_into(values.result_count);
        case tidy_column::input_tokens: return count_into(values.input_tokens);
        case tidy_column::output_tokens: return count_into(values.output_tokens);
        case tidy_column::total_tokens: return count_into(values.total_tokens);
        case tidy_column::cost: return read_cost(index, values);
        case tidy_column::excluded: values.excluded = reason_in(cells_[index]); return {};
        case tidy_column::message: values.message = to_valid_utf8(text_from_cell(cells_[index])); return {};
        case tidy_column::run: return text_into(row.run);
        case tidy_column::host: return text_into(row.host);
        case tidy_column::workload: return text_into(row.workload);
        case tidy_column::currency: return text_into(row.currency);
        case tidy_column::other: return {};
    }
    return {};
}

result<void> tidy_row_reader::read_workers(std::size_t index, trial& values) {
    const auto workers = whole_number_from_cell(cells_[index], header_.decimal_comma);
    if (!workers || *workers < 1 || *workers > most_imported_workers) {
        return refuse(index, fmt::format("{} is no worker count", shown(cells_[index])),
                      fmt::format("A whole number from 1 to {} is needed.", most_imported_workers));
    }
    values.workers = static_cast<int>(*workers);
    return {};
}

result<void> tidy_row_reader::read_time(std::size_t index, trial& values) {
    const auto cell = cells_[index];
    if (trim(cell).empty()) return {};  // allowed for a trial that did not end; see check_whole_row()
    const auto seconds = number_from_cell(cell, header_.decimal_comma);
    if (!seconds) {
        return refuse(index, fmt::format("{} is no number", shown(cell)),
                      header_.decimal_comma ? "Write seconds like 12,5 or 12.5, without thousands separators."
                                            : "Write seconds like 12.5, without units and thousands separators.");
    }
    const auto time = from_seconds(*seconds);
    if (time.count() <= 0 || *seconds > longest_time_s) {
        return refuse(index, fmt::format("{} is no time that work can take", shown(cell)), "Seconds above 0 are needed.");
    }
    values.time_ns = time.count();
    return {};
}

result<void> tidy_row_reader::read_state(std::size_t index, trial& values) {
    const auto word = to_lower(trim(cells_[index]));
    if (word.empty()) return {};
    const auto state = trial_state_from(word);
    if (!state) {
        return refuse(index, fmt::format("{} is no state of a trial", shown(cells_[index])),
                      "Use complete, interrupted, cancelled or failed.");
    }
    values.state = *state;
    return {};
}

result<void> tidy_row_reader::read_started_at(std::size_t index, trial& values) {
    const auto text = trim(cells_[index]);
    if (text.empty()) return {};
    const auto time = from_iso8601(text);
    if (!time)
        return refuse(index, fmt::format("{} is no date and time", shown(text)), "Write it like 2026-11-21T09:30:00Z.");
    values.started_at = *time;
    return {};
}

result<void> tidy_row_reader::read_warm_up(std::size_t index, trial& values) {
    const auto word = to_lower(trim(cells_[index]));
    values.warm_up = word == "1" || word == "true" || word == "yes";
    if (values.warm_up || word.empty() || word == "0" || word == "false" || word == "no") return {};
    return refuse(index, fmt::format("{} is neither 1 nor 0", shown(cells_[index])), "Write 1 for a warm-up trial, else 0.");
}

result<void> tidy_row_reader::read_cost(std::size_t index, trial& values) {
    if (trim(cells_[index]).empty()) return {};
    values.cost = number_from_cell(cells_[index], header_.decimal_comma);
    if (values.cost && *values.cost >= 0) return {};
    return refuse(index, fmt::format("{} is no cost", shown(cells_[index])),
                  "A number of at least 0 is needed, without a currency sign.");
}

result<std::optional<std::int64_t>> tidy_row_reader::read_count(std::size_t index, std::int64_t least, std::int64_t most) {
    if (trim(cells_[index]).empty()) return std::nullopt;
    const auto count = whole_number_from_cell(cells_[index], header_.decimal_comma);
    if (count && *count >= least && *count <= most) return count;
    return refuse(index, fmt::format("{} is no count", shown(cells_[index])),
                  fmt::format("A whole number of at least {} is needed.", least));
}

result<void> tidy_row_reader::read_int(std::size_t index, int least, int& target) {
    const auto count = read_count(index, least, std::numeric_limits<int>::max());
    if (!count) return tl::unexpected(count.error());
    if (*count) target = static_cast<int>(**count);
    return {};
}

result<void> tidy_row_reader::check_whole_row(const tidy_row& row) const {
    const bool needs_time = row.values.state == trial_state::complete;
    if (needs_time && !row.values.time_ns) {
        const auto at = std::find(header_.columns.begin(), header_.columns.end(), tidy_column::time_s);
        return refuse(static_cast<std::size_t>(at - header_.columns.begin()), "the time is empty",
                      "Leave the line out, or mark it with a state such as failed.");
    }
    return {};
}

}  // namespace sweeplab
