// http_client over libcurl's multi interface. Loop thread.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "engine/http/curl_transfer.h"

namespace sweeplab {

class curl_client final : public http_client, public curl_transfer::driver, private fd_watcher {
public:
    curl_client(event_loop& loop, http_client_options options, CURLM* multi);
    ~curl_client() override;

    exchange_id start(http_request request, end_handler done) override;
    void cancel(exchange_id exchange) override;
    void preconnect(std::shared_ptr<const http_target> target, int connections, http_limits limits,
                    std::function<void()> done) override;
    int running() const override { return static_cast<int>(active_.size()); }

private:
    using transfer_owner = std::unique_ptr<curl_transfer>;
    struct socket_state {
        fd_events watched = fd_events::none;
        CURL* transfer = nullptr;  // who waits or waited for it last
        bool wanted = false;       // libcurl waits for it; else it idles between exchanges
        bool proven = false;       // has brought an answer; see want()
        bool stamped = false;
    };
    // A loop timer that is only moved when it must ring earlier.
    struct lazy_timer {
        timer_id id = timer_id::none;
        std::optional<instant> rings_at;
    };

    // libcurl's callbacks
    static int on_socket(CURL* transfer, curl_socket_t socket, int what, void* self, void*);
    static int on_timer(CURLM*, long timeout_ms, void* self);
    static int on_new_socket(void* self, curl_socket_t socket, curlsocktype);
    static int on_close_socket(void* self, curl_socket_t socket);

    void on_ready(int fd, fd_events ready, instant woke_at) override;
    receive_stamp stamp_of_this_read() override;
    void limit_moved(instant when) override;

    socket_state& state_of(int socket);
    void want(int socket, fd_events events);
    void unwatch(int socket);
    void abandon(CURL* transfer);
    transfer_owner free_transfer(const std::shared_ptr<const http_target>& target);
    void add(curl_transfer& transfer);
    void arm(lazy_timer& timer, instant when, void (curl_client::*ring)());
    void ring_libcurl();
    void ring_limits();
    void deliver_ended();
    void end(curl_transfer& transfer, CURLcode code);
    void end_early(exchange_id exchange, http_end why, std::string message);
    void hand_over(std::unordered_map<std::uint64_t, transfer_owner>::iterator place, http_response response);
    void defer(std::function<void()> work);
    void run_deferred();

    event_loop& loop_;
    CURLM* multi_;
    std::unique_ptr<receive_stamps> stamps_;
    struct socket_read {
        int fd;
        receive_stamp stamp;
    };
    std::optional<socket_read> read_;    // while libcurl reads a socket
    std::vector<socket_state> sockets_;  // by descriptor
    std::unordered_map<std::uint64_t, transfer_owner> active_;
    std::map<const http_target*, std::vector<transfer_owner>> idle_;
    std::uint64_t last_id_ = 0;
    std::optional<instant> libcurl_due_;
    lazy_timer libcurl_timer_;
    lazy_timer limits_timer_;
    lazy_timer deferred_timer_;
    std::vector<std::function<void()>> deferred_;
    bool adding_ = false;
    bool delivering_ = false;
};

}  // namespace sweeplab
