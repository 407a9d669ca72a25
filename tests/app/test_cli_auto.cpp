// Sweeps that choose their worker counts themselves, through the real program.
#include <doctest/doctest.h>

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

struct library {
    temporary_folder folder;
    std::string db = (folder / "runs.db").string();

    cli_result run(const json& plan, std::vector<std::string> more) const {
        more.insert(more.begin(), {"run", folder.write("plan.json", plan.dump()).string(), "--db", db});
        return run_cli(more);
    }
    json show() const { return json_of(run_cli({"show", "last", "--json", "--db", db})); }
};

std::set<int> counts_of(const json& trials) {
    std::set<int> counts;
    for (const auto& one : trials) counts.insert(one["workers"].get<int>());
    return counts;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("an automatic sweep ends within its budget, says why, and its run knows what was measured") {
    const library lab;
    const auto plan = script_plan("sleep 0.0{item}", {"5", "6", "7", "8", "5", "6"}, {1});
    const auto ended = lab.run(plan, {"--workers", "auto", "--max-trials", "6"});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK_MESSAGE(contains(ended.err, "Next: 1 worker: what everything is compared with."), ended.err);
    const bool budget = contains(ended.err, "complete: The budget of 6 trials is used up. The recommendation was");
    const bool settled = contains(ended.err, "complete: The recommendation is");
    CHECK_MESSAGE((budget || settled), ended.err);

    const auto shown = lab.show();
    const auto& trials = shown["trials"];
    CHECK(trials.size() <= 6);
    CHECK(trials[0]["workers"] == 1);
    CHECK(shown["run"]["state"] == "complete");
    CHECK(shown["run"]["trials_planned"] == trials.size());
    const auto counts = shown["run"]["workers"].get<std::vector<int>>();
    CHECK(std::set<int>(counts.begin(), counts.end()) == counts_of(trials));
    CHECK(*std::ranges::max_element(counts) <= 6);  // six items
    // What it predicted was kept before it was measured.
    CHECK(contains(ended.err, "Predicted before measuring"));
    CHECK_FALSE(json_of(run_cli({"analyze", "last", "--json", "--db", lab.db}))["predictions"].empty());
}

TEST_CASE("a budget does not go with counts that were given") {
    const library lab;
    const auto refused = lab.run(script_plan("true", {"a"}, {1}), {"--workers", "1,2", "--max-minutes", "3"});
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err, "--workers auto"));
    CHECK(lab.run(script_plan("true", {"a"}, {1}), {"--max-trials", "0"}).exit_code == 2);
    CHECK(lab.run(script_plan("true", {"a"}, {1}), {"--workers", "auto:0"}).exit_code == 2);
    CHECK_FALSE(std::filesystem::exists(lab.db));
}

TEST_CASE("an automatic sweep whose trials all fail ends with the reason and exit code 1") {
    const library lab;
    const auto ended = lab.run(script_plan("exit 3", {"a", "b"}, {1}), {"--workers", "auto"});
    CHECK(ended.exit_code == 1);
    CHECK_MESSAGE(contains(ended.err, "No trial counts: exit code 3"), ended.err);
    CHECK(lab.show()["trials"].size() == 2);
}

TEST_CASE("stopped in the middle and resumed, it goes on where it was") {
    const library lab;
    const auto folder = lab.folder.path().string();
    const auto script =
        "[ {workers} = 1 ] || [ -e " + folder + "/go ] || { touch " + folder + "/blocked; sleep 1000; }; exit 0";
    const auto plan = lab.folder.write("plan.json", script_plan(script, {"a", "b", "c"}, {1}).dump()).string();
    cli_process running({"run", plan, "--workers", "auto", "--max-trials", "4", "--db", lab.db});
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!std::filesystem::exists(folder + "/blocked") && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    REQUIRE(std::filesystem::exists(folder + "/blocked"));
    running.signal(SIGINT);
    CHECK(running.wait().exit_code == 3);
    const auto before = lab.show();
    CHECK(before["trials"].size() == 2);

    std::ofstream(folder + "/go") << "go";
    const auto resumed = run_cli({"resume", "last", "--db", lab.db});
    CHECK_MESSAGE(resumed.exit_code == 0, resumed.err);
    const auto after = lab.show();
    CHECK(after["run"]["state"] == "complete");
    CHECK(after["trials"][0] == before["trials"][0]);
    const auto complete = std::ranges::count_if(after["trials"], [](const json& t) { return t["state"] == "complete"; });
    CHECK(complete <= 4);
    CHECK(complete >= 3);
    CHECK(after["run"]["trials_planned"] == complete);
    const auto again = run_cli({"resume", "last", "--db", lab.db});
    CHECK(again.exit_code == 2);
}
