#include <doctest/doctest.h>

#include <cmath>

#include "engine/metrics/metrics_text.h"

using namespace sweeplab;

namespace {

std::optional<double> value_on(std::string_view page, std::string_view series) {
    const auto samples = parse_metrics(page);
    REQUIRE(samples);
    const auto choice = parse_series(series);
    REQUIRE(choice);
    return value_of(*choice, *samples);
}

}  // namespace

TEST_CASE("a page in Prometheus' text format: comments, labels, escapes, time stamps, numbers of all kinds") {
    const std::string page =
        "# HELP http_requests_total The total number of HTTP requests.\n"
        "# TYPE http_requests_total counter\n"
        "http_requests_total{method=\"post\",code=\"200\"} 1027 1395066363000\n"
        "http_requests_total{method=\"post\",code=\"400\"}    3 1395066363000\n"
        "\n"
        "msdos_file_access_time_seconds{path=\"C:\\\\DIR\\\\FILE.TXT\",error=\"Cannot find:\\n\\\"F\\\"\",} "
        "1.458255915e9\r\n"
        "metric_without_timestamp_and_labels 12.47\n"
        "something_weird{problem=\"division by zero\"} +Inf -3982045\n"
        "  vllm:gpu_cache_usage_perc { model = \"a b\" } NaN\n"
        "bucket{le=\"0.5\"} 17 # {trace=\"x\"} 0.3 1.6e9\n"
        "# EOF\n";
    const auto samples = parse_metrics(page);
    REQUIRE(samples);
    REQUIRE(samples->size() == 7);
    CHECK((*samples)[2].labels[1].second == "C:\\DIR\\FILE.TXT");
    CHECK((*samples)[2].labels[0].second == "Cannot find:\n\"F\"");
    CHECK(std::isinf((*samples)[4].value));
    CHECK(std::isnan((*samples)[5].value));
    CHECK((*samples)[6].value == 17);
    CHECK(value_on(page, "metric_without_timestamp_and_labels") == 12.47);
    CHECK(value_on(page, "http_requests_total{code=\"200\"}") == 1027);
    CHECK(value_on(page, "http_requests_total") == 1030);  // summed over what was left open
    CHECK(value_on(page, "http_requests_total{ code = \"400\", method=\"post\" }") == 3);
    CHECK_FALSE(value_on(page, "http_requests_total{code=\"500\"}"));
    CHECK_FALSE(value_on(page, "vllm:gpu_cache_usage_perc"));  // NaN is nothing measured
    CHECK_FALSE(value_on(page, "something_weird"));
}

TEST_CASE("what is no such page is refused with the line that shows it") {
    const auto message_of = [](std::string_view page) {
        const auto samples = parse_metrics(page);
        return samples ? std::string() : samples.error().message;
    };
    CHECK(message_of("<!DOCTYPE html>\n<html>").find("line 1") != std::string::npos);
    CHECK(message_of("a 1\n{\"status\": \"ok\"}\n").find("line 2") != std::string::npos);
    CHECK(message_of("a{b=\"c} 1\n").find("line 1") != std::string::npos);
    CHECK(message_of("a{b=\"c\" d=\"e\"} 1\n").find("line 1") != std::string::npos);
    CHECK(message_of("a one\n").find("line 1") != std::string::npos);
    CHECK(message_of("a\n").find("line 1") != std::string::npos);
    CHECK(message_of("a 1 2 3\n").find("line 1") != std::string::npos);
    CHECK(message_of("").find("not one metric") != std::string::npos);
    CHECK(message_of("# HELP a b\n").find("not one metric") != std::string::npos);
}

TEST_CASE("a series is named by its name and labels, and nothing else") {
    CHECK(parse_series(" up "));
    CHECK(parse_series("up{job=\"x\"}"));
    for (const auto* wrong : {"", "up down", "up{job}", "up{job=\"x\"", "1up", "up{job=\"x\"} 3"}) {
        INFO(wrong);
        CHECK_FALSE(parse_series(wrong));
    }
}

TEST_CASE("counters are told by their names") {
    CHECK(names_a_counter("process_cpu_seconds_total"));
    CHECK(names_a_counter("http_requests_total{code=\"200\"}"));
    CHECK_FALSE(names_a_counter("process_resident_memory_bytes"));
    CHECK_FALSE(names_a_counter("count{le=\"x_total\"}"));
}
