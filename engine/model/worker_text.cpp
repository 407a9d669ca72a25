#include "engine/model/worker_text.h"

#include <charconv>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/model/plan.h"

namespace sweeplab {
namespace {

constexpr std::string_view automatic = "auto";
constexpr const char* fields_refused_beside_auto[] = {"workers", "repeats", "adaptive", "predict"};

result<int> read_most(std::string_view text) {
    int most = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), most);
    if (failed != std::errc() || end != text.data() + text.size() || most < 1 || most > most_workers)
        return fail(error_kind::bad_input,
                    fmt::format("after \"auto:\" must stand the most workers, 1 to {}, not \"{}\"", most_workers, text), {},
                    "Write it as in auto:50.");
    return most;
}

}  // namespace

result<void> put_worker_text(json& sweep, std::string_view text) {
    const auto words = trim(text);
    if (words.substr(0, automatic.size()) != automatic) {
        auto counts = parse_worker_counts(words);
        if (!counts) return tl::unexpected(std::move(counts.error()));
        sweep["workers"] = *counts;
        sweep.erase("auto");
        return {};
    }
    std::optional<int> most;
    if (auto rest = trim(words.substr(automatic.size())); !rest.empty()) {
        if (rest.front() != ':')
            return fail(error_kind::bad_input, fmt::format("\"{}\" is neither worker counts nor \"auto\"", words), {},
                        "Write 1, 2, 4 or auto or auto:50.");
        auto read = read_most(trim(rest.substr(1)));
        if (!read) return tl::unexpected(std::move(read.error()));
        most = *read;
    }
    for (const auto* key : fields_refused_beside_auto) sweep.erase(key);
    auto& rule = sweep["auto"];
    if (!rule.is_object()) rule = json::object();
    if (most) rule["most_workers"] = *most;
    else rule.erase("most_workers");
    return {};
}

std::string worker_text_in(const json& sweep) {
    if (!sweep.is_object()) return {};
    if (const auto rule = sweep.find("auto"); rule != sweep.end() && rule->is_object()) {
        const auto most = rule->find("most_workers");
        if (most == rule->end()) return std::string(automatic);
        return fmt::format("{}:{}", automatic, most->dump(-1, ' ', false, json::error_handler_t::replace));
    }
    const auto workers = sweep.find("workers");
    if (workers == sweep.end() || workers->is_null()) return {};
    std::vector<int> counts;
    if (workers->is_array())
        for (const auto& count : *workers)
            if (count.is_number_integer()) counts.push_back(count.get<int>());
    if (!counts.empty() && counts.size() == workers->size()) return worker_counts_to_text(counts);
    return workers->dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace sweeplab
