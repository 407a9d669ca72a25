#include <netinet/in.h>
#include <sys/socket.h>
#include <time.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include "engine/http/clock_bridge.h"
#include "engine/http/receive_stamps.h"

namespace sweeplab {
namespace {

bool is_tcp(int socket) {
    int protocol = 0;
    socklen_t size = sizeof protocol;
    return ::getsockopt(socket, SOL_SOCKET, SO_PROTOCOL, &protocol, &size) == 0 && protocol == IPPROTO_TCP;
}

std::optional<std::int64_t> stamp_in(msghdr& message) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
        timespec time{};
        std::memcpy(&time, CMSG_DATA(part), sizeof time);
        return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
    }
    return std::nullopt;
}

class kernel_receive_stamps final : public receive_stamps {
public:
    bool enable(int socket) override {
        const int on = 1;
        return is_tcp(socket) && ::setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) == 0;
    }

    receive_stamp of_waiting_bytes(int socket, instant woke_at) override {
        const auto realtime_ns = peek(socket);
        if (!realtime_ns) return {woke_at, woke_at, false};
        const auto arrived = bridge_.arrival_of(*realtime_ns, woke_at);
        if (!arrived) return {woke_at, woke_at, false};
        return {*arrived, std::max(*arrived, woke_at), true};
    }

private:
    std::optional<std::int64_t> peek(int socket) {
        // With MSG_TRUNC, TCP copies nothing; the buffer is real all the same, so that no other protocol that got
        // here could write beyond it.
        iovec window{buffer_.data(), buffer_.size()};
        alignas(cmsghdr) char control[128];
        msghdr message{};
        message.msg_iov = &window;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        if (::recvmsg(socket, &message, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT) <= 0) return std::nullopt;
        return stamp_in(message);
    }

    clock_bridge bridge_;
    std::vector<char> buffer_ = std::vector<char>(receive_window_bytes);
};

}  // namespace

std::unique_ptr<receive_stamps> make_kernel_receive_stamps() { return std::make_unique<kernel_receive_stamps>(); }

}  // namespace sweeplab
