#include "engine/workload/pipeline_spec.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

json step_to_json(const pipeline_step& step) {
    json object = {{"name", step.name}};
    if (step.llm) {
        auto inner = step.llm->to_json();
        for (const char* not_its_own : {"kind", "items", "preconnect"}) inner.erase(not_its_own);
        if (!step.own_endpoint) inner.erase("endpoint");
        object["llm"] = std::move(inner);
    }
    if (step.command) {
        auto inner = step.command->to_json();
        for (const char* not_its_own : {"kind", "items", "mode"}) inner.erase(not_its_own);
        object["command"] = std::move(inner);
    }
    if (step.wait_s) object["wait_s"] = *step.wait_s;
    if (!step.after.empty()) object["after"] = step.after;
    if (step.max_attempts) object["max_attempts"] = *step.max_attempts;
    if (step.simulated_s) object["simulated_s"] = *step.simulated_s;
    return object;
}

std::string how_many(std::int64_t count, const char* one, const char* several) {
    return fmt::format("{} {}", count, count == 1 ? one : several);
}

// Every step that nothing else of the pipeline waits for: when these have succeeded, all have.
std::vector<int> last_steps(const std::vector<pipeline_step>& steps) {
    std::vector<bool> needed(steps.size());
    for (const auto& step : steps)
        for (const int one : step.needs) needed[static_cast<std::size_t>(one)] = true;
    std::vector<int> last;
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (!needed[i]) last.push_back(static_cast<int>(i));
    return last;
}

}  // namespace

json pipeline_spec::to_json() const {
    json object = {{"kind", "pipeline"}};
    if (endpoint) object["endpoint"] = sweeplab::to_json(*endpoint);
    for (const auto& step : steps) object["steps"].push_back(step_to_json(step));
    for (const auto& one : declared) object["milestones"].push_back({{"name", one.name}, {"steps", one.steps}});
    if (items) object["items"] = items->to_json();
    if (time_scale != 1) object["time_scale"] = time_scale;
    if (!preconnect) object["preconnect"] = false;
    return object;
}

std::string pipeline_spec::summary() const {
    const auto calls = std::ranges::count_if(steps, [](const auto& step) { return step.llm != nullptr; });
    const auto commands = std::ranges::count_if(steps, [](const auto& step) { return step.command != nullptr; });
    const auto waits = static_cast<std::int64_t>(steps.size()) - calls - commands;
    std::vector<std::string> parts;
    if (calls > 0) {
        const auto& first = (*std::ranges::find_if(steps, [](const auto& step) { return step.llm != nullptr; })).llm;
        const auto where = first->endpoint.is_simulated() ? std::string("the simulated endpoint") : first->endpoint.base_url;
        parts.push_back(how_many(calls, "call", "calls") + fmt::format(" of {} at {}", first->endpoint.model, where));
    }
    if (commands > 0) parts.push_back(how_many(commands, "command", "commands"));
    if (waits > 0) parts.push_back(how_many(waits, "wait", "waits"));
    if (items) parts.push_back("for each of " + items->in_words());
    return how_many(static_cast<std::int64_t>(steps.size()), "step", "steps") + ": " + join(parts, ", ");
}

result<item_list> pipeline_spec::load_items(const std::filesystem::path& base) const {
    item_list instances{{"", ""}};
    if (items) {
        auto loaded = items->load(base);
        if (!loaded) return loaded;
        instances = std::move(*loaded);
    }
    const auto count = steps.size();
    if (instances.size() > static_cast<std::size_t>(most_items) / count)
        return fail(error_kind::bad_input,
                    fmt::format("{} instances of {} steps are more than the {} items that a run may have", instances.size(),
                                count, most_items),
                    {}, "Take fewer with \"limit\"");
    const auto last = last_steps(steps);
    item_list list;
    list.reserve(instances.size() * count);
    for (std::size_t i = 0; i < instances.size(); ++i) {
        const auto place = [count](std::size_t instance, int step) { return static_cast<int>(instance * count) + step; };
        for (const auto& step : steps) {
            item one{items ? instances[i].name + "/" + step.name : step.name, instances[i].text};
            for (const int needed : step.needs) one.depends_on.push_back(place(i, needed));
            // An item that waits for others begins when they are ready altogether.
            if (step.needs.empty())
                for (const int before : instances[i].depends_on)
                    for (const int end : last) one.depends_on.push_back(place(static_cast<std::size_t>(before), end));
            list.push_back(std::move(one));
        }
    }
    return list;
}

