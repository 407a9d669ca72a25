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
