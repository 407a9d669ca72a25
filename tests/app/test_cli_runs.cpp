// Whole sweeps through the real program: what comes out, exit codes, stopping, dying, carrying on.
#include <doctest/doctest.h>

#include <signal.h>

#include <filesystem>
#include <sstream>

#include "tests/app/cli_library.h"
#include "tests/app/plans.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

std::vector<json> events_of(const std::string& text) {
    std::vector<json> events;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) events.push_back(json::parse(line));
    return events;
}

}  // namespace

TEST_CASE("a sweep over real commands ends in a stored run with its table and finding") {
    const library lab;
    const auto ended = lab.run(script_plan("echo {item}", {"1", "2", "3"}, {1, 2}), {"--repeats", "2"});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(says(ended.out, "workers"));
    CHECK(says(ended.out, "speedup"));
    CHECK(says(ended.err, "2 workers, repeat 2"));
    const auto runs = lab.list();
    REQUIRE(runs.size() == 1);
    CHECK(runs[0]["state"] == "complete");
    CHECK(runs[0]["workers"] == json{1, 2});
    CHECK(runs[0]["name"] == "script");
    for (const auto* key : {"id", "host", "workload", "started_at"}) CHECK_MESSAGE(runs[0].contains(key), key);
    const auto run = lab.show();
    REQUIRE(run["trials"].size() == 4);
    for (const auto& one : run["trials"]) {
        CHECK(one["state"] == "complete");
        CHECK(one["time_s"].get<double>() > 0);
        CHECK(one["jobs"] == 3);
        CHECK(one["failed"] == 0);
        REQUIRE(one["attempts"].size() == 3);
        for (const auto& attempt : one["attempts"]) {
            CHECK(attempt["state"] == "succeeded");
            CHECK(attempt["worker"].get<int>() < one["workers"].get<int>());
            CHECK(attempt["start_ns"].get<std::int64_t>() < attempt["end_ns"].get<std::int64_t>());
            CHECK(attempt.contains("item"));
            CHECK(attempt.contains("tokens"));
        }
    }
    CHECK(run.contains("run"));
    CHECK(run.contains("host"));
    CHECK(run["plan"]["name"] == "script");
}

TEST_CASE("a sweep over the simulated endpoint is marked as simulated") {
    const library lab;
    const auto ended = lab.run(simulated_plan({1, 3}));
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(says(ended.out, "simulated"));
    CHECK(says(ended.out, "tokens/s"));
    CHECK(lab.list()[0]["simulated"] == true);
    CHECK(lab.show()["trials"][0]["attempts"][0]["tokens"].get<int>() > 0);
}

TEST_CASE("the shipped plans are plans, and the demo runs by its name") {
    for (const auto& file : std::filesystem::directory_iterator(SWEEPLAB_SOURCE_DIR "/resources/plans")) {
        if (file.path().extension() != ".json") continue;
        // A worker count that is refused last shows that all before it was read.
        const auto ended = run_cli({"run", file.path().string(), "--set", "/sweep/repeats=0"});
        CHECK(ended.exit_code == 2);
        CHECK(says(ended.err, "/sweep/repeats"));
    }
    const library lab;
    const auto ended =
        run_cli({"run", "demo", "--db", lab.db(), "--workers", "8", "--repeats", "1", "--set", "/workload/max_tokens=2"});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
}

TEST_CASE("a plan from stdin, its relative paths from the current folder, changed from outside") {
    const library lab;
    const auto plan = script_plan("exit 0", {"x"}, {7});
    const auto ended =
        run_cli({"run", "-", "--db", lab.db(), "--workers", "1-3", "--set", "/name=renamed"}, {.input = plan.dump()});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(lab.list()[0]["workers"] == json{1, 2, 3});
    CHECK(lab.list()[0]["name"] == "renamed");
}

TEST_CASE("a trial that fails is exit code 1, with the reason") {
    const library lab;
    const auto ended =
        lab.run(script_plan("[ {item} = bad ] && { echo broken >&2; exit 3; }; exit 0", {"good", "bad"}, {1}));
    CHECK(ended.exit_code == 1);
    CHECK(says(ended.err + ended.out, "3"));
    const auto run = lab.show();
    CHECK(run["trials"][0]["failed"] == 1);
    CHECK(run["trials"][0]["attempts"].size() == 2);
}

TEST_CASE("events: nothing but lines of JSON on stdout, from the start to the end") {
    const library lab;
    const auto ended = lab.run(script_plan("exit 0", {"a", "b"}, {1, 2}), {"--events"});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    const auto events = events_of(ended.out);
    REQUIRE(events.size() >= 12);
    CHECK(events.front()["event"] == "run_started");
    CHECK(events.back()["event"] == "run_finished");
    CHECK(events.back()["state"] == "complete");
    const auto count = [&](const char* kind) {
        return std::count_if(events.begin(), events.end(), [&](const json& e) { return e["event"] == kind; });
    };
    CHECK(count("trial_started") == 2);
    CHECK(count("trial_finished") == 2);
    CHECK(count("job_started") == 4);
    CHECK(count("job_finished") == 4);
    CHECK(says(ended.err, "speedup"));
}

