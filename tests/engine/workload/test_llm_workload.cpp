#include <doctest/doctest.h>

#include "engine/simulator/simulated_endpoint.h"
#include "tests/support/llm_test_bench.h"
#include "tests/support/scripted_server.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// Answers GET /models (preconnecting), and every completion with `answer`.
scripted_server::script answering(std::string answer) {
    return [answer](scripted_connection& connection) {
        while (const auto request = connection.read_request())
            connection.send(request->asks_for("GET") ? whole_answer(200, R"({"data":[{"id":"sim-small"}]})") : answer);
    };
}

std::string stream_of(const std::vector<std::string>& events) {
    std::string answer = stream_head;
    for (const auto& one : events) answer += chunk(one);
    return answer + last_chunk;
}

const std::string good_stream =
    stream_of({role_event, content_event("Hel"), content_event("lo"), stop_event, usage_event, done_event});

job_outcome outcome_of(const std::string& answer, const json& changes = json::object()) {
    scripted_server server(answering(answer));
    llm_test_bench bench(server.url(), changes);
    return bench.run_one();
}

}  // namespace

TEST_CASE("a streamed job: state, text, tokens, times in order") {
    const auto outcome = outcome_of(good_stream, {{"temperature", 0}});
    const auto& span = outcome.span;
    CHECK(outcome.verdict.state == attempt_state::succeeded);
    CHECK(span.state == attempt_state::succeeded);
    CHECK(span.reason == failure_reason::none);
    CHECK(span.output.text == "Hello");
    CHECK_FALSE(span.output.truncated);
    CHECK(span.chunk_ns.size() == 2);
    CHECK(outcome.verdict.tokens_used == 14);
    const auto& got = span.measured;
    CHECK(got.get(measure::input_tokens) == 11);
    CHECK(got.get(measure::output_tokens) == 3);
    CHECK_FALSE(got.has(measure::tokens_estimated));
    CHECK(got.get(measure::chunk_count) == 2);
    CHECK(got.get(measure::http_status) == 200);
    CHECK(got.get(measure::http_version) == 11);
    CHECK(got.has(measure::stamp_source));
    CHECK(got.has(measure::result_digest));
    CHECK_FALSE(got.has(measure::connect_ns));  // preconnected
    CHECK_FALSE(got.has(measure::resent));
    CHECK_FALSE(got.has(measure::rate_limit_tokens));
    std::int64_t last = 0;
    for (const auto which : {measure::due_at, measure::sent_at, measure::first_byte_at, measure::first_event_at,
                             measure::first_content_at, measure::last_content_at, measure::usage_at, measure::closed_at}) {
        CAPTURE(measure_name(which));
        REQUIRE(got.has(which));
        CHECK(*got.get(which) >= last);
        last = *got.get(which);
    }
    CHECK(span.start_ns == *got.get(measure::sent_at));
    CHECK(span.end_ns >= *got.get(measure::usage_at));
    CHECK(span.end_ns <= *got.get(measure::closed_at));
}

TEST_CASE("without usage the chunks are counted and marked") {
    const auto outcome = outcome_of(stream_of({role_event, content_event("a"), content_event("b"), done_event}));
    CHECK(outcome.verdict.state == attempt_state::succeeded);
    CHECK(outcome.span.measured.get(measure::output_tokens) == 2);
    CHECK(outcome.span.measured.get(measure::tokens_estimated) == 1);
    CHECK_FALSE(outcome.span.measured.has(measure::input_tokens));
    CHECK_FALSE(outcome.span.measured.has(measure::result_digest));  // nothing promises the same text twice
}

