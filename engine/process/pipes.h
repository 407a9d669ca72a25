// Pipes to and from child processes. Nothing here leaks into a child: every descriptor closes on exec.
#pragma once

#include <string_view>

#include "engine/foundation/error.h"
#include "engine/foundation/unique_fd.h"

namespace sweeplab {

struct pipe_ends {
    unique_fd read_end;
    unique_fd write_end;
};

enum class our_end { reading, writing };

// Our end does not block, the child's does. Neither is one of the descriptors 0 to 2.
result<pipe_ends> open_pipe(our_end ours);

// /dev/null, open for reading; -1 when there is none. Opened once; any thread.
int null_device();

// As write(2), but a reader that is gone is an error (EPIPE) and never a signal, whatever SIGPIPE is set to.
ssize_t write_without_signal(int fd, std::string_view bytes);

// Makes sure that this process may open `needed` more descriptors, raising its soft limit where that helps.
result<void> ensure_descriptors(std::size_t needed);

}  // namespace sweeplab
