// Tables of several sweeps, of repeats, without times, or with rows that cannot be.
#include "tests/engine/audit/audits.h"

using namespace sweeplab;
using namespace sweeplab::test;
using enum audit_severity;

TEST_CASE("two hosts or two models in one table are two series") {
    const auto hosts = audit_text(
        "host,workers,time_s,speedup,efficiency_pct\nlaptop,1,100.0,1.00,100\nlaptop,4,40.0,2.50,63\n"
        "rack,1,60.0,1.00,100\nrack,4,20.0,3.00,75\n");
    CHECK_FALSE(has(hosts, contradiction));
    CHECK_FALSE(has(hosts, doubt));
    CHECK(find(hosts, confirmed, "laptop: Speedup is T(1) / T(N), in all 2 rows"));
    CHECK(find(hosts, confirmed, "rack: Efficiency is speedup / workers, in all 2 rows"));

    const auto models = audit_text(
        "# 12 items\n\n| model | workers | time (s) | speedup | cost_usd | items |\n|---|---|---|---|---|---|\n"
        "| small | 1 | 100.0 | 1.00x | 0.10 | 12 |\n| small | 4 | 40.0 | 2.50x | 0.10 | 12 |\n"
        "| large | 1 | 300.0 | 1.00x | 0.90 | 12 |\n| large | 4 | 100.0 | 2.00x | 0.90 | 12 |\n");
    const auto* wrong = find(models, contradiction, "large, workers 4: 2.00x is printed, the cells give 3");
    REQUIRE(wrong);
    CHECK(cites(*wrong, "line 7", "time (s)", "300.0"));
    CHECK(find(models, confirmed, "small: Speedup is T(1) / T(N), in all 2 rows"));
    CHECK(find(models, confirmed, "large: The cost is the same at every worker count: 0.90 USD"));
    CHECK_FALSE(has(models, doubt));

    const auto batches = audit_text("batch,workers,time_s,speedup\n8,1,80,1.0\n8,4,40,2.0\n32,1,60,1.0\n32,4,20,3.0\n");
    CHECK(find(batches, confirmed, "batch 32: Speedup is T(1) / T(N), in all 2 rows"));
}

TEST_CASE("repeats at a worker count leave their spread open") {
    const std::string rows = "1,1,100.0,1.00\n1,2,110.0,1.00\n4,1,40.0,2.63\n4,2,40.0,";
    const auto fine = audit_text("workers,repeat,time_s,speedup\n" + rows + "2.63\n");
    CHECK_FALSE(has(fine, contradiction));
    CHECK_FALSE(has(fine, doubt));
    CHECK(find(fine, confirmed, "within the spread of the repeats, in all 4 rows"));
    const auto lettered = audit_text("workers,trial,time_s,speedup\n1,a,100,1.00\n1,b,110,1.00\n4,a,40,2.63\n4,b,40,2.63\n");
    CHECK_FALSE(has(lettered, contradiction));
    CHECK(find(audit_text("workers,repeat,time_s,speedup\n" + rows + "3.10\n"), contradiction, "3.10 is printed"));
}

TEST_CASE("a column that may be of repeats or of series: nothing is judged, and that is said") {
    const auto unclear = audit_text("workers,variant_no,time_s,speedup\n1,1,100,1.0\n4,1,40,2.5\n1,2,60,1.0\n4,2,20,3.0\n");
    const auto* said = find(unclear, note, "\"variant_no\" may tell series apart or repeats");
    REQUIRE(said);
    CHECK_FALSE(said->cells.empty());
    CHECK_FALSE(has(unclear, contradiction));
    CHECK(find(audit_text("host,workers,time_s\na,1,100\nb,8,5\n"), note, "Every row is a series of its own"));
}

