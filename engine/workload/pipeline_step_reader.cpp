#include "engine/workload/pipeline_step_reader.h"

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double longest_wait_s = 30.0 * 24 * 3600;
constexpr double longest_simulated_s = 24.0 * 3600;

void read_name(json_object_reader& reader, pipeline_step& step) {
    reader.require("name");
    step.name = reader.string("name").value_or("");
    if (reader.failed()) return;
    const auto where = reader.path_of("name");
    if (step.name.empty() || trim(step.name) != step.name)
        return reader.complain("a step's name must not be empty, nor begin or end with a blank", where);
    if (step.name.find_first_of("{}/\r\n") != std::string::npos)
        reader.complain("a step's name holds no braces, slashes and line breaks", where);
}

// A step is read as the workload of its kind, for the one item that a step is.
bool may_be_read(json_object_reader& reader, const json& value, const std::string& path,
                 const std::vector<const char*>& not_here) {
    if (!value.is_object()) reader.complain("must be an object, not " + json_type_in_words(value), path);
    for (const char* key : not_here)
        if (value.is_object() && value.contains(key))
            reader.complain(fmt::format("a step has no \"{}\" of its own", key), json_path_with(path, key),
                            "Take it out, or give it to the pipeline");
    return !reader.failed();
}

void read_llm(json_object_reader& reader, const step_surroundings& around, const json& value, pipeline_step& step) {
    const auto path = reader.path_of("llm");
    if (!may_be_read(reader, value, path, {"kind", "items", "preconnect"})) return;
    const auto given = [&](const char* key) { return value.contains(key) && !value[key].is_null(); };
    if (!given("prompt"))
        return reader.complain("\"prompt\" is missing", json_path_with(path, "prompt"),
                               "Say what the model is asked; {item} and {steps.NAME.text} are filled in");
    step.own_endpoint = given("endpoint");
    if (!step.own_endpoint && !around.endpoint)
        return reader.complain("nothing says which endpoint is asked", json_path_with(path, "endpoint"),
                               "Give the pipeline or the step an \"endpoint\"");
    auto whole = value;
    if (!step.own_endpoint) whole["endpoint"] = *around.endpoint;
    whole["items"] = json::array({""});
    whole["preconnect"] = around.preconnect;
    const auto read = read_llm_spec(whole, path);
    if (read) step.llm = std::dynamic_pointer_cast<const llm_spec>(*read);
    else reader.adopt(read.error());
}

void read_command(json_object_reader& reader, const json& value, pipeline_step& step) {
    const auto path = reader.path_of("command");
    if (!may_be_read(reader, value, path, {"kind", "items", "mode", "workspace", "check"})) return;
    auto whole = value;
    whole["items"] = json::array({""});
    const auto read = read_command_spec(whole, path);
    if (read) step.command = std::dynamic_pointer_cast<const command_spec>(*read);
    else reader.adopt(read.error());
    if (step.command && step.command->results_file)
        reader.complain("a step has no folder of its own to read a file from", json_path_with(path, "result"),
                        "Let the command print what is to be read.");
}

}  // namespace

result<pipeline_step> read_pipeline_step(const json& value, const std::string& path, const step_surroundings& around) {
    json_object_reader reader(value, path);
    pipeline_step step;
    read_name(reader, step);
    const json* const llm = reader.raw("llm");
    const json* const command = reader.raw("command");
    const bool waits = reader.raw("wait_s") != nullptr;
    step.wait_s = reader.number("wait_s", 0, longest_wait_s);
    step.after = reader.strings("after").value_or(std::vector<std::string>{});
    if (const auto attempts = reader.integer("max_attempts", 1, 100)) step.max_attempts = static_cast<int>(*attempts);
    step.simulated_s = reader.number("simulated_s", 0, longest_simulated_s);
    reader.finish();
    const int kinds = int{llm != nullptr} + int{command != nullptr} + int{waits};
    if (kinds != 1)
        reader.complain(kinds == 0 ? "says nothing of what the step does" : "says more than one thing that the step does",
                        path, R"(Give one of "llm", "command" and "wait_s")");
    if (step.simulated_s && !llm)
        reader.complain("only a step that asks a model can be simulated", reader.path_of("simulated_s"),
                        R"(A wait is said with "wait_s")");
    if (!reader.failed() && llm) read_llm(reader, around, *llm, step);
    if (!reader.failed() && command) read_command(reader, *command, step);
    if (reader.failed()) return tl::unexpected(reader.fault());
    return step;
}

}  // namespace sweeplab
