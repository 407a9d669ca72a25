#include "engine/process/program_lookup.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

enum class program_state { fit, absent, folder, not_executable };

program_state state_of(const std::string& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return program_state::absent;
    if (S_ISDIR(found.st_mode)) return program_state::folder;
    return ::access(path.c_str(), X_OK) == 0 ? program_state::fit : program_state::not_executable;
}

error describe(program_state state, const std::string& path) {
    switch (state) {
        case program_state::folder:
            return {
                error_kind::refused, fmt::format("\"{}\" is a folder, not a program", path), {}, "Name a program in argv"};
        case program_state::not_executable:
            return {error_kind::refused,
                    fmt::format("\"{}\" is not executable", path),
                    {},
                    fmt::format("Make it so (chmod +x \"{}\"), or name its interpreter first in argv", path)};
        default:
            return {error_kind::not_found,
                    fmt::format("there is no program \"{}\"", path),
                    {},
                    "Correct the path in argv; a relative one starts at the command's working folder"};
    }
}

result<std::string> fit_or_fault(const std::string& path) {
    const auto state = state_of(path);
    if (state == program_state::fit) return path;
    return tl::unexpected<error>(describe(state, path));
}

}  // namespace

result<std::string> find_program(const std::string& name, const std::filesystem::path& folder,
                                 const std::string& search_path) {
    if (name.find('/') != std::string::npos) return fit_or_fault((folder / name).string());
    std::string unfit;
    for (const auto place : split(search_path, ':')) {
        const std::string candidate = (folder / place / name).string();
        const auto state = state_of(candidate);
        if (state == program_state::fit) return candidate;
        if (state == program_state::not_executable && unfit.empty()) unfit = candidate;
    }
    if (!unfit.empty()) return fit_or_fault(unfit);
    return fail(error_kind::not_found, fmt::format("the command \"{}\" was not found in PATH", name), {},
                "Install it, or write its full path in argv");
}

result<void> check_working_folder(const std::filesystem::path& folder) {
    struct stat found {};
    if (::stat(folder.c_str(), &found) != 0)
        return fail(error_kind::not_found, fmt::format("the working folder \"{}\" does not exist", folder.string()), {},
                    "Make it, or correct \"cwd\"; a relative one starts at the plan's folder");
    if (!S_ISDIR(found.st_mode))
        return fail(error_kind::bad_input, fmt::format("the working folder \"{}\" is no folder", folder.string()), {},
                    "Correct \"cwd\"");
    if (::access(folder.c_str(), X_OK) != 0)
        return fail(error_kind::refused, fmt::format("the working folder \"{}\" may not be entered", folder.string()), {},
                    "Grant the right to, or choose another \"cwd\"");
    return {};
}

error spawn_failure(int error_number, const std::string& program, const std::string& folder) {
    if (!folder.empty()) {
        if (const auto fit = check_working_folder(folder); !fit) return fit.error();
    }
    const auto state = state_of((std::filesystem::path(folder) / program).string());
    if (state != program_state::fit) return describe(state, program);
    switch (error_number) {
        case ENOENT:
            return {error_kind::not_found,
                    fmt::format("the interpreter of \"{}\" is missing", program),
                    {},
                    "Install what its first line (#!) names"};
        case ENOEXEC:
            return {error_kind::refused,
                    fmt::format("\"{}\" is in no format that this machine can run", program),
                    {},
                    "A script needs a first line such as #!/bin/sh; a program must be built for this machine"};
        case E2BIG:
            return {error_kind::bad_input,
                    "the arguments and the environment are too long for a command",
                    {},
                    "Give long texts through \"stdin\""};
        case EAGAIN:
        case ENOMEM:
        case EMFILE:
        case ENFILE:
            return {error_kind::busy,
                    fmt::format("the system has no room for \"{}\": {}", program, std::strerror(error_number)),
                    {},
                    "Use fewer workers, or raise the limits (ulimit -u, ulimit -n)"};
        default:
            return {error_kind::io,
                    fmt::format("\"{}\" could not be started: {}", program, std::strerror(error_number)),
                    {},
                    {}};
    }
}

}  // namespace sweeplab
