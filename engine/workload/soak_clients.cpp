#include "engine/workload/soak_clients.h"

#include <algorithm>
#include <utility>

#include "engine/workload/exchange_judge.h"

namespace sweeplab {
namespace {

constexpr duration first_pause = std::chrono::milliseconds(500);
constexpr duration longest_pause = std::chrono::seconds(30);
constexpr std::size_t most_error_body = 1024 * 1024;

}  // namespace

soak_clients::soak_clients(std::shared_ptr<const llm_spec> spec, event_loop& loop)
    : spec_(std::move(spec)), loop_(loop), decoder_("sweeplab-soak") {}

soak_clients::~soak_clients() { close(); }

result<void> soak_clients::open(const endpoint_access& access, const trial_setting& setting, item_list prompts) {
    decoder_.drain();
    window_ = {};
    if (!spec_) return {};
    access_ = access;
    prompts_ = std::move(prompts);
    writer_ = std::make_unique<chat_request_writer>(*spec_, setting.workers, setting.seed);
    auto http = http_client::create(loop_, {.connections = setting.slots});
    if (!http) return tl::unexpected(http.error());
    http_ = std::move(*http);
    return {};
}

void soak_clients::start(const job_ticket& ticket, job_listener& listener) {
    auto& one = clients_[ticket.worker];
    one = client{};
    one.ticket = ticket;
    one.listener = &listener;
    one.started = loop_.now();
    one.next_pause = first_pause;
    if (spec_) ask(ticket.worker);
}

void soak_clients::ask(int worker) {
    auto& one = clients_.at(worker);
    one.pause = timer_id::none;
    http_request request;
    request.target = access_.chat;
    request.body = writer_->body_for(prompts_[next_prompt_++ % prompts_.size()]);
    request.streamed = true;
    request.limits = spec_->limits();
    request.limits.whole.reset();  // an answer may take as long as the soak
    request.most_body_bytes = most_error_body;
    request.on_bytes = [this, stream = one.stream](std::string_view bytes, const receive_stamp& stamp, instant sent) {
        decoder_.post([this, stream, text = std::string(bytes), arrived = stamp.arrived, sent] {
            stream->take(text, arrived, sent, window_);
        });
    };
    decoder_.post([stream = one.stream] { stream->begin(); });
    one.exchange = http_->start(std::move(request),
                                [this, worker](http_response response) { on_response(worker, std::move(response)); });
}

void soak_clients::on_response(int worker, http_response response) {
    auto& one = clients_.at(worker);
    one.exchange = exchange_id::none;
    decoder_.post([this, worker, stream = one.stream, response = std::move(response)] {
        stream->finish(window_);
        auto end = judge(response, *stream);
        if (end.ok) ++window_.requests;
        else if (!end.cut_off) ++window_.failed;
        loop_.post([this, alive = std::weak_ptr(alive_), worker, end = std::move(end)] {
            if (alive.lock()) on_answer(worker, end);
        });
    });
}

soak_clients::answer_end soak_clients::judge(const http_response& response, const soak_stream& stream) const {
    answer_end end;
    end.chunks = stream.chunks();
    end.output_tokens = stream.output_tokens();
    end.cut_off = response.end == http_end::cancelled;
    if (end.cut_off) return end;
    const bool whole = response.end == http_end::complete || response.stream_ended;
    const bool answered = response.status >= 200 && response.status < 300 && stream.has_content();
    if (answered && stream.fault()) {
        end.reason = failure_reason::server_error_event;
        end.fault = access_.secrets.clean(*stream.fault());
    } else if (answered && whole && (stream.finished() || response.delimited)) {
        end.ok = true;
    } else if (answered && whole) {
        end.reason = failure_reason::connection_broken;
        end.fault = "the connection was closed in the middle of the stream";
    } else {
        const auto outcome = judge_exchange(response, *spec_, access_.secrets, {began_});
        end.reason = outcome.span.reason;
        end.fault = outcome.span.message;
        end.fatal = outcome.verdict.ends_sweep;
        end.retry_after = outcome.verdict.retry_after;
        if (outcome.verdict.state == attempt_state::succeeded) {  // plain JSON: an answer, and no stream
            end.reason = failure_reason::malformed_answer;
            end.fault = "the server answered in one piece instead of streaming";
            end.fatal = true;
        }
    }
    return end;
}

void soak_clients::on_answer(int worker, const answer_end& end) {
    const auto found = clients_.find(worker);
    if (found == clients_.end()) return;
    auto& one = found->second;
    one.chunks = end.chunks;
    if (end.ok) {
        ++one.requests;
        one.next_pause = first_pause;
        one.tokens_known = one.tokens_known && end.output_tokens.has_value();
        one.output_tokens += end.output_tokens.value_or(0);
    } else if (!end.cut_off) {
        ++one.failed;
        one.last_reason = end.reason;
        one.last_fault = end.fault;
        if (end.fatal && one.failure.empty()) {
            one.failure = end.fault;
            one.ending = true;
        }
    }
    if (one.ending || one.cancelled) return deliver(worker);
    if (end.ok) return ask(worker);
    const auto pause = end.retry_after.value_or(one.next_pause);
    one.next_pause = std::min(2 * one.next_pause, longest_pause);
    one.pause = loop_.call_after(pause, [this, worker] { ask(worker); });
}

void soak_clients::cancel(const job_ticket& ticket) {
    const auto found = clients_.find(ticket.worker);
    if (found == clients_.end() || !(found->second.ticket == ticket) || found->second.cancelled) return;
    found->second.cancelled = true;
    end(found->second);
}

void soak_clients::end_all() {
    for (auto& [worker, one] : clients_) end(one);
}

void soak_clients::fail_all(const std::string& why) {
    for (auto& [worker, one] : clients_) {
        if (one.failure.empty()) one.failure = why;
        end(one);
    }
}

// What is being streamed comes to its end by way of on_response(); who waits is ended in a round of its own.
void soak_clients::end(client& one) {
    const bool under_way = std::exchange(one.ending, true);
    if (one.exchange != exchange_id::none) return http_->cancel(one.exchange);
    const bool waits = one.pause != timer_id::none || !spec_;
    loop_.cancel(std::exchange(one.pause, timer_id::none));
    if (waits && !under_way) end_soon(one.ticket.worker);
}

void soak_clients::end_soon(int worker) {
    loop_.post([this, alive = std::weak_ptr(alive_), worker] {
        if (alive.lock()) deliver(worker);
    });
}

void soak_clients::deliver(int worker) {
    const auto found = clients_.find(worker);
    if (found == clients_.end()) return;
    const client one = std::move(found->second);
    clients_.erase(found);
    job_outcome outcome;
    auto& verdict = outcome.verdict;
    auto& span = outcome.span;
    verdict.started = one.started;
    verdict.ended = loop_.now();
    if (one.cancelled) {
        verdict.state = attempt_state::cancelled;
        span.reason = failure_reason::stopped;
        span.message = "stopped";
    } else if (!one.failure.empty()) {
        verdict.state = attempt_state::failed;
        span.reason = one.last_reason == failure_reason::none ? failure_reason::internal : one.last_reason;
        span.message = one.failure;
    } else if (spec_ && one.chunks == 0) {
        verdict.state = attempt_state::failed;
        span.reason = one.last_reason == failure_reason::none ? failure_reason::empty_answer : one.last_reason;
        span.message = one.last_fault.empty() ? "no content came in the whole time" : one.last_fault;
    }
    span.state = verdict.state;
    span.start_ns = (verdict.started - began_).count();
    span.end_ns = (verdict.ended - began_).count();
    if (spec_) {
        span.measured.set(measure::requests_done, one.requests);
        span.measured.set(measure::requests_failed, one.failed);
        span.measured.set(measure::chunk_count, one.chunks);
        if (one.tokens_known && one.requests > 0) span.measured.set(measure::output_tokens, one.output_tokens);
    }
    one.listener->on_job_ended(one.ticket, std::move(outcome));
}

void soak_clients::take_window(std::function<void(soak_window)> done) {
    decoder_.post([this, done = std::move(done)] {
        loop_.post([alive = std::weak_ptr(alive_), done, taken = std::exchange(window_, {})]() mutable {
            if (alive.lock()) done(std::move(taken));
        });
    });
}

void soak_clients::close() {
    for (auto& [worker, one] : clients_) loop_.cancel(one.pause);
    clients_.clear();
    http_.reset();
}

}  // namespace sweeplab
