// What libcurl's result codes mean for an exchange, and what a person can do about them.
#pragma once

#include <string>
#include <string_view>

#include <curl/curl.h>

#include "engine/http/http_types.h"

namespace sweeplab {

// `sent`: the request had been handed over when it ended.
http_end meaning_of(CURLcode code, bool sent);
std::string advice_for(CURLcode code, std::string_view message);

}  // namespace sweeplab
