// Commands whose work is in files: a folder for each job, a check that judges it, numbers read from a file.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/engine/workload/command_trial.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

namespace fs = std::filesystem;

// In a plan's folder with a template "project" that holds one file; the jobs' folders are made in "made".
struct agent_bench {
    temporary_folder plan;
    agent_bench() {
        fs::create_directories(plan / "project" / "src");
        plan.write("project/src/given.txt", "given\n");
    }
    json agent(const std::string& script, const std::string& check = {}, const std::string& keep = "failed") const {
        json value = {{"argv", {script}},
                      {"shell", true},
                      {"items", {"a", "b"}},
                      {"workspace", {{"from", "project"}, {"in", "made"}, {"keep", keep}}}};
        if (!check.empty()) value["check"] = {{"argv", {check}}, {"shell", true}};
        return value;
    }
    // The folders of jobs that are there now.
    std::vector<std::string> kept() const {
        std::vector<std::string> names;
        if (!fs::exists(plan / "made")) return names;
        for (const auto& sweep : fs::directory_iterator(plan / "made"))
            for (const auto& job : fs::directory_iterator(sweep.path())) names.push_back(job.path().filename().string());
        std::ranges::sort(names);
        return names;
    }
};

std::string refusal(json value) {
    value["kind"] = "command";
    const auto read = read_command_spec(value, "/workload");
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == error_kind::bad_input);
    return read.error().where;
}

}  // namespace

TEST_CASE("each job works in a fresh copy, and its check runs in the same folder") {
    const agent_bench bench;
    // Fails when another job's file is there.
    command_trial trial(bench.agent("test ! -e done && cat src/given.txt && echo {item} > done", "grep -q {item} done"),
                        bench.plan.path());
    REQUIRE(trial.check());
    trial.run_all();
    for (const int item : {0, 1}) {
        const auto& job = trial.of(item);
        CHECK_MESSAGE(job.span.state == attempt_state::succeeded, job.span.message);
        CHECK(job.span.output.text == "given\n");
        CHECK(job.span.measured.get(measure::check_exit_code) == 0);
        CHECK(job.span.measured.get(measure::check_ns).value_or(0) > 0);
    }
    // Successes leave nothing behind, and the template is untouched.
    CHECK(bench.kept().empty());
    CHECK_FALSE(fs::exists(bench.plan / "project" / "done"));
}

TEST_CASE("a result that its check refuses is a failed job, worth another try, and its folder is kept") {
    const agent_bench bench;
    command_trial trial(bench.agent("echo {item} > answer", "echo wrong >&2; grep -q b answer"), bench.plan.path());
    trial.run_all();
    const auto& wrong = trial.of(0);
    CHECK(wrong.verdict.state == attempt_state::failed);
    CHECK(wrong.verdict.worth_retrying);
    CHECK(wrong.span.reason == failure_reason::check_failed);
    CHECK(wrong.span.measured.get(measure::exit_code) == 0);
    CHECK(wrong.span.measured.get(measure::check_exit_code) == 1);
    CHECK_MESSAGE(wrong.span.message.starts_with("its check failed: exit code 1: wrong; its folder is kept: "),
                  wrong.span.message);
    const auto folder = fs::path(wrong.span.message.substr(wrong.span.message.rfind(": ") + 2));
    CHECK(read_file(folder / "answer") == "a\n");
    CHECK(trial.of(1).verdict.state == attempt_state::succeeded);
    CHECK(bench.kept() == std::vector<std::string>{folder.filename().string()});
}

TEST_CASE("the check is no part of the job's time") {
    const agent_bench bench;
    command_trial trial(bench.agent("true", "sleep 0.3"), bench.plan.path());
    const auto job = trial.run_one();
    CHECK(*job.span.measured.get(measure::check_ns) >= 300'000'000);
    // Until the command's own end, however long its check took after it.
    CHECK(job.span.end_ns + 300'000'000 <= trial.now_ns());
    CHECK((job.verdict.ended - job.verdict.started).count() == job.span.end_ns - job.span.start_ns);
}

TEST_CASE("folders are kept all or none when the plan says so") {
    const agent_bench bench;
    command_trial all(bench.agent("true", "", "all"), bench.plan.path());
    all.run_all();
    CHECK(bench.kept() == std::vector<std::string>{"0-1-workers-try-1", "1-1-workers-try-1"});
    const agent_bench other;
    command_trial none(other.agent("false", "", "none"), other.plan.path());
    none.run_all();
    CHECK(none.of(0).span.reason == failure_reason::exit_code);
    CHECK(none.of(0).span.message.find("kept") == std::string::npos);
    CHECK(other.kept().empty());
}

TEST_CASE("tokens and cost are read from a file of the folder, of a failed job as well") {
    const agent_bench bench;
    auto value = bench.agent(R"(echo '{"tokens": 1200, "usd": 0.25}' > usage.json)", "grep -q nothing usage.json");
    value["result"] = {{"file", "usage.json"}, {"tokens", "/tokens"}, {"cost", "/usd"}};
    command_trial trial(value, bench.plan.path());
    const auto job = trial.run_one();
    CHECK(job.span.reason == failure_reason::check_failed);
    CHECK(job.span.measured.get(measure::total_tokens) == 1200);
    CHECK(job.span.measured.get(measure::cost_nano) == 250'000'000);
    CHECK(job.verdict.tokens_used == 1200);
}

