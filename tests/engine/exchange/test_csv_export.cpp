#include <doctest/doctest.h>

#include <sstream>

#include "engine/exchange/csv_records.h"
#include "engine/exchange/exchange.h"
#include "tests/engine/exchange/made_up_run.h"

using namespace sweeplab;

TEST_CASE("one row a trial, texts guarded and quoted") {
    const auto text = export_csv({test::made_up_run()});
    CHECK(text ==
          "run,host,workload,workers,repeat,warm_up,state,started_at,time_s,jobs,failed,result_count,input_tokens,"
          "output_tokens,total_tokens,cost_usd,message\r\n"
          "\"'=HYPERLINK(\"\"http://example.invalid\"\")\",\"lab, \"\"the fast one\"\"\",\"sim-small; 2 items\","
          "1,1,0,complete,2025-11-21T09:00:00Z,0.500020001,2,0,,24,68,,0.0092,\r\n"
          "\"'=HYPERLINK(\"\"http://example.invalid\"\")\",\"lab, \"\"the fast one\"\"\",\"sim-small; 2 items\","
          "2,1,0,complete,2025-11-21T09:00:00Z,0.25701,2,0,,24,68,,0.0092,\r\n"
          "\"'=HYPERLINK(\"\"http://example.invalid\"\")\",\"lab, \"\"the fast one\"\"\",\"sim-small; 2 items\","
          "2,2,0,failed,2025-11-21T09:00:00Z,,2,1,,24,68,,,'@SUM(1+1): exit code 3\r\n");
}

TEST_CASE("what is exported reads back with the same numbers and texts") {
    const auto before = test::made_up_run();
    std::istringstream text(export_csv({before}));
    const auto imported = import_csv(text, "x.csv", run_origin::imported);
    REQUIRE_MESSAGE(imported.has_value(), (imported ? "" : imported.error().text()));
    REQUIRE(imported->runs.size() == 1);
    CHECK(imported->remarks.empty());
    const auto& after = imported->runs[0];
    CHECK(after.summary.name == before.summary.name);
    CHECK(after.summary.host_name == before.summary.host_name);
    CHECK(after.summary.workload == before.summary.workload);
    CHECK(after.summary.started_at == before.summary.started_at);
    CHECK(after.summary.workers == before.summary.workers);
    REQUIRE(after.trials.size() == before.trials.size());
    for (std::size_t i = 0; i < after.trials.size(); ++i) {
        CHECK(after.trials[i].workers == before.trials[i].workers);
        CHECK(after.trials[i].repeat == before.trials[i].repeat);
        CHECK(after.trials[i].state == before.trials[i].state);
        CHECK(after.trials[i].time_ns == before.trials[i].time_ns);
        CHECK(after.trials[i].jobs == before.trials[i].jobs);
        CHECK(after.trials[i].failed == before.trials[i].failed);
        CHECK(after.trials[i].cost == before.trials[i].cost);
        CHECK(after.trials[i].input_tokens == before.trials[i].input_tokens);
        CHECK(after.trials[i].result_count == before.trials[i].result_count);
        CHECK(after.trials[i].message == before.trials[i].message);
    }
    CHECK(export_csv(imported->runs) == export_csv({before}));
}

