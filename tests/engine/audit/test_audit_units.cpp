// Units and numbers as tables have them: beside the number, of one kind, with decimal commas, below zero.
#include "tests/engine/audit/audits.h"

#include "engine/audit/units.h"

using namespace sweeplab;
using namespace sweeplab::test;
using enum audit_severity;

TEST_CASE("units of one kind are converted, others are unlike, and some are not known") {
    CHECK(ratio_of("ms", "s") == 1e-3);
    CHECK(ratio_of("MB/s", "GB/s") == 1e-3);
    CHECK(ratio_of("mb/s", "GB/s") == 1e-3);
    CHECK(ratio_of("Mbit/s", "MB/s") == 0.125);
    CHECK(ratio_of("req/s", "requests/s") == 1);
    CHECK(ratio_of("rps", "requests/min") == 60);
    CHECK(ratio_of("USD", "cents") == 100);
    CHECK(ratio_of("", "s") == 1);
    CHECK(match_of("ops/s", "requests/s") == unit_match::unlike);
    CHECK(match_of("GB", "s") == unit_match::unlike);
    CHECK(match_of("points", "score") == unit_match::untold);
    CHECK(thing_of_rate("elements/s") == "elements");
    CHECK(thing_of_rate("GB").empty());
}

TEST_CASE("units in the cells: operations against requests, milliseconds against seconds") {
    const auto found = audit_text(
        "metric,value,target,claim\ncpu,42000 ops/s,15000 requests/s,2.8x over target\nlatency,25 ms,0.05 s,passed\n"
        "error latency,80 ms,0.05 s,passed\n");
    const auto* units = find(found, contradiction, "operations are compared with requests, so \"2.8x over target\"");
    REQUIRE(units);
    CHECK(cites(*units, "line 2", "value", "42000 ops/s"));
    CHECK(find(found, confirmed, "latency: 25 ms is within the target of 0.05 s"));
    CHECK(find(found, contradiction, "error latency: 80 ms is beyond the target of 0.05 s"));

    const auto mixed =
        audit_text("| workers | time | speedup |\n|---|---|---|\n| 1 | 2.85 min | 1.00x |\n| 4 | 58.5 s | 2.92x |\n");
    CHECK_FALSE(has(mixed, contradiction));
    CHECK(find(mixed, confirmed, "Speedup is T(1) / T(N), in all 2 rows"));
    const auto pairs = audit_text("| job | before | after | speedup |\n|---|---|---|---|\n| a | 2 s | 500 ms | 4.0x |\n");
    CHECK(find(pairs, confirmed, "Speedup is before / after"));
}

TEST_CASE("units of one dimension are not unlike") {
    const auto found = audit_text(
        "metric,value,unit,target,target_unit,claim\nlat,25,ms,0.05,s,2x under target\nthr,900,MB/s,0.5,GB/s,1.8x\n"
        "rps,15000,req/s,10000,requests/s,1.5x\nmemory,18.5,GB,19,GiB,passed\nquality,4,points,3,score,better\n");
    CHECK_FALSE(has(found, contradiction));
    CHECK(find(found, confirmed, "The claimed factor is value / target, in all 3 rows"));
    CHECK(find(found, confirmed, "memory: 18.5 GB is within the target of 19 GiB"));
    CHECK(find(found, doubt, "whether these are alike is not known"));
    const auto cents = audit_text("run,result_count,cost_usd,cost_per_result_cents\na,12,1.20,10.0\nb,12,2.40,10.0\n");
    CHECK(find(cents, confirmed, "cost_per_result_cents is cost_usd / result_count, in 1 of 2 rows"));
    CHECK(find(cents, contradiction, "b: 10.0 is printed, the cells give 20"));
}

