// The process groups that this program's children lead, for ending at once when there is no time left to
// end in order.
#pragma once

#include <sys/types.h>

#include <vector>

namespace sweeplab::cli {

// Children of this process that lead a process group of their own. Any thread.
std::vector<pid_t> child_groups();
// The same by the ps command, which every POSIX system has.
std::vector<pid_t> child_groups_by_ps();

void kill_child_groups();  // SIGKILL to each

}  // namespace sweeplab::cli
