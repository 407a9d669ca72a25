#include "engine/process/spawn.h"

#include <spawn.h>
#include <unistd.h>

#include <csignal>

#include "engine/process/program_lookup.h"

extern char** environ;

namespace sweeplab {
namespace {

class spawn_attributes {
public:
    spawn_attributes() {
        posix_spawnattr_init(&value_);
        sigset_t signals;
        sigfillset(&signals);
        sigdelset(&signals, SIGKILL);
        sigdelset(&signals, SIGSTOP);
        posix_spawnattr_setsigdefault(&value_, &signals);
        sigemptyset(&signals);
        sigaddset(&signals, SIGTTIN);
        sigaddset(&signals, SIGTTOU);
        posix_spawnattr_setsigmask(&value_, &signals);
        posix_spawnattr_setpgroup(&value_, 0);
        posix_spawnattr_setflags(&value_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    ~spawn_attributes() { posix_spawnattr_destroy(&value_); }
    spawn_attributes(const spawn_attributes&) = delete;
    spawn_attributes& operator=(const spawn_attributes&) = delete;
    const posix_spawnattr_t* get() const { return &value_; }

private:
    posix_spawnattr_t value_;
};

class file_actions {
public:
    file_actions(const standard_streams& streams, const std::string& folder) {
        posix_spawn_file_actions_init(&value_);
        posix_spawn_file_actions_adddup2(&value_, streams.input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&value_, streams.output, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&value_, streams.error_output, STDERR_FILENO);
        if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&value_, folder.c_str());
    }
    ~file_actions() { posix_spawn_file_actions_destroy(&value_); }
    file_actions(const file_actions&) = delete;
    file_actions& operator=(const file_actions&) = delete;
    const posix_spawn_file_actions_t* get() const { return &value_; }

private:
    posix_spawn_file_actions_t value_;
};

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (const auto& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

bool holds_a_zero_byte(const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
        if (text.find('\0') != std::string::npos) return true;
    }
    return false;
}

}  // namespace

result<pid_t> spawn_process(const process_request& request, const standard_streams& streams) {
    if (holds_a_zero_byte(request.argv) || (request.environment && holds_a_zero_byte(*request.environment)))
        return fail(error_kind::bad_input, "an argument or a variable of the environment holds a zero byte", {},
                    "Give such data through \"stdin\"");
    static const spawn_attributes attributes;
    const file_actions actions(streams, request.folder);
    const auto argv = pointers_to(request.argv);
    const auto environment = request.environment ? pointers_to(*request.environment) : std::vector<char*>{};
    char* const* const variables = request.environment ? environment.data() : environ;
    pid_t pid = 0;
    const int problem =
        ::posix_spawn(&pid, request.program.c_str(), actions.get(), attributes.get(), argv.data(), variables);
    if (problem != 0) return tl::unexpected<error>(spawn_failure(problem, request.program, request.folder));
    return pid;
}

}  // namespace sweeplab
