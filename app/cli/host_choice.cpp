#include "app/cli/host_choice.h"

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/session/remote_job.h"

namespace sweeplab::cli {
namespace {

host_profile host_reached_by(const std::string& way) {
    auto words = remote_command(way);
    words.resize(words.size() - 2);  // without our program and its command
    host_profile host;
    host.id = way;
    host.name = words.empty() ? way : words.back();
    host.reached_by = way;
    return host;
}

}  // namespace

result<host_profile> find_host(const std::vector<host_profile>& hosts, const std::string& named, const char* option) {
    if (named.empty()) return hosts.front();
    for (const auto& host : hosts)
        if (host.id == named || equal_ignoring_case(host.name, named)) {
            if (&host == &hosts.front() || !host.reached_by.empty()) return host;
            return fail(error_kind::bad_input, fmt::format("the profile of {} does not say how it is reached", host.name),
                        option, fmt::format("Enter it in the window's host profiles, or write {} \"ssh NAME\".", option));
        }
    if (named.find(' ') != std::string::npos) return host_reached_by(named);
    std::vector<std::string> names;
    for (const auto& host : hosts) names.push_back(host.name);
    return fail(error_kind::not_found, fmt::format("no host is called \"{}\"", named), option,
                fmt::format("Known are: {}. Or say how to reach it: {} \"ssh NAME\".", join(names, ", "), option));
}

}  // namespace sweeplab::cli
