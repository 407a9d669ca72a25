// Asks an endpoint, before anything runs, whether jobs can succeed there: it answers, takes the key, and has
// the model. First GET /models; where that does not settle it (no such list, the model not in it, a key that
// may not read it), one chat completion of one token. Loop thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/http/http_client.h"
#include "engine/workload/endpoint_access.h"
#include "engine/workload/llm_spec.h"

namespace sweeplab {

class endpoint_check {
public:
    using done_handler = std::function<void(result<void>)>;

    endpoint_check(event_loop& loop, std::shared_ptr<const llm_spec> spec, endpoint_access access);
    ~endpoint_check();  // drops what is pending

    // `done` is called once, never from inside this call; it may destroy the check.
    void run(done_handler done);
    // After that: the server says of itself that it is the simulated endpoint.
    bool simulated() const { return simulated_; }

private:
    void ask_for_models();
    void judge_models(const http_response& response);
    void probe();
    void judge_probe(const http_response& response);
    void note_server(const http_response& response);
    result<void> failure(error_kind kind, const std::string& message, const std::string& advice = {}) const;
    result<void> no_answer(const http_response& response) const;
    result<void> refusal(const http_response& response) const;
    void settle(result<void> outcome);

    event_loop& loop_;
    std::shared_ptr<const llm_spec> spec_;
    endpoint_access access_;
    std::unique_ptr<http_client> client_;
    done_handler done_;
    timer_id pending_ = timer_id::none;
    std::string models_in_words_;
    int probes_ = 0;
    bool simulated_ = false;
};

}  // namespace sweeplab