TEST_CASE("no name of a run becomes a formula, and every one comes back") {
    const std::vector<std::string> names{"=HYPERLINK(\"http://x\")",  "+1-2",   "-2+3", "@SUM(A1)",    "'=1+1",
                                         "<script>alert(1)</script>", "a|b`c`", "a;=b", "two\n=lines", "# comment",
                                         "\x1b[31mred\x07",           "v1.5/x", "sep=;"};
    std::vector<run_record> runs;
    for (const auto& name : names) {
        runs.push_back(test::made_up_run());
        auto& summary = runs.back().summary;
        summary.name = summary.workload = summary.host_name = runs.back().host.name = runs.back().trials[0].message = name;
    }
    const auto csv = export_csv(runs);
    std::istringstream text(csv);
    csv_records records(text, "x.csv");
    records.set_separator(',');
    std::vector<std::string_view> cells;
    for (auto record = records.next(); record && *record; record = records.next()) {
        records.split(**record, cells);
        for (const auto cell : cells)
            CHECK_MESSAGE((cell.empty() || std::string_view("=+-@\t\r").find(cell[0]) == cell.npos), cell);
    }
    std::istringstream again(csv);
    const auto imported = import_csv(again, "x.csv", run_origin::imported);
    REQUIRE_MESSAGE(imported.has_value(), (imported ? "" : imported.error().text()));
    REQUIRE(imported->runs.size() == names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        CHECK(imported->runs[i].summary.name == names[i]);
        CHECK(imported->runs[i].summary.workload == names[i]);
        CHECK(imported->runs[i].summary.host_name == names[i]);
        CHECK(imported->runs[i].trials[0].message == names[i]);
    }
}

TEST_CASE("another currency is named, not called dollars") {
    auto run = test::made_up_run();
    run.currency = "EUR";
    const auto text = export_csv({run});
    CHECK(text.find("cost,currency,message") != std::string::npos);
    CHECK(text.find("cost_usd") == std::string::npos);
    std::istringstream input(text);
    const auto imported = import_csv(input, "x.csv", run_origin::imported);
    REQUIRE(imported.has_value());
    CHECK(imported->runs[0].currency == "EUR");
    CHECK(imported->runs[0].trials[0].cost == 0.0092);
}

TEST_CASE("a repeat that was left out is marked with the reason, and stays left out when it comes back") {
    auto run = test::made_up_run();
    run.trials[1].excluded = "=backup, \"ran\"";
    const auto text = export_csv({run});
    CHECK(text.find("cost_usd,excluded,message\r\n") != std::string::npos);
    std::istringstream input(text);
    const auto imported = import_csv(input, "x.csv", run_origin::imported);
    REQUIRE_MESSAGE(imported.has_value(), (imported ? "" : imported.error().text()));
    CHECK(imported->remarks.empty());
    const auto& trials = imported->runs[0].trials;
    CHECK(trials[0].excluded.empty());
    CHECK(trials[1].excluded == "=backup, \"ran\"");
    CHECK_FALSE(trials[1].counts());
    CHECK(export_csv(imported->runs) == text);
}

TEST_CASE("two runs of the same name stay two") {
    auto first = test::made_up_run(), second = test::made_up_run(), third = test::made_up_run();
    for (auto* run : {&first, &second, &third}) run->summary.name = "demo";
    first.summary.id.value = 1;
    second.summary.id.value = 2;
    third.summary.name = "demo (run 2)";
    std::istringstream input(export_csv({first, second, third}));
    const auto imported = import_csv(input, "x.csv", run_origin::imported);
    REQUIRE(imported.has_value());
    REQUIRE(imported->runs.size() == 3);
    CHECK(imported->runs[0].summary.name == "demo");
    CHECK(imported->runs[1].summary.name == "demo (run 2)");
    CHECK(imported->runs[2].trials.size() == third.trials.size());
    CHECK(imported->remarks.empty());
}

TEST_CASE("what a table did not say is not written as 0") {
    std::istringstream input("workers,time_s\n1,10\n2,6\n");
    const auto imported = import_csv(input, "x.csv", run_origin::imported);
    REQUIRE(imported.has_value());
    const auto text = export_csv(imported->runs);
    CHECK(text.find(",1,1,0,complete,,10,,,,,,,,\r\n") != std::string::npos);
    auto ours = test::made_up_run();
    ours.trials[2].jobs = 0;  // none had ended
    CHECK(export_csv({ours}).find(",failed,2025-11-21T09:00:00Z,,0,1,") != std::string::npos);
}

TEST_CASE("no runs give a header and no rows") { CHECK(export_csv({}).find("run,host,workload,workers") == 0); }
