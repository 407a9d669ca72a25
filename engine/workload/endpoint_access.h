// How an endpoint is reached: its key found, its URLs and headers laid out for the HTTP client. Any thread.
#pragma once

#include <memory>
#include <string>

#include "engine/http/http_target.h"
#include "engine/workload/endpoint_spec.h"
#include "engine/workload/secret_filter.h"
#include "engine/workload/workload.h"

namespace sweeplab {

struct endpoint_access {
    std::shared_ptr<const http_target> chat;    // POST …/chat/completions
    std::shared_ptr<const http_target> models;  // GET …/models
    secret_filter secrets;                      // knows the key
};

// Fails when the key's variable is not set, naming it.
result<endpoint_access> open_endpoint(const endpoint_spec& endpoint, bool stream, const secret_lookup& find_secret);

}  // namespace sweeplab
