#include "engine/workload/llm_workload.h"

#include <unordered_map>

#include "engine/foundation/task_thread.h"
#include "engine/http/http_client.h"
#include "engine/workload/chat_request.h"
#include "engine/workload/endpoint_check.h"
#include "engine/workload/exchange_judge.h"

namespace sweeplab {
namespace {

class llm_workload final : public workload {
public:
    llm_workload(std::shared_ptr<const llm_spec> spec, workload_environment environment)
        : spec_(std::move(spec)), environment_(std::move(environment)), decoder_("sweeplab-decode") {}

    void check(std::function<void(result<void>)> done) override {
        if (const auto opened = open_access(); !opened) return answer_later(std::move(done), opened);
        check_ = std::make_unique<endpoint_check>(environment_.loop, spec_, access_);
        check_->run([this, done = std::move(done)](const result<void>& outcome) {
            simulated_ = check_->simulated();
            done(outcome);
        });
    }
    bool simulated() const override { return simulated_ || spec_->endpoint.built_in; }

    void prepare(const trial_setting& setting, std::function<void(result<void>)> done) override {
        check_.reset();
        setting_ = setting;
        round_trip_.reset();
        began_ = setting.began;
        writer_ = std::make_unique<chat_request_writer>(*spec_, setting.workers, setting.seed);
        if (const auto ready = open_client(); !ready) return answer_later(std::move(done), ready);
        if (!spec_->preconnect) return answer_later(std::move(done), {});
        // One connection carries all streams of HTTP/2.
        const bool shares_one = spec_->endpoint.http_version == "2";
        client_->preconnect(access_.models, shares_one ? 1 : setting.slots, limits_of_preconnecting(),
                            [this, done = std::move(done)]() mutable { measure_round_trip(std::move(done)); });
    }

    std::optional<duration> round_trip() const override { return round_trip_; }

    void begin(instant began) override { began_ = began; }

    void start(const job_ticket& ticket, job_listener& listener) override {
        http_request request{access_.chat, writer_->body_for((*setting_.items)[static_cast<std::size_t>(ticket.item)]),
                             spec_->stream, spec_->limits()};
        const auto exchange = client_->start(std::move(request), [this, ticket, &listener](http_response response) {
            exchanges_.erase(ticket.worker);
            decode(ticket, listener, std::move(response));
        });
        exchanges_[ticket.worker] = {ticket, exchange};
    }

    void cancel(const job_ticket& ticket) override {
        const auto found = exchanges_.find(ticket.worker);
        if (found != exchanges_.end() && found->second.ticket == ticket) client_->cancel(found->second.exchange);
    }

    // Every trial begins with fresh connections, whatever the one before it left.
    void finish() override { client_.reset(); }

private:
    struct running_exchange {
        job_ticket ticket;
        exchange_id exchange = exchange_id::none;
    };

    // The key is asked for once: a keyring may have to be unlocked for it.
    result<void> open_access() {
        if (access_.chat) return {};
        auto access = open_endpoint(spec_->endpoint, spec_->stream, environment_.find_secret);
        if (!access) return tl::unexpected(access.error());
        access_ = std::move(*access);
        return {};
    }

    result<void> open_client() {
        if (const auto opened = open_access(); !opened) return opened;
        auto client = http_client::create(environment_.loop, {.connections = setting_.slots + 8});
        if (!client) return tl::unexpected(client.error());
        client_ = std::move(*client);
        return {};
    }

    http_limits limits_of_preconnecting() const {
        http_limits limits;
        limits.connect = spec_->limits().connect;
        limits.whole = 2 * limits.connect;
        return limits;
    }

    // One short exchange on a connection that is open already.
    void measure_round_trip(std::function<void(result<void>)> done) {
        http_request request{access_.models, {}, false, limits_of_preconnecting()};
        client_->start(std::move(request), [this, done = std::move(done)](const http_response& response) mutable {
            const auto& times = response.times;
            if (response.status != 0 && times.sent && times.first_byte) round_trip_ = *times.first_byte - *times.sent;
            answer_later(std::move(done), {});
        });
    }

    // What is handed to other threads or to a later round keeps clear of a destroyed workload.
    std::weak_ptr<const int> while_alive() const { return alive_; }

    void answer_later(std::function<void(result<void>)> done, result<void> outcome) {
        environment_.loop.post([alive = while_alive(), done = std::move(done), outcome = std::move(outcome)] {
            if (alive.lock()) done(outcome);
        });
    }

    void decode(const job_ticket& ticket, job_listener& listener, http_response response) {
        const judge_options options{began_, environment_.kept_output_bytes};
        decoder_.post([this, ticket, &listener, options, response = std::move(response)] {
            auto outcome = judge_exchange(response, *spec_, access_.secrets, options);
            environment_.loop.post([alive = while_alive(), ticket, &listener, outcome = std::move(outcome)]() mutable {
                if (alive.lock()) listener.on_job_ended(ticket, std::move(outcome));
            });
        });
    }

    std::shared_ptr<const llm_spec> spec_;
    workload_environment environment_;
    std::shared_ptr<const int> alive_ = std::make_shared<const int>(0);
    trial_setting setting_;
    instant began_{};
    endpoint_access access_;
    std::unique_ptr<chat_request_writer> writer_;
    std::unordered_map<int, running_exchange> exchanges_;  // by worker
    std::unique_ptr<endpoint_check> check_;
    std::unique_ptr<http_client> client_;
    std::optional<duration> round_trip_;
    bool simulated_ = false;
    task_thread decoder_;  // last: ends its work before anything that the work uses
};

}  // namespace

std::unique_ptr<workload> make_llm_workload(std::shared_ptr<const llm_spec> spec, workload_environment environment) {
    return std::make_unique<llm_workload>(std::move(spec), std::move(environment));
}

}  // namespace sweeplab
