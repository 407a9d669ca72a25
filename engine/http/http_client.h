// HTTP exchanges on the trial loop: libcurl's multi_socket_action driven by our event loop, arranged so that
// nothing but reading stands between the arrival of bytes and their stamps.
//
// Connections are kept and reused without any cap a host; sockets stay watched between exchanges. A request
// on a reused connection that ends before any byte of an answer is sent again on a fresh one, and counted in
// http_response::resent. Everything on the loop's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "engine/foundation/event_loop.h"
#include "engine/http/http_target.h"
#include "engine/http/http_types.h"

namespace sweeplab {

enum class exchange_id : std::uint64_t { none = 0 };

struct http_request {
    std::shared_ptr<const http_target> target;
    std::string body;       // sent by POST when there is one, else GET
    bool streamed = false;  // server-sent events are expected: the limits on tokens apply
    http_limits limits;
    std::size_t most_body_bytes = 64 * 1024 * 1024;
    // When set, bytes are handed on as they arrive, with the time at which the request was sent, and what comes after the
    // first content of a stream is not kept: the answer may go on for hours.
    std::function<void(std::string_view bytes, const receive_stamp& stamp, instant sent)> on_bytes{};
};

struct http_client_options {
    bool kernel_stamps = true;  // where the platform has them
    int connections = 64;       // that are kept open; at least the worker count
};

class http_client {
public:
    using end_handler = std::function<void(http_response)>;

    static result<std::unique_ptr<http_client>> create(event_loop& loop, http_client_options options = {});
    // Closes all connections; handlers of exchanges under way are dropped. Not from inside a handler.
    virtual ~http_client() = default;

    // `done` is called exactly once, never from inside start() or cancel().
    virtual exchange_id start(http_request request, end_handler done) = 0;
    // Closes the exchange's connection. An exchange that has ended is left alone.
    virtual void cancel(exchange_id exchange) = 0;
    // Opens connections before the timed part by as many simultaneous GETs of `target`, whose answers do not
    // matter. `done` comes when all have ended.
    virtual void preconnect(std::shared_ptr<const http_target> target, int connections, http_limits limits,
                            std::function<void()> done) = 0;
    virtual int running() const = 0;
};

}  // namespace sweeplab
