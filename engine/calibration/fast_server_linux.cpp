#include "engine/calibration/fast_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "engine/calibration/fast_answers.h"
#include "engine/calibration/fast_request.h"
#include "engine/foundation/unique_fd.h"

namespace sweeplab::calibration {
namespace {

// Nearer than this the server spins instead of sleeping, so that a wake-up costs no accuracy.
constexpr std::int64_t spin_ns = 60'000;
constexpr std::int64_t stay_awake_ns = 200'000;
// As a model's time to first token; the client has sent all its requests by then.
constexpr std::int64_t first_chunk_after_ns = 300'000'000;

std::int64_t now_ns() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

struct client {
    int fd = -1;
    std::uint64_t serial = 0;  // tells a client from the one that had its descriptor before
    std::string received;
    std::string unsent;
    fast_request asked;
    bool streaming = false;
    std::int64_t chunks_left = 0;
    std::int64_t next_due = 0;
    std::size_t block_at = 0;  // into flood_block()
    bool wants_writing = false;
};

class epoll_fast_server final : public fast_server {
public:
    epoll_fast_server(unique_fd epoll, unique_fd listener, int port)
        : epoll_(std::move(epoll)), listener_(std::move(listener)), port_(port) {
        watch(listener_.get(), EPOLL_CTL_ADD, EPOLLIN);
    }
    ~epoll_fast_server() override {
        for (const auto& client : clients_)
            if (client) ::close(client->fd);
    }

    int port() const override { return port_; }

    void serve(int until_readable) override {
        ::prctl(PR_SET_TIMERSLACK, 1);  // this thread's
        watch(until_readable, EPOLL_CTL_ADD, EPOLLIN);
        epoll_event events[512];
        while (true) {
            send_due();
            const int count = wait(events, 512);
            for (int i = 0; i < count; ++i) {
                if (events[i].data.fd == until_readable) return;
                if (events[i].data.fd == listener_.get()) accept_all();
                else handle(events[i].data.fd, events[i].events);
            }
        }
    }

private:
    struct due_chunk {
        std::int64_t when;
        int fd;
        std::uint64_t serial;
        bool operator>(const due_chunk& other) const { return when > other.when; }
    };

    int wait(epoll_event* events, int most) {
        if (due_.empty()) return wait_awake(events, most);
        const std::int64_t left = due_.top().when - now_ns();
        if (left <= spin_ns) return ::epoll_wait(epoll_.get(), events, most, 0);
        const timespec timeout{(left - spin_ns) / 1'000'000'000, (left - spin_ns) % 1'000'000'000};
        return ::epoll_pwait2(epoll_.get(), events, most, &timeout, nullptr);
    }

    // A client that sends to a sleeping server pays for waking it, several microseconds on a virtual machine: after
    // each request the server stays awake for a while, so that a client's rate is its own and not the scheduler's.
    int wait_awake(epoll_event* events, int most) {
        for (const std::int64_t until = now_ns() + stay_awake_ns; now_ns() < until;)
            if (const int count = ::epoll_wait(epoll_.get(), events, most, 0); count != 0) return count;
        return ::epoll_wait(epoll_.get(), events, most, -1);
    }

    void watch(int fd, int operation, std::uint32_t events) {
        epoll_event event{};
        event.events = events;
        event.data.fd = fd;
        ::epoll_ctl(epoll_.get(), operation, fd, &event);
    }

    void accept_all() {
        for (int fd; (fd = ::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
            const int on = 1;
            ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            if (clients_.size() <= static_cast<std::size_t>(fd)) clients_.resize(static_cast<std::size_t>(fd) + 1);
            clients_[static_cast<std::size_t>(fd)] = std::make_unique<client>();
            auto& c = *clients_[static_cast<std::size_t>(fd)];
            c.fd = fd;
            c.serial = ++last_serial_;
            watch(fd, EPOLL_CTL_ADD, EPOLLIN);
        }
    }

    client* find(int fd) { return clients_[static_cast<std::size_t>(fd)].get(); }

    void close(client& c) {
        const int fd = c.fd;
        clients_[static_cast<std::size_t>(fd)].reset();
        ::close(fd);
    }

    void handle(int fd, std::uint32_t events) {
        client* c = find(fd);
        if (!c) return;
        if ((events & EPOLLOUT) != 0 && !send_more(*c)) return close(*c);
        if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 && !receive(*c)) close(*c);
    }

    bool receive(client& c) {
        char buffer[64 * 1024];
        const auto count = ::recv(c.fd, buffer, sizeof buffer, 0);
        if (count == 0 || (count < 0 && errno != EAGAIN)) return false;
        if (count > 0) c.received.append(buffer, static_cast<std::size_t>(count));
        return answer_waiting(c);
    }

