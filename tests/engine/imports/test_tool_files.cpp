#include <algorithm>
#include <fstream>

#include "engine/analysis/latency.h"
#include "engine/analysis/loss_report.h"
#include "engine/analysis/scaling.h"
#include "engine/model/run_event.h"
#include "tests/engine/imports/fixtures.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

bool any_has(const std::vector<std::string>& lines, const std::string& part) {
    return std::ranges::any_of(lines, [&](const auto& line) { return line.find(part) != line.npos; });
}

bool holds(const std::vector<run_record>& runs, const std::string& secret) {
    for (const auto& run : runs)
        if (to_json(run).dump().find(secret) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("GuideLLM: streams are workers, rates are not, keys and numbers that are none stay out") {
    const auto reading = read_fixture("guidellm_benchmarks.json");
    REQUIRE(reading.runs.size() == 1);
    const auto& run = reading.runs[0];
    CHECK(reading.preview.tool == "GuideLLM");
    CHECK(reading.preview.version == "0.7.1");
    CHECK(run.summary.kind == "imported");
    CHECK(run.summary.workload == "GuideLLM: meta-llama/Llama-3.1-8B-Instruct");
    REQUIRE(run.summary.workers == std::vector{1, 4});
    CHECK(run.trials[0].time_ns == 20'000'000'000);
    CHECK(run.trials[0].jobs == 10);
    CHECK(run.trials[1].jobs == 32);
    CHECK(run.trials[1].output_tokens == 32 * 64);
    CHECK(run.trials[1].attempts.size() == 32);
    CHECK(any_has(reading.preview.left_out, "constant"));
    CHECK(any_has(reading.preview.left_out, "3 numbers that are none"));
    REQUIRE(reading.preview.dropped_keys == std::vector<std::string>{"/config/backend/api_key"});
    CHECK_FALSE(holds(reading.runs, "secret"));

    const auto metrics = tool_metrics_of(run);
    CHECK(metrics.tool == "GuideLLM");
    const auto* first_token = find_metric(metrics, "guidellm.time_to_first_token_ms.p95", 4);
    REQUIRE(first_token);
    CHECK(first_token->unit == "ms");
    CHECK(first_token->value > 200);
    CHECK(find_metric(metrics, "guidellm.request_latency.mean", 1)->value == doctest::Approx(2.0));
    CHECK(definition_of_metric("guidellm.time_per_output_token_ms.mean").find("first token counted") != std::string::npos);
    // No figure of the tool's became a measure of ours.
    for (const auto& span : run.trials[1].attempts) {
        CHECK_FALSE(span.measured.get(measure::first_content_at).has_value());
        CHECK_FALSE(span.measured.get(measure::sent_at).has_value());
    }
}

TEST_CASE("a tool that measures for a set time: the curve is of the same number of requests, and says so") {
    const auto reading = read_fixture("guidellm_benchmarks.json");
    const auto curve = make_scaling_curve(reading.runs[0]);
    REQUIRE(curve.points.size() == 2);
    // 0.5 requests/s at 1 stream, 1.6 at 4, each for 32 requests.
    CHECK(curve.points[0].time_s.value == doctest::Approx(64));
    CHECK(curve.points[1].time_s.value == doctest::Approx(20));
    CHECK(curve.points[1].speedup->value == doctest::Approx(3.2));
    CHECK(*curve.points[0].items_per_s == doctest::Approx(0.5));
    CHECK(*curve.points[1].tokens_per_s == doctest::Approx(32 * 64 / 20.0));
    CHECK(any_has(curve.condition_warnings, "10 to 32"));
    CHECK_FALSE(curve.usable_workers.has_value());
    CHECK(make_loss_report(reading.runs[0]).empty());  // what each request takes alone is not known
}

TEST_CASE("vLLM: one file is one point; its requests come with start and end") {
    const auto reading = read_fixture("vllm_c4.json");
    REQUIRE(reading.runs.size() == 1);
    const auto& run = reading.runs[0];
    REQUIRE(run.trials.size() == 1);
    const auto& one = run.trials[0];
    CHECK(one.workers == 4);
    CHECK(one.jobs == 12);
    CHECK(one.failed == 0);
    CHECK(one.counts());
    CHECK(run.items.size() == 12);
    REQUIRE(one.attempts.size() == 12);
    CHECK(one.attempts[0].end_ns == doctest::Approx(0.104e9 + 19 * 0.026e9).epsilon(1e-6));
    CHECK(one.attempts[0].measured.get(measure::output_tokens) == 20);
    CHECK(check_tiling(one.intervals, 4, *one.time_ns).has_value());
    const auto metrics = tool_metrics_of(run);
    CHECK(find_metric(metrics, "vllm.ttft_ms.p99", 4)->value == doctest::Approx(104));
    CHECK(find_metric(metrics, "vllm.output_throughput", 4)->unit == "tokens/s");
    CHECK_FALSE(find_metric(metrics, "vllm.request_goodput", 4));
}

TEST_CASE("vLLM: an open loop has no worker count") {
    const auto reading = read_results(import_fixture("vllm_rate.json"));
    REQUIRE_FALSE(reading.has_value());
    CHECK(reading.error().text().find("no max_concurrency") != std::string::npos);
    CHECK(reading.error().text().find("--max-concurrency") != std::string::npos);
}

TEST_CASE("a rate beside the concurrency is an open loop as well, and stays out") {
    const auto read_with = [](const char* fixture, const std::string& pointer, const json& value) {
        std::ifstream file(import_fixture(fixture));
        auto document = json::parse(file);
        document[json::json_pointer(pointer)] = value;
        return read_results_text(document.dump(), "paced.json");
    };
    const auto vllm = read_with("vllm_c4.json", "/request_rate", 5.0);
    REQUIRE_FALSE(vllm.has_value());
    CHECK(vllm.error().text().find("a rate of 5 a second, which is no worker count") != std::string::npos);
    CHECK(read_with("vllm_c4.json", "/request_rate", "inf").has_value());
    const auto aiperf = read_with("aiperf_c10.json", "/input_config/loadgen/request_rate", 3.5);
    REQUIRE_FALSE(aiperf.has_value());
    CHECK(aiperf.error().text().find("a rate of 3.5 a second, which is no worker count") != std::string::npos);
    CHECK(read_with("aiperf_c10.json", "/input_config/loadgen/request_rate", nullptr).has_value());
}

TEST_CASE("files of one sweep are joined into one run, and its losses are accounted for") {
    std::vector<file_reading> parts;
    for (const auto* name : {"vllm_c4.json", "vllm_c1.json", "vllm_c4.json"}) parts.push_back(read_fixture(name));
    const auto joined = join_readings(std::move(parts), "both");
    REQUIRE_MESSAGE(joined.has_value(), (joined ? "" : joined.error().text()));
    const auto& run = joined->runs[0];
    CHECK(run.summary.name == "both");
    CHECK(run.summary.workers == std::vector{1, 4});
    REQUIRE(run.trials.size() == 3);
    CHECK(run.trials[1].repeat == 1);
    CHECK(run.trials[2].repeat == 2);
    CHECK(run.items.size() == 12);
    const auto metrics = tool_metrics_of(run);
    CHECK(std::ranges::count_if(metrics.values, [](const auto& one) { return one.repeat == 2; }) > 0);
    const auto losses = make_loss_report(run);
    REQUIRE(losses.points.size() == 2);
    CHECK(losses.points[1].mean.inflation > 0);
    CHECK(losses.points[1].mean.unbaselined == 0);

    std::vector<file_reading> unlike;
    for (const auto* name : {"vllm_c1.json", "aiperf_c10.json"}) unlike.push_back(read_fixture(name));
    const auto refused = join_readings(std::move(unlike), "");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().text().find("AIPerf") != std::string::npos);
}

TEST_CASE("llama.cpp batched-bench: a line a number of parallel sequences") {
    const auto reading = read_fixture("batched_bench.jsonl");
    REQUIRE(reading.runs.size() == 1);
    const auto& run = reading.runs[0];
    CHECK(run.summary.workers == std::vector{1, 2, 4, 8});
    CHECK(run.trials[3].time_ns == 8'095'000'000);
    CHECK(run.trials[3].jobs == 8);
    CHECK(run.trials[3].output_tokens == 8 * 128);
    CHECK(run.trials[3].input_tokens == 8 * 128);
    CHECK(find_metric(tool_metrics_of(run), "batched_bench.speed_tg", 8)->value == doctest::Approx(139.43));
    const auto curve = make_scaling_curve(run);
    // Each batch is larger: sequences a second are what grows.
    CHECK(curve.points[3].speedup->value == doctest::Approx(8 * 3.187 / 8.095).epsilon(1e-3));
}

TEST_CASE("hyperfine: a swept parameter is the worker count, each time a repeat") {
    const auto reading = read_fixture("hyperfine.json");
    REQUIRE(reading.runs.size() == 1);
    const auto& run = reading.runs[0];
    CHECK(run.summary.workers == std::vector{1, 2, 4});
    REQUIRE(run.trials.size() == 9);
    CHECK(run.trials[8].time_ns == 2'290'000'000);
    CHECK(run.trials[8].repeat == 3);
    CHECK(any_has(reading.preview.left_out, "make clean"));
    CHECK(find_metric(tool_metrics_of(run), "hyperfine.user", 4)->value == doctest::Approx(7.6));
}

TEST_CASE("AIPerf: the summary, and every request") {
    const auto summary = read_fixture("aiperf_c10.json");
    const auto& one = summary.runs[0].trials[0];
    CHECK(one.workers == 10);
    CHECK(one.time_ns == 5'312'500'000);
    CHECK(one.jobs == 20);
    CHECK(one.output_tokens == 1968);
    CHECK(one.started_at == 1'763'670'128'939);
    CHECK(summary.preview.dropped_keys == std::vector<std::string>{"/input_config/endpoint/api_key"});
    CHECK_FALSE(holds(summary.runs, "sk-aiperf"));
    CHECK(find_metric(tool_metrics_of(summary.runs[0]), "aiperf.request_latency.p99", 10)->unit == "ms");

    const auto requests = read_fixture("aiperf_requests.jsonl");
    const auto& all = requests.runs[0].trials[0];
    CHECK(all.workers == 2);
    CHECK(all.jobs == 6);
    CHECK(all.attempts.size() == 6);
    CHECK(all.output_tokens == 54);
    CHECK(any_has(requests.preview.left_out, "warm-up"));
    CHECK(make_latency_report(requests.runs[0]).points.size() == 1);
}

TEST_CASE("a run with a tool's figures goes out and comes back whole") {
    const auto reading = read_fixture("guidellm_benchmarks.json");
    const auto again = read_results_text(export_json(reading.runs), "bundle.json");
    REQUIRE_MESSAGE(again.has_value(), (again ? "" : again.error().text()));
    CHECK(to_json(again->runs[0]) == to_json(reading.runs[0]));
    CHECK(again->preview.tool == "Sweeplab");
}
