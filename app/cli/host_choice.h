// The host that an option names.
#pragma once

#include <string>
#include <vector>

#include "engine/model/host_profile.h"

namespace sweeplab::cli {

// By id or name; "" is this machine; what no profile is called and has more than one word is how to reach a machine: "ssh
// ryzen". `hosts`: this machine first. `option` is named in messages.
result<host_profile> find_host(const std::vector<host_profile>& hosts, const std::string& named, const char* option);

}  // namespace sweeplab::cli
