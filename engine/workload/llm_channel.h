// One endpoint on the trial loop: checked, connected to, asked. Answers are decoded on a thread of their own, behind the
// last time stamp. What is asked and how the answer is judged comes with each question, so that unlike questions can share
// the endpoint's connections. On the loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "engine/foundation/task_thread.h"
#include "engine/http/http_client.h"
#include "engine/workload/endpoint_access.h"
#include "engine/workload/endpoint_check.h"
#include "engine/workload/llm_spec.h"
#include "engine/workload/workload.h"

namespace sweeplab {

class llm_channel {
public:
    using done_handler = std::function<void(result<void>)>;

    struct question {
        std::shared_ptr<const llm_spec> spec;  // its limits, and how the answer is judged
        std::string body;
        std::size_t kept_output_bytes = 64 * 1024;
        std::size_t whole_text_bytes = 0;  // an answer of up to so many is handed on whole
    };

    // Of `spec` it takes the endpoint, whether answers are streamed, and what to check the endpoint with.
    llm_channel(std::shared_ptr<const llm_spec> spec, event_loop& loop, secret_lookup find_secret);
    // Drops what is pending: no callback comes from a destroyed channel.
    ~llm_channel() = default;

    const llm_spec& spec() const { return *spec_; }

    // As those of a workload.
    void check(done_handler done);
    bool simulated() const { return simulated_ || spec_->endpoint.built_in; }
    void prepare(int slots, instant began, done_handler done);
    std::optional<duration> round_trip() const { return round_trip_; }
    void begin(instant began) { began_ = began; }
    void ask(const job_ticket& ticket, question asked, job_listener& listener);
    void cancel(const job_ticket& ticket);
    void finish();

private:
    struct running_exchange {
        job_ticket ticket;
        exchange_id exchange = exchange_id::none;
    };

    result<void> open_access();
    result<void> open_client(int slots);
    http_limits limits_of_preconnecting() const;
    void measure_round_trip(done_handler done);
    void answer_later(done_handler done, result<void> outcome);
    void decode(const job_ticket& ticket, job_listener& listener, http_response response, const question& asked);
    // What is handed to other threads or to a later round keeps clear of a destroyed channel.
    std::weak_ptr<const int> while_alive() const { return alive_; }

    std::shared_ptr<const llm_spec> spec_;
    event_loop& loop_;
    secret_lookup find_secret_;
    std::shared_ptr<const int> alive_ = std::make_shared<const int>(0);
    instant began_{};
    endpoint_access access_;
    std::unordered_map<int, running_exchange> exchanges_;  // by worker
    std::unique_ptr<endpoint_check> check_;
    std::unique_ptr<http_client> client_;
    std::optional<duration> round_trip_;
    bool simulated_ = false;
    task_thread decoder_;  // last: ends its work before anything that the work uses
};

}  // namespace sweeplab
