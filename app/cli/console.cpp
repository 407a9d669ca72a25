#include "app/cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>

#include "app/cli/exit_codes.h"

namespace sweeplab::cli {
namespace {

std::mutex data_mutex;
int data_fault = 0;  // the errno of the first failed write

}  // namespace

bool write_data(std::string_view text) {
    const std::lock_guard lock(data_mutex);
    if (data_fault != 0) return false;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) data_fault = errno == 0 ? EIO : errno;
    return data_fault == 0;
}

bool finish_data() {
    const std::lock_guard lock(data_mutex);
    if (data_fault == 0 && std::fflush(stdout) != 0) data_fault = errno == 0 ? EIO : errno;
    if (data_fault != 0 && data_fault != EPIPE)
        say(std::string("sweeplab-cli: cannot write to stdout: ") + std::strerror(data_fault));
    return data_fault == 0;
}

void say(std::string_view line) {
    // One call, so that lines of different threads do not mix.
    const std::string text = std::string(line) + "\n";
    std::fwrite(text.data(), 1, text.size(), stderr);
}

int complain(const error& fault) {
    say("sweeplab-cli: " + fault.text());
    return fault.kind == error_kind::cancelled ? exit_stopped : exit_bad_input;
}

bool stderr_is_terminal() {
    const char* kind = std::getenv("TERM");
    return ::isatty(STDERR_FILENO) == 1 && !(kind && std::string_view(kind) == "dumb");
}

int terminal_columns() {
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

}  // namespace sweeplab::cli
