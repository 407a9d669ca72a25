// Sweeps that another machine carries out. The other machine is this one, reached by `env` instead of `ssh`: all that a
// network does to the two streams is that they can end.
#include <signal.h>

#include <filesystem>

#include "tests/app/cli_library.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

const std::string there = "env SWEEPLAB_TEST=there " SWEEPLAB_CLI;

// A command that answers to remote-run in place of Sweeplab.
std::string stand_in(const temporary_folder& folder, const std::string& script) {
    const auto file = folder.write("fake-sweeplab-cli", "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return "env " + file.string();
}

// All that is kept, outputs and predictions too.
json whole_run(const library& lab, const std::string& run) {
    auto document = json_of(run_cli({"export", run, "--format", "json", "--db", lab.db()}));
    return document.contains("runs") ? document["runs"].at(0) : document;
}

// What depends on neither clock nor numbering.
json lasting_part(json trial) {
    json kept = json::object();
    for (const auto* key : {"workers", "repeat", "warm_up", "position", "state", "seed", "jobs", "failed", "slots"})
        kept[key] = trial[key];
    for (const auto& span : trial["attempts"])
        kept["attempts"].push_back({span["item"], span["number"], span["state"], span.value("output", "")});
    return kept;
}

}  // namespace

TEST_CASE("a run of another machine is kept here whole") {
    const library lab;
    auto plan = script_plan("echo {item} $SWEEPLAB_TEST", {"1", "2", "3"}, {1, 2});
    plan["sweep"]["repeats"] = 2;
    const auto ended = lab.run(plan, {"--on", there});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(says(ended.err, "2 workers, repeat 2"));
    const auto remote = whole_run(lab, "1");
    CHECK(remote["run"]["state"] == "complete");
    CHECK(remote["run"]["trials_complete"] == 4);
    CHECK(remote["host"]["reached_by"] == there);
    CHECK(remote["host"].contains("cpu_model"));  // read there
    CHECK(says(remote["trials"][0]["attempts"][0].dump(), "there"));

    REQUIRE(
        run_cli({"run", lab.plan_file(plan), "--db", lab.db()}, {.environment = {{"SWEEPLAB_TEST", "there"}}}).exit_code ==
        0);
    const auto local = whole_run(lab, "2");
    REQUIRE(remote["trials"].size() == local["trials"].size());
    for (std::size_t i = 0; i < local["trials"].size(); ++i) {
        CHECK(lasting_part(remote["trials"][i]) == lasting_part(local["trials"][i]));
        for (const auto& [key, value] : local["trials"][i].items()) CHECK_MESSAGE(remote["trials"][i].contains(key), key);
        CHECK(remote["trials"][i]["intervals"].size() > 0);
        CHECK(remote["trials"][i]["samples"].size() > 0);
    }
    CHECK(remote["work_hash"] == local["work_hash"]);
    CHECK(remote["plan"] == local["plan"]);
}

TEST_CASE("another machine brings its own simulated endpoint, chooses counts and predicts") {
    const library lab;
    const auto ended = lab.run(simulated_plan({1}), {"--on", there, "--workers", "auto:3", "--max-trials", "3"});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    const auto run = whole_run(lab, "1");
    CHECK(run["run"]["simulated"] == true);
    CHECK(run["run"]["workers"].size() >= 2);
    CHECK(run["run"]["trials_planned"] == run["run"]["trials_complete"]);

    auto plan = simulated_plan({1, 2, 4});
    plan["sweep"]["predict"] = true;
    plan["workload"]["items"] = {"a", "b", "c", "d", "e"};
    REQUIRE(lab.run(plan, {"--on", there}).exit_code == 0);
    const auto predicted = whole_run(lab, "2");
    REQUIRE(predicted["predictions"].size() == 1);
    CHECK(predicted["predictions"][0]["workers"] == 4);
}

