#include "widgets/editors/step_links.h"

#include <algorithm>
#include <map>

#include "engine/model/item_graph.h"
#include "engine/workload/step_references.h"

namespace sweeplab {
namespace {

// Calls for each text of a step that is filled in.
template <class Json, class Call>
void each_filled_text(Json& step, const Call& call) {
    const auto each_in = [&](const char* part, std::initializer_list<const char*> keys) {
        if (!step.is_object() || !step.contains(part) || !step[part].is_object()) return;
        auto& inner = step[part];
        for (const char* key : keys) {
            if (!inner.contains(key)) continue;
            if (inner[key].is_string()) call(inner[key]);
            if (inner[key].is_structured())
                for (auto& text : inner[key])
                    if (text.is_string()) call(text);
        }
    };
    each_in("llm", {"prompt", "system"});
    each_in("command", {"argv", "env", "cwd", "stdin", "prompt"});
}

bool reads(const json& step, const std::string& name) {
    bool found = false;
    each_filled_text(step, [&](const json& text) {
        for (const auto& one : step_references_in(text.get_ref<const std::string&>())) found |= one.step == name;
    });
    return found;
}

std::vector<std::string> strings_at(const json& object, const char* key) {
    std::vector<std::string> strings;
    if (object.is_object() && object.contains(key) && object[key].is_array())
        for (const json& one : object[key])
            if (one.is_string()) strings.push_back(one.get<std::string>());
    return strings;
}

void replace_string(json& object, const char* key, const std::string& from, const std::string& to) {
    if (!object.is_object() || !object.contains(key) || !object[key].is_array()) return;
    for (json& one : object[key])
        if (one == json(from)) one = to;
}

bool drop_string(json& object, const char* key, const std::string& text) {
    if (!object.is_object() || !object.contains(key) || !object[key].is_array()) return false;
    json& list = object[key];
    const auto before = list.size();
    list.erase(std::remove(list.begin(), list.end(), json(text)), list.end());
    return list.size() != before;
}

bool can_be_a_name(const std::string& name) {
    return !name.empty() && name.front() != ' ' && name.back() != ' ' && name.find_first_of("{}/\r\n") == std::string::npos;
}

std::map<std::string, int> places_of(const json& steps) {
    std::map<std::string, int> places;
    const auto names = names_of_steps(steps);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!names[i].empty()) places.try_emplace(names[i], static_cast<int>(i));
    return places;
}

}  // namespace

step_kind kind_of_step(const json& step) {
    for (const step_kind kind : {step_kind::model, step_kind::command, step_kind::wait})
        if (step.is_object() && step.contains(key_of(kind))) return kind;
    return step_kind::none;
}

const char* key_of(step_kind kind) {
    switch (kind) {
        case step_kind::model: return "llm";
        case step_kind::command: return "command";
        case step_kind::wait: return "wait_s";
        case step_kind::none: break;
    }
    return "";
}

std::string name_of_step(const json& step) {
    return step.is_object() && step.contains("name") && step["name"].is_string() ? step["name"].get<std::string>()
                                                                                 : std::string();
}

std::vector<std::string> names_of_steps(const json& steps) {
    std::vector<std::string> names;
    if (steps.is_array())
        for (const json& step : steps) names.push_back(name_of_step(step));
    return names;
}

std::optional<double> stated_seconds(const json& step) {
    const char* key = kind_of_step(step) == step_kind::wait ? "wait_s" : "simulated_s";
    if (!step.is_object() || !step.contains(key) || !step[key].is_number()) return std::nullopt;
    return step[key].get<double>();
}

std::vector<step_link> links_of_steps(const json& steps) {
    std::vector<step_link> links;
    const auto places = places_of(steps);
    for (int to = 0; steps.is_array() && to < static_cast<int>(steps.size()); ++to) {
        const auto begin = links.size();
        const auto add = [&](std::string_view name, bool text) {
            const auto place = places.find(std::string(name));
            if (place == places.end()) return;
            const auto same = std::find_if(links.begin() + static_cast<std::ptrdiff_t>(begin), links.end(),
                                           [&](const step_link& one) { return one.from == place->second; });
            if (same == links.end()) links.push_back({place->second, to, text});
            else same->text |= text;
        };
        const json& step = steps[static_cast<std::size_t>(to)];
        for (const std::string& name : strings_at(step, "after")) add(name, false);
        each_filled_text(step, [&](const json& text) {
            for (const auto& one : step_references_in(text.get_ref<const std::string&>())) add(one.step, true);
        });
    }
    return links;
}