TEST_CASE("the first Ctrl-C stops and says how to resume; resume does only the rest") {
    const library lab;
    cli_process running({"run", lab.plan_file(plan_that_blocks_at_two(lab)), "--db", lab.db()});
    REQUIRE(eventually([&] { return std::filesystem::exists(lab.file("blocked")); }));
    running.signal(SIGINT);
    const auto stopped = running.wait();
    CHECK_MESSAGE(stopped.exit_code == 3, stopped.err);
    CHECK(says(stopped.err, "sweeplab-cli resume 1 --db " + lab.db()));
    const pid_t child = std::stoi(read_file(lab.file("blocked")));
    CHECK(::kill(child, 0) != 0);
    CHECK(lab.list()[0]["state"] == "cancelled");
    const auto before = lab.show();
    CHECK(before["trials"][0]["state"] == "complete");

    REQUIRE(run_cli({"resume", "1", "--db", lab.file("other.db")}).exit_code == 2);
    std::ofstream(lab.file("go")) << "go";
    const auto resumed = run_cli({"resume", "1", "--db", lab.db()});
    CHECK_MESSAGE(resumed.exit_code == 0, resumed.err);
    CHECK(says(resumed.err, "1 trial to do"));
    const auto after = lab.show();
    CHECK(after["run"]["state"] == "complete");
    CHECK(after["trials"][0] == before["trials"][0]);
    CHECK(run_cli({"resume", "1", "--db", lab.db()}).exit_code == 2);  // nothing is missing
}

TEST_CASE("SIGTERM stops like Ctrl-C") {
    const library lab;
    cli_process running({"run", lab.plan_file(plan_that_blocks_at_two(lab)), "--db", lab.db()});
    REQUIRE(eventually([&] { return std::filesystem::exists(lab.file("blocked")); }));
    running.signal(SIGTERM);
    CHECK(running.wait().exit_code == 3);
}

TEST_CASE("the second Ctrl-C ends at once and takes the children along") {
    const library lab;
    // A child that ignores SIGTERM keeps the first stop waiting for its grace.
    const auto script = "trap '' TERM; echo $$ > " + lab.file("blocked") + ".new; mv " + lab.file("blocked") + ".new " +
                        lab.file("blocked") + "; while :; do sleep 1; done";
    cli_process running({"run", lab.plan_file(script_plan(script, {"a"}, {1})), "--db", lab.db()});
    REQUIRE(eventually([&] { return std::filesystem::exists(lab.file("blocked")); }));
    running.signal(SIGINT);
    REQUIRE(running.wait_for_err("Once more ends at once"));
    running.signal(SIGINT);
    const auto ended = running.wait();
    CHECK(ended.exit_code == 3);
    const pid_t child = std::stoi(read_file(lab.file("blocked")));
    CHECK(eventually([&] { return ::kill(child, 0) != 0; }));
    const auto state = lab.list()[0]["state"].get<std::string>();            // the database opens
    CHECK_MESSAGE((state == "interrupted" || state == "cancelled"), state);  // cancelled when the stop was faster
}

TEST_CASE("kill -9: the database opens, finished trials are there, resume does only the rest") {
    const library lab;
    cli_process running({"run", lab.plan_file(plan_that_blocks_at_two(lab)), "--db", lab.db()});
    REQUIRE(eventually([&] { return std::filesystem::exists(lab.file("blocked")); }));
    running.signal(SIGKILL);
    CHECK(running.wait().exit_code == 128 + SIGKILL);
    ::kill(-std::stoi(read_file(lab.file("blocked"))), SIGKILL);  // nobody else can end the orphan

    const auto runs = lab.list();
    REQUIRE(runs.size() == 1);
    CHECK(runs[0]["state"] == "interrupted");
    const auto before = lab.show();
    REQUIRE(before["trials"].size() == 2);
    CHECK(before["trials"][0]["state"] == "complete");
    CHECK(before["trials"][1]["state"] == "interrupted");

    std::ofstream(lab.file("go")) << "go";
    const auto resumed = run_cli({"resume", "last", "--db", lab.db()});
    CHECK_MESSAGE(resumed.exit_code == 0, resumed.err);
    const auto after = lab.show();
    CHECK(after["run"]["state"] == "complete");
    CHECK(after["trials"][0] == before["trials"][0]);
    const auto complete = std::count_if(after["trials"].begin(), after["trials"].end(),
                                        [](const json& t) { return t["state"] == "complete"; });
    CHECK(complete == 2);
}

TEST_CASE("a reader of the events that goes away stops the sweep") {
    const library lab;
    // head takes one line and goes; the blocked job would otherwise run for a thousand seconds.
    const auto plan = lab.plan_file(plan_that_blocks_at_two(lab));
    const std::string line = std::string("'") + SWEEPLAB_CLI + "' run '" + plan + "' --events --db '" + lab.db() +
                             "' 2>/dev/null | head -n 1 > /dev/null";
    CHECK(std::system(("timeout 60 sh -c \"" + line + "\"").c_str()) == 0);
    CHECK(eventually([&] { return lab.list()[0]["state"] == "cancelled"; }));
}
