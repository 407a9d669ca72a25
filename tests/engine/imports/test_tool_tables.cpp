// Tables that tools write: GuideLLM's CSV with its three header rows, and the table of llama-batched-bench.
#include <algorithm>
#include <array>
#include <fstream>

#include "engine/exchange/csv_cells.h"
#include "tests/engine/imports/fixtures.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

bool any_has(const std::vector<std::string>& lines, const std::string& part) {
    return std::ranges::any_of(lines, [&](const auto& line) { return line.find(part) != line.npos; });
}

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != text.npos) return true;
    MESSAGE(text);
    return false;
}

std::vector<std::string> lines_of(const std::string& name) {
    std::ifstream input(import_fixture(name), std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(input, line);) lines.push_back(line + "\n");
    return lines;
}

// A small CSV in GuideLLM's shape: {group, field, unit, value}.
std::string small_csv(const std::vector<std::array<std::string, 4>>& columns) {
    std::string text;
    for (std::size_t row = 0; row < 4; ++row) {
        for (std::size_t i = 0; i < columns.size(); ++i) text += (i > 0 ? "," : "") + text_to_cell(columns[i][row]);
        text += "\n";
    }
    return text;
}

std::vector<std::array<std::string, 4>> one_benchmark() {
    return {{"Run Info", "Run Index", "", "0"},
            {"Run Info", "Profile", "", R"({"kind": "concurrent", "streams": [8]})"},
            {"Benchmark", "Strategy", "", "concurrent"},
            {"Timings", "Duration", "Sec", "12.5"},
            {"Request Counts", "Successful", "", "3"},
            {"Request Counts", "Errored", "", "1"},
            {"Token Metrics", "Successful Output Tokens", "Mean", "33.333333333333336"},
            {"Runtime Info", "Metadata", "", "{}"}};
}

std::string refusal_of(const std::string& text) {
    const auto reading = read_results_text(text, "benchmarks.csv");
    REQUIRE_FALSE(reading.has_value());
    return reading.error().text();
}

}  // namespace

