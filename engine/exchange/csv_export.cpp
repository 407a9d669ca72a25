#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "engine/exchange/csv_cells.h"
#include "engine/exchange/exchange.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

template <class T>
std::string cell_of(const std::optional<T>& value) {
    return value ? fmt::format("{}", *value) : std::string{};  // doubles in the shortest form that reads back the same
}

std::string time_cell(unix_ms time) { return time > 0 ? to_iso8601(time) : std::string{}; }

// Of what was measured elsewhere a count of 0 means that nobody said it; 0 would be read as such.
std::string known_count(const run_record& run, const trial& one, int count) {
    const bool unknown = count == 0 && one.jobs == 0 && run.summary.kind == "imported";
    return unknown ? std::string{} : std::to_string(count);
}

// Rows of one name, host and workload are read as one run, so of those that share them all but the first get another name.
std::vector<std::string> distinct_names(const std::vector<run_record>& runs) {
    std::set<std::tuple<std::string, std::string, std::string>> taken;
    std::vector<std::string> names;
    const auto free = [&](const run_record& run, const std::string& name) {
        return taken.emplace(name, run.summary.host_name, run.summary.workload).second;
    };
    for (const auto& run : runs) {
        auto name = run.summary.name;
        if (!free(run, name)) {
            auto number = run.summary.id ? run.summary.id.value : static_cast<std::int64_t>(names.size()) + 1;
            do name = fmt::format("{} (run {})", run.summary.name, number++);
            while (!free(run, name));
        }
        names.push_back(std::move(name));
    }
    return names;
}

struct more_columns {
    bool currency = false;
    bool excluded = false;
};

void append_row(std::string& text, const run_record& run, const std::string& name, const trial& one, more_columns more) {
    const auto& summary = run.summary;
    text += fmt::format("{},{},{},{},{},{},{},{},", text_to_cell(name), text_to_cell(summary.host_name),
                        text_to_cell(summary.workload), one.workers, one.repeat, one.warm_up ? 1 : 0, to_text(one.state),
                        time_cell(one.started_at > 0 ? one.started_at : summary.started_at));
    text += fmt::format("{},{},{},{},{},{},{},{},", one.time_ns ? seconds_to_cell(*one.time_ns) : "",
                        known_count(run, one, one.jobs), known_count(run, one, one.failed), cell_of(one.result_count),
                        cell_of(one.input_tokens), cell_of(one.output_tokens), cell_of(one.total_tokens), cell_of(one.cost));
    if (more.currency) text += text_to_cell(run.currency) + ",";
    if (more.excluded) text += text_to_cell(one.excluded) + ",";
    text += text_to_cell(one.message) + "\r\n";
}

}  // namespace

std::string export_csv(const std::vector<run_record>& runs) {
    more_columns more;
    for (const auto& run : runs) {
        more.currency |= run.currency != "USD";
        more.excluded |= std::ranges::any_of(run.trials, [](const trial& one) { return !one.excluded.empty(); });
    }
    std::string text =
        "run,host,workload,workers,repeat,warm_up,state,started_at,time_s,jobs,failed,result_count,"
        "input_tokens,output_tokens,total_tokens,";
    text += more.currency ? "cost,currency," : "cost_usd,";
    text += more.excluded ? "excluded,message\r\n" : "message\r\n";
    const auto names = distinct_names(runs);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        for (const auto& one : runs[i].trials) append_row(text, runs[i], names[i], one, more);
    }
    return text;
}

}  // namespace sweeplab
