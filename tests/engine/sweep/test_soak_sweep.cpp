// Soaks as whole trials: real sockets, real child processes, a real process watched.
#include <doctest/doctest.h>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include <fmt/format.h>

#include "engine/simulator/simulated_endpoint.h"
#include "engine/sweep/sweep_runner.h"
#include "engine/workload/workload_kinds.h"
#include "tests/support/scripted_server.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

class keeping_sink final : public sweep_sink {
public:
    result<void> trial_begins(trial&) override { return {}; }
    void attempt_started(const job_ticket&, std::int64_t) override {}
    void attempt_ended(attempt span, bool) override { attempts.push_back(std::move(span)); }
    void soak_sampled(soak_sample sample) override {
        samples.push_back(std::move(sample));
        if (on_sample) on_sample();
    }
    result<void> trial_ended(const trial& ended, std::vector<worker_interval> states, bool) override {
        summary = ended;
        intervals = std::move(states);
        return {};
    }
    std::function<void()> on_sample;
    std::vector<attempt> attempts;
    std::vector<soak_sample> samples;
    std::vector<worker_interval> intervals;
    trial summary;

    std::int64_t total(std::int64_t soak_sample::*part) const {
        std::int64_t sum = 0;
        for (const auto& one : samples) sum += one.*part;
        return sum;
    }
};

struct swept {
    result<void> checked;
    sweep_outcome outcome;
    keeping_sink sink;
};

plan plan_of(const json& workload, int workers) {
    json whole = {{"kind", "soak"}, {"duration_s", 0.5}, {"every_s", 0.1}};
    whole.merge_patch(workload);
    const auto work =
        read_plan({{"sweeplab", 1}, {"workload", whole}, {"sweep", {{"workers", {workers}}}}}, known_workload_kinds());
    if (!work) FAIL(work.error().text());
    return *work;
}

// `prepare` sees the runner before it runs.
std::unique_ptr<swept> soak(const json& workload, int workers = 1,
                            const std::function<void(sweep_runner&, keeping_sink&)>& prepare = {}) {
    const auto work = plan_of(workload, workers);
    auto done = std::make_unique<swept>();
    const auto items = load_items(work, ".").value();
    const auto loop = event_loop::create().value();
    sweep_runner runner(work, items, schedule_of(work.sweep), {*loop, "."}, done->sink);
    if (prepare) prepare(runner, done->sink);
    done->checked = runner.check();
    if (done->checked) done->outcome = runner.run();
    return done;
}

json simulated(const json& more = json::object()) {
    static const auto server = simulated_endpoint::start({}).value();
    json workload = {{"endpoint", {{"base_url", server->base_url()}, {"model", "sim-small"}}},
                     {"prompt", "Go on"},
                     {"max_tokens", 8},
                     {"metrics",
                      {{"url", server->base_url().substr(0, server->base_url().rfind('/')) + "/metrics"},
                       {"series", {"sweeplab_simulator_requests_total", "sweeplab_simulator_open_streams"}}}}};
    workload.merge_patch(more);
    return workload;
}

std::string chunk() { return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}\n\n"; }
std::string head_of_a_stream() { return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"; }

}  // namespace

TEST_CASE("clients ask again and again until the time is over, and samples hold what came") {
    const auto done = soak(simulated(), 2);
    REQUIRE_MESSAGE(done->checked, done->checked.error().text());
    const auto& sink = done->sink;
    CHECK(sink.summary.state == trial_state::complete);
    CHECK(*sink.summary.time_ns >= 450'000'000);  // the workload's clock begins a moment before the dispatcher's
    REQUIRE(sink.attempts.size() == 2);
    CHECK(check_tiling(sink.intervals, 2, *sink.summary.time_ns));
    REQUIRE(sink.samples.size() >= 4);
    CHECK(sink.samples.front().length_ns == sink.samples.front().at_ns);
    std::int64_t covered = 0;
    for (const auto& one : sink.samples) {
        covered += one.length_ns;
        CHECK(one.at_ns == covered);
        CHECK(one.series.size() == 2);
        CHECK(one.used.has(resource::own_memory));
    }
    // What the samples say and what the clients say is the same.
    std::int64_t asked = 0, chunks = 0;
    for (const auto& one : sink.attempts) {
        CHECK(one.state == attempt_state::succeeded);
        asked += *one.measured.get(measure::requests_done);
        chunks += *one.measured.get(measure::chunk_count);
        CHECK(one.measured.get(measure::requests_failed) == 0);
    }
    CHECK(asked >= 2);
    CHECK(sink.total(&soak_sample::requests) == asked);
    CHECK(sink.total(&soak_sample::chunks) == chunks);
    CHECK(sink.total(&soak_sample::failed) == 0);
    std::int64_t gaps = 0, firsts = 0;
    for (const auto& one : sink.samples) {
        gaps += one.gaps.count();
        firsts += one.first_content.count();
    }
    CHECK(gaps + firsts == chunks);
    CHECK(sink.samples.back().series[0].value_or(0) >= 2);
    CHECK(sink.summary.resources.samples == static_cast<int>(sink.samples.size()));
    CHECK(sink.summary.samples.empty());
}

