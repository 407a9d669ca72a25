// When the bytes that wait on a socket arrived. On Linux the kernel knows (SO_TIMESTAMPNS); elsewhere the
// loop's wake-up has to do, and every stamp says which of the two it is. Loop thread.
#pragma once

#include <memory>

#include "engine/foundation/clock.h"

namespace sweeplab {

struct receive_stamp {
    instant arrived;  // the kernel's time where it is known, else `woke`
    instant woke;     // when the loop saw it; never before `arrived`
    bool by_kernel = false;
};

// The stamp, or the wake-up's time in place of one that cannot be: before what was known to happen first. The real-time
// clock was set back, and the kernel's stamps were turned into instants by what it was before.
inline receive_stamp not_before(instant earliest, const receive_stamp& stamp) {
    if (!stamp.by_kernel || stamp.arrived >= earliest) return stamp;
    return {stamp.woke, stamp.woke, false};
}

class receive_stamps {
public:
    virtual ~receive_stamps() = default;
    // Asks for stamps on a new socket, before it is connected. False when the system gives none for it.
    virtual bool enable(int socket) = 0;
    // The stamp of what one read would take from an enabled socket; call before reading.
    virtual receive_stamp of_waiting_bytes(int socket, instant woke_at) = 0;
};

// The largest single read that libcurl does; the stamp is that of the last packet within it.
inline constexpr int receive_window_bytes = 64 * 1024;

std::unique_ptr<receive_stamps> make_kernel_receive_stamps();  // null where the platform has none
std::unique_ptr<receive_stamps> make_wake_up_stamps();

}  // namespace sweeplab
