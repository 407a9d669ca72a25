// An id that is the same for the same machine and gives nothing of the machine away.
#pragma once

#include <string>

namespace sweeplab {

// "host-" and 16 hexadecimal digits of a hash. systemd asks that the machine id itself is never shown
// (machine-id(5)). Without one, the host's name and processor stand in for it. Pure.
std::string make_host_id(const std::string& machine_id, const std::string& host_name, const std::string& cpu_model);

}  // namespace sweeplab
