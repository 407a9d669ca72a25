#include "engine/workload/command_spec.h"

#include <algorithm>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

json workspace_json(const workspace_spec& workspace) {
    json value = json::object();
    if (workspace.from) value["from"] = *workspace.from;
    if (workspace.in) value["in"] = *workspace.in;
    if (workspace.kept != workspace_spec::keep::failed)
        value["keep"] = workspace.kept == workspace_spec::keep::all ? "all" : "none";
    return value;
}

}  // namespace

json command_spec::to_json() const {
    json value = {{"kind", kind()}, {"mode", mode == command_mode::whole ? "whole" : "per_item"}, {"argv", argv}};
    if (!env.empty()) value["env"] = env;
    if (cwd) value["cwd"] = *cwd;
    if (input) value["stdin"] = *input;
    if (prompt) value["prompt"] = *prompt;
    if (timeout_s) value["timeout_s"] = *timeout_s;
    if (expect_exit != std::vector<int>{0}) value["expect_exit"] = expect_exit;
    if (shell) value["shell"] = true;
    if (!rules.empty()) value["result"] = rules.to_json();
    if (results_file) value["result"]["file"] = *results_file;
    if (workspace) value["workspace"] = workspace_json(*workspace);
    if (check) {
        value["check"] = {{"argv", check->argv}};
        if (check->timeout_s) value["check"]["timeout_s"] = *check->timeout_s;
        if (check->shell) value["check"]["shell"] = true;
    }
    if (items) value["items"] = items->to_json();
    if (keep_output_bytes) value["keep_output_bytes"] = *keep_output_bytes;
    return value;
}

std::string command_spec::summary() const {
    constexpr std::size_t longest = 160;
    auto line = join(argv, " ");
    std::replace(line.begin(), line.end(), '\n', ' ');
    return shorten(line, longest);
}

result<item_list> command_spec::load_items(const std::filesystem::path& base) const {
    if (items) return items->load(base);
    return item_list{{"0", prompt.value_or("")}};
}

}  // namespace sweeplab
