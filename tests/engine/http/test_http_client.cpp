#include <doctest/doctest.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <csignal>
#include <set>

#include "tests/support/http_test_bench.h"
#include "tests/support/scripted_server.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

void answer_all(scripted_connection& connection) {
    while (connection.read_request()) connection.send(whole_answer(200, "{\"ok\":true}"));
}

}  // namespace

TEST_CASE("a whole answer: status, body, kept headers, times in order") {
    scripted_server server([](scripted_connection& connection) {
        connection.read_request();
        connection.send(whole_answer(
            200, "hello",
            "X-RateLimit-Remaining-Requests: 17\r\nSet-Cookie: secret=1\r\nRetry-After:  3 \r\nX-Other: y\r\n"));
        connection.wait_until_closed();
    });
    http_test_bench bench;
    const auto response = bench.get(server.url("/v1/models"));
    CHECK(response.end == http_end::complete);
    CHECK(response.status == 200);
    CHECK(response.version == 11);
    CHECK(response.body == "hello");
    CHECK(response.delimited);
    CHECK(response.header("x-ratelimit-remaining-requests") == "17");
    CHECK(response.header("retry-after") == "3");
    CHECK(response.header("content-type") == "application/json");
    CHECK(response.headers.size() == 3);
    const auto& times = response.times;
    REQUIRE((times.first_sent && times.sent && times.first_byte && times.last_byte && times.connect));
    CHECK(times.due <= *times.sent);
    CHECK(*times.first_sent == *times.sent);
    CHECK(*times.sent <= *times.first_byte);
    CHECK(*times.first_byte <= *times.last_byte);
    CHECK(*times.last_byte <= times.ended);
    CHECK_FALSE(times.tls);
}

