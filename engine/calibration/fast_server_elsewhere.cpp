#ifndef __linux__

#include "engine/calibration/fast_server.h"

namespace sweeplab::calibration {

result<std::unique_ptr<fast_server>> fast_server::listen() {
    return fail(error_kind::unsupported, "this system has no epoll, which the calibration's server is built on");
}

}  // namespace sweeplab::calibration

#endif
