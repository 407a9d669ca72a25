#include "engine/host/host_identity.h"

#include "engine/foundation/hash.h"

namespace sweeplab {

std::string make_host_id(const std::string& machine_id, const std::string& host_name, const std::string& cpu_model) {
    const std::string known_by = machine_id.empty() ? "name\n" + host_name + "\n" + cpu_model : "machine\n" + machine_id;
    // The prefix makes the hash Sweeplab's own, so that ids of different programs cannot be matched.
    return "host-" + digest_hex("sweeplab host\n" + known_by).substr(0, 16);
}

}  // namespace sweeplab
