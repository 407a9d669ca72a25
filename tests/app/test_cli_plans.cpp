// Plans that are wrong: refused before anything runs, with the JSON path and the reason, exit 2.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/app/cli_process.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

json good_plan() {
    return {{"sweeplab", 1},
            {"name", "truth"},
            {"workload", {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"true"}}, {"items", {"a", "b"}}}},
            {"sweep", {{"workers", {1, 2}}}}};
}

// Runs the text as a plan; checks that nothing was run, stored or printed as data.
std::string refusal(const std::string& text, const std::vector<std::string>& more = {}) {
    const temporary_folder folder;
    const auto plan = folder.write("plan.json", text);
    std::vector<std::string> arguments{"run", plan.string(), "--db", (folder / "runs.db").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto ended = run_cli(arguments);
    CHECK_MESSAGE(ended.exit_code == 2, ended.err);
    CHECK(ended.out.empty());
    CHECK_FALSE(std::filesystem::exists(folder / "runs.db"));
    return ended.err;
}

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    MESSAGE(text);
    return false;
}

std::string refusal_with(const std::string& pointer, const json& value) {
    json plan = good_plan();
    plan[json::json_pointer(pointer)] = value;
    return refusal(plan.dump());
}

}  // namespace

TEST_CASE("plan: not JSON") {
    CHECK(says(refusal("{\"sweeplab\": 1,\n oops"), "plan.json, line 2"));
    CHECK(says(refusal(""), "not valid JSON"));
    CHECK(says(refusal("[1, 2]"), "must be an object"));
}

TEST_CASE("plan: unknown key, with a guess") {
    CHECK(says(refusal_with("/sweep/repeets", 3), "/sweep/repeets"));
    CHECK(says(refusal_with("/sweep/repeets", 3), "Did you mean \"repeats\"?"));
    CHECK(says(refusal_with("/colour", "blue"), "/colour"));
    CHECK(says(refusal_with("/workload/argw", json::array()), "/workload/argw"));
}

TEST_CASE("plan: wrong type") {
    CHECK(says(refusal_with("/sweep/repeats", "three"), "/sweep/repeats"));
    CHECK(says(refusal_with("/name", 5), "/name"));
    CHECK(says(refusal_with("/workload/argv", "true"), "/workload/argv"));
    CHECK(says(refusal_with("/sweep", 5), "/sweep"));
}

TEST_CASE("plan: worker counts that cannot be") {
    for (const json& count : {json(0), json(-1), json("many"), json(100'000), json(1.5)}) {
        CHECK(says(refusal_with("/sweep/workers", json::array({1, count})), "/sweep/workers/1"));
    }
    CHECK(says(refusal_with("/sweep/workers", json::array({4, 4})), "/sweep/workers/1"));
    CHECK(says(refusal_with("/sweep/workers", json::array()), "/sweep/workers"));
    for (const auto* text : {"0", "-1", "many", "100000", "4,4", "1,,2", "8-1"}) {
        CHECK(says(refusal(good_plan().dump(), {"--workers", text}), "--workers"));
    }
}

TEST_CASE("plan: no items, empty argv") {
    CHECK(says(refusal_with("/workload/items", json::array()), "/workload/items"));
    CHECK(says(refusal_with("/workload/items", {{"file", "none.txt"}}), "none.txt"));
    CHECK(says(refusal_with("/workload/argv", json::array()), "/workload/argv"));
}

TEST_CASE("plan: a newer format, an unknown kind, repeats out of range") {
    CHECK(says(refusal_with("/sweeplab", 2), "/sweeplab"));
    CHECK(says(refusal_with("/workload/kind", "magic"), "/workload/kind"));
    CHECK(says(refusal(good_plan().dump(), {"--repeats", "0"}), "/sweep/repeats"));
    CHECK(says(refusal(good_plan().dump(), {"--repeats", "some"}), "repeats"));
}

TEST_CASE("plan: settings from outside are read as strictly") {
    CHECK(says(refusal(good_plan().dump(), {"--set", "/sweep/repeets=2"}), "/sweep/repeets"));
    CHECK(says(refusal(good_plan().dump(), {"--set", "sweep"}), "--set"));
    CHECK(says(refusal(good_plan().dump(), {"--set", "/sweep/workers=[0]"}), "/sweep/workers/0"));
}

TEST_CASE("plan: no such file, a folder") {
    const auto missing = run_cli({"run", "/nowhere/plan.json"});
    CHECK(missing.exit_code == 2);
    CHECK(says(missing.err, "/nowhere/plan.json"));
    const temporary_folder folder;
    const auto is_folder = run_cli({"run", folder.path().string()});
    CHECK(is_folder.exit_code == 2);
    CHECK(says(is_folder.err, "is a folder"));
}

TEST_CASE("plan: a command that is missing or not executable, an endpoint that is down") {
    CHECK(run_cli({"run", "-", "--db", "/nowhere"}, {.input = "{}"}).exit_code == 2);
    const temporary_folder folder;
    const auto script = folder.write("script", "#!/bin/sh\n").string();
    for (const std::string& program : {std::string("sweeplab-no-such-program"), script}) {
        json plan = good_plan();
        plan["workload"]["argv"] = {program};
        const auto ended = run_cli({"run", "-", "--db", (folder / "runs.db").string()}, {.input = plan.dump()});
        CHECK(ended.exit_code == 2);
        CHECK(says(ended.err, program));
    }
    json plan = good_plan();
    plan["workload"] = {
        {"kind", "llm"}, {"endpoint", {{"base_url", "http://127.0.0.1:9/v1"}, {"model", "m"}}}, {"items", {"a"}}};
    const auto down = run_cli({"run", "-", "--db", (folder / "runs.db").string()}, {.input = plan.dump()});
    CHECK(down.exit_code == 2);
    CHECK(says(down.err, "127.0.0.1:9"));
    const auto list = run_cli({"list", "--json", "--db", (folder / "runs.db").string()});
    CHECK(json_of(list).empty());
}

TEST_CASE("usage: no command, an unknown one, an unknown option; help is no error") {
    CHECK(run_cli({}).exit_code == 2);
    CHECK(run_cli({"dance"}).exit_code == 2);
    CHECK(run_cli({"list", "--colour"}).exit_code == 2);
    CHECK(run_cli({"run"}).exit_code == 2);
    CHECK(run_cli({"--help"}).exit_code == 0);
    CHECK(says(run_cli({"--version"}).out, "sweeplab-cli "));
    for (const auto* command : {"run", "resume", "list", "show", "export", "import", "host", "serve"}) {
        const auto help = run_cli({command, "--help"});
        CHECK(help.exit_code == 0);
        CHECK(says(help.out, "Examples:"));
        CHECK(says(help.out, std::string("sweeplab-cli ") + command));
    }
}
