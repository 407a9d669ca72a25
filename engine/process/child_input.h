// Writes a text to a child's stdin without blocking; a child that does not read it is no error.
#pragma once

#include <string>
#include <string_view>

#include "engine/foundation/event_loop.h"
#include "engine/foundation/unique_fd.h"

namespace sweeplab {

class child_input final : private fd_watcher {
public:
    explicit child_input(event_loop& loop) : loop_(loop) {}
    ~child_input() override { close(); }

    // Fills the pipe as far as it goes. To be called before the child starts, so that a short text costs no
    // turn of the loop; closes the pipe when that was all, unless more is to come.
    void open(unique_fd write_end, std::string text, bool more_to_come = false);
    // More text, once the child runs. Nothing when the pipe is closed.
    void add(std::string_view text);
    // The child runs: the loop writes the rest.
    void feed();
    void close();

private:
    void on_ready(int fd, fd_events ready, instant woke_at) override;
    void write_some();

    event_loop& loop_;
    unique_fd fd_;
    bool watched_ = false;
    bool more_to_come_ = false;
    std::string text_;
    std::size_t written_ = 0;
};

}  // namespace sweeplab