    // One at a time: the next request of a client waits until its stream has ended.
    bool answer_waiting(client& c) {
        while (!c.streaming) {
            const auto request = first_request(c.received);
            if (!request) return true;
            c.received.erase(0, request->bytes);
            if (!answer(c, *request)) return false;
        }
        return true;
    }

    bool answer(client& c, const fast_request& request) {
        c.asked = request;
        switch (request.kind) {
            case answer_kind::json: return send(c, small_json_answer());
            case answer_kind::models: return send(c, models_answer());
            case answer_kind::flood: return begin_flood(c);
            case answer_kind::stream: return begin_stream(c);
        }
        return false;
    }

    bool begin_stream(client& c) {
        c.streaming = true;
        c.chunks_left = c.asked.chunks;
        const std::int64_t interval = c.asked.interval_ns;
        // The golden ratio spreads any number of streams evenly over the interval.
        const double share = static_cast<double>(c.serial) * 0.6180339887498949;
        const auto offset = c.asked.staggered
                                ? static_cast<std::int64_t>((share - static_cast<double>(static_cast<std::int64_t>(share))) *
                                                            static_cast<double>(interval))
                                : 0;
        const std::int64_t first = now_ns() + first_chunk_after_ns;
        c.next_due = first - first % interval + offset;
        due_.push({c.next_due, c.fd, c.serial});
        return send(c, stream_head());
    }

    void send_due() {
        while (!due_.empty() && due_.top().when <= now_ns()) {
            const due_chunk next = due_.top();
            due_.pop();
            client* c = find(next.fd);
            if (c && c->serial == next.serial && !send_chunk(*c)) close(*c);
        }
    }

    // The end comes an interval after the last chunk, so that it does not share its packet.
    bool send_chunk(client& c) {
        if (c.chunks_left-- > 0) {
            c.next_due += c.asked.interval_ns;
            due_.push({c.next_due, c.fd, c.serial});
            return send(c, chunk_.at(now_ns()));
        }
        c.streaming = false;
        return send(c, stream_end()) && answer_waiting(c);
    }

    bool begin_flood(client& c) {
        c.streaming = true;
        c.chunks_left = c.asked.chunks;
        c.block_at = 0;
        c.unsent += stream_head();
        return send_more(c);
    }

    bool send(client& c, std::string_view bytes) {
        if (c.unsent.empty()) {
            const auto sent = ::send(c.fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno != EAGAIN) return false;
            bytes.remove_prefix(sent > 0 ? static_cast<std::size_t>(sent) : 0);
        }
        c.unsent += bytes;
        want_writing(c, !c.unsent.empty());
        return true;
    }

    bool send_more(client& c) {
        if (!c.unsent.empty()) {
            const std::string rest = std::exchange(c.unsent, {});
            if (!send(c, rest)) return false;
            if (!c.unsent.empty()) return true;
        }
        const bool floods = c.streaming && c.asked.kind == answer_kind::flood;
        return !floods || flood(c);
    }

    bool flood(client& c) {
        const std::string& block = flood_block();
        while (c.chunks_left > 0) {
            const auto most = std::min(block.size(), static_cast<std::size_t>(c.chunks_left) * flood_chunk_bytes());
            const auto sent = ::send(c.fd, block.data() + c.block_at, most - c.block_at, MSG_NOSIGNAL);
            if (sent < 0 && errno != EAGAIN) return false;
            if (sent < 0) {
                want_writing(c, true);
                return true;
            }
            c.block_at += static_cast<std::size_t>(sent);
            if (c.block_at < most) continue;
            c.chunks_left -= static_cast<std::int64_t>(most / flood_chunk_bytes());
            c.block_at = 0;
        }
        c.streaming = false;
        return send(c, stream_end()) && answer_waiting(c);
    }

    void want_writing(client& c, bool wanted) {
        if (c.wants_writing == wanted) return;
        c.wants_writing = wanted;
        watch(c.fd, EPOLL_CTL_MOD, wanted ? EPOLLIN | EPOLLOUT : EPOLLIN);
    }

    unique_fd epoll_;
    unique_fd listener_;
    int port_;
    std::uint64_t last_serial_ = 0;
    std::vector<std::unique_ptr<client>> clients_;  // by descriptor
    std::priority_queue<due_chunk, std::vector<due_chunk>, std::greater<>> due_;
    timed_chunk chunk_;
};

}  // namespace

result<std::unique_ptr<fast_server>> fast_server::listen() {
    unique_fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    unique_fd epoll(::epoll_create1(EPOLL_CLOEXEC));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const place = reinterpret_cast<sockaddr*>(&address);
    if (!listener || !epoll || ::bind(listener.get(), place, size) != 0 || ::listen(listener.get(), 4096) != 0 ||
        ::getsockname(listener.get(), place, &size) != 0)
        return fail(error_kind::io, "no server could be started on this machine's own address");
    return std::make_unique<epoll_fast_server>(std::move(epoll), std::move(listener), ntohs(address.sin_port));
}

}  // namespace sweeplab::calibration
