#include "engine/exchange/run_groups.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/exchange/csv_cells.h"
#include "engine/foundation/hash.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_note_bytes = 16 * 1024;
constexpr std::string_view unnamed_host = "machine not named";

std::uint64_t repeat_key(const trial& value) {
    const auto workers = static_cast<std::uint64_t>(value.workers) << 33;
    return workers | static_cast<std::uint64_t>(value.warm_up) << 32 | static_cast<std::uint32_t>(value.repeat);
}

std::vector<int> worker_counts_of(const std::vector<trial>& trials) {
    std::vector<int> counts;
    for (const auto& one : trials) {
        const auto at = std::lower_bound(counts.begin(), counts.end(), one.workers);
        if (at == counts.end() || *at != one.workers) counts.insert(at, one.workers);
    }
    return counts;
}

}  // namespace

run_groups::run_groups(const run_defaults& defaults, const tidy_header& header, run_origin origin)
    : defaults_(defaults), header_(header), origin_(origin), has_other_columns_(header.has(tidy_column::other)) {
    if (!header.has(tidy_column::jobs)) rate_column_ = find_rate_column(header);
}

run_groups::group& run_groups::begin_group(std::string_view run, std::string_view host, std::string_view workload) {
    group& made = groups_.emplace_back();
    made.run = run;
    made.host = host;
    made.workload = workload;
    auto& record = made.record;
    auto& summary = record.summary;
    record.host.name = to_valid_utf8(host.empty() ? unnamed_host : host);
    record.host.id = "imported-" + digest_hex(record.host.name).substr(0, 16);
    record.currency = defaults_.currency;
    summary.name = to_valid_utf8(run);
    summary.host_id = record.host.id;
    summary.host_name = record.host.name;
    summary.workload = to_valid_utf8(workload);
    summary.kind = "imported";
    summary.state = run_state::complete;
    summary.origin = origin_;
    return made;
}

run_groups::group* run_groups::find(const tidy_row& row) {
    const std::string_view run = row.run.value_or(defaults_.run);
    const std::string_view host = row.host.value_or(defaults_.host);
    const std::string_view workload = row.workload.value_or(defaults_.workload);
    // Rows of one run usually follow each other.
    if (last_ < groups_.size()) {
        group& last = groups_[last_];
        if (last.run == run && last.host == host && last.workload == workload) return &last;
    }
    const auto key = fmt::format("{}\x1f{}\x1f{}", run, host, workload);
    const auto [found, is_new] = by_key_.try_emplace(key, groups_.size());
    if (is_new && groups_.size() == most_runs) return nullptr;
    last_ = found->second;
    return is_new ? &begin_group(run, host, workload) : &groups_[last_];
}

// Growing by doubling copies everything again and again, which is what importing millions of rows would spend
// its time on. Memory that is asked for and never touched costs nothing.
void run_groups::make_room(std::vector<trial>& trials) const {
    constexpr std::size_t worth_it = 4096;
    if (trials.size() < trials.capacity() || trials.size() < worth_it || expected_rows_ <= rows_) return;
    const double share = static_cast<double>(trials.size()) / static_cast<double>(rows_);
    const auto still_to_come = static_cast<double>(expected_rows_ - rows_) * share * 1.02;
    if (still_to_come > static_cast<double>(trials.size()))
        trials.reserve(trials.size() + static_cast<std::size_t>(still_to_come));
}

bool run_groups::add(tidy_row&& row, const std::vector<std::string_view>& cells) {
    group* const target = find(row);
    if (!target) return false;
    trial& values = row.values;
    if (!values.warm_up) {
        int& highest = target->repeats[values.workers];
        if (values.repeat == 0) values.repeat = highest + 1;
        target->may_repeat_numbers |= values.repeat <= highest;
        highest = std::max(highest, values.repeat);
    }
    target->may_repeat_numbers |= values.warm_up;
    values.repeat = std::max(values.repeat, 1);
    values.position = static_cast<int>(target->record.trials.size());
    if (row.currency) target->record.currency = to_valid_utf8(*row.currency);
    if (has_other_columns_) keep_other_columns(*target, values, cells);
    if (rate_column_) target->rates.add(cells[*rate_column_], header_.decimal_comma, values);
    make_room(target->record.trials);
    target->record.trials.push_back(std::move(values));
    ++rows_;
    return true;
}

