#include <fmt/format.h>

#include "engine/exchange/exchange.h"
#include "engine/exchange/key_scrubber.h"
#include "engine/foundation/text.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_remarks = 20;

result<void> check_format(const json& document, const std::string& file_name) {
    if (!document.is_object() || !document.contains("sweeplab_run")) {
        return fail(error_kind::bad_input, "not a file of saved runs: \"sweeplab_run\" is missing", file_name,
                    "Give a file that export --format json wrote, or a CSV with the columns workers and time_s.");
    }
    const auto& format = document["sweeplab_run"];
    if (!format.is_number_integer() || format.get<std::int64_t>() < 1) {
        return fail(error_kind::bad_input, "\"sweeplab_run\" must be a whole number, not " + json_type_in_words(format),
                    file_name);
    }
    if (format.get<std::int64_t>() > run_file_format) {
        return fail(error_kind::refused,
                    fmt::format("the file has format {}, this Sweeplab reads up to {}", format.dump(), run_file_format),
                    file_name, "It comes from a newer Sweeplab: update this one.");
    }
    return {};
}

void note_removed_keys(const std::vector<std::string>& removed, std::vector<std::string>& remarks) {
    for (std::size_t i = 0; i < removed.size() && i < most_remarks; ++i) {
        remarks.push_back(fmt::format("{}: left out, since it may hold a key", removed[i]));
    }
    if (removed.size() > most_remarks) {
        remarks.push_back(
            fmt::format("{} further members left out, since they may hold keys", removed.size() - most_remarks));
    }
}

// Plans by the rule for plans, the rest by that for files from anywhere.
std::vector<std::string> take_keys_out(json& document) {
    std::vector<std::string> removed;
    std::vector<json> plans;
    auto& runs = document["runs"];
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const bool has_plan = runs[i].is_object() && runs[i].contains("plan");
        plans.push_back(has_plan ? std::move(runs[i]["plan"]) : json());
        for (auto& path : remove_keys_of_plan(plans.back(), fmt::format("/runs/{}/plan", i)))
            removed.push_back(std::move(path));
        if (has_plan) runs[i]["plan"] = nullptr;
    }
    for (auto& path : remove_keys(document)) removed.push_back(std::move(path));
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (runs[i].is_object() && runs[i].contains("plan")) runs[i]["plan"] = std::move(plans[i]);
    return removed;
}

result<run_record> read_one(const json& value, const std::string& path, const std::string& file_name, run_origin origin) {
    auto record = read_run_record(value, path);
    if (!record) {
        error fault = record.error();
        fault.where = file_name + ", " + fault.where;
        return tl::unexpected(std::move(fault));
    }
    record->summary.id = {};
    record->summary.origin = origin;
    record->summary.starred = false;  // the baseline is chosen in each library anew
    // A run that was under way when it was exported will not go on here.
    if (record->summary.state == run_state::running) record->summary.state = run_state::interrupted;
    for (auto& one : record->trials) one.id = {};
    return record;
}

}  // namespace

result<import_result> import_json(std::string_view text, const std::string& file_name, run_origin origin) {
    auto document = parse_json(text, file_name);
    if (!document) return tl::unexpected(document.error());
    if (auto known = check_format(*document, file_name); !known) return tl::unexpected(known.error());
    const auto runs = document->find("runs");
    if (runs == document->end() || !runs->is_array()) {
        return fail(error_kind::bad_input, "\"runs\" must be a list of runs", file_name + ", /runs");
    }
    import_result imported;
    note_removed_keys(take_keys_out(*document), imported.remarks);
    for (std::size_t i = 0; i < runs->size(); ++i) {
        auto record = read_one((*runs)[i], fmt::format("/runs/{}", i), file_name, origin);
        if (!record) return tl::unexpected(record.error());
        (*runs)[i] = nullptr;  // large files: keep one form at a time
        imported.runs.push_back(std::move(*record));
    }
    if (imported.runs.empty()) return fail(error_kind::bad_input, "the file holds no run", file_name);
    return imported;
}

std::string export_json(const std::vector<run_record>& runs) {
    json document = {{"sweeplab_run", run_file_format}, {"runs", json::array()}};
    for (const auto& run : runs) {
        json record = to_json(run);
        remove_keys_of_plan(record["plan"]);
        document["runs"].push_back(std::move(record));
    }
    return document.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace sweeplab
