#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/workload/phases_spec.h"

namespace sweeplab {
namespace {

constexpr double least_rate = 0.001;
constexpr double most_rate = 100'000;  // requests a second: more than one machine's client drives
constexpr double least_duration_s = 0.001;
constexpr double longest_duration_s = 7 * 24 * 3600.0;
constexpr double longest_wait_s = 24 * 3600.0;
constexpr int most_phases = 1'000;

void read_name(json_object_reader& reader, const std::vector<load_phase>& before, load_phase& phase) {
    phase.name = reader.string("name").value_or(fmt::format("phase {}", before.size() + 1));
    if (reader.failed()) return;
    const auto where = reader.path_of("name");
    if (phase.name.empty() || trim(phase.name) != phase.name || phase.name.find_first_of("/\r\n") != std::string::npos)
        return reader.complain("a phase's name is not empty, has no blanks at its ends, and no slash or line break", where);
    if (std::ranges::find(before, phase.name, &load_phase::name) != before.end())
        reader.complain(fmt::format("there is a phase \"{}\" already", phase.name), where);
}

std::optional<load_phase> read_phase(json_object_reader& parent, const json& value, const std::string& path,
                                     const std::vector<load_phase>& before) {
    json_object_reader reader(value, path);
    load_phase phase;
    read_name(reader, before, phase);
    reader.require("rate");
    reader.require("duration_s");
    phase.rate = reader.number("rate", least_rate, most_rate).value_or(1);
    phase.duration_s = reader.number("duration_s", least_duration_s, longest_duration_s).value_or(1);
    if (reader.choice("arrivals", {"constant", "poisson"}) == "poisson") phase.arrivals = load_phase::spacing::poisson;
    reader.finish();
    if (!reader.failed()) return phase;
    parent.adopt(reader.fault());
    return std::nullopt;
}

void read_phases(json_object_reader& reader, phases_spec& spec) {
    const json* list = reader.raw("phases");
    const auto path = reader.path_of("phases");
    if (list == nullptr) {
        spec.phases = default_phases();
    } else if (!list->is_array()) {
        return reader.complain("must be a list, not " + json_type_in_words(*list), path);
    } else if (list->empty() || list->size() > most_phases) {
        return reader.complain(
            list->empty() ? std::string("names no phase") : fmt::format("has more than {} phases", most_phases), path,
            R"(Write them as [{"name": "quiet", "rate": 100, "duration_s": 10}, …])");
    } else {
        for (std::size_t i = 0; i < list->size(); ++i) {
            auto phase = read_phase(reader, (*list)[i], json_path_with(path, std::to_string(i)), spec.phases);
            if (!phase) return;
            spec.phases.push_back(std::move(*phase));
        }
    }
}

// Once the rates are known as they will be carried out.
void check_load(json_object_reader& reader, phases_spec& spec) {
    spec.set_scaled_phases();
    for (const auto& phase : spec.planned_phases())
        if (phase.rate < least_rate || phase.rate > most_rate)
            return reader.complain(fmt::format("makes {:.6g} requests/s of phase \"{}\", which must be {} to {}", phase.rate,
                                               phase.name, least_rate, most_rate),
                                   reader.path_of("scale"));
    const double requests = expected_arrivals(spec.planned_phases());
    if (requests > most_arrivals)
        reader.complain(
            fmt::format("these are {:.0f} requests a trial, and at most {:.0f} can be planned", requests, most_arrivals),
            reader.path_of("phases"), R"(Make phases shorter, or lower all rates with "scale".)");
}

void read_kind_of_policy(json_object_reader& reader, scaling_rule& rule) {
    reader.require("kind");
    const auto kind = reader.choice("kind", {"threshold", "target_utilisation", "target_latency"});
    if (!kind) return;
    if (*kind == "threshold") {
        rule.kind = scaling_kind::threshold;
        reader.require("up_above");
        rule.up_above = reader.number("up_above", 0, most_rate).value_or(0);
        rule.down_below = reader.number("down_below", 0, most_rate).value_or(rule.up_above / 2);
        rule.step = static_cast<int>(reader.integer("step", 1, most_workers).value_or(1));
        if (!reader.failed() && rule.down_below > rule.up_above)
            reader.complain(fmt::format("{:.6g} is above \"up_above\", {:.6g}", rule.down_below, rule.up_above),
                            reader.path_of("down_below"));
    } else if (*kind == "target_utilisation") {
        rule.kind = scaling_kind::target_utilisation;
        rule.target_pct = reader.number("target_pct", 1, 100).value_or(70);
    } else {
        rule.kind = scaling_kind::target_latency;
        reader.require("p95_ms");
        rule.p95_ms = reader.number("p95_ms", 0.001, longest_wait_s * 1e3).value_or(1);
    }
}

void read_policy(json_object_reader& parent, phases_spec& spec) {
    const json* value = parent.raw("policy");
    if (value == nullptr) return;
    json_object_reader reader(*value, parent.path_of("policy"));
    scaling_rule rule;
    read_kind_of_policy(reader, rule);
    rule.every_s = reader.number("every_s", 0.05, longest_wait_s).value_or(rule.every_s);
    rule.cool_down_s = reader.number("cool_down_s", 0, longest_wait_s).value_or(rule.cool_down_s);
    rule.min_workers = static_cast<int>(reader.integer("min_workers", 1, most_workers).value_or(1));
    reader.require("max_workers");
    rule.max_workers = static_cast<int>(reader.integer("max_workers", 1, most_workers).value_or(rule.min_workers));
    if (!reader.failed() && rule.min_workers > rule.max_workers)
        reader.complain(fmt::format("{} is more than \"max_workers\", {}", rule.min_workers, rule.max_workers),
                        reader.path_of("min_workers"));
    reader.finish();
    if (reader.failed()) parent.adopt(reader.fault());
    else spec.policy = rule;
}

void read_saturation(json_object_reader& parent, saturation_rule& rule) {
    const json* value = parent.raw("saturation");
    if (value == nullptr) return;
    json_object_reader reader(*value, parent.path_of("saturation"));
    rule.late_s = reader.number("late_s", 0.001, longest_wait_s).value_or(rule.late_s);
    rule.for_s = reader.number("for_s", 0, longest_wait_s).value_or(rule.for_s);
    reader.finish();
    if (reader.failed()) parent.adopt(reader.fault());
}

// What is left is read as the chat completion that it is.
void read_request(json_object_reader& reader, const json& value, const std::string& path, phases_spec& spec) {
    json whole = value;
    for (const char* own : {"phases", "scale", "arrivals_seed", "saturation", "policy"}) whole.erase(own);
    whole["kind"] = "llm";
    spec.own_items = whole.contains("items") && !whole["items"].is_null();
    if (!spec.own_items) {
        whole["items"] = json::array({""});
        if (!whole.contains("prompt") || whole["prompt"].is_null())
            return reader.complain("\"prompt\" is missing", json_path_with(path, "prompt"),
                                   "Say what is asked each time, or give \"items\" that are taken in turn.");
    }
    const auto read = read_llm_spec(whole, path);
    if (read) spec.request = std::dynamic_pointer_cast<const llm_spec>(*read);
    else reader.adopt(read.error());
}

}  // namespace

result<std::shared_ptr<const workload_spec>> read_phases_spec(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    auto spec = std::make_shared<phases_spec>();
    reader.choice("kind", {"phases"});
    read_phases(reader, *spec);
    spec->scale = reader.number("scale", 1e-6, 1e6).value_or(1);
    spec->arrivals_seed = static_cast<std::uint64_t>(reader.integer("arrivals_seed", 0).value_or(1));
    read_policy(reader, *spec);
    read_saturation(reader, spec->saturated);
    if (!reader.failed()) check_load(reader, *spec);
    if (!reader.failed()) read_request(reader, value, path, *spec);
    if (reader.failed()) return tl::unexpected(reader.fault());
    return spec;
}

}  // namespace sweeplab
