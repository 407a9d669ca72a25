// From an exchange that is over to what the sweep records of it: verdict, reason, measures, texts.
// Pure but for the wall clock that a Retry-After date is held against; any thread.
#pragma once

#include "engine/http/http_types.h"
#include "engine/workload/llm_spec.h"
#include "engine/workload/secret_filter.h"
#include "engine/workload/server_words.h"
#include "engine/workload/workload.h"

namespace sweeplab {

struct judge_options {
    instant began{};  // the zero of all times in the attempt
    std::size_t kept_output_bytes = 64 * 1024;
    std::size_t whole_text_bytes = 0;  // a text of up to so many is handed on whole
};

job_outcome judge_exchange(const http_response& response, const llm_spec& spec, const secret_filter& secrets,
                           const judge_options& options);

// "HTTP 401: Incorrect API key provided"; for check() too.
std::string status_in_words(int status, const server_error& fault);
// 408, 409, 425, 429 and 5xx.
bool is_worth_retrying(int status);

}  // namespace sweeplab
