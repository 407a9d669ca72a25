// A server on loopback that does to each connection what a test's script says, byte by byte, in a thread a
// connection. For everything that real servers do and ought not to.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "engine/foundation/text.h"
#include "engine/foundation/unique_fd.h"

namespace sweeplab::test {

struct received_request {
    std::string head;  // with its last blank line
    std::string body;
    bool asks_for(std::string_view line_start) const { return head.starts_with(line_start); }
    std::string header(std::string_view name) const {
        for (const auto line : split(head, '\n')) {
            const auto colon = line.find(':');
            if (colon != std::string_view::npos && equal_ignoring_case(line.substr(0, colon), name))
                return std::string(trim(line.substr(colon + 1)));
        }
        return {};
    }
};

class scripted_connection {
public:
    scripted_connection(unique_fd socket, int number) : socket_(std::move(socket)), number_(number) {
        const int on = 1;
        ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }

    int number() const { return number_; }  // from 1, in the order of arrival
    int descriptor() const { return socket_.get(); }

    // Waits for a whole request; nullopt when the client closed.
    std::optional<received_request> read_request() {
        std::size_t head_size;
        while ((head_size = pending_.find("\r\n\r\n")) == std::string::npos)
            if (!read_more()) return std::nullopt;
        received_request request;
        request.head = pending_.substr(0, head_size + 4);
        const auto length = static_cast<std::size_t>(std::atoll(request.header("content-length").c_str()));
        while (pending_.size() < request.head.size() + length)
            if (!read_more()) return std::nullopt;
        request.body = pending_.substr(request.head.size(), length);
        pending_.erase(0, request.head.size() + length);
        return request;
    }
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    void close() { ::shutdown(socket_.get(), SHUT_RDWR); }
    // Ends with a reset instead of an orderly end.
    void reset() {
        const linger at_once{1, 0};
        ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        was_reset_ = true;
    }
    // Says nothing until the client (or the test) has closed the connection.
    void wait_until_closed() {
        while (read_more()) {
        }
    }

    // For the server: ends the waits above from its thread.
    void interrupt() { ::shutdown(socket_.get(), SHUT_RDWR); }
    void finish() {
        if (was_reset_) socket_.reset();
        else close();
    }

private:
    bool read_more() {
        char bytes[16 * 1024];
        const auto count = ::recv(socket_.get(), bytes, sizeof bytes, 0);
        if (count <= 0) return false;
        pending_.append(bytes, static_cast<std::size_t>(count));
        return true;
    }

    unique_fd socket_;
    int number_;
    std::string pending_;
    bool was_reset_ = false;
};

class scripted_server {
public:
    // Runs on a thread of the connection; the connection ends when it returns.
    using script = std::function<void(scripted_connection&)>;

    explicit scripted_server(script what)
        : script_(std::move(what)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_.get(), 1024) != 0 ||
            ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
            throw std::runtime_error("the test's server cannot listen");
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread([this] { accept_all(); });
    }
    ~scripted_server() {
        ending_ = true;
        acceptor_.join();
        {
            const std::lock_guard lock(mutex_);
            for (auto& served : served_)
                if (!served.ended) served.connection->interrupt();
        }
        for (auto& served : served_) served.thread.join();
    }
    scripted_server(const scripted_server&) = delete;
    scripted_server& operator=(const scripted_server&) = delete;

    std::uint16_t port() const { return port_; }
    std::string url(std::string_view path = "/v1") const {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
    }
    int connections() const { return connections_; }

private:
    struct served_connection {
        std::unique_ptr<scripted_connection> connection;
        std::thread thread;
        bool ended = false;  // under the mutex
    };

    void accept_all() {
        while (!ending_) {
            pollfd waiting{socket_.get(), POLLIN, 0};
            if (::poll(&waiting, 1, 20) <= 0) continue;
            unique_fd accepted(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (accepted) serve(std::move(accepted));
        }
    }
    void serve(unique_fd accepted) {
        const std::lock_guard lock(mutex_);
        auto& served = served_.emplace_back();
        served.connection = std::make_unique<scripted_connection>(std::move(accepted), ++connections_);
        served.thread = std::thread([this, &served] {
            script_(*served.connection);
            const std::lock_guard ended_lock(mutex_);
            served.connection->finish();
            served.ended = true;
        });
    }

    script script_;
    unique_fd socket_;
    std::uint16_t port_ = 0;
    std::atomic<bool> ending_ = false;
    std::atomic<int> connections_ = 0;
    std::mutex mutex_;
    std::list<served_connection> served_;
    std::thread acceptor_;
};

// Pieces of answers.
inline std::string whole_answer(int status, std::string_view body, std::string_view more_headers = {},
                                std::string_view type = "application/json") {
    return "HTTP/1.1 " + std::to_string(status) + " Status\r\nContent-Type: " + std::string(type) +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(more_headers) + "\r\n" +
           std::string(body);
}
inline const std::string stream_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
inline std::string chunk(std::string_view bytes) {
    char size[32];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + std::string(bytes) + "\r\n";
}
inline const std::string last_chunk = "0\r\n\r\n";
inline std::string event(std::string_view data) { return "data: " + std::string(data) + "\n\n"; }
inline std::string content_event(std::string_view text) {
    return event(R"({"choices":[{"index":0,"delta":{"content":")" + std::string(text) + R"("},"finish_reason":null}]})");
}
inline const std::string role_event =
    event(R"({"choices":[{"index":0,"delta":{"role":"assistant","content":null},"finish_reason":null}]})");
inline const std::string stop_event = event(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
inline const std::string usage_event =
    event(R"({"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":3,"total_tokens":14}})");
inline const std::string done_event = event("[DONE]");

}  // namespace sweeplab::test