std::vector<std::string> pipeline_spec::secret_names() const {
    std::set<std::string> names;
    for (const auto& step : steps)
        if (step.llm)
            for (const auto& name : step.llm->secret_names()) names.insert(name);
    return {names.begin(), names.end()};
}

const pipeline_step* pipeline_spec::step_of(const item& one) const {
    const auto slash = one.name.rfind('/');
    const auto name = slash == std::string::npos ? std::string_view(one.name) : std::string_view(one.name).substr(slash + 1);
    const auto found = places.find(name);
    return found == places.end() ? nullptr : &steps[static_cast<std::size_t>(found->second)];
}

std::optional<std::int64_t> pipeline_spec::expected_input_tokens(const item& one) const {
    const auto* step = step_of(one);
    if (step == nullptr) return std::nullopt;
    if (!step->llm) return 0;
    auto tokens = step->llm->expected_input_tokens(one);
    for (const int read : step->reads) {
        const auto& from = steps[static_cast<std::size_t>(read)];
        if (from.llm && from.llm->max_tokens) *tokens += *from.llm->max_tokens;
    }
    return tokens;
}

std::optional<std::int64_t> pipeline_spec::expected_output_tokens(const item& one) const {
    const auto* step = step_of(one);
    if (step == nullptr) return std::nullopt;
    return step->llm ? step->llm->max_tokens : std::optional<std::int64_t>(0);
}

std::vector<milestone> pipeline_spec::milestones(const item_list& list) const {
    const auto count = steps.size();
    std::vector<milestone> all;
    const auto add = [&](const std::string& name, const std::vector<int>& of_steps) {
        milestone made{name, {}};
        for (std::size_t first = 0; first + count <= list.size(); first += count) {
            auto& places_of_one = made.items.emplace_back();
            for (const int step : of_steps) places_of_one.push_back(static_cast<int>(first) + step);
        }
        all.push_back(std::move(made));
    };
    for (const auto& one : declared) {
        std::vector<int> of_steps;
        for (const auto& name : one.steps) of_steps.push_back(places.find(name)->second);
        add(one.name, of_steps);
    }
    std::vector<int> every(count);
    for (std::size_t i = 0; i < count; ++i) every[i] = static_cast<int>(i);
    add(everything_ready, every);
    return all;
}

bool pipeline_spec::asks_models() const {
    return std::ranges::any_of(steps, [](const auto& step) { return step.llm != nullptr; });
}

item_needs pipeline_spec::needs() const {
    item_needs needs;
    for (const auto& step : steps) needs.push_back(step.needs);
    return needs;
}

bool pipeline_spec::wants_simulated() const {
    return std::ranges::any_of(steps, [](const auto& step) { return step.llm && step.llm->wants_simulated(); });
}

std::shared_ptr<const workload_spec> pipeline_spec::with_simulated_at(const std::string& url) const {
    auto moved = std::make_shared<pipeline_spec>(*this);
    for (auto& step : moved->steps) {
        if (!step.llm || !step.llm->wants_simulated()) continue;
        auto call = std::make_shared<llm_spec>(*step.llm);
        call->endpoint.base_url = url;
        call->endpoint.built_in = true;
        if (step.simulated_s) call->extra["simulate"] = {{"seconds", *step.simulated_s * time_scale}};
        step.llm = std::move(call);
    }
    return moved;
}

}  // namespace sweeplab
