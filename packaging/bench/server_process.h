// The bench's server as a child that ends with this object, or with this process.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>

#include "engine/foundation/error.h"
#include "engine/foundation/unique_fd.h"

namespace sweeplab::bench {

class server_process {
public:
    static result<std::unique_ptr<server_process>> start(const std::string& program, std::optional<int> cpu);
    ~server_process();
    server_process(const server_process&) = delete;
    server_process& operator=(const server_process&) = delete;

    // "http://127.0.0.1:PORT/" and `path`.
    std::string url(const std::string& path) const;

private:
    server_process() = default;

    pid_t pid_ = 0;
    unique_fd its_input_;  // the server serves until this is closed
    std::string port_;
};

}  // namespace sweeplab::bench