TEST_CASE("a job that is not streamed") {
    const auto outcome =
        outcome_of(whole_answer(200, R"({"choices":[{"message":{"content":"{\"beliefs\":[1,2,3]}"},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}})"),
                   {{"stream", false}, {"result", {{"count", "/beliefs"}}}});
    CHECK(outcome.verdict.state == attempt_state::succeeded);
    CHECK(outcome.span.measured.get(measure::result_count) == 3);
    CHECK(outcome.span.measured.has(measure::last_content_at));
    CHECK_FALSE(outcome.span.measured.has(measure::first_content_at));
    CHECK_FALSE(outcome.span.measured.has(measure::chunk_count));
    CHECK(outcome.span.chunk_ns.empty());
}

TEST_CASE("a plain JSON answer to a streamed request is understood") {
    const auto outcome = outcome_of(whole_answer(200, R"({"choices":[{"message":{"content":"Hi"}}]})"));
    CAPTURE(outcome.span.message);
    CHECK(outcome.verdict.state == attempt_state::succeeded);
    CHECK(outcome.span.output.text == "Hi");
}

TEST_CASE("a result rule that finds nothing fails the job") {
    const auto outcome = outcome_of(good_stream, {{"result", {{"count", "/beliefs"}}}});
    CHECK(outcome.verdict.state == attempt_state::failed);
    CHECK(outcome.span.reason == failure_reason::result_not_found);
    CHECK_FALSE(outcome.verdict.worth_retrying);
    CHECK(outcome.span.output.text == "Hello");
}

TEST_CASE("answers that are none") {
    struct one_case {
        std::string answer;
        failure_reason reason;
        bool retry;
        const char* words;
    };
    const std::vector<one_case> all{
        {stream_of({content_event("a"), event(R"({"error":{"message":"engine overloaded"}})")}),
         failure_reason::server_error_event, true, "engine overloaded"},
        {stream_of({event(R"({"error":{"message":"bad schema","type":"invalid_request_error"}})")}),
         failure_reason::server_error_event, false, "bad schema"},
        {stream_of({content_event("a"), event("{broken"), done_event}), failure_reason::malformed_answer, false, "{broken"},
        {stream_of({role_event, stop_event, done_event}), failure_reason::empty_answer, false, "no content"},
        {stream_head + chunk(content_event("a")), failure_reason::connection_broken, true, ""},
        {"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + content_event("a"),
         failure_reason::connection_broken, true, "middle"},
        {"gibberish\r\n\r\n", failure_reason::malformed_answer, false, ""},
        {whole_answer(200, "<html>", "", "text/html"), failure_reason::malformed_answer, false, "<html>"},
        {whole_answer(200, ""), failure_reason::malformed_answer, false, "no body"},
    };
    for (const auto& one : all) {
        CAPTURE(one.answer);
        scripted_server server([&one](scripted_connection& connection) {
            connection.read_request();
            connection.send(one.answer);
        });
        llm_test_bench bench(server.url(), {{"preconnect", false}});
        const auto outcome = bench.run_one();
        CHECK(outcome.verdict.state == attempt_state::failed);
        CHECK(to_text(outcome.span.reason) == to_text(one.reason));
        CHECK(outcome.verdict.worth_retrying == one.retry);
        CHECK_FALSE(outcome.verdict.ends_sweep);
        CHECK(outcome.span.message.find(one.words) != std::string::npos);
        CHECK_FALSE(outcome.span.message.empty());
    }
}

TEST_CASE("a stream closed by the server is whole when it said that it had finished") {
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    for (const auto& end : {stop_event, done_event}) {
        scripted_server server([&](scripted_connection& connection) {
            connection.read_request();
            connection.send(head + content_event("a") + end);
        });
        llm_test_bench bench(server.url(), {{"preconnect", false}});
        CHECK(bench.run_one().verdict.state == attempt_state::succeeded);
    }
}

TEST_CASE("a delimited stream without [DONE] is whole") {
    CHECK(outcome_of(stream_of({content_event("a")})).verdict.state == attempt_state::succeeded);
}

