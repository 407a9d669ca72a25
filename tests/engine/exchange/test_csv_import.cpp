#include <doctest/doctest.h>

#include <sstream>

#include "engine/exchange/exchange.h"
#include "engine/model/run_event.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;

namespace {

result<import_result> import_text(const std::string& text) {
    std::istringstream input(text);
    return import_csv(input, "f.csv", run_origin::imported);
}

run_record one_run(const std::string& text) {
    auto imported = import_text(text);
    REQUIRE_MESSAGE(imported.has_value(), (imported ? "" : imported.error().text()));
    REQUIRE(imported->runs.size() == 1);
    return imported->runs[0];
}

std::string refusal(const std::string& text) {
    const auto imported = import_text(text);
    REQUIRE_FALSE(imported.has_value());
    return imported.error().text();
}

bool begins(const std::string& text, const std::string& with) {
    if (text.starts_with(with)) return true;
    MESSAGE(text);
    return false;
}

}  // namespace

TEST_CASE("the shipped example is the published benchmark") {
    const auto imported = import_file(SWEEPLAB_SOURCE_DIR "/resources/examples/worker_benchmark.csv", run_origin::example);
    REQUIRE_MESSAGE(imported.has_value(), (imported ? "" : imported.error().text()));
    REQUIRE(imported->runs.size() == 1);
    const auto& run = imported->runs[0];
    CHECK(run.summary.origin == run_origin::example);
    CHECK(run.summary.state == run_state::complete);
    CHECK(run.summary.workers == std::vector<int>{1, 4, 10, 20, 50});
    CHECK(to_iso8601(run.summary.started_at) == "2024-11-17T00:00:00Z");
    CHECK(run.summary.notes.find("2,000,000 TPM") != std::string::npos);
    CHECK(run.summary.notes.find("speedup 2.92, efficiency_pct 73") != std::string::npos);
    REQUIRE(run.trials.size() == 5);
    const std::int64_t times[] = {171'140'000'000, 58'500'000'000, 36'940'000'000, 33'420'000'000, 32'730'000'000};
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(run.trials[i].time_ns == times[i]);
        CHECK(run.trials[i].repeat == 1);
        CHECK(run.trials[i].result_count == 12);
        CHECK(run.trials[i].counts());
    }
    CHECK(run.trials[3].cost == 0.0093);
    CHECK(run.plan.is_null());
    CHECK(run.currency == "USD");
}

TEST_CASE("items a second tell how many items there were, where one number alone fits") {
    const auto jobs_of = [](const std::string& text) { return one_run(text).trials.at(0).jobs; };
    // 0.07 alone leaves 12 open, as 11.2 to 12.8 do; all rows together only that.
    CHECK(jobs_of("workers,time_s,throughput_chunks_per_s\n1,171.14,0.07\n4,58.5,0.21\n10,36.94,0.32\n") == 12);
    CHECK(jobs_of("workers;time_s;Items per s\n1;100,0;0,24\n2;50,0;0,48\n") == 24);
    CHECK(jobs_of("workers,time_s,throughput_per_s\n1,100,0.2\n2,50,0.4\n") == 0);       // 18 to 22
    CHECK(jobs_of("workers,time_s,throughput_per_s\n1,100,0.240\n2,50,0.500\n") == 0);   // 24 and 25
    CHECK(jobs_of("workers,time_s,throughput_per_s\n1,100,0.240\n1,100,0.240\n") == 0);  // one worker count
    CHECK(jobs_of("workers,time_s,throughput_tokens_per_s\n1,100,0.240\n2,50,0.480\n") == 0);
    CHECK(jobs_of("workers,time_s,throughput_per_s\n1,100,\n2,50,fast\n") == 0);
    CHECK(jobs_of("workers,time_s,jobs,throughput_per_s\n1,100,7,0.240\n2,50,7,0.480\n") == 7);  // said is said
}