TEST_CASE("a results file that is missing or no JSON makes a job fail that did everything else") {
    const agent_bench bench;
    auto value = bench.agent("if [ {item} = b ]; then echo '{' > usage.json; fi");
    value["result"] = {{"file", "usage.json"}, {"tokens", "/tokens"}};
    command_trial trial(value, bench.plan.path());
    trial.run_all();
    CHECK(trial.of(0).span.reason == failure_reason::result_not_found);
    CHECK_MESSAGE(trial.of(0).span.message.find("usage.json") != std::string::npos, trial.of(0).span.message);
    CHECK(trial.of(1).span.reason == failure_reason::result_not_found);
}

TEST_CASE("a check or a template that is not there is said before anything runs") {
    const agent_bench bench;
    auto value = bench.agent("true");
    value["check"] = {{"argv", {"no-such-check-command"}}};
    command_trial missing(value, bench.plan.path());
    const auto refused = missing.check();
    REQUIRE_FALSE(refused);
    CHECK_MESSAGE(refused.error().text().find("no-such-check-command") != std::string::npos, refused.error().text());
    value = bench.agent("true");
    value["workspace"]["from"] = "nowhere";
    command_trial nowhere(value, bench.plan.path());
    REQUIRE_FALSE(nowhere.check());
    // A program of the template is there only once it is copied.
    value = bench.agent("true");
    value["check"] = {{"argv", {"./src/check.sh"}}};
    CHECK(command_trial(value, bench.plan.path()).check());
}

TEST_CASE("an agent that never ends is stopped, in its work as in its check, and leaves no folder") {
    const agent_bench bench;
    for (const auto& value : {bench.agent("sleep 1000"), bench.agent("true", "sleep 1000")}) {
        command_trial trial(value, bench.plan.path());
        trial.begin(1);
        trial.start({0, 1, 0});
        // Time enough to be under way; how far it got makes no difference to what must come out.
        trial.loop().call_after(std::chrono::milliseconds(150), [&] { trial.jobs().cancel({0, 1, 0}); });
        trial.loop().run_until([&] { return trial.ended() == 1; });
        CHECK(trial.of(0).verdict.state == attempt_state::cancelled);
        trial.jobs().finish();
        CHECK(bench.kept().empty());
    }
    command_trial dropped(bench.agent("sleep 1000"), bench.plan.path());
    dropped.begin(1);
    dropped.start({0, 1, 0});
    dropped.jobs().finish();
    CHECK(bench.kept().empty());
    CHECK(dropped.ended() == 0);
}

TEST_CASE("what cannot be meant is refused at its place") {
    const json good = {{"argv", {"run"}}, {"items", {"a"}}, {"workspace", json::object()}};
    const auto with = [&](const char* pointer, const json& value) {
        auto changed = good;
        changed[json::json_pointer(pointer)] = value;
        return refusal(changed);
    };
    CHECK(with("/workspace/from", "") == "/workload/workspace/from");
    CHECK(with("/workspace/keep", "some") == "/workload/workspace/keep");
    CHECK(with("/workspace/copy", true) == "/workload/workspace/copy");
    CHECK(with("/workspace", true) == "/workload/workspace");
    CHECK(with("/cwd", "../elsewhere") == "/workload/cwd");
    CHECK(with("/check", json::object()) == "/workload/check/argv");
    CHECK(with("/check", {{"argv", json::array()}}) == "/workload/check/argv");
    CHECK(with("/check", {{"argv", {"x"}}, {"timeout_s", 0}}) == "/workload/check/timeout_s");
    CHECK(with("/check", {{"argv", {"x", "{prompt}"}}}) == "/workload/prompt");
    CHECK(with("/result", {{"file", "/etc/passwd"}, {"tokens", "/t"}}) == "/workload/result/file");
    CHECK(with("/result", {{"file", "../x"}, {"tokens", "/t"}}) == "/workload/result/file");
    CHECK(with("/result", {{"file", "usage.json"}}) == "/workload/result");
}

TEST_CASE("all of it is written back as it was read") {
    const json given = {{"kind", "command"},
                        {"mode", "per_item"},
                        {"argv", {"agent", "{item}"}},
                        {"items", {"a"}},
                        {"workspace", {{"from", "project"}, {"in", "/tmp"}, {"keep", "all"}}},
                        {"check", {{"argv", {"pytest", "-q"}}, {"timeout_s", 60.0}}},
                        {"result", {{"file", "out/usage.json"}, {"tokens", "/tokens"}}}};
    const auto read = read_command_spec(given, "");
    REQUIRE(read);
    CHECK((*read)->to_json() == given);
}

TEST_CASE("the memory of everything that an agent starts is measured together") {
    const agent_bench bench;
    // Long enough to be looked at some times.
    command_trial trial(bench.agent("sleep 2 & sleep 2; wait"), bench.plan.path());
    const auto job = trial.run_one();
    const auto tree = job.span.measured.get(measure::tree_peak_memory_bytes);
    REQUIRE(tree);
    CHECK(*tree > 0);
}
