// The other side of the request kernels: an HTTP server in a process of its own, so that its descriptors and its share
// of the processor are not the client's. It waits for a fixed time before each answer, and ends with its owner.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/foundation/clock.h"
#include "engine/foundation/error.h"

namespace sweeplab::native {

class echo_server {
public:
    // Listens on loopback, at a port of the system's choice, when this returns; `descriptors` connections at once.
    static result<std::unique_ptr<echo_server>> start(duration delay, std::int64_t descriptors);
    virtual ~echo_server() = default;
    virtual std::string url() const = 0;
};

// What it answers to a POST: the body, within JSON.
std::string echo_of(const std::string& body);

}  // namespace sweeplab::native