TEST_CASE("GuideLLM's CSV: what its JSON says, under the same names") {
    const auto reading = read_fixture("guidellm_benchmarks.csv");
    const auto& preview = reading.preview;
    CHECK(preview.tool == "GuideLLM");
    CHECK(preview.version == "0.6.0");
    REQUIRE(reading.runs.size() == 1);
    const auto& run = reading.runs[0];
    CHECK(run.summary.workload == "GuideLLM: meta-llama/Llama-3.1-8B-Instruct");
    REQUIRE(run.summary.workers == std::vector{1, 4, 16});
    CHECK(run.trials[1].time_ns == 20'000'000'000);
    CHECK(run.trials[1].jobs == 32);  // the three that did not end do not count
    CHECK(run.trials[1].failed == 0);
    CHECK(run.trials[1].input_tokens == 32 * 128);
    CHECK(run.trials[1].output_tokens == 32 * 64);
    CHECK(run.trials[1].attempts.empty());
    const auto metrics = tool_metrics_of(run);
    CHECK(find_metric(metrics, "guidellm.time_to_first_token_ms.mean", 4)->value == doctest::Approx(180));
    CHECK(find_metric(metrics, "guidellm.time_to_first_token_ms.p95", 4)->value == doctest::Approx(216));
    CHECK(find_metric(metrics, "guidellm.time_to_first_token_ms.p95", 4)->unit == "ms");
    CHECK(find_metric(metrics, "guidellm.request_latency.max", 1)->value == doctest::Approx(3));
    CHECK(find_metric(metrics, "guidellm.request_latency.max", 1)->unit == "s");
    CHECK(find_metric(metrics, "guidellm.output_tokens_per_second.mean", 1)->value == doctest::Approx(32));
    // Every name is one that the JSON has, so that both can be set against each other.
    const auto of_json = tool_metrics_of(read_fixture("guidellm_benchmarks.json").runs[0]);
    for (const auto* name : {"guidellm.time_per_output_token_ms.p99", "guidellm.request_latency.std_dev"}) {
        CHECK(find_metric(of_json, name, 4));
        CHECK(find_metric(metrics, name, 4));
    }
}

TEST_CASE("GuideLLM's CSV: a row with other columns than the header names bears no figures") {
    const auto reading = read_fixture("guidellm_benchmarks.csv");
    const auto& shifted = reading.runs[0].trials[2];
    CHECK(shifted.workers == 16);
    CHECK(shifted.time_ns == 20'500'000'000);
    CHECK(shifted.jobs == 64);
    CHECK(shifted.failed == 4);
    CHECK_FALSE(shifted.output_tokens.has_value());
    CHECK_FALSE(find_metric(tool_metrics_of(reading.runs[0]), "guidellm.request_latency.mean", 16));
    CHECK(any_has(reading.preview.left_out, "line 6: its latencies"));
}

TEST_CASE("GuideLLM's CSV: keys stay out and are named") {
    const auto reading = read_fixture("guidellm_benchmarks.csv");
    CHECK(export_json(reading.runs).find("secret") == std::string::npos);
    CHECK(describe(reading.preview).find("secret") == std::string::npos);
    CHECK(reading.preview.dropped_keys ==
          std::vector<std::string>{"Run Info, Backend: /api_key", "Runtime Info, Arguments: /backend_kwargs/api_key"});
}

TEST_CASE("GuideLLM's CSV: streams of a profile by the benchmark's number, rates are no worker counts") {
    auto columns = one_benchmark();
    const auto reading = read_results_text(small_csv(columns), "benchmarks.csv");
    REQUIRE_MESSAGE(reading.has_value(), (reading ? "" : reading.error().text()));
    const auto& one = reading->runs[0].trials[0];
    CHECK(one.workers == 8);
    CHECK(one.time_ns == 12'500'000'000);
    CHECK(one.jobs == 4);
    CHECK(one.failed == 1);
    CHECK(one.output_tokens == 100);
    CHECK_FALSE(one.input_tokens.has_value());

    columns[0][3] = "1";  // the second benchmark of one list with one entry
    CHECK(says(refusal_of(small_csv(columns)), "concurrent has no number of streams"));
    columns[2][3] = "constant";
    CHECK(says(refusal_of(small_csv(columns)), "a rate is no worker count"));
    columns[2][3] = "synchronous";
    CHECK(read_results_text(small_csv(columns), "b.csv")->runs[0].trials[0].workers == 1);
    columns[2][3] = "throughput";
    columns[1][3] = R"({"type_": "throughput", "max_concurrency": 64})";
    CHECK(read_results_text(small_csv(columns), "b.csv")->runs[0].trials[0].workers == 64);
    columns[6][3] = "33.4";  // of three requests: no sum of whole tokens
    CHECK_FALSE(read_results_text(small_csv(columns), "b.csv")->runs[0].trials[0].output_tokens.has_value());
    for (const auto* wrong : {"", "nan", "-3", "0", "1e300", "long"}) {
        columns[3][3] = wrong;
        CHECK(says(refusal_of(small_csv(columns)), "how long the measuring took"));
    }
}

TEST_CASE("GuideLLM's CSV: files that are not whole") {
    const auto lines = lines_of("guidellm_benchmarks.csv");
    CHECK(says(refusal_of(lines[0]), "three header rows"));
    CHECK(says(refusal_of(lines[0] + lines[1]), "three header rows"));
    CHECK(says(refusal_of(lines[0] + lines[1] + lines[3]), "three header rows"));  // the units are missing
    CHECK(says(refusal_of(lines[0] + lines[1] + lines[2]), "no benchmark"));
    const auto cut = lines[0] + lines[1] + lines[2] + lines[3].substr(0, 150);
    CHECK(says(refusal_of(cut), "line 4"));  // within a quoted cell
    auto deep = one_benchmark();
    deep[1][3] = std::string(500'000, '[');
    CHECK(says(refusal_of(small_csv(deep)), "no number of streams"));
}

TEST_CASE("the table of llama-batched-bench is what its JSON lines are") {
    const auto table = read_fixture("batched_bench.md");
    const auto lines = read_fixture("batched_bench.jsonl");
    CHECK(table.preview.tool == "llama.cpp batched-bench");
    REQUIRE(table.runs.size() == 1);
    CHECK(table.runs[0].summary.workload == lines.runs[0].summary.workload);
    REQUIRE(table.runs[0].trials.size() == lines.runs[0].trials.size());
    for (std::size_t i = 0; i < lines.runs[0].trials.size(); ++i) {
        const auto& a = table.runs[0].trials[i];
        const auto& b = lines.runs[0].trials[i];
        CHECK(a.workers == b.workers);
        CHECK(a.time_ns == b.time_ns);
        CHECK(a.jobs == b.jobs);
        CHECK(a.input_tokens == b.input_tokens);
        CHECK(a.output_tokens == b.output_tokens);
    }
    const auto metrics = tool_metrics_of(table.runs[0]);
    CHECK(find_metric(metrics, "batched_bench.speed_tg", 8)->value == doctest::Approx(139.43));
    CHECK(find_metric(metrics, "batched_bench.t_pp", 2)->unit == "s");
}

TEST_CASE("rows of a batched-bench table that say nothing, and other tables beside it") {
    const std::string head =
        "|    PP |     TG |    B |   N_KV |   T_PP s | S_PP t/s |   T_TG s | S_TG t/s |      T s |    S t/s |\n"
        "|-------|--------|------|--------|----------|----------|----------|----------|----------|----------|\n";
    const auto some = read_results_text(head +
                                            "| 128 | 0 | 4 | 512 | 0.5 | 1024.0 | 0.0 | -nan | 0.5 | 1024.0 |\n"
                                            "| 128 | 0 | 0 | 512 | 0.5 | 1024.0 | 0.0 | -nan | 0.5 | 1024.0 |\n"
                                            "| 128 | 0 | 8 | 512 | 0.5 | 1024.0 | 0.0 | -nan | nan | 1024.0 |\n"
                                            "\n| Stage | Note |\n|---|---|\n| a | b |\n",
                                        "pasted.md");
    REQUIRE_MESSAGE(some.has_value(), (some ? "" : some.error().text()));
    REQUIRE(some->runs[0].trials.size() == 1);
    CHECK(some->runs[0].trials[0].workers == 4);
    CHECK_FALSE(find_metric(tool_metrics_of(some->runs[0]), "batched_bench.speed_tg", 4));
    CHECK(any_has(some->preview.left_out, "line 4: has no number of parallel sequences"));
    CHECK(any_has(some->preview.left_out, "line 5: has no time"));
    CHECK(any_has(some->preview.left_out, "other table"));
    CHECK(says(refusal_of(head + "| 128 | 0 | many | 512 | 0.5 | 1 | 0 | 1 | 0.5 | 1 |\n"), "no number of parallel"));
    CHECK(says(refusal_of(head), "no line with a time"));
}
