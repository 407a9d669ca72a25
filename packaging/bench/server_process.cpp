#include "packaging/bench/server_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

namespace sweeplab::bench {
namespace {

struct pipe_ends {
    unique_fd read;
    unique_fd write;
};

pipe_ends make_pipe() {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return {};
    return {unique_fd(ends[0]), unique_fd(ends[1])};
}

std::string read_line(int fd) {
    std::string line;
    for (char c = 0; ::read(fd, &c, 1) == 1 && c != '\n';) line += c;
    return line;
}

}  // namespace

result<std::unique_ptr<server_process>> server_process::start(const std::string& program, std::optional<int> cpu) {
    auto input = make_pipe();
    auto output = make_pipe();
    std::vector<std::string> words;
    if (cpu) words = {"taskset", "-c", std::to_string(*cpu)};
    words.push_back(program);
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input.read.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output.write.get(), STDOUT_FILENO);
    std::unique_ptr<server_process> server(new server_process);
    const int fault = ::posix_spawnp(&server->pid_, argv[0], &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (fault != 0) return fail(error_kind::io, "the bench's server does not start", program);
    output.write.reset();
    server->its_input_ = std::move(input.write);
    server->port_ = read_line(output.read.get());
    if (server->port_.empty()) return fail(error_kind::io, "the bench's server ended at once", program);
    return server;
}

server_process::~server_process() {
    its_input_.reset();
    if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
}

std::string server_process::url(const std::string& path) const { return "http://127.0.0.1:" + port_ + "/" + path; }

}  // namespace sweeplab::bench
