// Starts a program: the one place that calls posix_spawn, whose cost does not grow with our own memory
// as fork's does (it shares the memory until exec).
#pragma once

#include <sys/types.h>

#include "engine/foundation/error.h"
#include "engine/process/process_request.h"

namespace sweeplab {

// Descriptors that become the child's 0, 1 and 2.
struct standard_streams {
    int input = -1;
    int output = -1;
    int error_output = -1;
};

// The child leads a process group of its own and has every signal at its default and open, but for the two
// that would stop it for ever when it reads the terminal from the background: with those shut such a read
// fails at once. Returns its process id.
result<pid_t> spawn_process(const process_request& request, const standard_streams& streams);

}  // namespace sweeplab
