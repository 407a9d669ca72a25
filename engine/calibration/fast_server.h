// A server that costs next to nothing: one thread, epoll, nothing between a request and its answer, so that what is
// measured is the client. Chunks carry CLOCK_MONOTONIC as it was just before their send(). What a client can ask
// of it: fast_request.h. Linux only.
#pragma once

#include <memory>

#include "engine/foundation/error.h"

namespace sweeplab::calibration {

class fast_server {
public:
    // On 127.0.0.1, at a port of the system's choice.
    static result<std::unique_ptr<fast_server>> listen();
    virtual ~fast_server() = default;

    virtual int port() const = 0;
    // On the calling thread until that descriptor can be read or is closed at its other end.
    virtual void serve(int until_readable) = 0;
};

}  // namespace sweeplab::calibration