TEST_CASE("statuses: what is retried, what ends the sweep, in the server's words") {
    struct one_case {
        int status;
        bool retry;
        bool ends;
    };
    for (const auto& one : std::vector<one_case>{{400, false, true},
                                                 {401, false, true},
                                                 {403, false, true},
                                                 {404, false, true},
                                                 {408, true, false},
                                                 {409, true, false},
                                                 {422, false, false},
                                                 {425, true, false},
                                                 {429, true, false},
                                                 {500, true, false},
                                                 {503, true, false}}) {
        CAPTURE(one.status);
        const auto outcome =
            outcome_of(whole_answer(one.status, R"({"error":{"message":"the reason in words","code":"x"}})"));
        CHECK(outcome.verdict.state == attempt_state::failed);
        CHECK(outcome.verdict.worth_retrying == one.retry);
        CHECK(outcome.verdict.ends_sweep == one.ends);
        CHECK(outcome.verdict.rate_limited == (one.status == 429));
        CHECK(outcome.span.reason == (one.status == 429 ? failure_reason::rate_limited : failure_reason::http_status));
        CHECK(outcome.span.message == "HTTP " + std::to_string(one.status) + ": the reason in words");
        CHECK(outcome.span.measured.get(measure::http_status) == one.status);
    }
}

TEST_CASE("a redirect says where to") {
    const auto outcome = outcome_of(whole_answer(308, "", "Location: https://host.example/v1/\r\n"));
    CHECK(outcome.span.message.find("https://host.example/v1/") != std::string::npos);
    CHECK_FALSE(outcome.verdict.worth_retrying);
}