TEST_CASE("a request carries its method, headers and body, and no Expect") {
    received_request seen;
    scripted_server server([&seen](scripted_connection& connection) {
        seen = *connection.read_request();
        connection.send(whole_answer(200, "{}"));
    });
    http_test_bench bench;
    const std::string body(100'000, 'x');
    const auto response = bench.run({bench.target(server.url("/v1/chat/completions"),
                                                  {{"Content-Type", "application/json"}, {"Authorization", "Bearer abc"}}),
                                     body,
                                     false,
                                     {}});
    CHECK(response.status == 200);
    CHECK(seen.asks_for("POST /v1/chat/completions HTTP/1.1\r\n"));
    CHECK(seen.header("authorization") == "Bearer abc");
    CHECK(seen.header("content-type") == "application/json");
    CHECK(seen.header("expect").empty());
    CHECK(seen.header("user-agent").starts_with("sweeplab/"));
    CHECK(seen.body == body);
}

TEST_CASE("connections are kept: twenty exchanges one after the other take one") {
    scripted_server server(answer_all);
    http_test_bench bench;
    for (int i = 0; i < 20; ++i) {
        const auto response = bench.run({bench.target(server.url()), i % 2 == 0 ? "{}" : "", false, {}});
        CHECK(response.status == 200);
        CHECK(response.times.connect.has_value() == (i == 0));
    }
    CHECK(server.connections() == 1);
}

TEST_CASE("a reused connection that ends before any answer is resent on a fresh one and counted") {
    bool with_reset = false;
    SUBCASE("in an orderly way") {}
    SUBCASE("by a reset") { with_reset = true; }
    scripted_server server([with_reset](scripted_connection& connection) {
        connection.read_request();
        connection.send(whole_answer(200, "first"));
        if (connection.number() > 1) return answer_all(connection);
        connection.read_request();  // takes the second request and closes without a word
        if (with_reset) connection.reset();
    });
    http_test_bench bench;
    const auto target = bench.target(server.url());
    CHECK(bench.run({target, "{}", false, {}}).resent == 0);
    const auto second = bench.run({target, "{}", false, {}});
    CHECK(second.end == http_end::complete);
    CHECK(second.body == "first");
    CHECK(second.resent == 1);
    CHECK(*second.times.first_sent < *second.times.sent);
    CHECK(server.connections() == 2);
}

TEST_CASE("a connection that the server closed while idle is not even tried") {
    std::mutex mutex;
    std::condition_variable closed;
    bool is_closed = false;
    scripted_server server([&](scripted_connection& connection) {
        connection.read_request();
        connection.send(whole_answer(200, "{}"));
        if (connection.number() > 1) return;
        connection.close();
        const std::lock_guard lock(mutex);
        is_closed = true;
        closed.notify_all();
    });
    http_test_bench bench;
    const auto target = bench.target(server.url());
    CHECK(bench.run({target, {}, false, {}}).status == 200);
    {
        std::unique_lock lock(mutex);
        closed.wait(lock, [&] { return is_closed; });
    }
    // The loop sees the end of an idle connection, and must not spin on it.
    int rounds = 0;
    bool rung = false;
    bench.loop().call_after(20ms, [&rung] { rung = true; });
    bench.loop().run_until([&] { return ++rounds, rung; });
    CHECK(rounds < 20);
    const auto second = bench.run({target, {}, false, {}});
    CHECK(second.status == 200);
    CHECK(second.times.connect.has_value());
}

TEST_CASE("a fresh connection that ends before any answer is a failure") {
    scripted_server server([](scripted_connection& connection) { connection.read_request(); });
    http_test_bench bench;
    const auto response = bench.get(server.url());
    CHECK(response.end == http_end::broken);
    CHECK(response.status == 0);
    CHECK(response.resent == 0);
    CHECK(server.connections() == 1);
}

TEST_CASE("an answer cut in the middle is broken, with what came") {
    scripted_server server([](scripted_connection& connection) {
        connection.read_request();
        connection.send(stream_head + chunk(content_event("Hel")));
    });
    http_test_bench bench;
    const auto response = bench.post_streamed(server.url());
    CHECK(response.end == http_end::broken);
    CHECK(response.status == 200);
    CHECK(response.body == content_event("Hel"));
    CHECK_FALSE(response.message.empty());
}

TEST_CASE("each limit has its own end") {
    enum class silence { before_head, before_content, after_content };
    for (const auto where : {silence::before_head, silence::before_content, silence::after_content}) {
        scripted_server server([where](scripted_connection& connection) {
            connection.read_request();
            if (where != silence::before_head) connection.send(stream_head + chunk(role_event));
            if (where == silence::after_content) connection.send(chunk(content_event("Hi")));
            connection.wait_until_closed();
        });
        http_test_bench bench;
        http_limits limits;
        limits.first_token = where == silence::after_content ? duration(300s) : duration(60ms);
        limits.between_tokens = 60ms;
        limits.whole = 300s;
        const auto response = bench.post_streamed(server.url(), limits);
        CHECK(response.end ==
              (where == silence::after_content ? http_end::timed_out_between_tokens : http_end::timed_out_first_token));
        limits = {};
        limits.whole = 60ms;
        CHECK(bench.post_streamed(server.url(), limits).end == http_end::timed_out_whole);
    }
}

TEST_CASE("comments that keep a connection alive do not hold off the limit between tokens") {
    scripted_server server([](scripted_connection& connection) {
        connection.read_request();
        connection.send(stream_head + chunk(content_event("Hi")));
        while (connection.send(chunk(": ping\n\n"))) std::this_thread::sleep_for(5ms);
    });
    http_test_bench bench;
    http_limits limits;
    limits.first_token = 300s;
    limits.between_tokens = 200ms;
    limits.whole = 300s;
    CHECK(bench.post_streamed(server.url(), limits).end == http_end::timed_out_between_tokens);
}

TEST_CASE("a plain answer to a streamed request is held to the limit between tokens from its last bytes on") {
    scripted_server server([](scripted_connection& connection) {
        connection.read_request();
        const auto answer = whole_answer(200, R"({"choices":[{"message":{"content":"Hi, this comes slowly"}}]})");
        for (std::size_t at = 0; at < answer.size(); at += 8) {
            connection.send(std::string_view(answer).substr(at, 8));
            std::this_thread::sleep_for(2ms);
        }
        connection.wait_until_closed();
    });
    http_test_bench bench;
    http_limits limits;
    limits.first_token = limits.between_tokens = 100s;
    CHECK(bench.post_streamed(server.url(), limits).end == http_end::complete);
}

TEST_CASE("the limits on tokens leave a request that is not streamed alone") {
    scripted_server server([](scripted_connection& connection) {
        connection.read_request();
        std::this_thread::sleep_for(80ms);
        connection.send(whole_answer(200, "{}"));
    });
    http_test_bench bench;
    http_limits limits;
    limits.first_token = 10ms;
    limits.between_tokens = 10ms;
    CHECK(bench.get(server.url(), limits).end == http_end::complete);
}

TEST_CASE("slow headers are waited for") {
    scripted_server server([](scripted_connection& connection) {
        connection.read_request();
        for (const char c : whole_answer(200, "{\"slow\":1}")) {
            connection.send({&c, 1});
            std::this_thread::sleep_for(200us);
        }
        connection.wait_until_closed();
    });
    http_test_bench bench;
    const auto response = bench.get(server.url());
    CHECK(response.end == http_end::complete);
    CHECK(response.body == "{\"slow\":1}");
}

TEST_CASE("after [DONE] a server that keeps the answer open is not waited for") {
    scripted_server server([](scripted_connection& connection) {
        connection.read_request();
        connection.send(stream_head + chunk(content_event("Hi")) + chunk(done_event));
        connection.wait_until_closed();
    });
    http_test_bench bench;
    http_limits limits;
    limits.first_token = limits.between_tokens = limits.whole = 300s;
    const auto response = bench.post_streamed(server.url(), limits);
    CHECK(response.end == http_end::complete);
    CHECK(response.stream_ended);
}

TEST_CASE("nobody listens") {
    std::uint16_t port;
    {
        scripted_server gone(answer_all);
        port = gone.port();
    }
    http_test_bench bench;
    const auto response = bench.get("http://127.0.0.1:" + std::to_string(port) + "/v1");
    CHECK(response.end == http_end::connect_failed);
    CHECK(response.message.find(std::to_string(port)) != std::string::npos);
    CHECK_FALSE(response.advice.empty());
    CHECK_FALSE(response.times.sent);
}

TEST_CASE("a connection that is never accepted ends at the connect limit") {
    // A listener whose queue is full drops further attempts without a word.
    unique_fd listener(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(listener.get(), 0) == 0);
    REQUIRE(::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    std::vector<unique_fd> filling;
    for (int i = 0; i < 8; ++i) {
        filling.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
        ::connect(filling.back().get(), reinterpret_cast<sockaddr*>(&address), size);
    }
    http_test_bench bench;
    http_limits limits;
    limits.connect = 100ms;
    const auto response = bench.get("http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/v1", limits);
    CHECK(response.end == http_end::timed_out_connect);
}

TEST_CASE("TLS spoken to a plain port, and the other way round, say so") {
    scripted_server plain([](scripted_connection& connection) {
        connection.read_request();
        connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    });
    http_test_bench bench;
    scripted_server waiting([](scripted_connection& connection) {
        connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        connection.wait_until_closed();
    });
    const auto to_plain = bench.get("https://127.0.0.1:" + std::to_string(waiting.port()) + "/v1");
    CHECK(to_plain.end == http_end::connect_failed);
    CHECK(to_plain.advice.find("http://") != std::string::npos);

    scripted_server tls([](scripted_connection& connection) {
        connection.read_request();
        connection.send(std::string("\x15\x03\x01\x00\x02\x02\x46", 7));  // the alert of a TLS server
    });
    const auto to_tls = bench.get(tls.url());
    CHECK(to_tls.end == http_end::malformed);
    CHECK(to_tls.advice.find("https://") != std::string::npos);
}

TEST_CASE("an unknown host is named") {
    http_test_bench bench;
    const auto response = bench.get("http://no-such-host.invalid/v1");
    CHECK(response.end == http_end::connect_failed);
    CHECK(response.message.find("no-such-host.invalid") != std::string::npos);
}

TEST_CASE("a body over the bound ends the exchange") {
    scripted_server server([](scripted_connection& connection) {
        connection.read_request();
        connection.send(stream_head);
        const std::string piece = chunk(std::string(8192, 'x'));
        while (connection.send(piece)) {
        }
    });
    http_test_bench bench;
    auto request = http_request{bench.target(server.url()), {}, false, {}};
    request.most_body_bytes = 1'000'000;
    const auto response = bench.run(std::move(request));
    CHECK(response.end == http_end::too_large);
    CHECK(response.body.size() <= 1'000'000);
}

TEST_CASE("a cancelled exchange closes its connection, and its handler is told later") {
    std::atomic<bool> closed = false;
    scripted_server server([&closed](scripted_connection& connection) {
        connection.read_request();
        connection.send(stream_head + chunk(content_event("Hi")));
        connection.wait_until_closed();
        closed = true;
    });
    http_test_bench bench;
    std::shared_ptr<http_response> response;
    const auto exchange = bench.start({bench.target(server.url()), "{}", true, {}}, response);
    bool was_told_inside = true;
    bench.loop().call_after(30ms, [&] {
        bench.client().cancel(exchange);
        was_told_inside = response != nullptr;
        bench.client().cancel(exchange);  // twice does no harm
    });
    bench.loop().run_until([&] { return response != nullptr; });
    CHECK_FALSE(was_told_inside);
    CHECK(response->end == http_end::cancelled);
    CHECK(bench.client().running() == 0);
    while (!closed) std::this_thread::sleep_for(1ms);
}

// libcurl closes a connection that was still being made without a word; whoever gets its number next must be
// left alone when the client goes on or goes away.
TEST_CASE("a descriptor that follows a given up connection stays watched") {
    struct pipe_watcher final : fd_watcher {
        void on_ready(int, fd_events, instant) override { woken = true; }
        bool woken = false;
    };
    scripted_server server([](scripted_connection& connection) { connection.wait_until_closed(); });
    http_test_bench bench;
    const auto ignore = [](const http_response&) {};
    std::vector<exchange_id> given_up;
    for (int i = 0; i < 4; ++i)
        given_up.push_back(bench.client().start({bench.target(server.url()), {}, false, {}}, ignore));
    for (const auto exchange : given_up) bench.client().cancel(exchange);
    std::array<std::array<int, 2>, 4> pipes{};
    std::array<pipe_watcher, 4> watchers;
    for (std::size_t i = 0; i < pipes.size(); ++i) {
        REQUIRE(::pipe2(pipes[i].data(), O_CLOEXEC | O_NONBLOCK) == 0);
        bench.loop().watch(pipes[i][0], fd_events::readable, watchers[i]);
    }
    bench.drop_client();
    for (const auto& ends : pipes) REQUIRE(::write(ends[1], "x", 1) == 1);
    bool rung = false;
    bench.loop().call_after(20ms, [&rung] { rung = true; });
    bench.loop().run_until([&rung] { return rung; });
    for (std::size_t i = 0; i < pipes.size(); ++i) {
        CHECK(watchers[i].woken);
        bench.loop().unwatch(pipes[i][0]);
        for (const int end : pipes[i]) ::close(end);
    }
}

TEST_CASE("a client that is destroyed tells nobody") {
    scripted_server server([](scripted_connection& connection) { connection.wait_until_closed(); });
    http_test_bench bench;
    bool told = false;
    for (int i = 0; i < 5; ++i)
        bench.client().start({bench.target(server.url()), {}, false, {}}, [&told](const http_response&) { told = true; });
    bench.client().cancel(
        bench.client().start({bench.target(server.url()), {}, false, {}}, [&told](const http_response&) { told = true; }));
    bench.drop_client();
    bool rung = false;
    bench.loop().call_after(20ms, [&rung] { rung = true; });
    bench.loop().run_until([&rung] { return rung; });
    CHECK_FALSE(told);
}

TEST_CASE("preconnecting opens as many connections as there will be workers") {
    scripted_server server(answer_all);
    http_test_bench bench;
    const auto target = bench.target(server.url());
    bool ready = false;
    bench.client().preconnect(target, 12, {}, [&ready] { ready = true; });
    bench.loop().run_until([&ready] { return ready; });
    CHECK(server.connections() == 12);
    std::array<std::shared_ptr<http_response>, 12> responses;
    for (auto& response : responses) bench.start({target, "{}", false, {}}, response);
    bench.loop().run_until([&] { return bench.client().running() == 0; });
    for (const auto& response : responses) {
        REQUIRE(response);
        CHECK(response->status == 200);
        CHECK_FALSE(response->times.connect);
    }
    CHECK(server.connections() == 12);
}

TEST_CASE("preconnecting to nobody ends too") {
    http_test_bench bench;
    bool ready = false;
    bench.client().preconnect(bench.target("http://127.0.0.1:1/v1"), 4, {}, [&ready] { ready = true; });
    bench.loop().run_until([&ready] { return ready; });
    CHECK(bench.client().running() == 0);
}

TEST_CASE("a handler may start the next exchange") {
    scripted_server server(answer_all);
    http_test_bench bench;
    const auto target = bench.target(server.url());
    int left = 200;
    std::function<void()> next = [&] {
        bench.client().start({target, "{}", false, {}}, [&](const http_response& response) {
            CHECK(response.status == 200);
            if (--left > 0) next();
        });
    };
    next();
    bench.loop().run_until([&left] { return left == 0; });
    CHECK(server.connections() == 1);
}

TEST_CASE("256 streams at once, on either backend of the loop") {
    for (const auto backend : {event_loop::backend::best, event_loop::backend::poll}) {
        constexpr int streams = 256;
        constexpr int events = 8;
        scripted_server server([](scripted_connection& connection) {
            while (connection.read_request()) {
                connection.send(stream_head + chunk(role_event));
                for (int i = 0; i < events; ++i) {
                    connection.send(chunk(content_event(std::to_string(i))));
                    std::this_thread::sleep_for(2ms);
                }
                connection.send(chunk(done_event) + last_chunk);
            }
        });
        http_test_bench bench({.connections = streams}, backend);
        const auto target = bench.target(server.url());
        std::vector<std::shared_ptr<http_response>> responses(streams);
        for (auto& response : responses) bench.start({target, "{}", true, {}}, response);
        bench.loop().run_until([&bench] { return bench.client().running() == 0; });
        for (const auto& response : responses) {
            REQUIRE(response);
            CHECK(response->end == http_end::complete);
            CHECK(response->stream_ended);
            CHECK(response->body.ends_with(done_event));
            instant last{};
            for (const auto& piece : response->pieces) {
                CHECK(piece.stamp.arrived >= last);
                last = piece.stamp.arrived;
            }
        }
    }
}

TEST_CASE("the kernel's stamps lie between sending and wake-up, and order the reads") {
    scripted_server server([](scripted_connection& connection) {
        while (connection.read_request()) {
            connection.send(stream_head);
            for (int i = 0; i < 50; ++i) {
                connection.send(chunk(content_event("x")));
                std::this_thread::sleep_for(500us);
            }
            connection.send(chunk(done_event) + last_chunk);
        }
    });
    const bool by_kernel = make_kernel_receive_stamps() != nullptr;
    for (const bool wanted : {true, false}) {
        http_test_bench bench({.kernel_stamps = wanted});
        // The kernel begins to stamp some time after it was first asked to, later on a busy machine.
        bool most_stamped = false;
        for (int tries = 0; tries < 50 && !most_stamped; ++tries) {
            const auto response = bench.post_streamed(server.url());
            REQUIRE(response.pieces.size() > 1);
            std::size_t stamped = 0;
            for (const auto& piece : response.pieces) {
                CHECK(piece.stamp.arrived <= piece.stamp.woke);
                CHECK(piece.stamp.arrived >= *response.times.sent);
                CHECK(piece.stamp.arrived <= response.times.ended);
                if (piece.stamp.by_kernel) ++stamped;
                else CHECK(piece.stamp.arrived == piece.stamp.woke);
            }
            if (!wanted) CHECK(stamped == 0);
            most_stamped = !wanted || stamped * 2 > response.pieces.size();
        }
#ifdef __linux__
        CHECK(by_kernel);
        if (wanted) CHECK(most_stamped);
#else
        (void)by_kernel;
#endif
    }
}

TEST_CASE("reads that come while the loop is busy keep the kernel's time") {
    if (!make_kernel_receive_stamps()) return;
    std::atomic<std::int64_t> sent_at{0};
    std::mutex mutex;
    std::condition_variable go;
    bool may_send = false;
    scripted_server server([&](scripted_connection& connection) {
        connection.read_request();
        connection.send(stream_head + chunk(content_event("a")));
        std::unique_lock lock(mutex);
        go.wait(lock, [&] { return may_send; });
        connection.send(chunk(content_event("b")));
        sent_at = to_ns(std::chrono::steady_clock::now());
        connection.wait_until_closed();
    });
    http_test_bench bench;
    std::shared_ptr<http_response> response;
    const auto exchange = bench.start({bench.target(server.url()), "{}", true, {}}, response);
    bench.loop().call_after(50ms, [&] {  // the loop does something else for a while; the chunk comes meanwhile
        {
            const std::lock_guard lock(mutex);
            may_send = true;
        }
        go.notify_all();
        while (sent_at == 0) std::this_thread::yield();
        std::this_thread::sleep_for(100ms);
        bench.loop().call_after(50ms, [&] { bench.client().cancel(exchange); });
    });
    bench.loop().run_until([&response] { return response != nullptr; });
    REQUIRE(response->pieces.size() == 2);
    const auto& late = response->pieces.back().stamp;
    if (!late.by_kernel) return;  // the kernel had not begun to stamp yet
    CHECK(to_ns(late.arrived) <= sent_at);
    CHECK(late.woke - late.arrived >= 100ms);
}

TEST_CASE("proxies and their exceptions are taken from the environment") {
    std::mutex mutex;
    std::vector<std::string> first_lines;
    scripted_server proxy([&](scripted_connection& connection) {
        while (const auto request = connection.read_request()) {
            {
                const std::lock_guard lock(mutex);
                first_lines.push_back(request->head.substr(0, request->head.find('\r')));
            }
            connection.send(whole_answer(200, "by proxy"));
        }
    });
    scripted_server direct([](scripted_connection& connection) {
        while (connection.read_request()) connection.send(whole_answer(200, "direct"));
    });
    ::setenv("http_proxy", proxy.url("").c_str(), 1);
    {
        http_test_bench bench;
        CHECK(bench.get("http://endpoint.invalid/v1/models").body == "by proxy");
        CHECK(bench.get(direct.url()).body == "by proxy");
        http_target_options built_in{direct.url(), {}, http_version::one_one, true};
        CHECK(bench.run({http_target::create(built_in).value(), {}, false, {}}).body == "direct");
        ::setenv("NO_PROXY", "127.0.0.1", 1);
        CHECK(bench.get(direct.url()).body == "direct");
    }
    ::unsetenv("http_proxy");
    ::unsetenv("NO_PROXY");
    REQUIRE(first_lines.size() == 2);
    CHECK(first_lines[0] == "GET http://endpoint.invalid/v1/models HTTP/1.1");
}

TEST_CASE("what is no URL for requests is refused") {
    CHECK(check_http_url("http://127.0.0.1:8089/v1", "/x"));
    CHECK(check_http_url("https://[::1]/v1", "/x"));
    for (const char* wrong : {"", "localhost:8089/v1", "ftp://host/v1", "http://", "http://host:99999/v1", "http://ho st/v1",
                              "file:///etc/passwd", "/v1", "http://user:pass@host/v1"}) {
        CAPTURE(wrong);
        const auto verdict = check_http_url(wrong, "/workload/endpoint/base_url");
        REQUIRE_FALSE(verdict);
        CHECK(verdict.error().kind == error_kind::bad_input);
        CHECK(verdict.error().where == "/workload/endpoint/base_url");
        CHECK(verdict.error().text().find("pass@") == std::string::npos);
    }
}

TEST_CASE("headers cannot smuggle lines into a request") {
    http_target_options options{"http://127.0.0.1:1/v1", {{"X-A", "1\r\nX-B: 2"}}, http_version::one_one, false};
    CHECK_FALSE(http_target::create(options));
}
