// The clients of a soak on the trial loop: each asks, streams the answer, and asks again, until it is told that the time is
// over. A request that fails is counted, and the client goes on after a pause. Chunk times are taken on the loop and summed
// up on a thread of their own. On the loop's thread.
#pragma once

#include <map>
#include <memory>

#include "engine/foundation/task_thread.h"
#include "engine/http/http_client.h"
#include "engine/workload/chat_request.h"
#include "engine/workload/endpoint_access.h"
#include "engine/workload/soak_stream.h"
#include "engine/workload/workload.h"

namespace sweeplab {

class soak_clients {
public:
    // Without `spec` the clients ask nothing; they only wait.
    soak_clients(std::shared_ptr<const llm_spec> spec, event_loop& loop);
    ~soak_clients();  // drops what is pending
    soak_clients(const soak_clients&) = delete;
    soak_clients& operator=(const soak_clients&) = delete;

    // Connections for a trial; `prompts` are asked in turn.
    result<void> open(const endpoint_access& access, const trial_setting& setting, item_list prompts);
    void begin(instant began) { began_ = began; }
    void start(const job_ticket& ticket, job_listener& listener);
    void cancel(const job_ticket& ticket);
    // The time is over: what is being streamed is cut off, and every client's job ends. Those that never had an answer
    // failed.
    void end_all();
    // As end_all(), but all of them failed, for this reason.
    void fail_all(const std::string& why);
    // What was streamed since the last call; the answer comes once, never from inside.
    void take_window(std::function<void(soak_window)> done);
    void close();

private:
    struct client {
        job_ticket ticket;
        job_listener* listener = nullptr;
        exchange_id exchange = exchange_id::none;
        timer_id pause = timer_id::none;
        std::shared_ptr<soak_stream> stream = std::make_shared<soak_stream>();  // the decoder's
        instant started{};
        duration next_pause{};
        std::int64_t requests = 0;
        std::int64_t failed = 0;
        std::int64_t chunks = 0;
        std::int64_t output_tokens = 0;
        bool tokens_known = true;
        failure_reason last_reason = failure_reason::none;
        std::string last_fault;
        bool ending = false;
        bool cancelled = false;
        std::string failure;  // why all failed
    };
    // How one answer ended.
    struct answer_end {
        bool ok = false;
        bool cut_off = false;  // by us
        bool fatal = false;    // no further request would fare better
        failure_reason reason = failure_reason::none;
        std::string fault;
        std::optional<duration> retry_after;
        std::optional<std::int64_t> output_tokens;
        std::int64_t chunks = 0;  // of all answers of this client
    };

    void ask(int worker);
    void on_response(int worker, http_response response);
    answer_end judge(const http_response& response, const soak_stream& stream) const;  // on the decoder's thread
    void on_answer(int worker, const answer_end& end);
    void end_soon(int worker);
    void deliver(int worker);
    void end(client& one);

    std::shared_ptr<const llm_spec> spec_;
    event_loop& loop_;
    std::shared_ptr<const int> alive_ = std::make_shared<const int>(0);
    endpoint_access access_;
    item_list prompts_;
    std::size_t next_prompt_ = 0;
    std::unique_ptr<chat_request_writer> writer_;
    std::unique_ptr<http_client> http_;
    instant began_{};
    std::map<int, client> clients_;  // by worker
    soak_window window_;             // the decoder's
    task_thread decoder_;            // last: ends its work before anything that the work uses
};

}  // namespace sweeplab