TEST_CASE("how long a 429 asks to wait, and what is left of the limits") {
    const std::string limits =
        "x-ratelimit-limit-requests: 60\r\nx-ratelimit-remaining-requests: 0\r\n"
        "x-ratelimit-limit-tokens: 1000\r\nx-ratelimit-remaining-tokens: 999\r\n";
    const auto in_seconds = outcome_of(whole_answer(429, "{}", limits + "Retry-After: 7\r\n"));
    CHECK(in_seconds.verdict.retry_after == duration(7s));
    CHECK(in_seconds.span.measured.get(measure::retry_after_ns) == 7'000'000'000);
    CHECK(in_seconds.span.measured.get(measure::rate_limit_requests) == 60);
    CHECK(in_seconds.span.measured.get(measure::rate_limit_requests_left) == 0);
    CHECK(in_seconds.span.measured.get(measure::rate_limit_tokens) == 1000);
    CHECK(in_seconds.span.measured.get(measure::rate_limit_tokens_left) == 999);
    CHECK(outcome_of(whole_answer(429, "{}", "Retry-After: 7\r\nretry-after-ms: 250\r\n")).verdict.retry_after ==
          duration(250ms));
    const auto by_date = outcome_of(whole_answer(503, "{}", "Retry-After: Fri, 31 Dec 2199 23:59:59 GMT\r\n"));
    CHECK(by_date.verdict.retry_after == duration(24 * 3600s));
    CHECK_FALSE(outcome_of(whole_answer(429, "{}")).verdict.retry_after);
}

TEST_CASE("a 429 for lack of money ends the sweep") {
    const auto outcome =
        outcome_of(whole_answer(429, R"({"error":{"message":"You exceeded your quota","code":"insufficient_quota"}})"));
    CHECK(outcome.verdict.ends_sweep);
    CHECK_FALSE(outcome.verdict.worth_retrying);
}

TEST_CASE("each limit has its reason") {
    struct one_case {
        std::vector<std::string> before;
        json timeouts;
        failure_reason reason;
    };
    for (const auto& one : std::vector<one_case>{
             {{role_event}, {{"first_token_s", 0.05}}, failure_reason::timed_out_first_token},
             {{role_event, content_event("a")}, {{"between_tokens_s", 0.05}}, failure_reason::timed_out_between_tokens},
             {{role_event, content_event("a")}, {{"whole_s", 0.1}}, failure_reason::timed_out_whole}}) {
        scripted_server server([&one](scripted_connection& connection) {
            connection.read_request();
            connection.send(stream_head);
            for (const auto& piece : one.before) connection.send(chunk(piece));
            connection.wait_until_closed();
        });
        llm_test_bench bench(server.url(), {{"preconnect", false}, {"timeouts", one.timeouts}});
        const auto outcome = bench.run_one();
        CHECK(outcome.verdict.state == attempt_state::failed);
        CHECK(to_text(outcome.span.reason) == to_text(one.reason));
        CHECK(outcome.verdict.worth_retrying);
        CHECK(outcome.span.end_ns > outcome.span.start_ns);
    }
}

TEST_CASE("nobody listens: the job fails with the address, and may be tried again") {
    std::string url;
    {
        scripted_server gone(answering(""));
        url = gone.url();
    }
    llm_test_bench bench(url);
    const auto outcome = bench.run_one();
    CHECK(outcome.span.reason == failure_reason::connect_failed);
    CHECK(outcome.verdict.worth_retrying);
    CHECK(outcome.span.message.find("127.0.0.1") != std::string::npos);
    CHECK_FALSE(outcome.span.measured.has(measure::sent_at));
}

TEST_CASE("a cancelled job ends as cancelled, with what it had") {
    scripted_server server([](scripted_connection& connection) {
        connection.read_request();
        connection.send(stream_head + chunk(content_event("Hel")));
        connection.wait_until_closed();
    });
    llm_test_bench bench(server.url(), {{"preconnect", false}});
    REQUIRE(bench.prepare(2));
    const job_ticket ticket{0, 1, 0};
    const job_ticket other{1, 1, 1};
    bench.start(ticket);
    bench.start(other);
    bench.loop().call_after(50ms, [&] {
        bench.work().cancel({0, 2, 0});  // not the running attempt
        bench.work().cancel(ticket);
        bench.work().cancel(other);
        CHECK(bench.ended() == 0);
    });
    const auto outcome = bench.wait_for(ticket);
    CHECK(outcome.verdict.state == attempt_state::cancelled);
    CHECK(outcome.span.state == attempt_state::cancelled);
    CHECK(outcome.span.reason == failure_reason::stopped);
    CHECK(outcome.span.output.text == "Hel");
    CHECK(bench.wait_for(other).verdict.state == attempt_state::cancelled);
    bench.work().finish();
}

TEST_CASE("a workload that is destroyed while jobs run tells nobody") {
    scripted_server server(answering(good_stream));
    for (int i = 0; i < 20; ++i) {
        llm_test_bench bench(server.url(), {{"preconnect", false}});
        REQUIRE(bench.prepare(4));
        for (int worker = 0; worker < 4; ++worker) bench.start({0, 1, worker});
        bool rung = false;
        bench.loop().call_after(std::chrono::microseconds(200 * i), [&rung] { rung = true; });
        bench.loop().run_until([&rung] { return rung; });
        const auto ended = bench.ended();
        bench.drop_workload();
        rung = false;
        bench.loop().call_after(5ms, [&rung] { rung = true; });
        bench.loop().run_until([&rung] { return rung; });
        CHECK(bench.ended() == ended);
    }
}

TEST_CASE("what is kept of an answer is bounded, at a character's edge") {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "\xE2\x82\xAC";
    scripted_server server(answering(stream_of({content_event(text), done_event})));
    llm_test_bench bench(server.url());
    bench.kept_output_bytes = 100;
    const auto outcome = bench.run_one();
    CHECK(outcome.span.output.truncated);
    CHECK(outcome.span.output.text == text.substr(0, 99));
}

TEST_CASE("the key goes onto the wire and nowhere else") {
    const std::string key = "sk-test-0123456789";
    const json with_key = {{"endpoint", {{"api_key_env", "SOME_KEY"}}}};
    std::mutex mutex;
    std::string authorization;
    std::vector<std::string> answers{
        whole_answer(500, R"({"error":{"message":"cannot use sk-test-0123456789 here, sk-test-0123456789"}})",
                     "x-ratelimit-limit-tokens: sk-test-0123456789\r\n"),
        stream_of({content_event("your key is " + key), done_event}),
        stream_of({event(R"({"error":{"message":"bad sk-test-0123456789"}})")}),
        stream_of({event("sk-test-0123456789 is no JSON")}),
        whole_answer(307, "", "Location: http://h/?k=sk-test-0123456789\r\n"),
    };
    for (const auto& answer : answers) {
        CAPTURE(answer);
        scripted_server server([&](scripted_connection& connection) {
            const auto request = connection.read_request();
            const std::lock_guard lock(mutex);
            if (request) authorization = request->header("authorization");
            connection.send(answer);
        });
        auto changes = with_key;
        changes["preconnect"] = false;
        llm_test_bench bench(server.url(), changes);
        bench.find_secret = [&key](const std::string& name) { return name == "SOME_KEY" ? key + "\n" : ""; };
        const auto outcome = bench.run_one();
        CHECK(authorization == "Bearer " + key);
        CHECK(outcome.span.message.find(key) == std::string::npos);
        CHECK(outcome.span.output.text.find(key) == std::string::npos);
        CHECK(outcome.span.error_output.text.find(key) == std::string::npos);
    }
}

TEST_CASE("a key that is not set is named before anything is sent") {
    scripted_server server(answering(good_stream));
    llm_test_bench bench(server.url(), {{"endpoint", {{"api_key_env", "SWEEPLAB_NO_SUCH_KEY"}}}});
    for (const auto& outcome : {bench.check(), bench.prepare()}) {
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().kind == error_kind::bad_input);
        CHECK(outcome.error().text().find("SWEEPLAB_NO_SUCH_KEY") != std::string::npos);
        CHECK(outcome.error().where == "/workload/endpoint/api_key_env");
    }
    CHECK(server.connections() == 0);
}