TEST_CASE("Ctrl-C stops the other machine, too; resume does only the rest, there") {
    const library lab;
    cli_process running({"run", lab.plan_file(plan_that_blocks_at_two(lab)), "--db", lab.db(), "--on", there});
    REQUIRE(eventually([&] { return std::filesystem::exists(lab.file("blocked")); }));
    running.signal(SIGINT);
    const auto stopped = running.wait();
    CHECK_MESSAGE(stopped.exit_code == 3, stopped.err);
    const pid_t child = std::stoi(read_file(lab.file("blocked")));
    CHECK(eventually([&] { return ::kill(child, 0) != 0; }));
    const auto before = lab.show();
    CHECK(before["run"]["state"] == "cancelled");
    CHECK(before["trials"][0]["state"] == "complete");
    CHECK(before["trials"][1]["state"] == "cancelled");

    std::ofstream(lab.file("go")) << "go";
    const auto resumed = run_cli({"resume", "1", "--db", lab.db()});
    CHECK_MESSAGE(resumed.exit_code == 0, resumed.err);
    CHECK(says(resumed.err, "1 trial to do"));
    const auto after = lab.show();
    CHECK(after["run"]["state"] == "complete");
    CHECK(after["trials"][0] == before["trials"][0]);
}

TEST_CASE("kill -9 of the one who asks ends the work at the other machine; what was finished is kept") {
    const library lab;
    cli_process running({"run", lab.plan_file(plan_that_blocks_at_two(lab)), "--db", lab.db(), "--on", there});
    REQUIRE(eventually([&] { return std::filesystem::exists(lab.file("blocked")); }));
    running.signal(SIGKILL);
    running.wait();
    const pid_t child = std::stoi(read_file(lab.file("blocked")));
    CHECK(eventually([&] { return ::kill(child, 0) != 0; }));
    const auto kept = lab.show();
    CHECK(kept["run"]["state"] == "interrupted");
    CHECK(kept["trials"][0]["state"] == "complete");
}

TEST_CASE("a connection that ends in the middle leaves an interrupted run that says so") {
    const library lab;
    const temporary_folder folder;
    // Hands on the first 12 lines of the real answer, then is gone.
    const auto cut =
        stand_in(folder, "echo; " SWEEPLAB_CLI " remote-run | head -n 12; echo 'Connection reset' >&2; exit 255");
    auto plan = script_plan("exit 0", {"a", "b"}, {1, 2});
    plan["sweep"]["warm_up"] = 0;
    const auto ended = lab.run(plan, {"--on", cut});
    CHECK(ended.exit_code == 3);
    CHECK(says(ended.err, "Connection reset"));
    CHECK(lab.list()[0]["state"] == "interrupted");
}

TEST_CASE("what another machine refuses, or cannot do, leaves no run behind") {
    const library lab;
    const temporary_folder folder;
    const auto refused = [&](const std::string& way, const json& plan) {
        const auto ended = lab.run(plan, {"--on", way});
        CHECK(ended.exit_code == 2);
        return ended.err;
    };
    const auto plan = script_plan("exit 0", {"a"}, {1});
    auto absent = plan;
    absent["workload"]["argv"] = {"no-such-program-there"};
    CHECK(says(refused(there, absent), "no-such-program-there"));
    CHECK(says(refused("env A=1", plan), "exit code 127"));
    CHECK(says(refused("no-such-way there", plan), "no-such-way"));
    CHECK(says(refused(stand_in(folder, "echo '{\"sweeplab_remote\": 99}'; cat > /dev/null"), plan), "same version"));
    CHECK(says(refused(stand_in(folder, "echo Permission denied >&2; exit 255"), plan), "Permission denied"));
    CHECK(says(refused("nobody", plan), "no host is called"));
    CHECK(lab.list().empty());
    CHECK(run_cli({"remote-run"}, {.input = "no order\n"}).exit_code == 2);
    CHECK(run_cli({"remote-run"}).exit_code == 2);
}

