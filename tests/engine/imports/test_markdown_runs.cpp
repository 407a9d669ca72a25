#include "tests/engine/imports/fixtures.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

std::string table(const std::string& header, const std::vector<std::string>& rows) {
    std::string text = "| " + header + " |\n|---|---|\n";
    for (const auto& row : rows) text += "| " + row + " |\n";
    return text;
}

}  // namespace

TEST_CASE("a pasted table becomes a run, decimal commas and units read") {
    const auto reading = read_fixture("pasted.md");
    REQUIRE(reading.runs.size() == 1);
    const auto& run = reading.runs[0];
    CHECK(run.summary.name == "Nächtlicher Lauf");
    REQUIRE(run.trials.size() == 3);
    CHECK(run.trials[0].time_ns == 171'140'000'000);
    CHECK(run.trials[1].time_ns == 58'500'000'000);
    CHECK(run.trials[2].workers == 12);
    CHECK(reading.preview.left_out.size() == 1);
}

TEST_CASE("units of columns and cells") {
    const auto reading = read_results_text(table("Threads | Duration ms", {"1 | 1500", "2 | 800 ms", "4 | 0.5 s"}), "t.md");
    REQUIRE_MESSAGE(reading.has_value(), (reading ? "" : reading.error().text()));
    const auto& trials = reading->runs[0].trials;
    CHECK(trials[0].time_ns == 1'500'000'000);
    CHECK(trials[1].time_ns == 800'000'000);
    CHECK(trials[2].time_ns == 500'000'000);
}

TEST_CASE("what a comma means is asked where it cannot be told") {
    const auto unclear = read_results_text(table("Workers | Time (s)", {"1 | 1,234", "2 | 700"}), "t.md");
    REQUIRE_FALSE(unclear.has_value());
    CHECK(unclear.error().text().find("thousands or a decimal comma") != std::string::npos);
    CHECK(unclear.error().text().find("line 3") != std::string::npos);
    const auto decimal = read_results_text(table("Workers | Time (s)", {"1 | 1,234", "2 | 0,7"}), "t.md");
    REQUIRE(decimal.has_value());
    CHECK(decimal->runs[0].trials[0].time_ns == 1'234'000'000);
    const auto thousands = read_results_text(table("Workers | Time (s)", {"1 | 1,234.5", "2 | 2,700"}), "t.md");
    REQUIRE(thousands.has_value());
    CHECK(thousands->runs[0].trials[1].time_ns == 2'700'000'000'000);
}

TEST_CASE("tables that are none of runs, and cells that are no numbers") {
    CHECK_FALSE(read_results_text(table("Stage | Note", {"a | b"}), "t.md").has_value());
    const auto words = read_results_text(table("Workers | Time (s)", {"1 | soon"}), "t.md");
    REQUIRE_FALSE(words.has_value());
    CHECK(words.error().text().find("\"soon\" is no number") != std::string::npos);
    CHECK_FALSE(read_results_text(table("Workers | Time (s)", {"0 | 3"}), "t.md").has_value());
}

TEST_CASE("the unit that a heading names in words is the one it is read in") {
    const auto seconds_of_one = [](const std::string& heading) {
        const auto reading = read_results_text(table("Workers | " + heading, {"1 | 2", "2 | 1"}), "t.md");
        REQUIRE_MESSAGE(reading.has_value(), (heading + (reading ? "" : ": " + reading.error().text())));
        return static_cast<double>(*reading->runs[0].trials[0].time_ns) / 2e9;
    };
    CHECK(seconds_of_one("Wall time (milliseconds)") == doctest::Approx(1e-3));
    CHECK(seconds_of_one("Total time (msec)") == doctest::Approx(1e-3));
    CHECK(seconds_of_one("Time (\u03bcs)") == doctest::Approx(1e-6));
    CHECK(seconds_of_one("Time (\u00b5s)") == doctest::Approx(1e-6));
    CHECK(seconds_of_one("Time (hours)") == 3600);
    CHECK(seconds_of_one("Time (mins)") == 60);
    CHECK(seconds_of_one("Time ms (lower is better)") == doctest::Approx(1e-3));
    CHECK(seconds_of_one("Time (ms) [n=3]") == doctest::Approx(1e-3));
    CHECK(seconds_of_one("Time (s/run)") == 1);
    CHECK(seconds_of_one("Min time (s)") == 1);
    CHECK(seconds_of_one("Wall time") == 1);
    CHECK(seconds_of_one("Time for 96 chunks") == 1);
}

TEST_CASE("an unknown unit is refused, with the column's name, and never read as seconds") {
    for (const std::string heading :
         {"Time (m)", "Time m", "Duration (hh:mm)", "Time (fortnights)", "Time (%)", "Time (min:s)"}) {
        const auto reading = read_results_text(table("Workers | " + heading, {"1 | 2000", "2 | 1200"}), "t.md");
        REQUIRE_MESSAGE(!reading.has_value(), heading);
        CHECK(reading.error().text().find("the unit of \"" + heading + "\" is not known") != std::string::npos);
    }
}

TEST_CASE("the time of one request is not that of a run") {
    for (const std::string heading : {"Time per job (s)", "Mean time/request (ms)", "Time ms/req", "Time per request (ms)",
                                      "Avg request time (ms)", "p95 time (s)"}) {
        const auto reading = read_results_text(table("Workers | " + heading, {"1 | 2000", "2 | 1200"}), "t.md");
        REQUIRE_MESSAGE(!reading.has_value(), heading);
        CHECK_MESSAGE(reading.error().text().find(heading) != std::string::npos, reading.error().text());
    }
    const auto average = read_results_text(table("Workers | Avg time (ms)", {"1 | 2000", "2 | 1200"}), "t.md");
    REQUIRE(average.has_value());
    CHECK(average->runs[0].trials[0].time_ns == 2'000'000'000);
    REQUIRE(average->preview.remarks.size() == 1);
    CHECK(average->preview.remarks[0].find("\"Avg time (ms)\"") == 0);
    const auto both =
        read_results_text(table("Workers | Time per job (s) | Time (s)", {"1 | 2 | 20", "2 | 3 | 15"}), "t.md");
    REQUIRE(both.has_value());
    CHECK(both->runs[0].trials[0].time_ns == 20'000'000'000);
}

namespace {

std::string section(const std::string& title, const std::vector<std::string>& rows) {
    return "## Run " + title + "\n\n### Time against workers\n\n" + table("Workers | Time (s) | Results", rows) + "\n";
}

}  // namespace

TEST_CASE("a report of ours on several runs comes in again, each run under its own name") {
    const auto text = "# 2 runs\n\n" + section("1: one \\[a\\]", {"1 | 20 | 3.67", "2 | 12 | 12.00"}) +
                      "### Milestones\n\n" + table("Workers | time to core ready (s)", {"1 | 3", "2 | 2"}) + "\n" +
                      section("7: other", {"1 | 9 | 12", "2 | 5 | 12"}) + section("8: stopped", {"1 |  | "}) +
                      "Made by Sweeplab 0.1.0.\n";
    const auto reading = read_results_text(text, "report.md");
    REQUIRE_MESSAGE(reading.has_value(), (reading ? "" : reading.error().text()));
    REQUIRE(reading->runs.size() == 2);
    CHECK(reading->runs[0].summary.name == "one [a]");
    CHECK(reading->runs[1].summary.name == "other");
    CHECK_FALSE(reading->runs[0].trials[0].result_count);
    CHECK(reading->runs[1].trials[0].result_count == 12);
    const auto told = describe(reading->preview);
    CHECK(told.find("means of repeats are no counts") != std::string::npos);
    CHECK(told.find("\"stopped\" without a time in any row") != std::string::npos);
    CHECK(told.find("\"Milestones\"") != std::string::npos);
}

TEST_CASE("tables of one's own beside a report of ours are still read") {
    const auto text = "# Notes\n\n" + table("Workers | Time (s)", {"1 | 4", "2 | 3"}) + "\n# Run 3: kept\n\n" +
                      "## Time against workers\n\n" + table("Workers | Time (s)", {"1 | 9", "2 | 5"}) +
                      "\nMade by Sweeplab 0.1.0.\n";
    const auto reading = read_results_text(text, "notes.md");
    REQUIRE(reading.has_value());
    REQUIRE(reading->runs.size() == 2);
    CHECK(reading->runs[0].summary.name == "Notes");
    CHECK(reading->runs[1].summary.name == "kept");
}
