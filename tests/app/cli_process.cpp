#include "tests/app/cli_process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <regex>
#include <thread>

namespace sweeplab::test {
namespace {

constexpr auto look_again = std::chrono::milliseconds(5);

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& changes) {
    std::vector<std::string> variables;
    for (char** entry = environ; *entry; ++entry) {
        const std::string text = *entry;
        if (!changes.contains(text.substr(0, text.find('=')))) variables.push_back(text);
    }
    for (const auto& [name, value] : changes) variables.push_back(name + "=" + value);
    return variables;
}

// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become(const char* out, const char* err, const char* in, long most_file_bytes, char* const* argv,
                         char* const* environment) {
    ::dup2(::open(in, O_RDONLY), STDIN_FILENO);
    ::dup2(::open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    ::dup2(::open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    if (most_file_bytes > 0) {
        const rlimit limit{static_cast<rlim_t>(most_file_bytes), static_cast<rlim_t>(most_file_bytes)};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        ::signal(SIGXFSZ, SIG_IGN);  // writes then fail instead
    }
    ::execve(argv[0], argv, environment);
    ::_exit(127);
}

}  // namespace

cli_process::cli_process(const std::vector<std::string>& arguments, const cli_setting& setting) {
    std::vector<std::string> argv_texts{SWEEPLAB_CLI};
    argv_texts.insert(argv_texts.end(), arguments.begin(), arguments.end());
    auto changes = setting.environment;
    changes.try_emplace("XDG_DATA_HOME", (folder_ / "data").string());  // never the tester's own library
    auto variables = environment_with(changes);
    const auto argv = pointers_to(argv_texts);
    const auto environment = pointers_to(variables);
    const auto in = folder_.write("in", setting.input).string();
    const auto out = (folder_ / "out").string();
    const auto err = (folder_ / "err").string();
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) become(out.c_str(), err.c_str(), in.c_str(), setting.most_file_bytes, argv.data(), environment.data());
}

cli_process::~cli_process() {
    if (has_ended()) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, &status_, 0);
}

void cli_process::signal(int number) const { REQUIRE(::kill(pid_, number) == 0); }

std::string cli_process::out_so_far() const { return read_file(folder_ / "out"); }
std::string cli_process::err_so_far() const { return read_file(folder_ / "err"); }
bool cli_process::wait_for_out(const std::string& text) { return wait_for("out", text); }
bool cli_process::wait_for_err(const std::string& text) { return wait_for("err", text); }

bool cli_process::has_ended() {
    if (!ended_) ended_ = ::waitpid(pid_, &status_, WNOHANG) == pid_;
    return ended_;
}

bool cli_process::wait_for(const std::string& file, const std::string& text) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (true) {
        const bool was_last_look = has_ended() || std::chrono::steady_clock::now() > deadline;
        if (read_file(folder_ / file).find(text) != std::string::npos) return true;
        if (was_last_look) return false;
        std::this_thread::sleep_for(look_again);
    }
}

cli_result cli_process::wait() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    while (!has_ended()) {
        if (std::chrono::steady_clock::now() > deadline)
            FAIL("sweeplab-cli did not end within two minutes: " << err_so_far());
        std::this_thread::sleep_for(look_again);
    }
    const int code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
    return {code, out_so_far(), err_so_far()};
}

cli_result run_cli(const std::vector<std::string>& arguments, const cli_setting& setting) {
    return cli_process(arguments, setting).wait();
}

json json_of(const cli_result& ended) {
    auto document = json::parse(ended.out, nullptr, false);
    REQUIRE_MESSAGE(!document.is_discarded(), (ended.out + ended.err));
    return document;
}

std::string turns(const std::string& err) {
    static const std::regex round("run ([12]), 1 worker, repeat");
    std::string order;
    for (std::sregex_iterator one(err.begin(), err.end(), round), end; one != end; ++one)
        order += (*one)[1] == "1" ? 'A' : 'B';
    return order;
}

}  // namespace sweeplab::test
