#include <algorithm>

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

void append_row(std::string& text, const run_record& run, const trial& one, bool with_currency) {
    const auto& summary = run.summary;
    text += fmt::format("{},{},{},{},{},{},{},{},", text_to_cell(summary.name), text_to_cell(summary.host_name),
                        text_to_cell(summary.workload), one.workers, one.repeat, one.warm_up ? 1 : 0, to_text(one.state),
                        time_cell(one.started_at > 0 ? one.started_at : summary.started_at));
    text += fmt::format("{},{},{},{},{},{},{},{},", one.time_ns ? seconds_to_cell(*one.time_ns) : "", one.jobs, one.failed,
                        cell_of(one.result_count), cell_of(one.input_tokens), cell_of(one.output_tokens),
                        cell_of(one.total_tokens), cell_of(one.cost));
    if (with_currency) text += text_to_cell(run.currency) + ",";
    text += text_to_cell(one.message) + "\r\n";
}

}  // namespace

std::string export_csv(const std::vector<run_record>& runs) {
    const bool with_currency =
        std::any_of(runs.begin(), runs.end(), [](const run_record& run) { return run.currency != "USD"; });
    std::string text =
        "run,host,workload,workers,repeat,warm_up,state,started_at,time_s,jobs,failed,result_count,"
        "input_tokens,output_tokens,total_tokens,";
    text += with_currency ? "cost,currency,message\r\n" : "cost_usd,message\r\n";
    for (const auto& run : runs) {
        for (const auto& one : run.trials) append_row(text, run, one, with_currency);
    }
    return text;
}

}  // namespace sweeplab
