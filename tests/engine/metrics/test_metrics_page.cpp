#include <doctest/doctest.h>

#include "engine/metrics/metrics_page.h"
#include "tests/support/scripted_server.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr auto page_of_a_service =
    "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes 52428800\n"
    "http_requests_total{code=\"200\"} 40\nhttp_requests_total{code=\"500\"} 2\n";

struct page_bench {
    std::unique_ptr<event_loop> loop = *event_loop::create();

    result<void> check(const metrics_choice& choice) {
        const auto page = metrics_page::open(*loop, choice);
        if (!page) return tl::unexpected(page.error());
        std::optional<result<void>> answer;
        (*page)->check([&answer](result<void> verdict) { answer = std::move(verdict); });
        loop->run_until([&] { return answer.has_value(); });
        return *answer;
    }
    result<metrics_page::values> ask(const metrics_choice& choice, duration limit = std::chrono::seconds(10)) {
        const auto page = metrics_page::open(*loop, choice);
        if (!page) return tl::unexpected(page.error());
        std::optional<result<metrics_page::values>> answer;
        (*page)->ask(limit, [&answer](result<metrics_page::values> values) { answer = std::move(values); });
        loop->run_until([&] { return answer.has_value(); });
        return *answer;
    }
};

scripted_server server_of(int status, std::string body) {
    return scripted_server([status, body = std::move(body)](scripted_connection& connection) {
        while (connection.read_request()) connection.send(whole_answer(status, body));
    });
}

}  // namespace

TEST_CASE("chosen series are read from a service's page") {
    auto server = server_of(200, page_of_a_service);
    page_bench bench;
    const metrics_choice choice{server.url("/metrics"), {"process_resident_memory_bytes", "http_requests_total"}};
    CHECK(bench.check(choice));
    const auto values = bench.ask(choice);
    REQUIRE(values);
    CHECK(*values == metrics_page::values{52428800.0, 42.0});
}

TEST_CASE("a series that the page does not have is named, and the nearest ones with it") {
    auto server = server_of(200, page_of_a_service);
    page_bench bench;
    const metrics_choice choice{server.url("/metrics"), {"process_memory_bytes"}};
    const auto checked = bench.check(choice);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().where == "/workload/metrics/series");
    CHECK(checked.error().message.find("process_memory_bytes is not among the 2 metrics") != std::string::npos);
    CHECK(checked.error().message.find("process_resident_memory_bytes") != std::string::npos);
    const auto values = bench.ask(choice);
    REQUIRE(values);
    CHECK(*values == metrics_page::values{std::nullopt});
}

TEST_CASE("what is no page of metrics is refused with its reason") {
    page_bench bench;
    const auto reason = [&bench](int status, const std::string& body) {
        auto server = server_of(status, body);
        const auto checked = bench.check({server.url("/metrics"), {}});
        REQUIRE_FALSE(checked);
        CHECK(checked.error().where == "/workload/metrics/url");
        return checked.error().message;
    };
    CHECK(reason(404, "").find("HTTP 404") != std::string::npos);
    CHECK(reason(200, "<html><body>hello</body></html>").find("line 1 is not in Prometheus' text format") !=
          std::string::npos);
    CHECK(reason(200, "").find("not one metric") != std::string::npos);
    CHECK_FALSE(metrics_page::open(*bench.loop, {"ftp://x/metrics", {}}));
    CHECK_FALSE(metrics_page::open(*bench.loop, {"http://127.0.0.1:1/metrics", {"a b"}}));
    CHECK_FALSE(bench.check({"http://127.0.0.1:1/metrics", {}}));
}

TEST_CASE("a page that does not answer is given up in time") {
    scripted_server server([](scripted_connection& connection) {
        connection.read_request();
        connection.wait_until_closed();
    });
    page_bench bench;
    CHECK_FALSE(bench.ask({server.url("/metrics"), {}}, std::chrono::milliseconds(50)));
}
