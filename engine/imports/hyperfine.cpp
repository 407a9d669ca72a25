// hyperfine's --export-json. A swept parameter that counts workers makes the curve; each of the times is a repeat.
#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "engine/imports/json_values.h"
#include "engine/imports/tool_run.h"

namespace sweeplab {
namespace {

constexpr std::string_view worker_words[] = {"workers",     "worker",   "threads", "thread",    "concurrency",
                                             "parallelism", "parallel", "jobs",    "processes", "procs",
                                             "nproc",       "clients",  "n",       "j",         "p"};
constexpr const char* statistics[] = {"mean", "stddev", "median", "min", "max", "user", "system"};

struct swept {
    std::string name;
    int workers = 1;
    std::string others;  // the other parameters, which make other runs
};

std::optional<std::int64_t> whole(const json& value) {
    if (value.is_number()) return count_in(&value);
    if (!value.is_string()) return std::nullopt;
    const auto& text = value.get_ref<const std::string&>();
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::optional<swept> find_workers(const json& one) {
    const auto* parameters = value_at(one, {"/parameters"});
    if (!parameters || !parameters->is_object()) return std::nullopt;
    for (const auto word : worker_words) {
        for (const auto& [name, value] : parameters->items()) {
            const auto plain = to_lower(name);
            if (plain != word && !plain.ends_with("_" + std::string(word))) continue;
            const auto workers = workers_from(whole(value));
            if (!workers) continue;
            swept found{name, *workers, ""};
            for (const auto& [other, setting] : parameters->items())
                if (other != name)
                    found.others += (found.others.empty() ? "" : ", ") + other + " " +
                                    (setting.is_string() ? setting.get<std::string>() : setting.dump());
            return found;
        }
    }
    return std::nullopt;
}

bool failed(const json& one, std::size_t i) {
    const auto codes = one.find("exit_codes");
    return codes != one.end() && codes->is_array() && i < codes->size() && (*codes)[i].is_number_integer() &&
           (*codes)[i].get<std::int64_t>() != 0;
}

void add_points(const json& one, int workers, tool_run& run) {
    const auto* times = value_at(one, {"/times"});
    std::vector<double> seconds;
    if (times && times->is_array())
        for (const auto& time : *times)
            if (const auto number = number_in(&time); is_time(number)) seconds.push_back(*number);
    // An older file, or one cut down by hand: the mean is one repeat.
    if (seconds.empty())
        if (const auto mean = number_at(one, {"/mean"}); is_time(mean)) seconds.push_back(*mean);
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        tool_point point;
        point.workers = workers;
        point.seconds = seconds[i];
        if (failed(one, i)) {
            point.failed = 1;
            point.requests = 1;
        }
        if (i == 0)
            for (const auto* name : statistics)
                if (const auto number = number_at(one, {fmt::format("/{}", name).c_str()}))
                    point.figures.push_back({fmt::format("hyperfine.{}", name), *number, "s"});
        run.points.push_back(std::move(point));
    }
}

}  // namespace

bool is_hyperfine(const json& first) {
    const auto* results = first.is_object() ? value_at(first, {"/results"}) : nullptr;
    return results && results->is_array() && !results->empty() && results->front().is_object() &&
           results->front().contains("command") && (results->front().contains("times") || results->front().contains("mean"));
}

result<tool_file> read_hyperfine(const std::vector<json>& documents, const std::string& file_name) {
    tool_file file;
    file.key = "hyperfine";
    file.tool = "hyperfine";
    std::map<std::string, std::size_t> by_others;
    std::string parameter;
    const auto& results = documents.front()["results"];
    for (std::size_t i = 0; i < results.size(); ++i) {
        const auto& one = results[i];
        const auto found = find_workers(one);
        if (!found) {
            file.left_out.push_back(fmt::format("/results/{}: has no parameter that counts workers ({})", i,
                                                shorten(text_at(one, {"/command"}), 60)));
            continue;
        }
        parameter = found->name;
        const auto [known, is_new] = by_others.emplace(found->others, file.runs.size());
        if (is_new) file.runs.push_back({found->others, "", shorten(text_at(one, {"/command"}), 120), false, {}});
        add_points(one, found->workers, file.runs[known->second]);
    }
    std::erase_if(file.runs, [](const tool_run& run) { return run.points.empty(); });
    if (file.runs.empty())
        return fail(error_kind::bad_input, file.left_out.empty() ? "holds no time" : file.left_out.front(), file_name,
                    "Sweep the worker count with hyperfine --parameter-list workers 1,2,4 '… {workers}'.");
    file.taken = {fmt::format("the parameter \"{}\" as the worker count", shorten(to_valid_utf8(parameter), 60)),
                  "each of times as a repeat: the command's wall time, the shell's start-up subtracted"};
    return file;
}

}  // namespace sweeplab
