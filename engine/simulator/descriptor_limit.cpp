#include "engine/simulator/descriptor_limit.h"

#include <sys/resource.h>

#include <algorithm>

namespace sweeplab::simulator {

void allow_descriptors(unsigned wanted) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
    // Not being allowed to is no error yet: accept() says so when it comes to that.
    static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
}

}  // namespace sweeplab::simulator
