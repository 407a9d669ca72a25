#include "engine/native/echo_server.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <deque>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/foundation/unique_fd.h"
#include "engine/process/pipes.h"
#include "engine/simulator/http_server.h"

namespace sweeplab::native {
namespace {

using simulator::exchange_id;
using simulator::http_reply;
using simulator::reply_channel;

http_reply answer_to(const std::string& body) { return {200, {}, echo_of(body)}; }

class delayed_echo final : public simulator::http_handler {
public:
    delayed_echo(simulator::http_server& server, duration delay, int owner)
        : server_(server), delay_(delay), owner_(owner), next_look_(clock_.now() + between_looks) {
        server_.wake_at(next_look_);
    }

    void on_request(exchange_id id, const simulator::http_request& request,
                    std::shared_ptr<reply_channel> channel) override {
        if (delay_ <= duration::zero()) return channel->reply(answer_to(request.body));
        waiting_.push_back({clock_.now() + delay_, id, request.body});
        channels_[id] = std::move(channel);
        arm();
    }

    void on_client_gone(exchange_id id) override { channels_.erase(id); }

    void on_wake() override {
        const auto now = clock_.now();
        while (!waiting_.empty() && waiting_.front().due <= now) {
            const auto next = std::move(waiting_.front());
            waiting_.pop_front();
            const auto channel = channels_.find(next.id);
            if (channel == channels_.end()) continue;
            const auto kept = std::move(channel->second);
            channels_.erase(channel);
            kept->reply(answer_to(next.body));
        }
        if (next_look_ <= now) {
            if (owner_is_gone()) return server_.stop();
            next_look_ = now + between_looks;
        }
        arm();
    }

    http_reply refusal(int status, std::string_view why) override { return {status, {}, std::string(why)}; }

private:
    static constexpr duration between_looks = std::chrono::milliseconds(100);

    struct answer {
        instant due;
        exchange_id id;
        std::string body;
    };

    void arm() { server_.wake_at(waiting_.empty() ? next_look_ : std::min(next_look_, waiting_.front().due)); }

    // Nobody holds the pipe's other end any more.
    bool owner_is_gone() const {
        pollfd end{owner_, POLLIN, 0};
        return ::poll(&end, 1, 0) > 0;
    }

    simulator::http_server& server_;
    duration delay_;
    int owner_;
    monotonic_clock clock_;
    instant next_look_;
    std::deque<answer> waiting_;  // all wait equally long: by time
    std::unordered_map<exchange_id, std::shared_ptr<reply_channel>> channels_;
};

// In the child, for as long as it lives.
void serve(duration delay, int owner, int tell) {
    const auto server = simulator::http_server::listen("127.0.0.1", 0);
    const std::uint16_t port = server ? (*server)->port() : std::uint16_t{0};
    if (::write(tell, &port, sizeof port) != sizeof port || !server) return;
    ::close(tell);
    delayed_echo handler(**server, delay, owner);
    (*server)->run(handler);
}

class forked_server final : public echo_server {
public:
    forked_server(pid_t child, std::uint16_t port, unique_fd owner) : child_(child), port_(port), owner_(std::move(owner)) {}
    ~forked_server() override { end(child_); }
    std::string url() const override { return fmt::format("http://127.0.0.1:{}/echo", port_); }

    static void end(pid_t child) {
        ::kill(child, SIGKILL);
        while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
    }

private:
    pid_t child_;
    std::uint16_t port_;
    unique_fd owner_;  // closed by the system, too, when this process dies
};

}  // namespace

std::string echo_of(const std::string& body) { return "{\"echo\":\"" + body + "\"}"; }

result<std::unique_ptr<echo_server>> echo_server::start(duration delay, std::int64_t descriptors) {
    if (auto raised = ensure_descriptors(static_cast<std::size_t>(descriptors)); !raised)
        return tl::unexpected(raised.error());
    auto owner = open_pipe(our_end::writing);
    auto told = open_pipe(our_end::reading);
    if (!owner || !told) return tl::unexpected((owner ? told : owner).error());
    const pid_t child = ::fork();
    if (child < 0)
        return fail(error_kind::io, fmt::format("no process for the server could be started: {}", std::strerror(errno)));
    if (child == 0) {
        // Nothing of the parent's but memory, two pipes, and 0 to 2: what it closes later must be closed then.
        constexpr int most_open = 4096;
        const int ours = owner->read_end.get(), tell = told->write_end.get();
        for (int fd = 3; fd < most_open; ++fd)
            if (fd != ours && fd != tell) ::close(fd);
        ::signal(SIGINT, SIG_IGN);  // Ctrl-C is the parent's to act on
        ::signal(SIGPIPE, SIG_IGN);
        serve(delay, ours, tell);
        ::_exit(0);
    }
    told->write_end.reset();
    std::uint16_t port = 0;
    pollfd answer{told->read_end.get(), POLLIN, 0};
    constexpr int longest_start_ms = 10'000;
    const bool came =
        ::poll(&answer, 1, longest_start_ms) > 0 && ::read(told->read_end.get(), &port, sizeof port) == sizeof port;
    if (!came || port == 0) {
        forked_server::end(child);
        return fail(error_kind::network, "the server for the requests could not listen on this machine's own address");
    }
    return std::make_unique<forked_server>(child, port, std::move(owner->write_end));
}

}  // namespace sweeplab::native
