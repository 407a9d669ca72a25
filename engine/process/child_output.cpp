#include "engine/process/child_output.h"

#include <array>
#include <cerrno>

namespace sweeplab {
namespace {

// A turn reads at most 1 MiB: enough for the fullest pipe, and not so much that a chatty child keeps the
// loop from its other descriptors.
constexpr int reads_per_turn = 16;

std::array<char, 64 * 1024>& shared_buffer() {
    thread_local std::array<char, 64 * 1024> buffer;
    return buffer;
}

}  // namespace

child_output::child_output(event_loop& loop, std::size_t kept_bytes, std::function<void()> on_closed,
                           std::function<void(std::string_view)> on_bytes)
    : loop_(loop), capture_(kept_bytes), on_closed_(std::move(on_closed)), on_bytes_(std::move(on_bytes)) {}

void child_output::open(unique_fd read_end) {
    fd_ = std::move(read_end);
    loop_.watch(fd_.get(), fd_events::readable, *this);
}

void child_output::close() {
    if (!fd_) return;
    loop_.unwatch(fd_.get());
    fd_.reset();
}

child_output::progress child_output::read_once() {
    auto& buffer = shared_buffer();
    const ssize_t count = ::read(fd_.get(), buffer.data(), buffer.size());
    if (count > 0) {
        const std::string_view piece(buffer.data(), static_cast<std::size_t>(count));
        capture_.add(piece);
        if (on_bytes_) on_bytes_(piece);
        return progress::more;
    }
    if (count < 0 && errno == EINTR) return progress::more;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return progress::nothing_now;
    return progress::at_end;
}

void child_output::drain() {
    for (int i = 0; fd_ && i < reads_per_turn; ++i) {
        const auto got = read_once();
        if (got == progress::at_end) close();
        if (got == progress::nothing_now) return;
    }
}

void child_output::on_ready(int, fd_events, instant) {
    drain();
    if (!fd_) on_closed_();
}

}  // namespace sweeplab
