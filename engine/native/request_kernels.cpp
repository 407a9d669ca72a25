// HTTP requests over loopback: many at once, and with a delay as a network has it.

#include <algorithm>

#include <fmt/format.h>

#include "engine/foundation/event_loop.h"
#include "engine/http/http_client.h"
#include "engine/native/echo_server.h"
#include "engine/native/kernel_registry.h"
#include "engine/native/latency_sample.h"

namespace sweeplab::native {
namespace {

constexpr duration between_looks = std::chrono::milliseconds(20);

// One thread's requests: so many in flight at once until its share is done. On that thread alone.
class request_stream {
public:
    request_stream(std::int64_t requests, std::int64_t at_once, std::int64_t first_number)
        : requests_(requests), at_once_(std::min(at_once, requests)), first_number_(first_number) {}

    result<void> open(const std::string& url, const stop_signal& stop) {
        if (requests_ == 0) return {};
        auto loop = event_loop::create();
        if (!loop) return tl::unexpected(loop.error());
        loop_ = std::move(*loop);
        http_client_options options;
        options.connections = static_cast<int>(at_once_);
        auto client = http_client::create(*loop_, options);
        if (!client) return tl::unexpected(client.error());
        client_ = std::move(*client);
        http_target_options where;
        where.url = url;
        where.bypass_proxies = true;
        auto target = http_target::create(std::move(where));
        if (!target) return tl::unexpected(target.error());
        target_ = *target;
        bool connected = false;
        client_->preconnect(target_, static_cast<int>(at_once_), limits(), [&connected] { connected = true; });
        run_until([&connected] { return connected; }, stop);
        return {};
    }

    result<void> send_all(const stop_signal& stop) {
        if (stop.asked()) return fail(error_kind::cancelled, "stopped");
        if (requests_ == 0) return {};
        constexpr std::int64_t most_reserved = 1 << 20;
        latencies_.reserve(static_cast<std::size_t>(std::min(requests_, most_reserved)));
        for (std::int64_t i = 0; i < at_once_; ++i) send_next();
        run_until([this] { return ended_ == requests_ || fault_; }, stop);
        if (stop.asked()) return fail(error_kind::cancelled, "stopped");
        if (fault_) return tl::unexpected(*fault_);
        return {};
    }

    // Connections are closed on the thread that they belong to.
    void close() {
        client_.reset();
        loop_.reset();
    }

    const std::vector<std::int64_t>& latencies() const { return latencies_; }
    std::int64_t new_connections() const { return new_connections_; }

private:
    static http_limits limits() {
        http_limits some;
        some.connect = std::chrono::seconds(30);
        some.whole = std::chrono::seconds(60);
        return some;
    }

    void send_next() {
        const auto number = first_number_ + sent_++;
        http_request request;
        request.target = target_;
        request.body = std::to_string(number);
        request.limits = limits();
        client_->start(std::move(request), [this, number](http_response answer) { on_answer(number, answer); });
    }

    void on_answer(std::int64_t number, const http_response& answer) {
        if (answer.end != http_end::complete || answer.status != 200)
            return set_fault(fmt::format("request {} was not answered: {}", number + 1,
                                         answer.message.empty() ? fmt::format("status {}", answer.status) : answer.message));
        if (answer.body != echo_of(std::to_string(number)))
            return set_fault(fmt::format("request {} got another one's answer", number + 1));
        latencies_.push_back((answer.times.last_byte.value_or(answer.times.ended) - answer.times.due).count());
        if (answer.times.connect) ++new_connections_;
        ++ended_;
        if (sent_ < requests_) send_next();
    }

    void set_fault(std::string why) {
        if (!fault_) fault_ = error{error_kind::network, std::move(why), "", ""};
    }

    template <class Done>
    void run_until(Done done, const stop_signal& stop) {
        look_again(stop);
        loop_->run_until([&] { return done() || stop.asked(); });
        loop_->cancel(look_);
    }
    // The loop has to wake up to see that it is to stop.
    void look_again(const stop_signal& stop) {
        look_ = loop_->call_after(between_looks, [this, &stop] { look_again(stop); });
    }

    std::int64_t requests_, at_once_, first_number_;
    std::int64_t sent_ = 0, ended_ = 0, new_connections_ = 0;
    std::unique_ptr<event_loop> loop_;
    std::unique_ptr<http_client> client_;
    std::shared_ptr<const http_target> target_;
    timer_id look_ = timer_id::none;
    std::vector<std::int64_t> latencies_;
    std::optional<error> fault_;
};

class loopback_requests final : public kernel {
public:
    explicit loopback_requests(const settings& values)
        : requests_(values.at("requests")),
          concurrent_(std::min(values.at("concurrent"), requests_)),
          delay_(std::chrono::microseconds(values.contains("delay_us") ? values.at("delay_us") : 0)) {}

