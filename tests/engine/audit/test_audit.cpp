#include "tests/engine/audit/audits.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

table_audit audit_file(const std::string& name) {
    const auto document = read_published(std::string(SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/") + name);
    REQUIRE_MESSAGE(document, (document ? "" : document.error().text()));
    return audit(*document);
}

using enum audit_severity;

}  // namespace

TEST_CASE("the published worker benchmark: its arithmetic holds, and 12 items are its ceiling") {
    const auto found = audit_file("worker_benchmark.csv");
    CHECK_FALSE(found.contradicted());
    REQUIRE(find(found, confirmed, "Speedup is T(1) / T(N), in all 5 rows"));
    CHECK(cites(*find(found, confirmed, "Speedup is T(1) / T(N)"), "line 6", "speedup", "5.12"));
    CHECK(find(found, confirmed, "Efficiency is speedup / workers, in all 5 rows"));
    CHECK(find(found, confirmed, "Throughput × time is 12 items in every row"));
    const auto* ceiling = find(found, note, "12 items are a ceiling");
    REQUIRE(ceiling);
    CHECK(ceiling->words.find("20 and 50 workers") != std::string::npos);
    CHECK(cites(*ceiling, "line 7", "workers", "50"));
    CHECK(find(found, confirmed, "The cost is the same at every worker count: 0.0092 to 0.0093 USD"));
    for (const auto& one : found.findings) CHECK_FALSE(one.cells.empty());
}

TEST_CASE("the published suite: operations against requests, and two memory peaks") {
    const auto found = audit_file("native_suite_claims.csv");
    CHECK(found.contradicted());
    const auto* units = find(found, contradiction, "operations are compared with requests");
    REQUIRE(units);
    CHECK(cites(*units, "line 3", "value", "42212529"));
    CHECK(cites(*units, "line 3", "target_unit", "requests/s"));
    const auto* peaks = find(found, contradiction, "memory_peak is 18.5 GB");
    REQUIRE(peaks);
    CHECK(peaks->words.find("28.3 GB, above the target of 19.1") != std::string::npos);
    CHECK(cites(*peaks, "line 20", "value", "28.3"));
    // The claimed factor is not that of the cells.
    CHECK(find(found, contradiction, "3,375x faster is printed, the cells give 350"));
    CHECK(find(found, confirmed, "The claimed factor is value / target, in 3 of 4 rows"));
    CHECK(find(found, confirmed, "The claimed percentage is 1 − value / target"));
    // 140,000/s at 7.14 µs is one request in flight, and 5 ms of waiting do not fit into 7.66 µs.
    CHECK(find(found, doubt, "the latency is only 1 / rate"));
    CHECK(find(found, contradiction, "cannot hold the 5.00 ms"));
}

TEST_CASE("the published pipeline: a cost called the same at $0.46 and $0.82") {
    const auto found = audit_file("report_pipeline.json");
    CHECK(found.contradicted());
    const auto* cost = find(found, contradiction, "\"cost\" is called \"same\" at $0.46 and $0.82");
    REQUIRE(cost);
    CHECK(cites(*cost, "/published_claims/6/current_usd", "current_usd", "0.46"));
    CHECK(cites(*cost, "/published_claims/6/with_parallel_usd", "with_parallel_usd", "0.82"));
    CHECK(find(found, confirmed, "Speedup is sequential / parallel time"));
    CHECK(find(found, doubt, "Two rows begin with the same 256 s"));
    // 7 calls in 30-40 s, though one of the four listed takes 50 s.
    CHECK(find(found, doubt, "less than competitive (50 s) takes by itself"));
    CHECK(find(found, doubt, "less than core_s and then competitive (90 + 50 s) take"));
}

TEST_CASE("shares of a rate limit belong to one limit") {
    const auto found = audit_file("worker_benchmark_rate_limit.csv");
    CHECK_FALSE(found.contradicted());
    CHECK(find(found, confirmed, "All shares belong to one limit of"));
    CHECK(audit_text("# against 5,000 RPM\nworkers,est_requests_per_min,pct_of_limit\n4,120,2.4\n10,300,9.0\n")
              .contradicted());
    CHECK(audit_text("# against 4,000 RPM\nworkers,est_requests_per_min,pct_of_limit\n4,120,2.4\n10,300,6.0\n")
              .contradicted());
}

TEST_CASE("wrong arithmetic is found in other tables of the sort") {
    const auto wrong =
        audit_text("threads,duration_ms,speedup,efficiency\n1,1000,1.0,1.00\n2,500,2.0,1.00\n4,400,3.0,0.63\n");
    const auto* speedup = find(wrong, contradiction, "3.0 is printed, the cells give 2.5");
    REQUIRE(speedup);
    CHECK(cites(*speedup, "line 4", "speedup", "3.0"));
    CHECK(find(wrong, confirmed, "Efficiency is speedup / workers, in all 3 rows"));

    const auto rate = audit_text("workers,time_s,throughput_items_per_s\n1,100,0.50\n2,50,1.00\n4,25,1.50\n");
    CHECK(find(rate, contradiction, "Throughput × time gives unlike numbers of items: 50, 50, 37.5"));

    const auto impossible = audit_text("# 4 items\nworkers,time_s\n1,100\n8,10\n");
    CHECK(find(impossible, contradiction, "with 4 items no more than 4 workers have work"));
    CHECK(find(audit_text("workers,time_s\n1,100\n2,10\n"), doubt, "more than the workers can explain"));

    const auto cost = audit_text("run,cost_usd,items,cost_per_item\na,10.0,5,2.0\nb,10.0,4,2.0\n");
    CHECK(find(cost, contradiction, "2.0 is printed, the cells give 2.5"));

    const auto tokens = audit_text(
        "model,input_tokens,output_tokens,input_usd_per_million,output_usd_per_million,cost_usd\n"
        "a,1000000,100000,0.15,0.60,0.21\nb,1000000,100000,0.15,0.60,0.35\n");
    CHECK(find(tokens, contradiction, "b: 0.35 is printed, the cells give 0.21"));
    CHECK(find(tokens, confirmed, "Cost is tokens × price, in 1 of 2 rows"));
    CHECK(find(audit_text("workers,time_s,cost_usd,items\n1,100,0.10,12\n4,30,0.20,12\n"), doubt,
               "The same items cost 0.10 at 1 workers and 0.20 at 4"));

    const auto little = audit_text("workers,throughput_per_s,latency_ms\n4,100,40\n4,100,80\n");
    CHECK(find(little, contradiction, "8.09 in flight, more than the 4 workers"));
}

TEST_CASE("a Markdown table with units in its cells") {
    const auto found = audit_text(
        "# Results\n\n| Workers | Time | Speedup | Efficiency |\n|---:|---:|---:|---:|\n| 1 | 171.14 s | **1.00×** | 100% "
        "|\n"
        "| 4 | 58.50 s | 2.92× | 73% |\n| 10 | 36.94 s | 4.93× | 46% |\n\n"
        "| Metric | Before | After | Improvement |\n|---|---|---|---|\n| p95 | 200 ms | 100 ms | 50% |\n| p99 | 400 ms | "
        "100 ms | 50% |\n");
    const auto* speedup = find(found, contradiction, "4.93× is printed, the cells give 4.63");
    REQUIRE(speedup);
    CHECK(cites(*speedup, "line 7", "Speedup", "4.93×"));
    CHECK(find(found, contradiction, "50% is printed, the cells give 75"));
    CHECK(find(found, confirmed, "Efficiency is speedup / workers"));
}

TEST_CASE("tables that hold nothing to check, and files that are none") {
    CHECK(audit_text("[{\"name\": \"desk\", \"cores\": 8}, {\"name\": \"rack\", \"cores\": 64}]").findings.empty());
    CHECK_FALSE(read_published_text("", "x.csv"));
    CHECK_FALSE(read_published_text("{\"a\": [", "x.json"));
    CHECK(read_published_text("{\"sweeplab_run\": 1}", "x.json").error().text().find("saved runs") != std::string::npos);
    CHECK(read_published("/nowhere.csv").error().kind == error_kind::not_found);
    // Nothing is checked of such rows, and that is said.
    const auto hopeless = audit_text("workers,time_s,speedup\n1,0,1\n2,-5,x\n,,\n");
    CHECK(hopeless.findings.size() == 2);
    CHECK(find(hopeless, note, "2 rows were left out"));
    CHECK(find(hopeless, note, "1 cell was not read as a number"));
}

TEST_CASE("numbers as they are printed") {
    const auto read = [](const char* text) { return number_in_cell(text).value(); };
    CHECK(read("42,212,529").value() == 42212529);
    CHECK(read("42.2e6").value() == doctest::Approx(42.2e6));
    CHECK(read("42.2e6").half == doctest::Approx(0.05e6));
    CHECK(read("$0.0092").half == doctest::Approx(0.00005));
    CHECK(read("$0.0092").unit == "USD");
    CHECK(read("~2.92×").unit == "×");
    CHECK(read("30-40").is_range());
    CHECK(read("30–40 s").most == 40);
    CHECK(read("5k").value() == 5000);
    CHECK(read("−3").value() == -3);
    CHECK_FALSE(number_in_cell("12 of 40"));
    CHECK_FALSE(number_in_cell("p99"));
    CHECK_FALSE(number_in_cell(""));
    CHECK(first_number_in("2,814x over target")->unit == "x");
    CHECK(first_number_in("57% under target")->unit == "%");
}
