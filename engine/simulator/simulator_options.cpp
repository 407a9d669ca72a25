#include "engine/simulator/simulated_endpoint.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sweeplab {
namespace {

using fault_kind = simulated_fault::kind;

constexpr std::array<std::pair<fault_kind, std::string_view>, 6> fault_names{{
    {fault_kind::server_error, "server_error"},
    {fault_kind::refuse, "refuse"},
    {fault_kind::hang, "hang"},
    {fault_kind::cut_mid_stream, "cut_mid_stream"},
    {fault_kind::malformed_event, "malformed_event"},
    {fault_kind::slow_headers, "slow_headers"},
}};

constexpr double least_rate = 1e-3;
constexpr double most_rate = 1e9;

std::vector<std::string> fault_choices() {
    std::vector<std::string> names;
    for (const auto& [kind, name] : fault_names) names.emplace_back(name);
    return names;
}

fault_kind fault_kind_of(std::string_view name) {
    const auto* found =
        std::find_if(fault_names.begin(), fault_names.end(), [&](const auto& entry) { return entry.second == name; });
    return found->first;
}

std::string_view name_of(fault_kind kind) {
    const auto* found =
        std::find_if(fault_names.begin(), fault_names.end(), [&](const auto& entry) { return entry.first == kind; });
    return found->second;
}

void read_nth_requests(json_object_reader& reader, simulated_fault& fault) {
    const json* list = reader.raw("nth_requests");
    if (!list) return;
    if (!list->is_array()) {
        return reader.complain("must be a list of whole numbers, not " + json_type_in_words(*list),
                               reader.path_of("nth_requests"));
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        const json& entry = (*list)[i];
        if (!entry.is_number_integer() || entry.get<std::int64_t>() < 1) {
            return reader.complain("must be a whole number of at least 1: requests are counted from 1",
                                   json_path_with(reader.path_of("nth_requests"), std::to_string(i)));
        }
        fault.nth_requests.push_back(entry.get<std::int64_t>());
    }
}

void read_fault(json_object_reader& reader, const std::string& path, simulated_fault& fault) {
    reader.require("what");
    const auto what = reader.choice("what", fault_choices());
    if (!what) return;
    fault.what = fault_kind_of(*what);
    fault.share = reader.number("share", 0, 1);
    read_nth_requests(reader, fault);
    if (!fault.share && fault.nth_requests.empty()) {
        reader.complain("says not which requests it is for", path, "Give \"share\" (0 to 1) or \"nth_requests\" ([3, 7])");
    }
    if (fault.what == fault_kind::server_error) {
        fault.status = static_cast<int>(reader.integer("status", 500, 599).value_or(fault.status));
    }
    if (fault.what == fault_kind::slow_headers) fault.delay_s = reader.number("delay_s", 0, 86'400).value_or(fault.delay_s);
    reader.finish();
}

void read_faults(json_object_reader& reader, simulator_options& options) {
    const json* list = reader.raw("faults");
    if (!list) return;
    const auto path = reader.path_of("faults");
    if (!list->is_array()) return reader.complain("must be a list of faults, not " + json_type_in_words(*list), path);
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto fault_path = json_path_with(path, std::to_string(i));
        json_object_reader fault_reader((*list)[i], fault_path);
        read_fault(fault_reader, fault_path, options.faults.emplace_back());
        if (fault_reader.failed()) return reader.adopt(fault_reader.fault());
    }
}

void read_service(json_object_reader& reader, simulator_options& options) {
    options.time_to_first_token_s =
        reader.number("time_to_first_token_s", 0, 86'400).value_or(options.time_to_first_token_s);
    options.tokens_per_s = reader.number("tokens_per_s", least_rate, most_rate).value_or(options.tokens_per_s);
    options.total_tokens_per_s = reader.number("total_tokens_per_s", least_rate, most_rate);
    if (const auto slots = reader.integer("slots", 1, 1'000'000)) options.slots = static_cast<int>(*slots);
    options.variation = reader.number("variation", 0, 3).value_or(options.variation);
    options.output_tokens = static_cast<int>(reader.integer("output_tokens", 1, 100'000).value_or(options.output_tokens));
    options.requests_per_minute = reader.number("requests_per_minute", 1, most_rate);
    options.tokens_per_minute = reader.number("tokens_per_minute", 1, most_rate);
}

json to_json(const simulated_fault& fault) {
    json value{{"what", name_of(fault.what)}};
    if (fault.share) value["share"] = *fault.share;
    if (!fault.nth_requests.empty()) value["nth_requests"] = fault.nth_requests;
    if (fault.what == fault_kind::server_error) value["status"] = fault.status;
    if (fault.what == fault_kind::slow_headers) value["delay_s"] = fault.delay_s;
    return value;
}

}  // namespace

result<simulator_options> read_simulator_options(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    simulator_options options;
    options.bind = reader.string("bind").value_or(options.bind);
    options.port = static_cast<std::uint16_t>(reader.integer("port", 0, 65'535).value_or(options.port));
    options.model = reader.string("model").value_or(options.model);
    if (options.model.empty()) reader.complain("must not be empty", reader.path_of("model"));
    options.seed = static_cast<std::uint64_t>(reader.integer("seed", 0).value_or(1));
    read_service(reader, options);
    options.api_key = reader.string("api_key").value_or("");
    read_faults(reader, options);
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    return options;
}

json to_json(const simulator_options& options) {
    json value{{"bind", options.bind},
               {"port", options.port},
               {"model", options.model},
               {"seed", options.seed},
               {"time_to_first_token_s", options.time_to_first_token_s},
               {"tokens_per_s", options.tokens_per_s},
               {"variation", options.variation},
               {"output_tokens", options.output_tokens}};
    if (options.total_tokens_per_s) value["total_tokens_per_s"] = *options.total_tokens_per_s;
    if (options.slots) value["slots"] = *options.slots;
    if (options.requests_per_minute) value["requests_per_minute"] = *options.requests_per_minute;
    if (options.tokens_per_minute) value["tokens_per_minute"] = *options.tokens_per_minute;
    for (const auto& fault : options.faults) value["faults"].push_back(to_json(fault));
    return value;
}

}  // namespace sweeplab
