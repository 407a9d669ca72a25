#include "tests/engine/store/child_program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <vector>

namespace sweeplab::test {
namespace {

constexpr int report_fd = 3;
constexpr auto prefix = "SWEEPLAB_TEST_";

std::vector<std::string> environment_with(const std::map<std::string, std::string>& settings) {
    std::vector<std::string> all;
    for (char** each = environ; *each != nullptr; ++each) all.emplace_back(*each);
    for (const auto& [name, value] : settings) all.push_back(prefix + name + "=" + value);
    return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

child_program::child_program(const std::string& test_case, const std::map<std::string, std::string>& settings) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    reports_.reset(ends[0]);
    const unique_fd child_end(ends[1]);
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
    std::vector<std::string> words{program, "--no-skip", "--test-case=" + test_case};
    auto variables = environment_with(settings);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, child_end.get(), report_fd);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const int fault = ::posix_spawn(&process_, program.c_str(), &actions, nullptr, pointers_to(words).data(),
                                    pointers_to(variables).data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (fault != 0) throw std::runtime_error("the child did not start");
}

child_program::~child_program() {
    if (process_ < 0) return;
    kill_hard();
    wait();
}

std::string child_program::next_report() {
    for (;;) {
        if (const auto end = unread_.find('\n'); end != std::string::npos) {
            std::string line = unread_.substr(0, end);
            unread_.erase(0, end + 1);
            return line;
        }
        char bytes[4096];
        const ssize_t got = ::read(reports_.get(), bytes, sizeof bytes);
        if (got <= 0) return {};
        unread_.append(bytes, static_cast<std::size_t>(got));
    }
}

void child_program::kill_hard() { ::kill(process_, SIGKILL); }

int child_program::wait() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return status;
}

std::string child_setting(const std::string& name) {
    const char* value = std::getenv((prefix + name).c_str());
    return value == nullptr ? std::string() : value;
}

void report_to_parent(const std::string& line) {
    const std::string whole = line + '\n';
    if (::write(report_fd, whole.data(), whole.size()) < 0) std::abort();
}

}  // namespace sweeplab::test