TEST_CASE("one answer that goes on for the whole time is cut off at its end, and is no failure") {
    scripted_server server([](scripted_connection& connection) {
        const auto request = connection.read_request();
        if (!request) return;
        if (request->asks_for("GET")) {
            connection.send(whole_answer(200, R"({"object":"list","data":[{"id":"m"}]})"));
            return;
        }
        connection.send(head_of_a_stream());
        while (connection.send(chunk())) ::usleep(2'000);
    });
    const auto done = soak({{"endpoint", {{"base_url", server.url("/v1")}, {"model", "m"}}}, {"prompt", "Go on"}});
    REQUIRE_MESSAGE(done->checked, done->checked.error().text());
    const auto& sink = done->sink;
    CHECK(sink.summary.state == trial_state::complete);
    CHECK(sink.attempts.at(0).measured.get(measure::requests_done) == 0);
    CHECK(sink.attempts.at(0).measured.get(measure::requests_failed) == 0);
    CHECK(*sink.attempts.at(0).measured.get(measure::chunk_count) > 20);
    CHECK(sink.total(&soak_sample::failed) == 0);
    int with_gaps = 0;
    for (const auto& one : sink.samples) with_gaps += one.gaps.empty() ? 0 : 1;
    CHECK(with_gaps >= 2);  // they come while the answer goes on, not only at its end
}

TEST_CASE("a request that fails is counted, and its client goes on; one that never had an answer failed") {
    scripted_server server([](scripted_connection& connection) {
        while (const auto request = connection.read_request()) {
            if (request->asks_for("GET")) connection.send(whole_answer(200, R"({"object":"list","data":[{"id":"m"}]})"));
            else if (connection.number() < 3)
                connection.send(whole_answer(503, R"({"error":{"message":"overloaded"}})", "Retry-After: 0\r\n"));
            else {
                connection.send(head_of_a_stream() + chunk() + "data: [DONE]\n\n");
                connection.close();
                return;
            }
            connection.close();
            return;
        }
    });
    const json endpoint = {{"endpoint", {{"base_url", server.url("/v1")}, {"model", "m"}}}, {"prompt", "Go on"}};
    const auto done = soak(endpoint);
    REQUIRE_MESSAGE(done->checked, done->checked.error().text());
    CHECK(done->sink.summary.state == trial_state::complete);
    CHECK(done->sink.total(&soak_sample::failed) >= 1);
    CHECK(done->sink.total(&soak_sample::requests) >= 1);

    scripted_server broken([](scripted_connection& connection) {
        while (const auto request = connection.read_request())
            connection.send(request->asks_for("GET") ? whole_answer(200, R"({"object":"list","data":[{"id":"m"}]})")
                                                     : whole_answer(503, R"({"error":{"message":"overloaded"}})"));
    });
    const auto failed = soak({{"endpoint", {{"base_url", broken.url("/v1")}, {"model", "m"}}}, {"prompt", "Go on"}});
    REQUIRE(failed->checked);
    CHECK(failed->sink.summary.state == trial_state::failed);
    CHECK(failed->sink.summary.message.find("overloaded") != std::string::npos);
    CHECK(failed->sink.total(&soak_sample::failed) >= 1);
}

TEST_CASE("a key that is refused in the middle ends the soak") {
    scripted_server server([](scripted_connection& connection) {
        while (const auto request = connection.read_request())
            connection.send(request->asks_for("GET") ? whole_answer(200, R"({"object":"list","data":[{"id":"m"}]})")
                                                     : whole_answer(401, R"({"error":{"message":"no such key"}})"));
    });
    const auto done =
        soak({{"duration_s", 60}, {"endpoint", {{"base_url", server.url("/v1")}, {"model", "m"}}}, {"prompt", "Go on"}});
    REQUIRE(done->checked);
    CHECK(done->sink.summary.state == trial_state::failed);
    CHECK(done->sink.summary.message.find("no such key") != std::string::npos);
}

TEST_CASE("a service of our own is started, watched, and ended with the soak") {
    const auto done = soak({{"service", {{"command", {{"argv", {"sleep", "60"}}}}}}});
    REQUIRE_MESSAGE(done->checked, done->checked.error().text());
    CHECK(done->sink.summary.state == trial_state::complete);
    for (const auto& one : done->sink.samples) CHECK(one.used.get(resource::process_count) == 1);
    CHECK(done->sink.samples.back().used.get(resource::process_memory).value_or(0) > 0);
}

TEST_CASE("a service that ends by itself ends the soak, with its last words") {
    const auto done =
        soak({{"duration_s", 60},
              {"service", {{"command", {{"argv", {"sh", "-c", "sleep 0.3; echo out of memory >&2; exit 3"}}}}}}});
    REQUIRE(done->checked);
    CHECK(done->sink.summary.state == trial_state::failed);
    CHECK(done->sink.summary.message.find("the service ended with exit code 3: out of memory") != std::string::npos);
    CHECK(done->sink.samples.size() >= 2);
}

TEST_CASE("a service that never answers is said to before anything is measured") {
    const auto done =
        soak({{"endpoint", {{"base_url", "http://127.0.0.1:9/v1"}, {"model", "m"}}},
              {"prompt", "Go on"},
              {"service", {{"command", {{"argv", {"sh", "-c", "echo no port >&2; exit 1"}}}}, {"start_limit_s", 5}}}});
    REQUIRE_FALSE(done->checked);
    CHECK(done->checked.error().message == "the service ended with exit code 1: no port");
}

TEST_CASE("a service is not measured in place of another that answers already") {
    const auto done = soak(simulated({{"service", {{"command", {{"argv", {"sleep", "60"}}}}}}}));
    REQUIRE_FALSE(done->checked);
    CHECK(done->checked.error().message.find("something answers there before the service was started") == 0);
}

TEST_CASE("a process named by its number is watched until it ends") {
    // Spawned, not forked: other threads run by now.
    pid_t child = 0;
    std::array<char*, 3> argv{const_cast<char*>("sleep"), const_cast<char*>("60"), nullptr};
    REQUIRE(::posix_spawnp(&child, "sleep", nullptr, nullptr, argv.data(), environ) == 0);
    int samples = 0;
    const auto done = soak({{"duration_s", 60}, {"service", {{"pid", child}}}}, 1, [&](sweep_runner&, keeping_sink& sink) {
        sink.on_sample = [&] {
            if (++samples == 3) ::kill(child, SIGKILL);
        };
    });
    REQUIRE_MESSAGE(done->checked, done->checked.error().text());
    CHECK(done->sink.summary.state == trial_state::failed);
    CHECK(done->sink.summary.message.find(fmt::format("the watched process {} ended after", child)) == 0);
    CHECK(done->sink.samples.front().used.get(resource::process_count) == 1);
    CHECK_FALSE(done->sink.samples.back().used.has(resource::process_count));
    ::waitpid(child, nullptr, 0);
    const auto gone = soak({{"service", {{"pid", child}}}});
    REQUIRE_FALSE(gone->checked);
    CHECK(gone->checked.error().message.find("there is no process") == 0);
}

TEST_CASE("stopped in the middle, also twice, and carried on for what is left") {
    std::int64_t stopped_at = 0;
    trial cut;
    {
        const auto done = soak(simulated({{"duration_s", 60}}), 1, [](sweep_runner& runner, keeping_sink& sink) {
            sink.on_sample = [&runner, &sink] {
                if (sink.samples.size() < 4) return;
                runner.stop();
                runner.stop();
            };
        });
        REQUIRE(done->checked);
        CHECK(done->outcome.state == run_state::cancelled);
        CHECK(done->sink.summary.state == trial_state::cancelled);
        stopped_at = done->sink.samples.back().at_ns;
        cut = done->sink.summary;
        cut.soak = done->sink.samples;
    }
    REQUIRE(stopped_at < 30'000'000'000);
    // As if all but half a second had been measured before.
    cut.soak.back().at_ns = 59'500'000'000;
    const auto rest =
        soak(simulated({{"duration_s", 60}}), 1, [&cut](sweep_runner& runner, keeping_sink&) { runner.know({cut}); });
    CHECK(rest->sink.summary.state == trial_state::complete);
    CHECK(*rest->sink.summary.time_ns >= 450'000'000);
    CHECK(*rest->sink.summary.time_ns < 30'000'000'000);
}

TEST_CASE("what says nothing for a soak is refused") {
    json document = {
        {"sweeplab", 1},
        {"workload", {{"kind", "soak"}, {"duration_s", 1}, {"every_s", 0.5}, {"service", {{"pid", ::getpid()}}}}},
        {"sweep", {{"workers", {1, 2, 4}}, {"predict", true}}}};
    const auto refused = [&document] {
        const auto work = read_plan(document, known_workload_kinds());
        REQUIRE_MESSAGE(work, work.error().text());
        const auto loop = event_loop::create().value();
        const auto items = load_items(*work, ".").value();
        keeping_sink sink;
        sweep_runner runner(*work, items, schedule_of(work->sweep), {*loop, "."}, sink);
        const auto checked = runner.check();
        REQUIRE_FALSE(checked);
        return checked.error().where;
    };
    CHECK(refused() == "/sweep/predict");
    document["sweep"] = {{"workers", {1}}};
    document["limits"] = {{"requests_per_minute", 10}};
    CHECK(refused() == "/limits/requests_per_minute");
}