longest_chain longest_chain_of(const json& steps) {
    if (!steps.is_array() || steps.empty()) return {};
    const auto count = steps.size();
    std::vector<double> until(count);  // seconds from the beginning to the step's end
    for (std::size_t i = 0; i < count; ++i) {
        const auto seconds = stated_seconds(steps[i]);
        if (!seconds) return {};
        until[i] = *seconds;
    }
    item_needs needs(count);
    for (const step_link& one : links_of_steps(steps)) needs[static_cast<std::size_t>(one.to)].push_back(one.from);
    const auto order = needed_first(needs);
    if (order.size() != count) return {};
    std::vector<int> before(count, -1);
    for (const int at : order) {
        const auto step = static_cast<std::size_t>(at);
        const double own = until[step];
        for (const int need : needs[step])
            if (const double sum = until[static_cast<std::size_t>(need)] + own; sum > until[step] || before[step] < 0)
                until[step] = sum, before[step] = need;
    }
    const auto last = std::ranges::max_element(until);
    longest_chain chain{{}, *last};
    for (int at = static_cast<int>(last - until.begin()); at >= 0; at = before[static_cast<std::size_t>(at)])
        chain.steps.insert(chain.steps.begin(), at);
    return chain;
}

std::string free_step_name(const json& steps) {
    const auto places = places_of(steps);
    for (std::size_t number = steps.is_array() ? steps.size() + 1 : 1;; ++number)
        if (auto name = "step " + std::to_string(number); !places.contains(name)) return name;
}

json with_step_renamed(json workload, std::size_t step, const std::string& name) {
    json& steps = workload["steps"];
    const auto names = names_of_steps(steps);
    const std::string& before = names[step];
    steps[step]["name"] = name;
    const bool follows = can_be_a_name(name) && !before.empty() && std::ranges::count(names, before) == 1 &&
                         (name == before || std::ranges::count(names, name) == 0);
    if (!follows) return workload;
    const std::string old_text = "{" + step_placeholder(before) + "}", new_text = "{" + step_placeholder(name) + "}";
    for (json& one : steps) {
        replace_string(one, "after", before, name);
        each_filled_text(one, [&](json& text) {
            auto& whole = text.get_ref<std::string&>();
            for (auto at = whole.find(old_text); at != std::string::npos; at = whole.find(old_text, at + new_text.size()))
                whole.replace(at, old_text.size(), new_text);
        });
    }
    if (workload.contains("milestones") && workload["milestones"].is_array())
        for (json& one : workload["milestones"]) replace_string(one, "steps", before, name);
    return workload;
}

step_removal without_step(json workload, std::size_t step) {
    step_removal removal;
    json& steps = workload["steps"];
    const std::string name = name_of_step(steps[step]);
    steps.erase(step);
    const auto names = names_of_steps(steps);
    // Another step of that name goes on being what the others mean.
    const bool gone = !name.empty() && std::ranges::count(names, name) == 0;
    for (std::size_t i = 0; gone && i < steps.size(); ++i) {
        if (drop_string(steps[i], "after", name)) {
            removal.waited.push_back(names[i]);
            if (steps[i]["after"].empty()) steps[i].erase("after");
        }
        if (reads(steps[i], name)) removal.reading.push_back(names[i]);
    }
    if (gone && workload.contains("milestones") && workload["milestones"].is_array()) {
        json& milestones = workload["milestones"];
        for (std::size_t i = 0; i < milestones.size();) {
            const bool named = drop_string(milestones[i], "steps", name), ends = named && milestones[i]["steps"].empty();
            if (named) (ends ? removal.ended_milestones : removal.milestones).push_back(name_of_step(milestones[i]));
            if (ends) milestones.erase(i);
            else ++i;
        }
        if (milestones.empty()) workload.erase("milestones");
    }
    removal.workload = std::move(workload);
    return removal;
}

}  // namespace sweeplab
