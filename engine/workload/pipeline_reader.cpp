// read_pipeline_spec: the whole of a pipeline, and what its steps must be together.

#include <algorithm>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/workload/pipeline_spec.h"
#include "engine/workload/pipeline_step_reader.h"
#include "engine/workload/step_references.h"

namespace sweeplab {
namespace {

// A text of a step that is filled in, and where it stands.
struct filled_text {
    std::string_view text;
    std::string path;
};

std::vector<filled_text> filled_texts_of(const pipeline_step& step, const std::string& path) {
    std::vector<filled_text> texts;
    if (step.llm) {
        const auto inner = json_path_with(path, "llm");
        texts.push_back({step.llm->prompt, json_path_with(inner, "prompt")});
        if (step.llm->system) texts.push_back({*step.llm->system, json_path_with(inner, "system")});
    }
    if (step.command) {
        const auto& command = *step.command;
        const auto inner = json_path_with(path, "command");
        for (std::size_t i = 0; i < command.argv.size(); ++i)
            texts.push_back({command.argv[i], json_path_with(json_path_with(inner, "argv"), std::to_string(i))});
        for (const auto& [name, value] : command.env)
            texts.push_back({value, json_path_with(json_path_with(inner, "env"), name)});
        if (command.cwd) texts.push_back({*command.cwd, json_path_with(inner, "cwd")});
        if (command.input) texts.push_back({*command.input, json_path_with(inner, "stdin")});
        if (command.prompt) texts.push_back({*command.prompt, json_path_with(inner, "prompt")});
    }
    return texts;
}

class pipeline_reader {
public:
    pipeline_reader(const json& value, const std::string& path) : reader_(value, path) {}

    result<std::shared_ptr<const workload_spec>> read() {
        reader_.choice("kind", {"pipeline"});
        read_common();
        read_steps();
        if (!reader_.failed()) connect_steps();
        if (!reader_.failed()) read_milestones();
        reader_.finish();
        if (reader_.failed()) return tl::unexpected(reader_.fault());
        return spec_;
    }

private:
    // --- the parts -------------------------------------------------------------------------------
    void read_common() {
        endpoint_ = reader_.raw("endpoint");
        if (endpoint_) {
            auto read = read_endpoint_spec(*endpoint_, reader_.path_of("endpoint"));
            if (read) spec_->endpoint = std::move(*read);
            else reader_.adopt(read.error());
        }
        if (const json* const items = reader_.raw("items")) {
            auto source = item_source::read(*items, reader_.path_of("items"));
            if (source) spec_->items = std::move(*source);
            else reader_.adopt(source.error());
        }
        spec_->time_scale = reader_.number("time_scale", 1e-6, 1e6).value_or(1);
        spec_->preconnect = reader_.boolean("preconnect").value_or(true);
    }

    void read_steps() {
        const json* const list = reader_.raw("steps");
        reader_.raw("milestones");
        const auto path = reader_.path_of("steps");
        const char* const form = R"(Write it as [{"name": "research", "llm": {"prompt": "…"}}, …])";
        if (!list) return reader_.complain("\"steps\" is missing", path, form);
        if (!list->is_array())
            return reader_.complain("must be a list of steps, not " + json_type_in_words(*list), path, form);
        if (list->empty()) return reader_.complain("there are no steps", path, form);
        for (std::size_t i = 0; i < list->size() && !reader_.failed(); ++i)
            read_step((*list)[i], json_path_with(path, std::to_string(i)));
    }

    void read_step(const json& value, const std::string& path) {
        auto step = read_pipeline_step(value, path, {endpoint_, spec_->preconnect});
        if (!step) return reader_.adopt(step.error());
        if (const auto known = spec_->places.find(step->name); known != spec_->places.end())
            return reader_.complain(fmt::format("\"{}\" is the name of another step", step->name),
                                    json_path_with(path, "name"),
                                    fmt::format("The first one is {}", paths_[static_cast<std::size_t>(known->second)]));
        spec_->places.emplace(step->name, static_cast<int>(spec_->steps.size()));
        spec_->steps.push_back(std::move(*step));
        paths_.push_back(path);
    }

    // --- together --------------------------------------------------------------------------------
    // Where a step says that it needs another.
    struct stated_need {
        int step;
        std::string path;
    };

    std::string steps_in_words() const {
        std::vector<std::string> names;
        for (const auto& step : spec_->steps) names.push_back(step.name);
        return "The steps are: " + shorten(join(names, ", "), 300);
    }

    std::optional<int> find_step(std::string_view name, const std::string& path) {
        const auto found = spec_->places.find(name);
        if (found != spec_->places.end()) return found->second;
        reader_.complain(fmt::format("there is no step \"{}\"", name), path, steps_in_words());
        return std::nullopt;
    }

    void connect_steps() {
        std::vector<std::vector<stated_need>> stated(spec_->steps.size());
        for (std::size_t i = 0; i < spec_->steps.size(); ++i) {
            stated[i] = needs_stated_by(i);
            if (reader_.failed()) return;
        }
        for (auto& step : spec_->steps)
            for (const int read : step.reads) ++spec_->steps[static_cast<std::size_t>(read)].readers;
        refuse_cycle(stated);
    }