TEST_CASE("speedups without times: efficiency, and the number of items as their ceiling") {
    const auto found = audit_text("# 12 items\nworkers,speedup,efficiency_pct\n1,1.0,100\n4,4.8,73\n50,20.0,10\n");
    CHECK(find(found, contradiction, "workers 4: 73 is printed, the cells give 118.8 – 121.2"));
    CHECK(find(found, contradiction, "workers 50: 10 is printed, the cells give 40"));
    CHECK(find(found, doubt, "4 workers are 4.75 – 4.85 times as fast as 1"));
    const auto* impossible = find(found, contradiction, "A speedup of 20 is impossible");
    REQUIRE(impossible);
    CHECK(cites(*impossible, "line 1", "", "12"));
    CHECK(cites(*impossible, "line 5", "speedup", "20.0"));
    CHECK(cites(*impossible, "line 5", "workers", "50"));
}

TEST_CASE("a ceiling holds whatever the speedups are over, and all its cells are cited") {
    const auto four = audit_text("# 12 items\nworkers,time_s,speedup\n4,30.0,1.0\n8,15.0,2.0\n50,1.0,30.0\n");
    CHECK(find(four, contradiction, "with 12 items no more than 12 workers have work"));
    const auto one = audit_text("# 12 items\nworkers,time_s,speedup\n1,120.0,1.00\n12,10.0,12.0\n50,8.0,15.0\n");
    const auto* impossible = find(one, contradiction, "A speedup of 15 is impossible");
    REQUIRE(impossible);
    CHECK(cites(*impossible, "line 5", "speedup", "15.0"));
    CHECK(cites(*impossible, "line 3", "time_s", "120.0"));
    CHECK(cites(*impossible, "line 5", "time_s", "8.0"));
    CHECK(cites(*impossible, "line 1", "", "12"));
}

TEST_CASE("speedups over a time that is not in the table are held against each other") {
    const auto fine = audit_text("workers,time_s,speedup,efficiency_pct\n4,58.50,2.92,73\n10,36.94,4.63,46\n");
    CHECK_FALSE(has(fine, contradiction));
    CHECK(find(fine, confirmed, "Speedup is that at 4 × T(4) / T(N), in its row"));
    CHECK(find(audit_text("workers,time_s,speedup\n4,58.50,2.92\n10,36.94,5.63\n"), contradiction, "5.63 is printed"));
    // The row of one worker has no time that can be.
    const auto first = audit_text("workers,time_s,speedup\n1,0,1\n2,-4,2\n4,3,4\n");
    CHECK_FALSE(has(first, contradiction));
    CHECK_FALSE(has(first, doubt));
    const auto* left = find(first, note, "2 rows were left out");
    REQUIRE(left);
    CHECK(cites(*left, "line 3", "time_s", "-4"));
}

TEST_CASE("each cited cell has its own row and column") {
    const auto found = audit_text("workers,time_s,speedup,efficiency\n1,120.0,1.00,1.00\n4,40.0,3.50,0.875\n");
    for (const auto* words : {"3.50 is printed", "0.875 is printed"}) {
        const auto* wrong = find(found, contradiction, words);
        REQUIRE(wrong);
        for (const auto& cell : wrong->cells) {
            CHECK_FALSE(cell.column.empty());
            CHECK(cell.row == (cell.place == "line 2" ? "workers 1" : "workers 4"));
        }
        CHECK(cites(*wrong, "line 2", "time_s", "120.0"));
    }
}

TEST_CASE("a rate of tokens is none of items, and who measures for a given time does unlike numbers") {
    const auto report = audit_text(
        "12 items\n\n| Workers | Time (s) | Output tokens/s |\n|---|---|---|\n| 1 | 12.0 | 40.0 |\n| 4 | 3.0 | 160.0 |\n");
    CHECK_FALSE(has(report, doubt));
    CHECK_FALSE(has(report, confirmed));
    CHECK(audit_text("workers,time_s,throughput_rps\n1,60.0,100\n4,60.0,390\n").findings.empty());
    // Another number of workers needs another time for the same work.
    CHECK_FALSE(has(audit_text("workers,sequential_s,parallel_s\n4,100,30\n8,100,20\n"), doubt));
}
