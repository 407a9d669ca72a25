#include "engine/workload/endpoint_check.h"

#include "engine/foundation/text.h"
#include "engine/workload/chat_request.h"
#include "engine/workload/exchange_judge.h"

namespace sweeplab {
namespace {

constexpr int most_probes = 3;
constexpr duration pause_between_probes = std::chrono::milliseconds(300);

std::vector<std::string> model_names(const http_response& response) {
    std::vector<std::string> names;
    const auto document = json::parse(response.body, nullptr, false);
    if (!document.is_object() || !document.contains("data") || !document["data"].is_array()) return names;
    for (const auto& model : document["data"])
        if (model.is_object() && model.contains("id") && model["id"].is_string()) names.push_back(model["id"]);
    return names;
}

std::string probe_body(const llm_spec& spec) {
    llm_spec small = spec;
    small.max_tokens = 1;
    small.stream = false;
    return chat_request_writer(small, 1, 1).body_for({"0", "Hello"});
}

}  // namespace

endpoint_check::endpoint_check(event_loop& loop, std::shared_ptr<const llm_spec> spec, endpoint_access access)
    : loop_(loop), spec_(std::move(spec)), access_(std::move(access)) {}

endpoint_check::~endpoint_check() { loop_.cancel(pending_); }

void endpoint_check::run(done_handler done) {
    done_ = std::move(done);
    auto client = http_client::create(loop_);
    if (!client) return settle(tl::unexpected(client.error()));
    client_ = std::move(*client);
    ask_for_models();
}

void endpoint_check::ask_for_models() {
    http_limits limits;
    limits.connect = spec_->limits().connect;
    limits.whole = limits.connect;
    client_->start({access_.models, {}, false, limits}, [this](const http_response& response) { judge_models(response); });
}

void endpoint_check::judge_models(const http_response& response) {
    note_server(response);
    if (response.status == 0) return settle(no_answer(response));
    if (response.status == 401) return settle(refusal(response));
    const auto names = response.status == 200 ? model_names(response) : std::vector<std::string>{};
    for (const auto& name : names)
        if (name == spec_->endpoint.model) return settle({});
    if (!names.empty()) models_in_words_ = "The server lists: " + shorten(join(names, ", "), 200) + ".";
    probe();
}

void endpoint_check::probe() {
    ++probes_;
    http_limits limits = spec_->limits();
    limits.whole = limits.first_token;  // one token is the whole answer
    client_->start({access_.chat, probe_body(*spec_), false, limits},
                   [this](const http_response& response) { judge_probe(response); });
}

void endpoint_check::judge_probe(const http_response& response) {
    note_server(response);
    const int status = response.status;
    // Too many requests now is no reason not to begin: the sweep knows how to wait.
    if ((status >= 200 && status < 300) || status == 429) return settle({});
    if (probes_ < most_probes && (status >= 500 || response.end == http_end::broken)) {
        pending_ = loop_.call_after(pause_between_probes, [this] { probe(); });
        return;
    }
    settle(status == 0 ? no_answer(response) : refusal(response));
}

void endpoint_check::note_server(const http_response& response) {
    if (response.header("server") == "sweeplab-simulator") simulated_ = true;
}

result<void> endpoint_check::failure(error_kind kind, const std::string& message, const std::string& advice) const {
    return fail(kind, access_.secrets.clean(message), spec_->endpoint.base_url, access_.secrets.clean(advice));
}

result<void> endpoint_check::no_answer(const http_response& response) const {
    switch (response.end) {
        case http_end::timed_out_connect:
        case http_end::timed_out_first_token:
        case http_end::timed_out_between_tokens:
            return failure(error_kind::timed_out, "the endpoint did not answer: " + response.message);
        case http_end::timed_out_whole:
            return failure(error_kind::timed_out, "the endpoint accepted the connection but did not answer in time",
                           "Is it an OpenAI-compatible server, and is the port right?");
        default: return failure(error_kind::network, "the endpoint cannot be reached: " + response.message, response.advice);
    }
}

result<void> endpoint_check::refusal(const http_response& response) const {
    const auto words = status_in_words(response.status, read_error_body(response.body));
    switch (response.status) {
        case 401:
        case 403:
            return failure(error_kind::refused, "the endpoint refuses the key: " + words,
                           spec_->endpoint.secret_name().empty()
                               ? "Name the key's environment variable in \"api_key_env\"."
                               : "Check the key in " + spec_->endpoint.secret_name() + ".");
        case 404:
            return failure(error_kind::not_found, "the endpoint does not know \"" + spec_->endpoint.model + "\": " + words,
                           models_in_words_);
        default:
            return failure(response.status >= 500 ? error_kind::network : error_kind::bad_input,
                           "the endpoint cannot do the work: " + words, models_in_words_);
    }
}

void endpoint_check::settle(result<void> outcome) {
    // Not from inside the client's callback: who is told may destroy this check, and the client with it.
    pending_ = loop_.call_after(duration::zero(), [this, outcome = std::move(outcome)] {
        const auto done = std::exchange(done_, nullptr);
        done(outcome);
    });
}

}  // namespace sweeplab