TEST_CASE("connections are opened before the timed part and closed after it") {
    scripted_server server(answering(good_stream));
    llm_test_bench bench(server.url());
    for (const int slots : {4, 2}) {
        const int before = server.connections();
        REQUIRE(bench.prepare(slots));
        CHECK(server.connections() == before + slots);
        for (int worker = 0; worker < slots; ++worker) bench.start({worker % 2, 1, worker});
        for (int worker = 0; worker < slots; ++worker)
            CHECK(bench.wait_for({worker % 2, 1, worker}).verdict.state == attempt_state::succeeded);
        CHECK(server.connections() == before + slots);
        bench.work().finish();
    }
}

TEST_CASE("against the simulated endpoint: 64 jobs at once, streamed and not") {
    simulator_options options;
    options.time_to_first_token_s = 0.005;
    options.tokens_per_s = 2000;
    options.output_tokens = 12;
    const auto endpoint = simulated_endpoint::start(options).value();
    for (const bool stream : {true, false}) {
        llm_test_bench bench(endpoint->base_url(), {{"stream", stream}, {"max_tokens", 20}});
        REQUIRE(bench.check());
        CHECK(bench.work().simulated());
        REQUIRE(bench.prepare(64));
        for (int worker = 0; worker < 64; ++worker) bench.start({worker % 2, 1, worker});
        for (int worker = 0; worker < 64; ++worker) {
            const auto outcome = bench.wait_for({worker % 2, 1, worker});
            CHECK(outcome.verdict.state == attempt_state::succeeded);
            CHECK(outcome.span.measured.get(measure::output_tokens).value_or(0) > 0);
            CHECK_FALSE(outcome.span.measured.has(measure::tokens_estimated));
            CHECK_FALSE(outcome.span.output.text.empty());
            CHECK(outcome.span.chunk_ns.empty() == !stream);
        }
        bench.work().finish();
    }
}