TEST_CASE("one plan on two hosts in turn, A B B A") {
    const library lab;
    auto plan = script_plan("exit 0", {"a"}, {1, 2});
    plan["sweep"]["repeats"] = 3;
    const auto ended = lab.run(plan, {"--against-on", there});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(says(ended.out, "host"));
    CHECK(turns(ended.err) == "ABBAAB");
    const auto compared = json_of(run_cli({"compare", "1", "2", "--json", "--db", lab.db()}));
    REQUIRE(compared["points"].size() == 2);
    CHECK(compared["points"][0]["a_s"].size() == 3);
    CHECK(compared["points"][0]["b_s"].size() == 3);
    for (const auto& run : lab.list()) CHECK(run["state"] == "complete");
}

TEST_CASE("two that were stopped in turn are carried on in turn") {
    const library lab;
    // Waits in B's round, so that a round of A is done and one of each is left.
    const auto script = "[ -e " + lab.file("go") + " ] || [ $0 = a ] || { touch " + lab.file("blocked") + "; sleep 1000; }";
    auto plan = script_plan(script, {"x"}, {1});
    plan["workload"]["argv"] = {"sh", "-c", script, "a"};
    plan["sweep"]["repeats"] = 2;
    cli_process running({"run", lab.plan_file(plan), "--db", lab.db(), "--against-set", "/workload/argv/3=\"b\""});
    REQUIRE(eventually([&] { return std::filesystem::exists(lab.file("blocked")); }));
    running.signal(SIGINT);
    const auto stopped = running.wait();
    CHECK_MESSAGE(stopped.exit_code == 3, stopped.err);
    CHECK(says(stopped.err, "sweeplab-cli resume 1 2"));
    std::ofstream(lab.file("go")) << "go";
    const auto resumed = run_cli({"resume", "1", "2", "--events", "--db", lab.db()});
    CHECK_MESSAGE(resumed.exit_code == 0, resumed.err);
    std::string order;
    int begun = 0, ended = 0;
    std::istringstream lines(resumed.out);
    for (std::string line; std::getline(lines, line);) {
        const auto event = json::parse(line);
        if (event["event"] == "trial_finished") order += event["run"] == 1 ? 'A' : 'B';
        begun += event["event"] == "run_started" ? 1 : 0;
        ended += event["event"] == "run_finished" ? 1 : 0;
        if (event["event"] == "run_progress") CHECK(event["trials_total"] == 4);
    }
    CHECK(order == "BBA");
    CHECK(begun == 2);
    CHECK(ended == 2);
    for (const auto& run : lab.list()) CHECK(run["state"] == "complete");
    CHECK(run_cli({"resume", "1", "1", "--db", lab.db()}).exit_code == 2);
}

TEST_CASE("two sweeps in turn that are stopped leave two runs that can be carried on") {
    const library lab;
    const auto script =
        "[ -e " + lab.file("go") + " ] || { [ {workers} = 2 ] && touch " + lab.file("blocked") + " && sleep 1000; }; exit 0";
    auto plan = script_plan(script, {"a"}, {1, 2});
    plan["sweep"]["repeats"] = 2;
    cli_process running({"run", lab.plan_file(plan), "--db", lab.db(), "--against-set", "/name=\"other\""});
    REQUIRE(eventually([&] { return std::filesystem::exists(lab.file("blocked")); }));
    running.signal(SIGINT);
    const auto stopped = running.wait();
    CHECK_MESSAGE(stopped.exit_code == 3, stopped.err);
    CHECK(says(stopped.err, "sweeplab-cli resume 1"));
    CHECK(says(stopped.err, "B has not begun"));
    std::ofstream(lab.file("go")) << "go";
    CHECK(run_cli({"resume", "1", "--db", lab.db()}).exit_code == 0);
    CHECK(lab.show("1")["run"]["trials_complete"] == 4);
}
