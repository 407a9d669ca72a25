// read_command_spec: what each part of a command may be, and what they must be together.

#include <algorithm>
#include <filesystem>

#include "engine/foundation/secret_names.h"
#include "engine/foundation/text.h"
#include "engine/workload/command_spec.h"

namespace sweeplab {
namespace {

constexpr double longest_timeout_s = 30.0 * 24 * 3600;
constexpr std::int64_t most_kept_bytes = 64 << 20;

bool mentions(std::string_view text, std::string_view placeholder) {
    return text.find(placeholder) != std::string_view::npos;
}

// All that is filled in, the prompt included where it is used.
std::vector<std::string_view> filled_in_texts(const command_spec& spec) {
    std::vector<std::string_view> texts(spec.argv.begin(), spec.argv.end());
    for (const auto& [name, value] : spec.env) texts.push_back(value);
    if (spec.cwd) texts.push_back(*spec.cwd);
    if (spec.input) texts.push_back(*spec.input);
    const bool uses_prompt = std::any_of(texts.begin(), texts.end(), [](auto text) { return mentions(text, "{prompt}"); });
    if (uses_prompt && spec.prompt) texts.push_back(*spec.prompt);
    return texts;
}

bool mentioned_in(const std::vector<std::string_view>& texts, std::string_view placeholder) {
    return std::any_of(texts.begin(), texts.end(), [&](auto text) { return mentions(text, placeholder); });
}

void read_argv(json_object_reader& reader, command_spec& spec) {
    reader.require("argv");
    spec.argv = reader.strings("argv").value_or(std::vector<std::string>{});
    const auto path = reader.path_of("argv");
    if (spec.argv.empty()) {
        reader.complain("must name at least the program", path, "Write it as [\"program\", \"argument\", …]");
    } else if (trim(spec.argv.front()).empty()) {
        reader.complain("the program's name is empty", json_path_with(path, "0"));
    }
    for (std::size_t i = 0; i < spec.argv.size(); ++i) {
        if (mentions(spec.argv[i], std::string_view("\0", 1)))
            reader.complain("no argument can hold a zero byte", json_path_with(path, std::to_string(i)));
    }
}

void read_environment(json_object_reader& reader, command_spec& spec) {
    const json* const env = reader.raw("env");
    if (!env) return;
    const auto path = reader.path_of("env");
    if (!env->is_object()) return reader.complain("must be an object, not " + json_type_in_words(*env), path);
    for (const auto& [name, value] : env->items()) {
        const auto place = json_path_with(path, name);
        if (name.empty() || mentions(name, "=") || mentions(name, std::string_view("\0", 1)))
            return reader.complain("no variable of the environment can have this name", place);
        if (!value.is_string()) return reader.complain("must be a string, not " + json_type_in_words(value), place);
        const auto& text = value.get_ref<const std::string&>();
        if (mentions(text, std::string_view("\0", 1)))
            return reader.complain("no variable of the environment can hold a zero byte", place);
        // It belongs into the environment that Sweeplab is started in: a plan is stored and shared.
        if (looks_like_a_key(name, text))
            return reader.complain("a plan holds no keys", place,
                                   "Set it in the environment before starting Sweeplab: commands inherit it");
        spec.env.emplace(name, text);
    }
}

void read_texts(json_object_reader& reader, command_spec& spec) {
    spec.cwd = reader.string("cwd");
    spec.input = reader.string("stdin");
    spec.prompt = reader.string("prompt");
    spec.shell = reader.boolean("shell").value_or(false);
    if (spec.cwd && (spec.cwd->empty() || mentions(*spec.cwd, std::string_view("\0", 1))))
        reader.complain("names no folder", reader.path_of("cwd"), "Leave it out for the plan's own folder");
}

void read_exit_codes(json_object_reader& reader, command_spec& spec) {
    const json* const codes = reader.raw("expect_exit");
    if (!codes) return;
    const auto path = reader.path_of("expect_exit");
    if (!codes->is_array() || codes->empty())
        return reader.complain("must be a list of exit codes", path, "Write it as [0]");
    spec.expect_exit.clear();
    for (std::size_t i = 0; i < codes->size(); ++i) {
        const auto& code = (*codes)[i];
        if (!code.is_number_integer() || code < 0 || code > 255)
            return reader.complain("must be a whole number from 0 to 255, not " + code.dump(),
                                   json_path_with(path, std::to_string(i)));
        spec.expect_exit.push_back(code.get<int>());
    }
}

void read_limits(json_object_reader& reader, command_spec& spec) {
    constexpr double shortest_timeout_s = 0.001;
    spec.timeout_s = reader.number("timeout_s", shortest_timeout_s, longest_timeout_s);
    spec.keep_output_bytes = reader.integer("keep_output_bytes", 0, most_kept_bytes);
    read_exit_codes(reader, spec);
}

void read_items(json_object_reader& reader, command_spec& spec) {
    if (const json* const items = reader.raw("items")) {
        auto source = item_source::read(*items, reader.path_of("items"));
        if (source) spec.items = std::move(*source);
        else reader.adopt(source.error());
    }
    const auto mode = reader.choice("mode", {"whole", "per_item"});
    spec.mode = mode.value_or(spec.items ? "per_item" : "whole") == "whole" ? command_mode::whole : command_mode::per_item;
}

// No way out of the folder that a job is given.
bool stays_within(const std::string& name) {
    const std::filesystem::path path(name);
    if (name.empty() || path.is_absolute() || mentions(name, std::string_view("\0", 1))) return false;
    return std::ranges::none_of(path, [](const auto& part) { return part == ".."; });
}

void read_workspace(json_object_reader& parent, command_spec& spec) {
    const json* const value = parent.raw("workspace");
    if (!value) return;
    json_object_reader reader(*value, parent.path_of("workspace"));
    workspace_spec workspace;
    workspace.from = reader.string("from");
    workspace.in = reader.string("in");
    for (const auto& [key, folder] : {std::pair{"from", workspace.from}, {"in", workspace.in}})
        if (folder && (folder->empty() || mentions(*folder, std::string_view("\0", 1))))
            reader.complain("names no folder", reader.path_of(key), "Leave it out");
    const auto keep = reader.choice("keep", {"failed", "all", "none"}).value_or("failed");
    workspace.kept = keep == "all"    ? workspace_spec::keep::all
                     : keep == "none" ? workspace_spec::keep::none
                                      : workspace_spec::keep::failed;
    reader.finish();
    if (reader.failed()) return parent.adopt(reader.fault());
    spec.workspace = std::move(workspace);
    if (spec.cwd && !stays_within(*spec.cwd))
        parent.complain("must stay within the folder of the job", parent.path_of("cwd"));
}

void read_check(json_object_reader& parent, command_spec& spec) {
    const json* const value = parent.raw("check");
    if (!value) return;
    json_object_reader reader(*value, parent.path_of("check"));
    const auto check = std::make_shared<command_spec>();
    check->cwd = spec.cwd;
    read_argv(reader, *check);
    check->shell = reader.boolean("shell").value_or(false);
    constexpr double shortest_timeout_s = 0.001;
    check->timeout_s = reader.number("timeout_s", shortest_timeout_s, longest_timeout_s);
    reader.finish();
    if (reader.failed()) return parent.adopt(reader.fault());
    check->env = spec.env;
    if (mentioned_in({check->argv.begin(), check->argv.end()}, "{prompt}")) {
        if (!spec.prompt) parent.complain("{prompt} is used, but \"prompt\" is missing", parent.path_of("prompt"));
        check->prompt = spec.prompt;
    }
    spec.check = check;
}

void read_result(json_object_reader& reader, command_spec& spec) {
    const json* const value = reader.raw("result");
    if (!value) return;
    auto numbers = *value;
    if (numbers.is_object() && numbers.contains("file")) {
        const auto file = numbers["file"];
        const auto path = json_path_with(reader.path_of("result"), "file");
        if (!file.is_string() || !stays_within(file.get<std::string>()))
            return reader.complain("must be the name of a file in the job's folder", path, "Write it as \"usage.json\"");
        spec.results_file = file.get<std::string>();
        numbers.erase("file");
        if (numbers.empty())
            return reader.complain("nothing says what to look for in the file", reader.path_of("result"),
                                   "Add, for example, \"tokens\": \"/usage/total_tokens\"");
    }
    auto rules = result_rules::read(numbers, reader.path_of("result"));
    if (rules) spec.rules = std::move(*rules);
    else reader.adopt(rules.error());
}

void check_whole_mode(json_object_reader& reader, const command_spec& spec, const std::vector<std::string_view>& texts) {
    if (spec.items)
        reader.complain("a command that is run as a whole takes no items", reader.path_of("items"),
                        "Use \"mode\": \"per_item\", or leave the items out");
    if (mentioned_in(texts, "{item}") || mentioned_in(texts, "{item_name}"))
        reader.complain("{item} has no value in a command that is run as a whole", reader.path_of("argv"),
                        "Use \"mode\": \"per_item\" with \"items\"");
    if (!mentioned_in(texts, "{workers}"))
        reader.complain("nothing tells the command the worker count", reader.path_of("argv"),
                        "Write {workers} in argv, env or stdin, or use \"mode\": \"per_item\" with \"items\"");
}

void check_together(json_object_reader& reader, const command_spec& spec) {
    const auto texts = filled_in_texts(spec);
    const bool uses_prompt = mentioned_in(texts, "{prompt}");
    if (uses_prompt && !spec.prompt)
        reader.complain("{prompt} is used, but \"prompt\" is missing", reader.path_of("prompt"));
    if (spec.prompt && !uses_prompt)
        reader.complain("the command is not given the prompt", reader.path_of("prompt"),
                        "Write {prompt} in argv, env or stdin, or leave the prompt out");
    if (spec.mode == command_mode::whole) check_whole_mode(reader, spec, texts);
    else if (!spec.items)
        reader.complain("\"items\" is missing", reader.path_of("items"),
                        "Say what the command is run for, or use \"mode\": \"whole\"");
}

}  // namespace

result<std::shared_ptr<const workload_spec>> read_command_spec(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    const auto spec = std::make_shared<command_spec>();
    reader.choice("kind", {"command"});
    read_argv(reader, *spec);
    read_environment(reader, *spec);
    read_texts(reader, *spec);
    read_limits(reader, *spec);
    read_items(reader, *spec);
    read_result(reader, *spec);
    read_workspace(reader, *spec);
    read_check(reader, *spec);
    reader.finish();
    // What the parts mean together is worth asking only once each of them is right.
    if (!reader.failed()) check_together(reader, *spec);
    if (reader.failed()) return tl::unexpected(reader.fault());
    return spec;
}

}  // namespace sweeplab
