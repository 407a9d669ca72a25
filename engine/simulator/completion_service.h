// The OpenAI-compatible service behind the simulated endpoint: routes, checks, spoils, and answers
// requests at the pace of the service model. Knows neither sockets nor Asio. One thread, the server's.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "engine/foundation/timer_queue.h"
#include "engine/simulator/completion_request.h"
#include "engine/simulator/completion_writer.h"
#include "engine/simulator/fault_plan.h"
#include "engine/simulator/http_exchange.h"
#include "engine/simulator/made_up_answer.h"
#include "engine/simulator/request_limits.h"
#include "engine/simulator/service_model.h"

namespace sweeplab::simulator {

// Written by the server's thread, read by any.
struct live_counts {
    std::atomic<std::int64_t> requests{0};
    std::atomic<std::int64_t> answered{0};
    std::atomic<std::int64_t> refused_by_limit{0};
    std::atomic<std::int64_t> faults{0};
    std::atomic<std::int64_t> open_streams{0};
    std::atomic<std::int64_t> most_open_streams{0};
};

class completion_service final : public http_handler, private service_listener {
public:
    // `wake_at` asks for one on_wake() at that time, in place of the time asked for before.
    completion_service(simulator_options options, const clock& time, std::function<void(instant)> wake_at,
                       live_counts& counts);

    void on_request(exchange_id id, const http_request& request, std::shared_ptr<reply_channel> channel) override;
    void on_client_gone(exchange_id id) override;
    void on_wake() override;
    http_reply refusal(int status, std::string_view why) override;

private:
    struct open_answer {
        std::shared_ptr<reply_channel> channel;
        completion_request request;
        made_up_answer answer;
        completion_writer writer;
        http_headers headers;  // of the limits, as they stood when the request was admitted
        const simulated_fault* fault = nullptr;
        timer_id delayed = timer_id::none;

        bool spoilt_by(simulated_fault::kind what) const { return fault && fault->what == what; }
        int tokens() const;  // that will be served before the answer ends
        int halfway() const { return std::max(1, static_cast<int>(answer.pieces.size()) / 2); }
    };

    std::optional<api_error> authorise(const http_request& request) const;
    http_reply models(const std::string& id) const;
    http_reply metrics() const;
    void complete(exchange_id id, const http_request& request, bool chat, std::shared_ptr<reply_channel> channel);
    // True when the fault needs no answer made up.
    bool spoil_at_once(const simulated_fault& fault, reply_channel& channel);
    void open(exchange_id id, completion_request request, made_up_answer answer, std::shared_ptr<reply_channel> channel,
              const simulated_fault* fault);
    service_demand demand_of(const open_answer& answer) const;
    void serve(exchange_id id);
    void close(exchange_id id);
    void pump();

    void on_service_began(stream_id id) override;
    void on_token(stream_id id, int index, bool last) override;
    void stream_token(open_answer& answer, int index, bool last);
    void reply_whole(open_answer& answer);

    simulator_options options_;
    const clock& time_;
    std::function<void(instant)> wake_at_;
    live_counts& counts_;
    fault_plan faults_;
    request_limits limits_;
    service_model model_;
    timer_queue delayed_;
    std::unordered_map<exchange_id, open_answer> open_;
    std::int64_t started_;  // seconds since the epoch
};

}  // namespace sweeplab::simulator
