// Reads one output of a child through the loop, without blocking, into a bounded capture.
#pragma once

#include <functional>

#include "engine/foundation/event_loop.h"
#include "engine/foundation/unique_fd.h"
#include "engine/process/output_capture.h"

namespace sweeplab {

class child_output final : private fd_watcher {
public:
    // `on_closed` is called once, from the loop, when the last writer has closed its end; not after close().
    // `on_bytes`, when given, is called with each piece as it is read.
    child_output(event_loop& loop, std::size_t kept_bytes, std::function<void()> on_closed,
                 std::function<void(std::string_view)> on_bytes = {});
    ~child_output() override { close(); }

    void open(unique_fd read_end);
    bool is_open() const { return static_cast<bool>(fd_); }
    // Takes what is there already, within reason; closes at the end of the output. Does not call on_closed.
    void drain();
    void close();
    captured_output take() { return capture_.take(); }

private:
    enum class progress { more, nothing_now, at_end };
    void on_ready(int fd, fd_events ready, instant woke_at) override;
    progress read_once();

    event_loop& loop_;
    output_capture capture_;
    std::function<void()> on_closed_;
    std::function<void(std::string_view)> on_bytes_;
    unique_fd fd_;
};

}  // namespace sweeplab
