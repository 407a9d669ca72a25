#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <thread>

#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/stop_signals.h"
#include "engine/foundation/line_splitter.h"
#include "engine/foundation/unique_fd.h"
#include "engine/session/remote_worker.h"

namespace sweeplab::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_line = std::size_t{256} << 20;

// The run is kept by the one who asked for it; here it only passes through.
class passing_library {
public:
    passing_library() {
        std::error_code none;
        auto pattern = (fs::temp_directory_path(none) / "sweeplab-remote-XXXXXX").string();
        if (::mkdtemp(pattern.data())) folder_ = pattern;
    }
    ~passing_library() {
        std::error_code none;
        if (!folder_.empty()) fs::remove_all(folder_, none);
    }
    passing_library(const passing_library&) = delete;
    passing_library& operator=(const passing_library&) = delete;

    result<std::unique_ptr<engine_session>> open() const {
        if (folder_.empty())
            return fail(error_kind::io, "no temporary folder can be made", fs::temp_directory_path().string());
        session_options options;
        options.store.file = folder_ / "runs.db";
        return engine_session::open(std::move(options));
    }

private:
    fs::path folder_;
};

// Lines of stdin; can be called off from another thread.
class line_reader {
public:
    line_reader() {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) return;
        wake_read_ = unique_fd(ends[0]);
        wake_write_ = unique_fd(ends[1]);
    }
    // Nothing at the end of the input, or when called off.
    std::optional<std::string> next() {
        for (;;) {
            if (auto line = text_.next()) return line;
            if (text_.unfinished() > longest_line || !read_more()) return std::nullopt;
        }
    }
    void call_off() { wake_write_.reset(); }

private:
    bool read_more() {
        std::array<pollfd, 2> waits{pollfd{STDIN_FILENO, POLLIN, 0}, pollfd{wake_read_.get(), POLLIN, 0}};
        while (::poll(waits.data(), waits.size(), -1) < 0)
            if (errno != EINTR) return false;
        if (waits[1].revents != 0) return false;
        std::array<char, 64 * 1024> buffer{};
        const auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) return true;
        if (count <= 0) return false;
        text_.add({buffer.data(), static_cast<std::size_t>(count)});
        return true;
    }

    unique_fd wake_read_;
    unique_fd wake_write_;
    line_splitter text_;
};

int refuse(const error& why) {
    write_data(to_line(remote_greeting{SWEEPLAB_VERSION, {}}));
    write_data(to_line(remote_refusal{why}));
    return complain(why);
}

int exit_code_of(const run_finished& finished) {
    if (finished.state == run_state::cancelled || finished.state == run_state::interrupted) return exit_stopped;
    return finished.state == run_state::complete && finished.trials_failed == 0 ? exit_done : exit_trial_failed;
}

int remote_run() {
    line_reader input;
    const auto first = input.next();
    if (!first)
        return complain({error_kind::bad_input,
                         "no order came through stdin",
                         {},
                         "This command is for another Sweeplab: `sweeplab-cli run PLAN --on HOST` calls it."});
    const auto order = read_remote_order(*first);
    if (!order) return refuse(order.error());
    stop_signals signals;  // before the session makes threads
    const passing_library library;
    const auto session = library.open();
    if (!session) return refuse(session.error());
    signals.listen([&](int) { (*session)->stop(); });
    // Whoever asked has gone, or wants it to stop.
    std::thread listener([&] {
        for (auto line = input.next(); line && !is_stop_line(*line); line = input.next()) {
        }
        (*session)->stop();
    });
    remote_worker worker(**session, [](const std::string& line) { return write_data(line) && finish_data(); });
    const auto ended = worker.carry_out(*order);
    input.call_off();
    listener.join();
    signals.listen(nullptr);
    return ended ? exit_code_of(*ended) : complain(ended.error());
}

}  // namespace

void add_remote_run_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand(
        "remote-run", "Carry out one sweep for a Sweeplab on another machine, which calls this itself (run --on HOST)");
    command->footer(
        "Takes an order as one line of JSON on stdin and answers with a line for everything that the run gains; the run is\n"
        "kept by the one who asks. The end of stdin stops it. Keys are looked up here, by the names in the plan.");
    command->callback([&exit_code] { exit_code = remote_run(); });
}

}  // namespace sweeplab::cli
