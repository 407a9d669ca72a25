#include "widgets/bridge/import_reader.h"

#include <algorithm>

#include "engine/audit/table.h"

namespace sweeplab {
namespace {

struct answer {
    result<file_reading> reading;
    bool is_table = false;
};

bool holds_numbers(const result<published_document>& document) {
    if (!document) return false;
    return std::ranges::any_of(document->tables, [](const published_table& table) {
        return table.columns.size() > 1 && std::ranges::any_of(table.rows, [](const table_row& row) {
                   return std::ranges::any_of(row.cells, [](const table_cell& cell) { return cell.number.has_value(); });
               });
    });
}

// Tables of times are read as runs as well; files of tools are none.
bool may_be_table(const result<file_reading>& reading) {
    return !reading || reading->preview.tool == "tidy CSV" || reading->preview.tool == "Markdown tables";
}

answer read(const import_source& source) {
    if (source.text) {
        answer got{read_results_text(*source.text, source.name.toStdString()), false};
        got.is_table = may_be_table(got.reading) && source.text->size() <= largest_published &&
                       holds_numbers(read_published_text(*source.text, source.name.toStdString()));
        return got;
    }
    answer got{read_results(source.file), false};
    got.is_table = may_be_table(got.reading) && holds_numbers(read_published(source.file));
    return got;
}

result<file_reading_ptr> join_parts(const std::vector<file_reading_ptr>& parts) {
    std::vector<file_reading> copies;
    for (const auto& part : parts) copies.push_back(*part);
    auto joined = join_readings(std::move(copies), {});
    if (!joined) return tl::unexpected(std::move(joined.error()));
    return std::make_shared<const file_reading>(std::move(*joined));
}

}  // namespace

std::vector<run_record> runs_of(const std::vector<import_choice>& chosen) {
    std::vector<run_record> runs;
    for (const auto& one : chosen) {
        for (const auto place : one.runs) {
            runs.push_back(one.reading->runs[place]);
            if (!one.name.empty()) runs.back().summary.name = one.name;
        }
    }
    return runs;
}

import_reader::import_reader(session_bridge& bridge, QObject* parent) : QObject(parent), bridge_(bridge) {}

std::size_t import_reader::under_way() const {
    return static_cast<std::size_t>(std::ranges::count_if(entries_, &import_entry::under_way));
}

int import_reader::add(import_source source) {
    const bool known = !source.text && std::ranges::any_of(entries_, [&](const import_entry& one) {
        return !one.source.text && one.source.file == source.file;
    });
    if (known) return -1;
    entries_.push_back({std::move(source), nullptr, std::nullopt, false});
    read_next();
    return static_cast<int>(entries_.size()) - 1;
}

void import_reader::read_next() {
    const auto next = std::ranges::find_if(entries_, &import_entry::under_way);
    if (reading_ || next == entries_.end()) return;
    reading_ = true;
    const auto place = static_cast<std::size_t>(next - entries_.begin());
    bridge_.ask(
        this, [source = next->source](engine_session&) { return read(source); },
        [this, place](answer got) {
            auto& entry = entries_[place];
            if (got.reading) entry.reading = std::make_shared<const file_reading>(std::move(*got.reading));
            else entry.fault = std::move(got.reading.error());
            entry.is_table = got.is_table;
            reading_ = false;
            Q_EMIT entry_read(static_cast<int>(place));
            read_next();
        });
}

void import_reader::join(std::vector<file_reading_ptr> parts, std::function<void(result<file_reading_ptr>)> done) {
    bridge_.ask(
        this, [parts = std::move(parts)](engine_session&) { return join_parts(parts); },
        [this, number = ++joins_, done = std::move(done)](result<file_reading_ptr> joined) {
            if (number == joins_) done(std::move(joined));
        });
}

}  // namespace sweeplab
