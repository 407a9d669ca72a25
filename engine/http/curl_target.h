// http_target as libcurl wants it.
#pragma once

#include <memory>

#include <curl/curl.h>

#include "engine/http/http_target.h"

namespace sweeplab {

struct curl_easy_deleter {
    void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
};
struct curl_url_deleter {
    void operator()(CURLU* url) const { ::curl_url_cleanup(url); }
};
struct curl_list_deleter {
    void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};
using curl_easy_owner = std::unique_ptr<CURL, curl_easy_deleter>;
using curl_url_owner = std::unique_ptr<CURLU, curl_url_deleter>;
using curl_list_owner = std::unique_ptr<curl_slist, curl_list_deleter>;

// Once a process, before any other use of libcurl. Any thread.
void start_libcurl();

class curl_target final : public http_target {
public:
    curl_target(http_target_options options, curl_url_owner url, curl_list_owner headers);
    const http_target_options& options() const override { return options_; }
    // Sets what all requests to this target have in common.
    void apply_to(CURL* handle) const;

private:
    http_target_options options_;
    curl_url_owner url_;
    curl_list_owner headers_;
    std::string extra_certificates_;  // file of certificate authorities to trust instead of the system's
};

}  // namespace sweeplab
