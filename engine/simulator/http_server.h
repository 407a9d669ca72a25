// A small HTTP/1.1 server on one thread: keep-alive, chunked streams, notices clients that vanish.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/foundation/clock.h"
#include "engine/foundation/error.h"
#include "engine/simulator/http_exchange.h"

namespace sweeplab::simulator {

class http_server {
public:
    // Listens when this returns; answers once it runs.
    static result<std::unique_ptr<http_server>> listen(const std::string& bind, std::uint16_t port);
    virtual ~http_server() = default;

    virtual std::uint16_t port() const = 0;
    // Serves until stop(), on the calling thread. The handler outlives the call.
    virtual void run(http_handler& handler) = 0;
    virtual void stop() = 0;  // any thread; open connections are closed when the server is destroyed
    // Asks for one on_wake() at `when`, in place of what was asked for before. The server's thread.
    virtual void wake_at(instant when) = 0;
};

}  // namespace sweeplab::simulator