    kernel_needs needs(int threads) const override {
        constexpr std::int64_t memory_of_request = 200'000;  // of both sides: handle, buffers, socket
        return {concurrent_ * memory_of_request, 0, concurrent_ + 16 + 8 * threads};
    }

    result<void> prepare(const kernel_place& place, const stop_signal&) override {
        for (int thread = 0; thread < place.threads; ++thread) {
            const auto at_once = part_of(concurrent_, place.threads, thread);
            const auto share = part_of(requests_, place.threads, thread);
            auto server = echo_server::start(delay_, at_once.end - at_once.begin + 16);
            if (!server) return tl::unexpected(server.error());
            servers_.push_back(std::move(*server));
            // Every thread keeps one in flight at least.
            streams_.emplace_back(share.end - share.begin, std::max<std::int64_t>(1, at_once.end - at_once.begin),
                                  share.begin);
        }
        return {};
    }

    result<void> prepare_thread(int thread, const stop_signal& stop) override {
        const auto place = static_cast<std::size_t>(thread);
        return streams_[place].open(servers_[place]->url(), stop);
    }

    result<void> work(int thread, const stop_signal& stop) override {
        return streams_[static_cast<std::size_t>(thread)].send_all(stop);
    }

    void finish_thread(int thread) override { streams_[static_cast<std::size_t>(thread)].close(); }

    result<kernel_findings> verify(const stop_signal& stop) override {
        if (stop.asked()) return fail(error_kind::cancelled, "stopped");
        std::vector<std::vector<std::int64_t>> latencies;
        std::int64_t answered = 0, new_connections = 0;
        for (const auto& stream : streams_) {
            latencies.push_back(stream.latencies());
            answered += static_cast<std::int64_t>(stream.latencies().size());
            new_connections += stream.new_connections();
            for (const auto latency : stream.latencies())
                if (latency < delay_.count())
                    return fail(
                        error_kind::internal,
                        fmt::format("an answer came after {} ns, before the delay of {} ns", latency, delay_.count()),
                        name());
        }
        if (answered != requests_)
            return fail(error_kind::internal, fmt::format("{} of {} requests were answered", answered, requests_), name());
        kernel_findings found;
        found.work_done = requests_;
        set_latencies(found, latencies);
        found.verified = fmt::format("each of {} requests got the answer to its own body", grouped(requests_));
        if (delay_ > duration::zero()) found.verified += fmt::format(", none before {:g} ms", to_seconds(delay_) * 1000);
        found.remarks.push_back(
            fmt::format("HTTP/1.1 over loopback, up to {} in flight at once over connections opened before; every thread "
                        "has a server process of "
                        "its own on the same machine.",
                        grouped(concurrent_)));
        if (delay_ > duration::zero())
            found.remarks.push_back("The delay is made up by the server: no network is part of this.");
        if (new_connections > 0)
            found.remarks.push_back(
                fmt::format("{} requests had to open a connection of their own.", grouped(new_connections)));
        return found;
    }

private:
    const char* name() const { return delay_ > duration::zero() ? "kernel requests_delayed" : "kernel requests"; }

    std::int64_t requests_, concurrent_;
    duration delay_;
    std::vector<std::unique_ptr<echo_server>> servers_;  // by thread; outlive the streams
    std::vector<request_stream> streams_;
};

std::unique_ptr<kernel> make(const settings& values) { return std::make_unique<loopback_requests>(values); }

}  // namespace

std::vector<kernel_entry> request_kernels() {
    constexpr std::int64_t most_at_once = 100'000, most_requests = 1'000'000'000;
    return {{"requests",
             "requests",
             work_unit::requests,
             "HTTP requests over loopback, all in flight at once",
             {{"requests", 10'000, 1, most_requests, "how many, over all threads"},
              {"concurrent", 10'000, 1, most_at_once, "in flight at once, over all threads"}},
             &make},
            {"requests_delayed",
             "requests",
             work_unit::requests,
             "HTTP requests over loopback to a server that answers after a delay",
             {{"requests", 5'000, 1, most_requests, "how many, over all threads"},
              {"concurrent", 100, 1, most_at_once, "in flight at once, over all threads"},
              {"delay_us", 5'000, 1, 60'000'000, "microseconds before each answer"}},
             &make}};
}

}  // namespace sweeplab::native
