// Where requests go, parsed and laid out once: URL, header list, protocol. Requests to it share all of this.
// Any thread; immutable.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/foundation/error.h"
#include "engine/http/http_types.h"

namespace sweeplab {

struct http_target_options {
    std::string url;
    std::vector<http_header> headers;              // may hold keys: they go nowhere but onto the wire
    http_version version = http_version::one_one;  // two: https only
    bool bypass_proxies = false;                   // else http_proxy, https_proxy, all_proxy and no_proxy are honoured
};

class http_target {
public:
    static result<std::shared_ptr<const http_target>> create(http_target_options options);
    virtual ~http_target() = default;
    virtual const http_target_options& options() const = 0;
};

// Says what is wrong with a URL for requests: not http or https, no host, user and password in it, …
result<void> check_http_url(const std::string& url, const std::string& where);

}  // namespace sweeplab
