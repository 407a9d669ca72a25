// What a soak's plan may say, and what it may not.
#include <doctest/doctest.h>

#include "engine/workload/soak_spec.h"
#include "engine/workload/workload_kinds.h"

using namespace sweeplab;

namespace {

json whole_plan() {
    return {
        {"kind", "soak"},
        {"duration_s", 1800},
        {"every_s", 5},
        {"endpoint", {{"base_url", "http://127.0.0.1:8000/v1"}, {"model", "m"}}},
        {"prompt", "Tell me about {item}"},
        {"items", {"tides", "stars"}},
        {"service", {{"command", {{"argv", {"./serve", "--workers={workers}"}}, {"cwd", "server"}}}, {"start_limit_s", 5}}},
        {"metrics", {{"url", "http://127.0.0.1:8000/metrics"}, {"series", {"up{job=\"x\"}", "requests_total"}}}},
        {"leak", {{"alarm_mb_per_h", 30}, {"harmless_mb_per_h", 3}}}};
}

result<std::shared_ptr<const workload_spec>> read(const json& changes) {
    json plan = whole_plan();
    plan.merge_patch(changes);
    return known_workload_kinds().read(plan, "/workload");
}

std::string place_of_fault(const json& changes) {
    const auto spec = read(changes);
    if (!spec) return spec.error().where;
    return "none";
}

}  // namespace

TEST_CASE("a whole plan is read, and written back the same") {
    const auto spec = read(json::object());
    REQUIRE_MESSAGE(spec, spec.error().text());
    const auto written = (*spec)->to_json();
    const auto again = known_workload_kinds().read(written, "/workload");
    REQUIRE_MESSAGE(again, again.error().text());
    CHECK((*again)->to_json() == written);
    CHECK(written["service"]["command"]["argv"] == json({"./serve", "--workers={workers}"}));
    CHECK_FALSE(written["service"]["command"].contains("items"));
    CHECK_FALSE(written.contains("stream"));
    CHECK((*spec)->planned_seconds() == 1800);
    CHECK((*spec)->summary() ==
          "Soak of 30 min: streams from m at http://127.0.0.1:8000/v1, ./serve --workers={workers} watched, "
          "http://127.0.0.1:8000/metrics");
}

TEST_CASE("each client is an item, and a trial has as many as workers") {
    const auto spec = read(json::object());
    REQUIRE(spec);
    plan work;
    work.workload = *spec;
    work.sweep.workers = {1, 3};
    const auto items = load_items(work, ".");
    REQUIRE(items);
    CHECK(items->size() == 3);
    CHECK((*items)[2].name == "client 3");
    CHECK((*spec)->items_at(2, 3) == 2);
}

TEST_CASE("what is left out has its usual value") {
    const auto read_spec = read({{"every_s", nullptr},
                                 {"leak", nullptr},
                                 {"service", {{"pid", 4711}, {"command", nullptr}}},
                                 {"service", nullptr},
                                 {"items", nullptr}});
    REQUIRE_MESSAGE(read_spec, read_spec.error().text());
    const auto spec = std::dynamic_pointer_cast<const soak_spec>(*read_spec);
    CHECK(spec->every_s == 5);
    CHECK(spec->leak.alarm_mb_per_h == 20);
    CHECK(spec->leak.harmless_mb_per_h == 10);
    CHECK(spec->settled_after_s() == 180);
    CHECK_FALSE(spec->own_items);
    CHECK_FALSE(spec->to_json().contains("items"));
}

TEST_CASE("without an endpoint there is still something to watch, or there is nothing to do") {
    CHECK(known_workload_kinds().read({{"kind", "soak"}, {"duration_s", 10}, {"service", {{"pid", 1}}}}, "/workload"));
    const auto nothing = known_workload_kinds().read({{"kind", "soak"}, {"duration_s", 10}}, "/workload");
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().message.find("nothing to watch") != std::string::npos);
    // What only a request has is a slip, then.
    CHECK_FALSE(known_workload_kinds().read(
        {{"kind", "soak"}, {"duration_s", 10}, {"prompt", "x"}, {"service", {{"pid", 1}}}}, "/workload"));
}

TEST_CASE("impossible values are refused at their place") {
    CHECK(place_of_fault({{"duration_s", 0}}) == "/workload/duration_s");
    CHECK(place_of_fault({{"duration_s", nullptr}}) == "/workload/duration_s");
    CHECK(place_of_fault({{"every_s", 3000}}) == "/workload/every_s");
    CHECK(place_of_fault({{"duration_s", 2'000'000}, {"every_s", 1}}) == "/workload/every_s");
    CHECK(place_of_fault({{"settle_s", 1800}}) == "/workload/settle_s");
    CHECK(place_of_fault({{"prompt", nullptr}, {"items", nullptr}}) == "/workload/prompt");
    CHECK(place_of_fault({{"stream", true}}) == "/workload/stream");
    CHECK(place_of_fault({{"service", {{"pid", 1}}}}) == "/workload/service");  // and a command
    CHECK(place_of_fault({{"service", {{"command", {{"argv", json::array()}}}}}}) == "/workload/service/command/argv");
    CHECK(place_of_fault({{"service", {{"command", {{"timeout_s", 3}}}}}}) == "/workload/service/command/timeout_s");
    CHECK(place_of_fault({{"service", {{"port", 1}}}}) == "/workload/service/port");
    CHECK(place_of_fault({{"metrics", {{"url", "file:///etc/passwd"}}}}) == "/workload/metrics/url");
    CHECK(place_of_fault({{"metrics", {{"series", {"a b"}}}}}) == "/workload/metrics/series/0");
    CHECK(place_of_fault({{"metrics", {{"series", json::array()}}}}) == "/workload/metrics/series");
    CHECK(place_of_fault({{"metrics", {{"url", "simulated"}}}}) == "/workload/metrics/url");
    CHECK(place_of_fault({{"leak", {{"harmless_mb_per_h", 31}}}}) == "/workload/leak/harmless_mb_per_h");
    CHECK(place_of_fault({{"durations", 3}}) == "/workload/durations");
}

TEST_CASE("the built-in endpoint has its page beside it") {
    const auto spec = read({{"endpoint", {{"base_url", "simulated"}}}, {"metrics", {{"url", "simulated"}}}});
    REQUIRE_MESSAGE(spec, spec.error().text());
    const auto moved = std::dynamic_pointer_cast<const soak_spec>(with_base_url(*spec, "http://127.0.0.1:4242/v1"));
    REQUIRE(moved);
    CHECK(moved->metrics->url == "http://127.0.0.1:4242/metrics");
    CHECK(moved->request->endpoint.base_url == "http://127.0.0.1:4242/v1");
}