// Columns without a meaning here are kept as text, one line a row, as far as a note may grow.
void run_groups::keep_other_columns(group& target, const trial& row, const std::vector<std::string_view>& cells) const {
    if (target.notes.size() > most_note_bytes) {
        ++target.rows_without_notes;
        return;
    }
    std::string line = fmt::format("workers {}, repeat {}:", row.workers, row.repeat);
    bool any = false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto text = trim(text_from_cell(cells[i]));
        if (header_.columns[i] != tidy_column::other || text.empty()) continue;
        line += fmt::format("{} {} {}", any ? "," : "", header_.names[i], shorten(to_valid_utf8(text), 200));
        any = true;
    }
    if (any) target.notes += line + "\n";
}

// Gives later rows of the same worker count and repeat the next free numbers; returns how many there were.
std::size_t run_groups::number_repeats_anew(std::vector<trial>& trials) {
    std::vector<std::pair<std::uint64_t, std::size_t>> order(trials.size());
    for (std::size_t i = 0; i < trials.size(); ++i) order[i] = {repeat_key(trials[i]), i};
    std::sort(order.begin(), order.end());
    std::vector<std::size_t> doubled;
    std::map<std::uint64_t, int> highest;  // by worker count and warm-up
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto key = order[i].first;
        highest[key >> 32] = static_cast<int>(key & 0xffffffff);  // ascending, so the last one stays
        if (i > 0 && order[i - 1].first == key) doubled.push_back(order[i].second);
    }
    std::sort(doubled.begin(), doubled.end());
    for (const auto index : doubled) trials[index].repeat = ++highest[repeat_key(trials[index]) >> 32];
    return doubled.size();
}

// A worker beyond the items never gets one, so how many there are is worth finding out.
void run_groups::set_items(group& target, std::vector<std::string>& remarks) const {
    const auto items = target.rates.items();
    if (!items) return;
    for (auto& one : target.record.trials)
        if (one.state == trial_state::complete) one.jobs = *items;
    remarks.push_back(fmt::format("\"{}\": {} items a trial, the only number that fits all of {} and time_s",
                                  target.record.summary.name, *items, header_.names[*rate_column_]));
}

void run_groups::finish(group& target, std::vector<std::string>& remarks) const {
    auto& record = target.record;
    auto& summary = record.summary;
    const auto doubled = target.may_repeat_numbers ? number_repeats_anew(record.trials) : 0;
    if (doubled > 0 && header_.has(tidy_column::repeat)) {
        remarks.push_back(
            fmt::format("\"{}\": {} rows give a worker count and repeat that was there already; "
                        "they are kept as further repeats",
                        summary.name, doubled));
    }
    if (rate_column_) set_items(target, remarks);
    summary.workers = worker_counts_of(record.trials);
    for (const auto& one : record.trials) {
        if (one.started_at > 0 && (summary.started_at == 0 || one.started_at < summary.started_at)) {
            summary.started_at = one.started_at;
        }
        summary.trials_planned += one.warm_up ? 0 : 1;
        summary.trials_complete += !one.warm_up && one.state == trial_state::complete ? 1 : 0;
    }
    if (summary.started_at == 0) summary.started_at = defaults_.started_at;
    summary.notes = defaults_.notes;
    if (!target.notes.empty()) summary.notes += (summary.notes.empty() ? "" : "\n") + ("Other columns:\n" + target.notes);
    if (target.rows_without_notes > 0) {
        summary.notes += fmt::format("… and {} rows more\n", target.rows_without_notes);
        remarks.push_back(
            fmt::format("\"{}\": columns without a meaning here are kept as notes for the first rows only; "
                        "{} rows have none",
                        summary.name, target.rows_without_notes));
    }
}

std::vector<run_record> run_groups::take(std::vector<std::string>& remarks) {
    std::vector<run_record> runs;
    runs.reserve(groups_.size());
    for (auto& one : groups_) {
        finish(one, remarks);
        runs.push_back(std::move(one.record));
    }
    groups_.clear();
    return runs;
}

}  // namespace sweeplab
