// The bench's server: prints its port and serves until its standard input is closed.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

#include "engine/calibration/fast_server.h"

int main() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    const auto server = sweeplab::calibration::fast_server::listen();
    if (!server) {
        std::fprintf(stderr, "%s\n", server.error().text().c_str());
        return 1;
    }
    std::printf("%d\n", (*server)->port());
    std::fflush(stdout);
    (*server)->serve(STDIN_FILENO);
    return 0;
}