TEST_CASE("decimal commas") {
    const auto thousandths = audit_text("workers;time_s;speedup\n1;171,140;1,000\n4;58,500;2,925\n10;36,940;4,633\n");
    CHECK(find(thousandths, confirmed, "Speedup is T(1) / T(N), in all 3 rows"));
    CHECK_FALSE(has(thousandths, contradiction));
    const auto wrong = audit_text("workers;time_s;speedup\n1;171,14;1,00\n4;58,50;2,92\n10;36,94;9,63\n");
    CHECK(find(wrong, contradiction, "9,63 is printed, the cells give 4.633"));
    CHECK(find(audit_text("sep=;\nworkers;time_s;speedup\n1;1.171,14;1,00\n4;585,57;2,00\n"), confirmed, "in all 2 rows"));
    CHECK(find(audit_text("| workers | time (s) | speedup |\n|---|---|---|\n| 1 | 171,14 | 1,0 |\n| 4 | 58,50 | 3,9 |\n"),
               contradiction, "3,9 is printed"));
    // Where the cells show groups of three, they are.
    CHECK(find(audit_text("workers;time_s;speedup\n1;1,200.0;1.00\n4;400;3.00\n"), confirmed, "in all 2 rows"));
    CHECK(find(audit_text("workers,time_s,speedup\n1,\"1,200\",1.00\n4,400,3.00\n"), confirmed, "in all 2 rows"));

    CHECK(find(audit_text("workers\ttime_s\tspeedup\n1\t1,200\t1.0\n4\t400\t3.0\n"), confirmed, "in all 2 rows"));

    CHECK(number_in_cell("1.171,14", true)->value() == doctest::Approx(1171.14));
    CHECK(number_in_cell("12.5", true)->value() == 12.5);
    CHECK(number_in_cell("42,212,529", true)->value() == 42212529);
    CHECK(number_in_cell("1.234.567", true)->value() == 1234567);
    CHECK(number_in_cell("2,925", true)->half == doctest::Approx(0.0005));
}

TEST_CASE("cells that are no numbers among numbers are counted") {
    const auto found = audit_text("workers,time_s,speedup\n1,100 ± 3,1.0\n4,40.0,2.5\n8,-,\n10,about ten,9.9\n");
    const auto* unread = find(found, note, "2 cells were not read as numbers");
    REQUIRE(unread);
    CHECK(cites(*unread, "line 2", "time_s", "100 ± 3"));
    CHECK(cites(*unread, "line 5", "time_s", "about ten"));
}

TEST_CASE("Little's law: of the mean, in rates of requests, and from both sides") {
    const auto few = audit_text("concurrency,requests_per_s,latency_ms\n10000,140000,0.00714\n");
    CHECK(find(few, doubt, "0.9996 in flight, not 10000: the latency is only 1 / rate"));
    CHECK_FALSE(has(few, confirmed));
    const auto many = audit_text("workers,throughput_rps,latency_ms\n4,100,40\n8,1000,80\n");
    CHECK(find(many, contradiction, "workers 8: rate × latency is 80 in flight, more than the 8 workers"));
    CHECK(find(many, confirmed, "Rate × latency is never more than the workers"));
    CHECK_FALSE(has(audit_text("workers,throughput_req_per_s,latency_p95_ms\n4,100,80\n"), contradiction));
    CHECK_FALSE(has(audit_text("workers,output_tokens_per_s,latency_ms\n4,1000,80\n"), contradiction));
    // With 12 items more than 12 workers have nothing to do.
    CHECK_FALSE(has(audit_text("# 12 items\nworkers,items_per_s,latency_s\n50,0.37,31.0\n"), doubt));
    // The mean time, not the percentile that stands before it.
    const auto mean = audit_text("workers,p95_time_s,total_time_s,speedup\n1,150,100,1.0\n4,50,40,2.5\n");
    CHECK(find(mean, confirmed, "Speedup is T(1) / T(N), in all 2 rows"));
    const auto median = audit_text("workers,min_time_s,median_time_s,speedup\n1,90,100,1.0\n4,38,40,2.5\n");
    CHECK(find(median, confirmed, "Speedup is T(1) / T(N), in all 2 rows"));
    CHECK(find(audit_text("workers,time_min,speedup\n1,90,1.0\n4,36,2.5\n"), confirmed, "in all 2 rows"));
}

TEST_CASE("numbers below zero, and an improvement that is a rise of speed") {
    const auto loss = audit_text("profit,hours,profit_per_hour\n-10,2,-5\n-100,4,-25\n-100,4,-35\n");
    CHECK(find(loss, confirmed, "profit_per_hour is profit / hours, in 2 of 3 rows"));
    CHECK(find(loss, contradiction, "-35 is printed, the cells give"));
    const auto rise = audit_text("config,before_ms,after_ms,improvement\na,100,50,50%\nb,100,50,100%\nc,100,50,70%\n");
    CHECK(find(rise, doubt, "b: 100% is how much faster it is, not what is saved"));
    CHECK(find(rise, contradiction, "c: 70% is printed"));
    CHECK(find(rise, confirmed, "in 1 of 2 rows"));
}
