// Pipelines by the real program: refused, run, stopped and carried on with, analysed.
#include <doctest/doctest.h>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/app/cli_process.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

const std::string report = SWEEPLAB_SOURCE_DIR "/resources/plans/report_pipeline.json";

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    MESSAGE(text);
    return false;
}

json shell(const std::string& name, const std::string& script, const std::vector<std::string>& after = {}) {
    return {{"name", name}, {"command", {{"argv", {"/bin/sh", "-c", script}}}}, {"after", after}};
}

json plan_of(const json& steps, const std::vector<int>& workers) {
    return {{"sweeplab", 1},
            {"name", "pipeline"},
            {"workload", {{"kind", "pipeline"}, {"steps", steps}}},
            {"sweep", {{"workers", workers}}}};
}

// A library and the plans of one test.
struct workplace {
    temporary_folder folder;
    std::string db() const { return (folder / "runs.db").string(); }
    std::string file(const std::string& name) const { return (folder / name).string(); }
    std::string plan(const json& value) const { return folder.write("plan.json", value.dump()).string(); }
    json show() const { return json_of(run_cli({"show", "1", "--json", "--db", db()})); }
};

const json& milestone_of(const json& analysis, const std::string& name, int workers) {
    for (const auto& one : analysis["milestones"])
        if (one["name"] == name && one["workers"] == workers) return one;
    FAIL("no milestone " << name << " at " << workers << " workers");
    return analysis;
}

}  // namespace

TEST_CASE("a pipeline that cannot be is refused with the place, and nothing runs") {
    const workplace lab;
    const auto refused = [&](const json& steps) {
        const auto ended = run_cli({"run", lab.plan(plan_of(steps, {1})), "--db", lab.db()});
        CHECK_MESSAGE(ended.exit_code == 2, ended.err);
        CHECK_FALSE(std::filesystem::exists(lab.db()));
        return ended.err;
    };
    CHECK(says(refused(json::array()), "/workload/steps"));
    CHECK(says(refused({shell("a", "true", {"b"}), shell("b", "true", {"a"})}), "/workload/steps/0/after/0"));
    CHECK(says(refused({shell("a", "true"), shell("b", "true", {"aa"})}), "there is no step \"aa\""));
    const json silent = json::array({{{"name", "a"}, {"llm", {{"max_tokens", 3}}}}});
    CHECK(says(refused(silent), "/workload/steps/0/llm/prompt"));
}

TEST_CASE("the report pipeline: in a row and beside each other, for the same tokens and the same cost") {
    const workplace lab;
    // Far faster than shipped: what is checked is order, not time.
    const auto ended = run_cli(
        {"run", report, "--db", lab.db(), "--workers", "1,4", "--repeats", "1", "--set", "/workload/time_scale=0.002"});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    const auto run = lab.show();
    CHECK(run["run"]["simulated"] == true);
    REQUIRE(run["trials"].size() == 2);
    CHECK(run["trials"][0]["cost"] == run["trials"][1]["cost"]);
    CHECK(run["trials"][0]["cost"].get<double>() > 0);
    CHECK(run["trials"][0]["output_tokens"] == run["trials"][1]["output_tokens"]);

    const auto analysis = json_of(run_cli({"analyze", "1", "--json", "--db", lab.db()}));
    for (const int workers : {1, 4}) {
        const auto& core = milestone_of(analysis, "core ready", workers);
        const auto& all = milestone_of(analysis, "everything ready", workers);
        CHECK(core["instances"] == 1);
        CHECK(core["last_s"].get<double>() < all["last_s"].get<double>());
        CHECK(core["first_s"] == core["last_s"]);
    }
    CHECK(analysis["scaling"]["finding"].get<std::string>().find("workers") != std::string::npos);
    const auto words = run_cli({"analyze", "1", "--db", lab.db()});
    CHECK(says(words.out, "core ready"));
    CHECK(says(words.out, "everything ready"));
    CHECK(says(words.out, "\"core ready\" is reached after"));
}

TEST_CASE("many instances of one pipeline at once") {
    const workplace lab;
    auto plan = plan_of({shell("first", "echo {item}"), shell("second", "true", {"first"})}, {3});
    plan["workload"]["items"] = {"a", "b", "c"};
    plan["workload"]["milestones"] = {{{"name", "half"}, {"steps", {"first"}}}};
    const auto ended = run_cli({"run", lab.plan(plan), "--db", lab.db()});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(lab.show()["trials"][0]["jobs"] == 6);
    const auto analysis = json_of(run_cli({"analyze", "1", "--json", "--db", lab.db()}));
    const auto& half = milestone_of(analysis, "half", 3);
    CHECK(half["instances"] == 3);
    CHECK(half["first_s"].get<double>() <= half["median_s"].get<double>());
    CHECK(half["median_s"].get<double>() <= half["last_s"].get<double>());
    CHECK(says(run_cli({"analyze", "1", "--db", lab.db()}).out, "half: first"));
}

TEST_CASE("a failed step is exit code 1: what needs it is left out, the others are done, and no milestone is made up") {
    const workplace lab;
    const auto plan = plan_of({shell("bad", "echo broken >&2; exit 3"), shell("behind", "true", {"bad"}),
                               shell("other", "echo done > '" + lab.file("other") + "'")},
                              {1});
    const auto ended = run_cli({"run", lab.plan(plan), "--db", lab.db()});
    CHECK(ended.exit_code == 1);
    CHECK(says(ended.err + ended.out, "broken"));
    CHECK(std::filesystem::exists(lab.file("other")));
    CHECK(lab.show()["trials"][0]["failed"] == 2);
}

TEST_CASE("Ctrl-C in the middle of a pipeline stops it; resume does the trials that are missing") {
    const workplace lab;
    // At 2 workers the second step waits until it may go on.
    const auto script = "if [ {workers} = 2 ] && [ ! -e '" + lab.file("go") + "' ]; then echo x > '" + lab.file("blocked") +
                        "'; sleep 1000; fi";
    const auto plan =
        plan_of({{{"name", "pause"}, {"wait_s", 0.01}}, shell("block", script, {"pause"}), shell("last", "true", {"block"})},
                {1, 2});
    cli_process running({"run", lab.plan(plan), "--db", lab.db()});
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!std::filesystem::exists(lab.file("blocked")) && std::chrono::steady_clock::now() < deadline) ::usleep(10'000);
    running.signal(SIGINT);
    CHECK(running.wait().exit_code == 3);
    const auto before = lab.show();
    CHECK(before["run"]["state"] == "cancelled");
    CHECK(before["trials"][0]["state"] == "complete");

    std::ofstream(lab.file("go")) << "go";
    const auto resumed = run_cli({"resume", "1", "--db", lab.db()});
    CHECK_MESSAGE(resumed.exit_code == 0, resumed.err);
    CHECK(says(resumed.err, "1 trial to do"));
    const auto after = lab.show();
    CHECK(after["run"]["state"] == "complete");
    CHECK(after["trials"][0] == before["trials"][0]);
}