TEST_CASE("equal worker counts become repeats, in the order of the file") {
    const auto run = one_run("workers,time_s\n2,10\n1,20\n2,11\n2,12\n");
    REQUIRE(run.trials.size() == 4);
    CHECK(run.trials[0].repeat == 1);
    CHECK(run.trials[1].repeat == 1);
    CHECK(run.trials[2].repeat == 2);
    CHECK(run.trials[3].repeat == 3);
    CHECK(run.trials[3].position == 3);
    CHECK(run.summary.workers == std::vector<int>{1, 2});
    CHECK(run.summary.trials_complete == 4);
    CHECK(run.summary.name == "f");
    CHECK(run.host.name == "machine not named");
}

TEST_CASE("repeats that are given twice are kept as further repeats, and said") {
    const auto imported = import_text("workers,repeat,time_s\n2,1,10\n2,1,11\n2,3,12\n2,1,13\n");
    REQUIRE(imported.has_value());
    const auto& trials = imported->runs[0].trials;
    CHECK(trials[0].repeat == 1);
    CHECK(trials[1].repeat == 4);
    CHECK(trials[2].repeat == 3);
    CHECK(trials[3].repeat == 5);
    REQUIRE(imported->remarks.size() == 1);
    CHECK(imported->remarks[0].find("2 rows") != std::string::npos);
}

TEST_CASE("one run for each run, host and workload") {
    const auto imported = import_text(
        "run,host,workload,workers,time_s\n"
        "a,h1,w,1,10\na,h2,w,1,12\na,h1,w,2,6\nb,h1,w,1,10\n,h1,w,1,9\n");
    REQUIRE(imported.has_value());
    REQUIRE(imported->runs.size() == 4);
    CHECK(imported->runs[0].trials.size() == 2);
    CHECK(imported->runs[0].summary.host_name == "h1");
    CHECK(imported->runs[1].summary.host_name == "h2");
    CHECK(imported->runs[0].host.id != imported->runs[1].host.id);
    CHECK(imported->runs[0].host.id == imported->runs[2].host.id);
    CHECK(imported->runs[3].summary.name == "f");
}

