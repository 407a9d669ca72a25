#include "engine/workload/llm_channel.h"

#include "engine/workload/exchange_judge.h"

namespace sweeplab {

llm_channel::llm_channel(std::shared_ptr<const llm_spec> spec, event_loop& loop, secret_lookup find_secret)
    : spec_(std::move(spec)), loop_(loop), find_secret_(std::move(find_secret)), decoder_("sweeplab-decode") {}

void llm_channel::check(done_handler done) {
    if (const auto opened = open_access(); !opened) return answer_later(std::move(done), opened);
    check_ = std::make_unique<endpoint_check>(loop_, spec_, access_);
    check_->run([this, done = std::move(done)](const result<void>& outcome) {
        simulated_ = check_->simulated();
        done(outcome);
    });
}

void llm_channel::prepare(int slots, instant began, done_handler done) {
    check_.reset();
    round_trip_.reset();
    began_ = began;
    if (const auto ready = open_client(slots); !ready) return answer_later(std::move(done), ready);
    if (!spec_->preconnect) return answer_later(std::move(done), {});
    // One connection carries all streams of HTTP/2.
    const bool shares_one = spec_->endpoint.http_version == "2";
    client_->preconnect(access_.models, shares_one ? 1 : slots, limits_of_preconnecting(),
                        [this, done = std::move(done)]() mutable { measure_round_trip(std::move(done)); });
}

void llm_channel::ask(const job_ticket& ticket, question asked, job_listener& listener) {
    http_request request{access_.chat, std::move(asked.body), spec_->stream, asked.spec->limits()};
    asked.body.clear();
    const auto exchange =
        client_->start(std::move(request), [this, ticket, &listener, asked = std::move(asked)](http_response response) {
            exchanges_.erase(ticket.worker);
            decode(ticket, listener, std::move(response), asked);
        });
    exchanges_[ticket.worker] = {ticket, exchange};
}

void llm_channel::cancel(const job_ticket& ticket) {
    const auto found = exchanges_.find(ticket.worker);
    if (found != exchanges_.end() && found->second.ticket == ticket) client_->cancel(found->second.exchange);
}

// Every trial begins with fresh connections, whatever the one before it left.
void llm_channel::finish() { client_.reset(); }

// The key is asked for once: a keyring may have to be unlocked for it.
result<void> llm_channel::open_access() {
    if (access_.chat) return {};
    auto access = open_endpoint(spec_->endpoint, spec_->stream, find_secret_);
    if (!access) return tl::unexpected(access.error());
    access_ = std::move(*access);
    return {};
}

result<void> llm_channel::open_client(int slots) {
    if (const auto opened = open_access(); !opened) return opened;
    auto client = http_client::create(loop_, {.connections = slots + 8});
    if (!client) return tl::unexpected(client.error());
    client_ = std::move(*client);
    return {};
}

http_limits llm_channel::limits_of_preconnecting() const {
    http_limits limits;
    limits.connect = spec_->limits().connect;
    limits.whole = 2 * limits.connect;
    return limits;
}

// One short exchange on a connection that is open already.
void llm_channel::measure_round_trip(done_handler done) {
    http_request request{access_.models, {}, false, limits_of_preconnecting()};
    client_->start(std::move(request), [this, done = std::move(done)](const http_response& response) mutable {
        const auto& times = response.times;
        if (response.status != 0 && times.sent && times.first_byte) round_trip_ = *times.first_byte - *times.sent;
        answer_later(std::move(done), {});
    });
}

void llm_channel::answer_later(done_handler done, result<void> outcome) {
    loop_.post([alive = while_alive(), done = std::move(done), outcome = std::move(outcome)] {
        if (alive.lock()) done(outcome);
    });
}

void llm_channel::decode(const job_ticket& ticket, job_listener& listener, http_response response, const question& asked) {
    const judge_options options{began_, asked.kept_output_bytes, asked.whole_text_bytes};
    decoder_.post([this, ticket, &listener, options, spec = asked.spec, response = std::move(response)] {
        auto outcome = judge_exchange(response, *spec, access_.secrets, options);
        loop_.post([alive = while_alive(), ticket, &listener, outcome = std::move(outcome)]() mutable {
            if (alive.lock()) listener.on_job_ended(ticket, std::move(outcome));
        });
    });
}

}  // namespace sweeplab
