// What passes between the HTTP server and the service behind it. All on the server's one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sweeplab::simulator {

using exchange_id = std::uint64_t;  // one request with its answer
using http_headers = std::vector<std::pair<std::string, std::string>>;

struct http_request {
    std::string method;
    std::string path;  // decoded, without the query
    std::string authorization;
    std::string body;
};

struct http_reply {
    int status = 200;
    http_headers headers;  // beside those that every answer has
    std::string body;
    std::string type = "application/json";
};

// The sending side of one exchange. Valid until the exchange ends: by reply(), the last stream(),
// reply_cut(), break_off(), or http_handler::on_client_gone(). Never calls the handler from inside.
class reply_channel {
public:
    virtual ~reply_channel() = default;
    virtual void reply(const http_reply& whole) = 0;
    // Headers of a text/event-stream; sent with the first bytes.
    virtual void begin_stream(const http_headers& headers) = 0;
    virtual void stream(std::string_view bytes, bool last) = 0;
    // Sends the head and the first `body_bytes` of the body, then closes the connection.
    virtual void reply_cut(const http_reply& whole, std::size_t body_bytes) = 0;
    // Closes the connection once what was streamed so far is sent.
    virtual void break_off() = 0;
};

class http_handler {
public:
    virtual ~http_handler() = default;
    virtual void on_request(exchange_id id, const http_request& request, std::shared_ptr<reply_channel> channel) = 0;
    // The client closed the connection before the exchange ended.
    virtual void on_client_gone(exchange_id id) = 0;
    // The time asked for by http_server::wake_at() has come.
    virtual void on_wake() = 0;
    // An answer in OpenAI's form for what the HTTP layer itself has to refuse.
    virtual http_reply refusal(int status, std::string_view why) = 0;
};

}  // namespace sweeplab::simulator
