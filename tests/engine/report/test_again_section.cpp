#include <doctest/doctest.h>

#include "engine/report/report.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;

namespace {

run_record measured() { return test::made_up_run({{1, 120.0}, {4, 36.0}}); }

std::string report_of(const run_record& run) { return to_markdown(make_report({run})); }

bool report_says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the command to measure again goes to the plan's folder, where that decides what is measured") {
    auto run = measured();
    run.base_folder = "/data/plans it's";
    run.plan = {{"sweeplab", 1}, {"name", "x"}, {"workload", {{"kind", "llm"}, {"items", {{"file", "items ü.txt"}}}}}};
    const auto text = report_of(run);
    CHECK(report_says(text, "cd '/data/plans it'\\''s' && sweeplab-cli run - <<'PLAN'"));
    run.plan["workload"]["items"] = {"a", "b"};
    CHECK_FALSE(report_says(report_of(run), "/data/plans"));
    run.plan["workload"]["items"] = {{"file", "items.txt"}};
    run.base_folder.clear();
    CHECK(report_says(report_of(run), "is not known here"));
}

TEST_CASE("one side of two in turn is measured again under its own name, and the report says that it is one side") {
    auto run = measured();
    const std::string note = "Measured in turn with the other run, round by round (ABBA).";
    run.summary.notes = "night shift\n" + note;
    run.plan = {
        {"sweeplab", 1}, {"name", "x (A)"}, {"notes", run.summary.notes}, {"workload", {{"kind", "llm"}, {"items", {"a"}}}}};
    const auto plan_in = [](const std::string& text) {
        const auto begin = text.find("<<'PLAN'\n") + 9;
        return json::parse(text.substr(begin, text.find("\nPLAN", begin) - begin));
    };
    const auto text = report_of(run);
    CHECK(plan_in(text)["name"] == "x");
    CHECK(plan_in(text)["notes"] == "night shift");
    CHECK(report_says(text, "measures this side alone"));
    run.plan["notes"] = note;
    CHECK_FALSE(plan_in(report_of(run)).contains("notes"));
    run.plan["notes"] = "night shift";
    CHECK(plan_in(report_of(run))["name"] == "x (A)");
}
