// Agents through the real program: a fresh folder for each job, success decided by a check, what a solved task takes.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Writes its item into an answer; the check wants answers of at most two letters.
json agents(const std::vector<std::string>& items) {
    auto plan = script_plan(R"(echo {item} > answer; echo '{"tokens": 500, "usd": 0.5}' > usage.json)", items, {1, 2});
    auto& work = plan["workload"];
    work["workspace"] = {{"in", "jobs"}};
    work["check"] = {{"argv", {"grep", "-qE", "^..?$", "answer"}}};
    work["result"] = {{"file", "usage.json"}, {"tokens", "/tokens"}, {"cost", "/usd"}};
    return plan;
}

}  // namespace

TEST_CASE("what a solved task takes and costs, those that were not solved included") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto plan = folder.write("plan.json", agents({"a", "bb", "ccc", "d"}).dump()).string();
    const auto ended = run_cli({"run", plan, "--db", db});
    CHECK(ended.exit_code == 1);
    CHECK_MESSAGE(contains(ended.err, "its check failed: exit code 1"), ended.err);
    const auto told = run_cli({"analyze", "last", "--db", db});
    CHECK_MESSAGE(contains(told.out, "1 worker: 3 of 4 tasks solved, one every "), told.out);
    CHECK_MESSAGE(contains(told.out, ", 0.667 USD each, 667 tokens each"), told.out);
    const auto solved = json_of(run_cli({"analyze", "last", "--json", "--db", db}))["solved"];
    REQUIRE(solved.size() == 2);
    for (const auto& point : solved) {
        CHECK(point["tasks"] == 4);
        CHECK(point["solved"] == 3);
        CHECK(point["cost_per_solved"].get<double>() == doctest::Approx(2.0 / 3));
        CHECK(point["tokens_per_solved"].get<double>() == doctest::Approx(2000.0 / 3));
        CHECK(point["s_per_solved"].get<double>() == doctest::Approx(point["time_s"].get<double>() / 3));
        CHECK(point["cpu_s_per_solved"].get<double>() > 0);
    }
    // Of each trial the folder of the one that failed is kept, and nothing else.
    int kept = 0;
    for (const auto& sweep : std::filesystem::directory_iterator(folder / "jobs"))
        for (const auto& job : std::filesystem::directory_iterator(sweep.path())) {
            ++kept;
            CHECK(read_file(job.path() / "answer") == "ccc\n");
        }
    CHECK(kept == 2);
}

TEST_CASE("when all are solved it is a sweep like any other, with its solved tasks beside the curve") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto plan = folder.write("plan.json", agents({"a", "b"}).dump()).string();
    const auto ended = run_cli({"run", plan, "--db", db});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    const auto analysed = json_of(run_cli({"analyze", "last", "--json", "--db", db}));
    CHECK(analysed["points"].size() == 2);
    CHECK(analysed["solved"][0]["solved"] == 2);
    const bool left_something = std::filesystem::exists(folder / "jobs") && !std::filesystem::is_empty(folder / "jobs");
    CHECK_FALSE(left_something);
}

TEST_CASE("a check that is not there stops everything before it begins") {
    const temporary_folder folder;
    auto plan = agents({"a"});
    plan["workload"]["check"] = {{"argv", {"no-such-check"}}};
    const auto db = (folder / "runs.db").string();
    const auto refused = run_cli({"run", folder.write("plan.json", plan.dump()).string(), "--db", db});
    CHECK(refused.exit_code == 2);
    CHECK_MESSAGE(contains(refused.err, "no-such-check"), refused.err);
    CHECK(json_of(run_cli({"list", "--json", "--db", db})).empty());
}
