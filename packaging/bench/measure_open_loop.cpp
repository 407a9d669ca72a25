// How late requests of an open loop are sent: due by the plan against handed to the kernel.
#include <algorithm>

#include "engine/dispatch/dispatcher.h"
#include "engine/http/http_client.h"
#include "packaging/bench/measures.h"

namespace sweeplab::bench {
namespace {

constexpr int slots = 64;

// The dispatcher with nothing but the HTTP client behind it.
class open_loop final : private job_runner, private dispatch_observer {
public:
    open_loop(event_loop& loop, http_client& client, std::shared_ptr<const http_target> target, double per_s, double seconds)
        : loop_(loop), client_(client), target_(std::move(target)), limiter_(limits_spec{}) {
        std::vector<dispatch_item> items(static_cast<std::size_t>(per_s * seconds));
        for (std::size_t i = 0; i < items.size(); ++i) {
            due_.push_back(from_seconds(static_cast<double>(i) / per_s));
            items[i].due = due_.back();
        }
        dispatch_options options;
        options.slots = slots;
        dispatcher_ = std::make_unique<dispatcher>(std::move(items), options, limiter_, loop,
                                                   static_cast<job_runner&>(*this), static_cast<dispatch_observer&>(*this));
    }

    result<json> figures() {
        dispatcher_->start();
        loop_.run_until([this] { return finished_; });
        if (failed_ > 0) return fail(error_kind::network, std::to_string(failed_) + " requests failed");
        std::vector<double> late_us;
        const auto began = dispatcher_->outcome().began;
        for (const auto& [item, sent] : sent_)
            late_us.push_back(to_seconds(sent - began - due_[static_cast<std::size_t>(item)]) * 1e6);
        std::ranges::sort(late_us);
        const auto at = [&](double share) {
            return late_us[static_cast<std::size_t>(share * static_cast<double>(late_us.size() - 1))];
        };
        return json{{"p50_us", at(0.5)}, {"p99_us", at(0.99)}, {"max_us", late_us.back()}};
    }

private:
    void start(const job_ticket& ticket) override {
        client_.start({target_, body_, false, {}}, [this, ticket](const http_response& response) {
            const bool well = response.end == http_end::complete && response.status == 200;
            if (!well) ++failed_;
            else sent_.emplace_back(ticket.item, *response.times.sent);
            job_verdict verdict;
            verdict.state = well ? attempt_state::succeeded : attempt_state::failed;
            verdict.started = response.times.sent.value_or(response.times.due);
            verdict.ended = response.times.ended;
            dispatcher_->job_ended(ticket, verdict);
        });
    }
    void cancel(const job_ticket&) override {}
    void on_finished() override { finished_ = true; }

    event_loop& loop_;
    http_client& client_;
    std::shared_ptr<const http_target> target_;
    const std::string body_ = R"({"model":"bench","messages":[{"role":"user","content":"Say ok"}]})";
    rate_limiter limiter_;
    std::vector<duration> due_;
    std::vector<std::pair<int, instant>> sent_;
    std::unique_ptr<dispatcher> dispatcher_;
    int failed_ = 0;
    bool finished_ = false;
};

}  // namespace

result<json> measure_open_loop(const json& settings) {
    const auto loop = event_loop::create();
    if (!loop) return tl::unexpected(loop.error());
    http_client_options options;
    options.connections = slots + 8;
    const auto client = http_client::create(**loop, options);
    if (!client) return tl::unexpected(client.error());
    const std::string url = settings.at("url");
    const auto target = http_target::create(
        {url + "/chat/completions", {{"Content-Type", "application/json"}}, http_version::one_one, true});
    if (!target) return tl::unexpected(target.error());
    // As before a trial: connections are open.
    constexpr double warm_up_per_s = 500, warm_up_s = 0.2;
    if (const auto warm = open_loop(**loop, **client, *target, warm_up_per_s, warm_up_s).figures(); !warm) return warm;
    return open_loop(**loop, **client, *target, settings.at("per_s"), settings.at("seconds")).figures();
}

}  // namespace sweeplab::bench
