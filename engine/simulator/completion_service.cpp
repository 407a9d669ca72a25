#include "engine/simulator/completion_service.h"

#include <sys/resource.h>

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sweeplab::simulator {
namespace {

using nlohmann::json;
using fault_kind = simulated_fault::kind;

constexpr std::string_view chat_path = "/v1/chat/completions";
constexpr std::string_view text_path = "/v1/completions";
constexpr std::string_view models_path = "/v1/models";
constexpr std::string_view metrics_path = "/metrics";  // as services have it, beside the API

api_error wrong_method(const http_request& request, std::string allowed) {
    return {405,
            fmt::format("Not allowed to {} on {} (HINT: Perhaps you meant to use a different HTTP method?)", request.method,
                        request.path),
            "invalid_request_error",
            {},
            "method_not_supported",
            {{"Allow", std::move(allowed)}}};
}

api_error unknown_path(const http_request& request) {
    return {404,
            fmt::format("Unknown request URL: {} {}. This simulated endpoint has /v1/models, /v1/chat/completions and "
                        "/v1/completions.",
                        request.method, request.path),
            "invalid_request_error",
            {},
            "unknown_url",
            {}};
}

api_error unknown_model(const std::string& wanted, const std::string& known) {
    return {404,
            fmt::format("The model `{}` does not exist on this simulated endpoint. It has `{}`.", wanted, known),
            "invalid_request_error",
            "model",
            "model_not_found",
            {}};
}

json model_card(const std::string& model, std::int64_t created) {
    return {{"id", model}, {"object", "model"}, {"created", created}, {"owned_by", "sweeplab-simulator"}};
}

std::int64_t epoch_seconds() { return wall_clock_now() / 1000; }

}  // namespace

int completion_service::open_answer::tokens() const {
    if (spoilt_by(fault_kind::cut_mid_stream)) return halfway();
    return std::max(1, static_cast<int>(answer.pieces.size()));
}

completion_service::completion_service(simulator_options options, const clock& time, std::function<void(instant)> wake_at,
                                       live_counts& counts)
    : options_(std::move(options)),
      time_(time),
      wake_at_(std::move(wake_at)),
      counts_(counts),
      faults_(options_.faults, options_.seed),
      limits_(options_.requests_per_minute, options_.tokens_per_minute, options_.model, time.now()),
      model_(options_.total_tokens_per_s, options_.slots, time.now()),
      started_(epoch_seconds()) {}

void completion_service::on_request(exchange_id id, const http_request& request, std::shared_ptr<reply_channel> channel) {
    if (request.path == metrics_path && request.method == "GET") return channel->reply(metrics());
    ++counts_.requests;
    const bool chat = request.path == chat_path;
    const bool lists = request.path == models_path;
    const bool names_model = request.path.starts_with(std::string(models_path) + "/");
    if (!chat && !lists && !names_model && request.path != text_path) return channel->reply(to_reply(unknown_path(request)));
    const std::string allowed = lists || names_model ? "GET" : "POST";
    if (request.method != allowed) return channel->reply(to_reply(wrong_method(request, allowed)));
    if (const auto fault = authorise(request)) return channel->reply(to_reply(*fault));
    if (lists || names_model) return channel->reply(models(lists ? "" : request.path.substr(models_path.size() + 1)));
    complete(id, request, chat, std::move(channel));
}

http_reply completion_service::refusal(int status, std::string_view why) {
    ++counts_.requests;
    return to_reply({status, std::string(why), "invalid_request_error", {}, {}, {}});
}

std::optional<api_error> completion_service::authorise(const http_request& request) const {
    if (options_.api_key.empty() || request.authorization == "Bearer " + options_.api_key) return std::nullopt;
    api_error fault{401, "Incorrect API key provided.", "invalid_request_error", {}, "invalid_api_key", {}};
    if (request.authorization.empty()) {
        fault.message = "You didn't provide an API key. Send it as a bearer token (Authorization: Bearer YOUR_KEY).";
        fault.code.clear();
    }
    return fault;
}

http_reply completion_service::models(const std::string& id) const {
    if (id.empty()) return {200, {}, json{{"object", "list"}, {"data", {model_card(options_.model, started_)}}}.dump()};
    if (id != options_.model) return to_reply(unknown_model(id, options_.model));
    return {200, {}, model_card(options_.model, started_).dump()};
}

// In Prometheus' text format. Of the process only what every system tells: where the endpoint is built in, it is the whole
// program's.
http_reply completion_service::metrics() const {
    std::string text;
    const auto add = [&text](std::string_view name, std::string_view type, std::string_view help, auto value) {
        text += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", name, type, help, value);
    };
    add("sweeplab_simulator_requests_total", "counter", "Requests to the API.", counts_.requests.load());
    add("sweeplab_simulator_answered_total", "counter", "Completions answered to their end.", counts_.answered.load());
    add("sweeplab_simulator_refused_total", "counter", "Requests refused by a rate limit.", counts_.refused_by_limit.load());
    add("sweeplab_simulator_faults_total", "counter", "Faults made on purpose.", counts_.faults.load());
    add("sweeplab_simulator_open_streams", "gauge", "Answers being streamed.", counts_.open_streams.load());
    rusage use{};
    if (::getrusage(RUSAGE_SELF, &use) == 0)
        add("process_cpu_seconds_total", "counter", "Processor time of the whole process.",
            static_cast<double>(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
                static_cast<double>(use.ru_utime.tv_usec + use.ru_stime.tv_usec) * 1e-6);
    http_reply page{200, {}, std::move(text)};
    page.type = "text/plain; version=0.0.4; charset=utf-8";
    return page;
}

void completion_service::complete(exchange_id id, const http_request& http, bool chat,
                                  std::shared_ptr<reply_channel> channel) {
    auto request = read_completion_request(http.body, chat);
    if (!request) return channel->reply(to_reply(request.error()));
    if (request->model != options_.model) return channel->reply(to_reply(unknown_model(request->model, options_.model)));
    const simulated_fault* fault = faults_.next(request->prompt);
    if (fault) {
        ++counts_.faults;
        if (spoil_at_once(*fault, *channel)) return;
    }
    auto answer = make_up_answer({request->prompt, request->as_json, request->most_tokens, request->stops},
                                 {options_.seed, options_.output_tokens, options_.variation});
    const double tokens = request->prompt_tokens + static_cast<double>(answer.pieces.size());
    if (const auto refused = limits_.admit(tokens, time_.now())) {
        ++counts_.refused_by_limit;
        return channel->reply(to_reply(*refused));
    }
    open(id, std::move(*request), std::move(answer), std::move(channel), fault);
}

bool completion_service::spoil_at_once(const simulated_fault& fault, reply_channel& channel) {
    if (fault.what == fault_kind::refuse) {
        channel.break_off();
        return true;
    }
    if (fault.what != fault_kind::server_error) return false;
    channel.reply(to_reply({fault.status,
                            "The server had an error while processing your request (a simulated fault).",
                            "server_error",
                            {},
                            {},
                            {}}));
    return true;
}

void completion_service::open(exchange_id id, completion_request request, made_up_answer answer,
                              std::shared_ptr<reply_channel> channel, const simulated_fault* fault) {
    completion_writer writer(request, id, epoch_seconds());
    auto& opened = open_
                       .emplace(id, open_answer{std::move(channel), std::move(request), std::move(answer), std::move(writer),
                                                limits_.headers(time_.now()), fault})
                       .first->second;
    const auto now_open = ++counts_.open_streams;
    if (now_open > counts_.most_open_streams) counts_.most_open_streams = now_open;
    if (opened.spoilt_by(fault_kind::hang)) return;
    if (opened.spoilt_by(fault_kind::slow_headers)) {
        opened.delayed = delayed_.add(time_.now() + from_seconds(fault->delay_s), [this, id] { serve(id); });
        return pump();
    }
    serve(id);
    pump();
}

service_demand completion_service::demand_of(const open_answer& answer) const {
    const int tokens = answer.tokens();
    if (!answer.request.seconds) {
        const double speed = answer.answer.speed;
        return {from_seconds(options_.time_to_first_token_s / speed), options_.tokens_per_s * speed, tokens};
    }
    // As long as it was asked to take: the first token when it would come anyway, if there is time, the others evenly.
    const double whole = *answer.request.seconds;
    if (tokens == 1) return {from_seconds(whole), options_.tokens_per_s, tokens};
    const double first = std::min(options_.time_to_first_token_s, whole / 2);
    constexpr double shortest_s = 1e-9;
    return {from_seconds(first), (tokens - 1) / std::max(whole - first, shortest_s), tokens};
}

void completion_service::serve(exchange_id id) {
    model_.advance(time_.now(), *this);
    model_.arrive(id, demand_of(open_.at(id)));
}

void completion_service::close(exchange_id id) {
    const auto found = open_.find(id);
    if (found == open_.end()) return;
    delayed_.remove(found->second.delayed);
    open_.erase(found);
    --counts_.open_streams;
}

void completion_service::on_client_gone(exchange_id id) {
    model_.advance(time_.now(), *this);
    model_.leave(id);
    close(id);
    pump();
}

void completion_service::on_wake() { pump(); }

void completion_service::pump() {
    const instant now = time_.now();
    while (auto work = delayed_.take_due(now)) work();
    model_.advance(now, *this);
    auto due = model_.next_due();
    if (const auto delayed = delayed_.next_due()) due = due ? std::min(*due, *delayed) : *delayed;
    if (due) wake_at_(*due);
}

void completion_service::on_service_began(stream_id id) {
    auto& answer = open_.at(id);
    if (!answer.request.stream) return;
    answer.channel->begin_stream(answer.headers);
    if (const auto opening = answer.writer.opening(); !opening.empty()) answer.channel->stream(opening, false);
}

void completion_service::on_token(stream_id id, int index, bool last) {
    auto& answer = open_.at(id);
    if (answer.request.stream) stream_token(answer, index, last);
    else if (last) reply_whole(answer);
    if (!last) return;
    if (!answer.spoilt_by(fault_kind::cut_mid_stream)) ++counts_.answered;
    close(id);
}

void completion_service::stream_token(open_answer& answer, int index, bool last) {
    std::string events;
    if (answer.spoilt_by(fault_kind::malformed_event) && index + 1 == answer.halfway()) events += answer.writer.malformed();
    // A stop may have ended the text before its first word.
    const auto& pieces = answer.answer.pieces;
    if (index < static_cast<int>(pieces.size())) events += answer.writer.piece(pieces[static_cast<std::size_t>(index)]);
    const bool cut = answer.spoilt_by(fault_kind::cut_mid_stream);
    if (last && !cut) events += answer.writer.closing({answer.answer.cut_by_limit, static_cast<int>(pieces.size())});
    answer.channel->stream(events, last && !cut);
    if (last && cut) answer.channel->break_off();
}

void completion_service::reply_whole(open_answer& answer) {
    const auto& made_up = answer.answer;
    http_reply reply{200, answer.headers,
                     answer.writer.whole(made_up.text(), {made_up.cut_by_limit, static_cast<int>(made_up.pieces.size())})};
    if (answer.spoilt_by(fault_kind::malformed_event)) reply.body.resize(reply.body.size() / 2);
    if (answer.spoilt_by(fault_kind::cut_mid_stream)) return answer.channel->reply_cut(reply, reply.body.size() / 2);
    answer.channel->reply(reply);
}

}  // namespace sweeplab::simulator
