#include "engine/process/child_input.h"

#include <cerrno>

#include "engine/process/pipes.h"

namespace sweeplab {

void child_input::open(unique_fd write_end, std::string text, bool more_to_come) {
    fd_ = std::move(write_end);
    text_ = std::move(text);
    more_to_come_ = more_to_come;
    write_some();
}

void child_input::add(std::string_view text) {
    if (!fd_) return;
    text_ += text;
    write_some();
    if (!watched_) feed();
}

void child_input::feed() {
    if (!fd_ || written_ == text_.size()) return;
    loop_.watch(fd_.get(), fd_events::writable, *this);
    watched_ = true;
}

void child_input::close() {
    if (watched_) loop_.unwatch(fd_.get());
    watched_ = false;
    fd_.reset();
    text_ = {};
}

void child_input::write_some() {
    while (written_ < text_.size()) {
        const ssize_t count = write_without_signal(fd_.get(), std::string_view(text_).substr(written_));
        if (count >= 0) {
            written_ += static_cast<std::size_t>(count);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return;
        } else if (errno != EINTR) {
            return close();  // EPIPE: the child wants no more of it
        }
    }
    if (!more_to_come_) return close();
    // A pipe with room and nothing to write would wake the loop again and again.
    if (watched_) loop_.unwatch(fd_.get());
    watched_ = false;
    text_.clear();
    written_ = 0;
}

void child_input::on_ready(int, fd_events, instant) { write_some(); }

}  // namespace sweeplab