TEST_CASE("BOM, CRLF, semicolons, decimal commas, tabs, sep= and quotes") {
    CHECK(one_run("\xEF\xBB\xBFworkers;time_s\r\n1;12,5\r\n2;6.25\r\n").trials[0].time_ns == 12'500'000'000);
    CHECK(one_run("workers\ttime_s\n1\t12,5\n").trials[0].time_ns == 12'500'000'000);
    CHECK(one_run("sep=;\nworkers;time_s\n1;3\n").trials[0].time_ns == 3'000'000'000);
    CHECK(one_run("\"workers\",\"time_s\"\n\"1\",\"2.5\"\n").trials[0].time_ns == 2'500'000'000);
    CHECK(one_run("Workers , Time_S\n 4 , 2.5 \n").trials[0].workers == 4);
    CHECK(one_run("workers,time_s,,\n1,2,,\n,,,\n").trials.size() == 1);
    CHECK(one_run("workers,time_s\r1,2\r").trials.size() == 1);
}

TEST_CASE("optional columns are taken, empty cells are absent") {
    const auto run = one_run(
        "workers,time_s,failed,input_tokens,output_tokens,cost_usd,result_count,jobs,started_at,state,warm_up\n"
        "1,2,0,100,50,0.5,12,12,2025-01-02T03:04:05Z,complete,0\n"
        "1,2,,,,,,,,,1\n"
        "2,,3,,,,,,,failed,0\n");
    REQUIRE(run.trials.size() == 3);
    CHECK(run.trials[0].input_tokens == 100);
    CHECK(run.trials[0].output_tokens == 50);
    CHECK(run.trials[0].cost == 0.5);
    CHECK(run.trials[0].jobs == 12);
    CHECK(run.trials[1].input_tokens == std::nullopt);
    CHECK(run.trials[1].cost == std::nullopt);
    CHECK(run.trials[1].warm_up);
    CHECK(run.trials[2].state == trial_state::failed);
    CHECK(run.trials[2].time_ns == std::nullopt);
    CHECK(run.trials[2].failed == 3);
    CHECK(run.summary.trials_planned == 2);
    CHECK(run.summary.trials_complete == 1);
    CHECK(to_iso8601(run.summary.started_at) == "2025-01-02T03:04:05Z");
}

TEST_CASE("comments with a known key set what all rows share") {
    const auto run = one_run("# host: lab-3\n# run: nightly\n# currency: EUR\n# a remark: kept\nworkers,time_s\n1,2\n");
    CHECK(run.host.name == "lab-3");
    CHECK(run.summary.name == "nightly");
    CHECK(run.currency == "EUR");
    CHECK(run.summary.notes == "a remark: kept");
}

TEST_CASE("wrong columns are refused with the place") {
    CHECK(begins(refusal("a,b\n1,2\n"), "f.csv, line 1: the header has no column \"workers\""));
    CHECK(begins(refusal("workers,seconds\n1,2\n"), "f.csv, line 1: the header has no column \"time_s\""));
    CHECK(refusal("workers,seconds\n1,2\n").find("It has: workers, seconds") != std::string::npos);
    CHECK(begins(refusal("workers,time_s,workers\n1,2,3\n"),
                 "f.csv, line 1, column 3: the column \"workers\" is there twice"));
    CHECK(begins(refusal("workers,time_s,cost,cost_usd\n"),
                 "f.csv, line 1, column 4: the column \"cost_usd\" is there twice"));
    CHECK(begins(refusal("workers,time_s\n1,2\n3\n"), "f.csv, line 3, column 2: the line has 1 cells, the header 2"));
    CHECK(begins(refusal("workers,time_s\n1,2,3\n"), "f.csv, line 2, column 3: the line has 3 cells, the header 2"));
    CHECK(begins(refusal(""), "f.csv, line 1: there is no header line"));
    CHECK(begins(refusal("# only a comment\n"), "f.csv, line 2: there is no header line"));
    CHECK(begins(refusal("workers,time_s\n"), "f.csv: the file has a header and no rows"));
}

TEST_CASE("text in numbers and impossible values are refused with line and column") {
    const auto place = [](const std::string& row) { return refusal("workers,time_s,failed,cost_usd\n" + row + "\n"); };
    CHECK(begins(place("many,1,,"), "f.csv, line 2, column 1 (workers): \"many\" is no worker count"));
    CHECK(begins(place("1.5,1,,"), "f.csv, line 2, column 1 (workers)"));
    CHECK(begins(place("0,1,,"), "f.csv, line 2, column 1 (workers)"));
    CHECK(begins(place("-4,1,,"), "f.csv, line 2, column 1 (workers)"));
    CHECK(begins(place(",1,,"), "f.csv, line 2, column 1 (workers)"));
    CHECK(begins(place("99999999,1,,"), "f.csv, line 2, column 1 (workers)"));
    CHECK(begins(place("1,fast,,"), "f.csv, line 2, column 2 (time_s): \"fast\" is no number"));
    CHECK(begins(place("1,12 s,,"), "f.csv, line 2, column 2 (time_s)"));
    CHECK(begins(place("1,\"12,5\",,"), "f.csv, line 2, column 2 (time_s)"));
    CHECK(begins(place("1,0,,"), "f.csv, line 2, column 2 (time_s)"));
    CHECK(begins(place("1,-3,,"), "f.csv, line 2, column 2 (time_s)"));
    CHECK(begins(place("1,nan,,"), "f.csv, line 2, column 2 (time_s)"));
    CHECK(begins(place("1,inf,,"), "f.csv, line 2, column 2 (time_s)"));
    CHECK(begins(place("1,1e300,,"), "f.csv, line 2, column 2 (time_s)"));
    CHECK(begins(place("1,,,"), "f.csv, line 2, column 2 (time_s): the time is empty"));
    CHECK(begins(place("1,2,some,"), "f.csv, line 2, column 3 (failed)"));
    CHECK(begins(place("1,2,-1,"), "f.csv, line 2, column 3 (failed)"));
    CHECK(begins(place("1,2,1.5,"), "f.csv, line 2, column 3 (failed)"));
    CHECK(begins(place("1,2,,$3"), "f.csv, line 2, column 4 (cost_usd)"));
    CHECK(begins(refusal("workers;time_s\n1;1.234,5\n"), "f.csv, line 2, column 2 (time_s)"));
    CHECK(begins(refusal("workers,time_s,state\n1,2,done\n"), "f.csv, line 2, column 3 (state)"));
    CHECK(begins(refusal("workers,time_s,started_at\n1,2,yesterday\n"), "f.csv, line 2, column 3 (started_at)"));
    CHECK(begins(refusal("workers,time_s,warm_up\n1,2,maybe\n"), "f.csv, line 2, column 3 (warm_up)"));
}

TEST_CASE("notes of unknown columns stay bounded") {
    std::string text = "workers,time_s,colour\n";
    for (int i = 0; i < 5000; ++i) text += "1,2,blue\n";
    const auto imported = import_text(text);
    REQUIRE(imported.has_value());
    CHECK(imported->runs[0].summary.notes.size() < 20'000);
    CHECK(imported->runs[0].summary.notes.find("rows more") != std::string::npos);
    CHECK(imported->remarks.size() == 2);
}

TEST_CASE("a run column that is no name is refused") {
    std::string text = "run,workers,time_s\n";
    for (int i = 0; i < 10'001; ++i) text += std::to_string(i) + ",1,2\n";
    CHECK(begins(refusal(text), "f.csv, line 10002: the file names more than 10000 runs"));
}

TEST_CASE("many rows: every one is there, with its number") {
    std::string text = "workers,time_s\n";
    constexpr int count = 200'000;
    for (int i = 0; i < count; ++i) text += std::to_string(1 + i % 64) + "," + std::to_string(1 + i) + ".125\n";
    const auto run = one_run(text);
    REQUIRE(run.trials.size() == count);
    CHECK(run.trials[count - 1].time_ns == count * 1'000'000'000LL + 125'000'000);
    CHECK(run.trials[count - 1].repeat == count / 64);
    CHECK(run.summary.workers.size() == 64);
}

TEST_CASE("files: missing, a folder, not text, JSON of something else, and the date of an undated one") {
    const test::temporary_folder folder;
    CHECK(import_file(folder / "none.csv").error().kind == error_kind::not_found);
    CHECK(import_file(folder.path()).error().text().find("is a folder") != std::string::npos);
    CHECK(import_file(folder.write("b.csv", std::string("\x7f"
                                                        "ELF\0\0\0",
                                                        7)))
              .error()
              .text()
              .find("not a text file") != std::string::npos);
    CHECK(import_file(folder.write("o.json", "  {\"benchmarks\": []}")).error().text().find("sweeplab_run") !=
          std::string::npos);
    CHECK(import_file(folder.write("l.json", "[1]")).error().text().find("sweeplab_run") != std::string::npos);
    const auto dated = import_file(folder.write("plain.csv", "workers,time_s\n1,2\n"));
    REQUIRE(dated.has_value());
    CHECK(dated->runs[0].summary.started_at > 1'700'000'000'000);
    CHECK(dated->runs[0].summary.name == "plain");
    CHECK(dated->remarks.size() == 1);
}

TEST_CASE("a mark of what was left out is understood, with or without a reason") {
    const auto run = one_run("workers,time_s,Excluded\n1,10,\n1,11,no\n1,99,yes\n2,6,a backup ran\n");
    CHECK(run.trials[0].excluded.empty());
    CHECK(run.trials[1].excluded.empty());
    CHECK(run.trials[2].excluded == "excluded in the file");
    CHECK(run.trials[3].excluded == "a backup ran");
}
