// One easy handle and what it gathers. Serves one exchange after the other to the same target, so that
// libcurl's set-up is done once. Loop thread.
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "engine/http/curl_target.h"
#include "engine/http/http_client.h"
#include "engine/http/stream_watch.h"

namespace sweeplab {

class curl_transfer {
public:
    // What a transfer asks of the client that drives it.
    class driver {
    public:
        virtual ~driver() = default;
        virtual receive_stamp stamp_of_this_read() = 0;
        virtual void limit_moved(instant when) = 0;  // a limit may now pass at `when`
    };
    struct limit {
        instant when;
        http_end what;
    };

    curl_transfer(std::shared_ptr<const http_target> target, driver& around);
    curl_transfer(const curl_transfer&) = delete;
    curl_transfer& operator=(const curl_transfer&) = delete;

    CURL* handle() const { return handle_.get(); }
    exchange_id id() const { return id_; }
    const http_target* target() const { return target_.get(); }

    void begin(exchange_id id, http_request request, http_client::end_handler done, instant due);
    // True, with the handle set up to be added again, when a reused connection had closed before any answer.
    bool wants_resending(CURLcode code);
    std::optional<limit> next_limit() const;
    // The response so far; the transfer is free for the next begin() afterwards.
    http_response finish(CURLcode code);
    http_response finish_early(http_end why, std::string message);
    http_client::end_handler take_handler() { return std::move(done_); }

private:
    static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self);
    static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);
    static int on_before_request(void* self, char*, char*, int, int);

    void set_options();
    void set_method();
    receive_stamp stamp_of_this_read();
    void take_header(std::string_view line);
    bool take_body(std::string_view bytes);
    void hand_on(std::string_view bytes, const receive_stamp& stamp);
    void follow_stream(std::size_t fresh, instant arrived);
    void collect(http_response& response);

    std::shared_ptr<const http_target> target_;
    driver& driver_;
    curl_easy_owner handle_;
    std::array<char, CURL_ERROR_SIZE> error_text_{};

    exchange_id id_ = exchange_id::none;
    http_request request_;
    http_client::end_handler done_;
    http_response response_;
    stream_watch watch_;
    instant last_data_at_;
    std::optional<instant> end_announced_at_;
    int times_sent_ = 0;
    bool resent_by_us_ = false;
    bool over_bound_ = false;
};

}  // namespace sweeplab
