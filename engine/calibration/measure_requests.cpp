#include <functional>

#include "engine/calibration/lone_trial.h"
#include "engine/calibration/measures.h"
#include "engine/dispatch/dispatcher.h"
#include "engine/http/http_client.h"

namespace sweeplab::calibration {
namespace {

constexpr int requests_to_warm_up = 2000;

// The same for every client that is compared.
std::string request_body() { return R"({"model":"bench","messages":[{"role":"user","content":"Say ok"}]})"; }

// The dispatcher with nothing but the HTTP client behind it.
class request_burst final : private job_runner, private dispatch_observer {
public:
    request_burst(event_loop& loop, http_client& client, std::shared_ptr<const http_target> target, int requests,
                  int workers)
        : loop_(loop),
          client_(client),
          target_(std::move(target)),
          limiter_(limits_spec{}),
          dispatcher_(std::vector<dispatch_item>(static_cast<std::size_t>(requests)), options(workers), limiter_, loop,
                      *this, *this) {}

    result<double> seconds() {
        dispatcher_.start();
        loop_.run_until([this] { return finished_; });
        if (failed_ > 0) return fail(error_kind::network, std::to_string(failed_) + " requests failed");
        return to_seconds(dispatcher_.outcome().ended - dispatcher_.outcome().began);
    }

private:
    static dispatch_options options(int workers) {
        dispatch_options options;
        options.slots = workers;
        return options;
    }

    void start(const job_ticket& ticket) override {
        client_.start({target_, body_, false, {}}, [this, ticket](const http_response& response) {
            const bool well = response.end == http_end::complete && response.status == 200;
            if (!well) ++failed_;
            job_verdict verdict;
            verdict.state = well ? attempt_state::succeeded : attempt_state::failed;
            verdict.started = *response.times.sent;
            verdict.ended = *response.times.last_byte;
            dispatcher_.job_ended(ticket, verdict);
        });
    }
    void cancel(const job_ticket&) override {}
    void on_finished() override { finished_ = true; }

    event_loop& loop_;
    http_client& client_;
    std::shared_ptr<const http_target> target_;
    const std::string body_ = request_body();
    rate_limiter limiter_;
    dispatcher dispatcher_;
    int failed_ = 0;
    bool finished_ = false;
};

json llm_workload_of(const std::string& url, int items) {
    return {{"kind", "llm"},
            {"endpoint", {{"base_url", url}, {"model", "bench"}}},
            {"prompt", "Say ok"},
            {"stream", false},
            {"items", {{"made_up", {{"count", items}, {"words", 1}}}}}};
}

// First a few to warm up and to learn how many fill the time, then those.
result<double> rate_of(double fill_s, const std::function<result<double>(int)>& seconds_for) {
    const auto warm_up = seconds_for(requests_to_warm_up);
    if (!warm_up) return tl::unexpected(warm_up.error());
    const int requests = static_cast<int>(fill_s * requests_to_warm_up / *warm_up) + 1;
    const auto seconds = seconds_for(requests);
    if (!seconds) return tl::unexpected(seconds.error());
    return requests / *seconds;
}

}  // namespace

result<double> requests_per_s(const std::string& url, int workers, double fill_s) {
    const auto loop = event_loop::create();
    if (!loop) return tl::unexpected(loop.error());
    http_client_options options;
    options.connections = workers + 8;
    const auto client = http_client::create(**loop, options);
    if (!client) return tl::unexpected(client.error());
    const auto target = http_target::create(
        {url + "/chat/completions", {{"Content-Type", "application/json"}}, http_version::one_one, true});
    if (!target) return tl::unexpected(target.error());
    return rate_of(fill_s,
                   [&](int requests) { return request_burst(**loop, **client, *target, requests, workers).seconds(); });
}

result<double> whole_requests_per_s(const std::string& url, int workers, double fill_s) {
    return rate_of(fill_s, [&](int requests) -> result<double> {
        const auto trial = run_trial(llm_workload_of(url, requests), workers);
        if (!trial) return tl::unexpected(trial.error());
        return trial->seconds;
    });
}

}  // namespace sweeplab::calibration
