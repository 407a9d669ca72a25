#include "app/cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>

#include "app/cli/exit_codes.h"
#include "engine/foundation/text.h"

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

// U+0080 to U+009F are controls as well; U+202A to U+202E and U+2066 to U+2069 turn the direction of what follows.
std::string without_controls(std::string_view text) {
    const auto valid = to_valid_utf8(text);
    std::string plain;
    for (std::size_t i = 0; i < valid.size(); ++i) {
        const auto at = [&](std::size_t k) { return static_cast<unsigned char>(i + k < valid.size() ? valid[i + k] : 0); };
        const bool simple = (at(0) < ' ' && at(0) != '\n') || at(0) == 0x7f;
        const bool two = at(0) == 0xC2 && at(1) >= 0x80 && at(1) <= 0x9F;
        const bool three = at(0) == 0xE2 && ((at(1) == 0x80 && at(2) >= 0xAA && at(2) <= 0xAE) ||
                                             (at(1) == 0x81 && at(2) >= 0xA6 && at(2) <= 0xA9));
        plain += simple || two || three ? ' ' : valid[i];
        i += three ? 2 : two ? 1 : 0;
    }
    return plain;
}

bool write_words(std::string_view text) { return write_data(without_controls(text)); }

bool finish_data() {
    const std::lock_guard lock(data_mutex);
    if (data_fault == 0 && std::fflush(stdout) != 0) data_fault = errno == 0 ? EIO : errno;
    if (data_fault != 0 && data_fault != EPIPE)
        say(std::string("sweeplab-cli: cannot write to stdout: ") + std::strerror(data_fault));
    return data_fault == 0;
}

void say(std::string_view line) {
    // One call, so that lines of different threads do not mix.
    const std::string text = without_controls(line) + "\n";
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
