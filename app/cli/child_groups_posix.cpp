#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

#include "app/cli/child_groups.h"

namespace sweeplab::cli {

std::vector<pid_t> child_groups_by_ps() {
    std::vector<pid_t> groups;
    struct closer {
        void operator()(FILE* pipe) const { ::pclose(pipe); }
    };
    const std::unique_ptr<FILE, closer> list(::popen("ps -A -o pid= -o ppid= -o pgid= 2>/dev/null", "r"));
    long pid = 0;
    long parent = 0;
    long group = 0;
    while (list && std::fscanf(list.get(), "%ld %ld %ld", &pid, &parent, &group) == 3) {
        if (parent == ::getpid() && group == pid) groups.push_back(static_cast<pid_t>(pid));
    }
    return groups;
}

void kill_child_groups() {
    for (const auto group : child_groups()) ::kill(-group, SIGKILL);
}

#ifndef __linux__
std::vector<pid_t> child_groups() { return child_groups_by_ps(); }
#endif

}  // namespace sweeplab::cli