    std::vector<stated_need> needs_stated_by(std::size_t at) {
        auto& step = spec_->steps[at];
        std::vector<stated_need> stated;
        for (std::size_t i = 0; i < step.after.size(); ++i) {
            const auto path = json_path_with(json_path_with(paths_[at], "after"), std::to_string(i));
            if (const auto needed = find_step(step.after[i], path)) stated.push_back({*needed, path});
        }
        for (const auto& [text, path] : filled_texts_of(step, paths_[at])) {
            refuse_item_of_none(text, path);
            for (const auto& reference : step_references_in(text)) {
                const auto read = find_read_step(reference, path);
                if (!read) return stated;
                stated.push_back({*read, path});
                step.reads.push_back(*read);
            }
        }
        for (const auto& one : stated) step.needs.push_back(one.step);
        for (auto* list : {&step.needs, &step.reads}) {
            std::ranges::sort(*list);
            list->erase(std::unique(list->begin(), list->end()), list->end());
        }
        return stated;
    }

    void refuse_item_of_none(std::string_view text, const std::string& path) {
        const bool asks =
            text.find("{item}") != std::string_view::npos || text.find("{item_name}") != std::string_view::npos;
        if (asks && !spec_->items)
            reader_.complain("{item} has no value in a pipeline without items", path,
                             "Give the pipeline \"items\": it is then carried out once for each of them");
    }

    std::optional<int> find_read_step(const step_reference& reference, const std::string& path) {
        if (reference.step.empty()) {
            reader_.complain(fmt::format("{{{}}} stands for nothing", reference.placeholder), path,
                             "A step's text is {steps.NAME.text}");
            return std::nullopt;
        }
        const auto read = find_step(reference.step, path);
        if (!read || !spec_->steps[static_cast<std::size_t>(*read)].wait_s) return read;
        reader_.complain(fmt::format("\"{}\" is a wait: it has no text", reference.step), path,
                         "To begin after it, name it in \"after\"");
        return std::nullopt;
    }

    void refuse_cycle(const std::vector<std::vector<stated_need>>& stated) {
        const auto cycle = find_cycle(spec_->needs());
        if (cycle.empty()) return;
        const auto name = [this](int step) { return spec_->steps[static_cast<std::size_t>(step)].name; };
        std::string words;
        for (const int step : cycle) words += name(step) + " → ";
        const int next = cycle.size() > 1 ? cycle[1] : cycle[0];
        const auto& of_first = stated[static_cast<std::size_t>(cycle.front())];
        const auto place = std::ranges::find(of_first, next, &stated_need::step);
        reader_.complain("steps wait for each other in a circle: " + words + name(cycle.front()), place->path,
                         "Take one of these dependencies away");
    }

    void read_milestones() {
        const json* const list = reader_.raw("milestones");
        if (!list) return;
        const auto path = reader_.path_of("milestones");
        if (!list->is_array())
            return reader_.complain("must be a list of milestones, not " + json_type_in_words(*list), path,
                                    R"(Write it as [{"name": "core ready", "steps": ["research"]}])");
        for (std::size_t i = 0; i < list->size() && !reader_.failed(); ++i)
            read_milestone((*list)[i], json_path_with(path, std::to_string(i)));
    }

    void read_milestone(const json& value, const std::string& path) {
        json_object_reader inner(value, path);
        inner.require("name");
        inner.require("steps");
        pipeline_milestone one{inner.string("name").value_or(""),
                               inner.strings("steps").value_or(std::vector<std::string>{})};
        inner.finish();
        if (inner.failed()) return reader_.adopt(inner.fault());
        const auto name_path = json_path_with(path, "name");
        if (trim(one.name).empty()) return reader_.complain("must not be empty", name_path);
        if (one.name == everything_ready)
            return reader_.complain("every pipeline has this milestone already", name_path, "Take it out");
        if (std::ranges::any_of(spec_->declared, [&](const auto& other) { return other.name == one.name; }))
            return reader_.complain(fmt::format("\"{}\" is the name of another milestone", one.name), name_path);
        const auto steps_path = json_path_with(path, "steps");
        if (one.steps.empty()) return reader_.complain("names no step", steps_path, steps_in_words());
        for (std::size_t i = 0; i < one.steps.size(); ++i)
            find_step(one.steps[i], json_path_with(steps_path, std::to_string(i)));
        spec_->declared.push_back(std::move(one));
    }

    json_object_reader reader_;
    std::shared_ptr<pipeline_spec> spec_ = std::make_shared<pipeline_spec>();
    const json* endpoint_ = nullptr;
    std::vector<std::string> paths_;  // of the steps
};

}  // namespace

result<std::shared_ptr<const workload_spec>> read_pipeline_spec(const json& value, const std::string& path) {
    return pipeline_reader(value, path).read();
}

}  // namespace sweeplab
