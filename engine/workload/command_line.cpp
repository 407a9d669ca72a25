#include "engine/workload/command_line.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "engine/foundation/text.h"
#include "engine/process/program_lookup.h"

extern char** environ;

namespace sweeplab {
namespace {

constexpr const char* shell_program = "/bin/sh";
constexpr const char* usual_search_path = "/usr/local/bin:/usr/bin:/bin";

bool depends_on_item(std::string_view text) {
    for (const char* placeholder : {"{item}", "{item_name}", "{prompt}", "{steps."}) {
        if (text.find(placeholder) != std::string_view::npos) return true;
    }
    return false;
}

std::map<std::string, std::string> current_environment() {
    std::map<std::string, std::string> variables;
    for (char** variable = environ; variable && *variable; ++variable) {
        const std::string_view text = *variable;
        const auto equals = text.find('=');
        if (equals != std::string_view::npos) variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

}  // namespace

std::string quoted_for_shell(std::string_view text) {
    constexpr std::string_view harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    if (!text.empty() && text.find_first_not_of(harmless) == std::string_view::npos) return std::string(text);
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'') quoted += "'\\''";
        else quoted += c;
    }
    return quoted + "'";
}

// What the placeholders stand for in one job.
class command_line::values {
public:
    values(int workers, std::uint64_t seed, const item& one, const std::optional<std::string>& prompt,
           const std::vector<named_value>& more = {})
        : workers_(std::to_string(workers)), seed_(std::to_string(seed)), item_(one), more_(more) {
        if (prompt) prompt_ = fill_in(*prompt, named(item_.text, item_.name, {}, more_));
    }

    std::string in(std::string_view text) const { return fill_in(text, named(item_.text, item_.name, prompt_, more_)); }
    std::string in_script(std::string_view script) const {
        const auto text = quoted_for_shell(item_.text);
        const auto name = quoted_for_shell(item_.name);
        const auto prompt = quoted_for_shell(prompt_);
        std::vector<std::string> quoted;
        for (const auto& one : more_) quoted.push_back(quoted_for_shell(one.value));
        std::vector<named_value> more;
        for (std::size_t i = 0; i < more_.size(); ++i) more.push_back({more_[i].name, quoted[i]});
        return fill_in(script, named(text, name, prompt, more));
    }

private:
    std::vector<named_value> named(std::string_view text, std::string_view name, std::string_view prompt,
                                   const std::vector<named_value>& more) const {
        std::vector<named_value> all{
            {"workers", workers_}, {"seed", seed_}, {"item", text}, {"item_name", name}, {"prompt", prompt}};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    std::string workers_;
    std::string seed_;
    const item& item_;
    std::vector<named_value> more_;
    std::string prompt_;
};

command_line::command_line(std::shared_ptr<const command_spec> spec, const std::filesystem::path& base)
    : spec_(std::move(spec)), inherited_(current_environment()) {
    std::error_code problem;
    base_ = std::filesystem::absolute(base.empty() ? std::filesystem::path(".") : base, problem).lexically_normal();
    one_environment_ = std::none_of(spec_->env.begin(), spec_->env.end(),
                                    [](const auto& variable) { return depends_on_item(variable.second); });
    set(1, 1);
}

void command_line::set(int workers, std::uint64_t seed) {
    workers_ = workers;
    seed_ = seed;
    found_.clear();
    environment_.reset();
    if (one_environment_) environment_ = environment_for(values(workers_, seed_, {}, {}));
}

std::shared_ptr<const command_line::variables> command_line::environment_for(const values& filled_in) const {
    if (environment_) return environment_;
    auto all = inherited_;
    for (const auto& [name, value] : spec_->env) all[name] = filled_in.in(value);
    auto made = std::make_shared<variables>();
    made->reserve(all.size());
    for (const auto& [name, value] : all) made->push_back(name + '=' + value);
    return made;
}

std::string command_line::folder_for(const values& filled_in, const std::filesystem::path& home) const {
    return (spec_->cwd ? home / filled_in.in(*spec_->cwd) : home).string();
}

std::string command_line::search_path_for(const values& filled_in) const {
    if (const auto own = spec_->env.find("PATH"); own != spec_->env.end()) return filled_in.in(own->second);
    const auto inherited = inherited_.find("PATH");
    return inherited == inherited_.end() ? usual_search_path : inherited->second;
}

result<std::string> command_line::find(const std::string& name, const std::string& folder, const std::string& search_path) {
    auto& known = found_[{name, folder, search_path}];
    if (!known.empty()) return known;
    auto found = find_program(name, folder, search_path);
    if (found) known = *found;
    return found;
}

result<process_request> command_line::request_for(const item& one, const std::vector<named_value>& more,
                                                  const std::filesystem::path& home) {
    const values filled_in(workers_, seed_, one, spec_->prompt, more);
    process_request request;
    request.environment = environment_for(filled_in);
    request.folder = folder_for(filled_in, home.empty() ? base_ : home);
    if (spec_->input) request.input = filled_in.in(*spec_->input);
    auto argument = spec_->argv.begin();
    if (spec_->shell) {
        request.argv = {"sh", "-c", filled_in.in_script(*argument++), "sh"};
        request.program = shell_program;
    }
    for (; argument != spec_->argv.end(); ++argument) request.argv.push_back(filled_in.in(*argument));
    if (!spec_->shell) {
        const auto path = search_path_for(filled_in);
        // What was found in a folder of one job is not looked for in another's.
        auto program = home.empty() ? find(request.argv.front(), request.folder, path)
                                    : find_program(request.argv.front(), request.folder, path);
        if (!program) return tl::unexpected(program.error());
        request.program = std::move(*program);
    }
    return request;
}

result<void> command_line::check() {
    if (depends_on_item(spec_->cwd.value_or(""))) return {};
    const item none;
    const values filled_in(workers_, seed_, none, {});
    const auto folder = folder_for(filled_in, base_);
    if (auto fit = check_working_folder(folder); !fit) return fit;
    const auto path = spec_->env.find("PATH");
    const bool varies = depends_on_item(spec_->argv.front()) || (path != spec_->env.end() && depends_on_item(path->second));
    const auto program = spec_->shell ? find(shell_program, folder, "")
                         : varies     ? std::string{}
                                      : find(filled_in.in(spec_->argv.front()), folder, search_path_for(filled_in));
    if (!program) return tl::unexpected(program.error());
    return {};
}

}  // namespace sweeplab
