// Targets through the real program: exit codes for a pipeline, JUnit, the starred baseline.
#include <doctest/doctest.h>

#include "engine/store/run_store.h"
#include "tests/app/cli_process.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

bool says(const std::string& text, const std::string& part) {
    const bool found = text.find(part) != std::string::npos;
    if (!found) MESSAGE("\"", part, "\" is not in: ", text);
    return found;
}

std::string targets(const json& list) { return json{{"sweeplab_targets", 1}, {"name", "mine"}, {"targets", list}}.dump(); }

constexpr const char* published = SWEEPLAB_SOURCE_DIR "/resources/examples/worker_benchmark.csv";

}  // namespace

TEST_CASE("check: a target that fails gives exit code 1, a pending one does not") {
    const temporary_folder folder;
    const json good{{"id", "e4"}, {"metric", "efficiency_pct"}, {"workers", 4}, {"at_least", 70}};
    const json bad{{"id", "e10"}, {"metric", "efficiency_pct"}, {"workers", 10}, {"at_least", 70}};
    const json open{{"id", "cpu"}, {"metric", "cpu_pct"}, {"statistic", "mean"}, {"below_baseline_pct", 30}};
    const auto file = [&](const json& list) { return folder.write("t.json", targets(list)).string(); };

    const auto passed = run_cli({"check", published, "--targets", file({good, open})});
    CHECK(passed.exit_code == 0);
    CHECK(says(passed.out, "1 of 2 targets met, 0 failed, 1 pending"));
    const auto failed = run_cli({"check", published, "--targets", file({good, bad}), "--json"});
    CHECK(failed.exit_code == 1);
    CHECK(json_of(failed).at("targets").at(1).at("state") == "fail");
    CHECK(json_of(failed).at("targets").at(1).at("margin").get<double>() < 0);
    const auto junit = run_cli({"check", published, "--targets", file({good, bad, open}), "--junit"});
    CHECK(junit.exit_code == 1);
    CHECK(junit.out.starts_with("<?xml"));
    CHECK(says(junit.out, "failures=\"1\" errors=\"0\" skipped=\"1\""));
    CHECK(run_cli({"check", published, "--targets", "streaming"}).exit_code == 0);
}

TEST_CASE("check: against the starred run of the same host and workload") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto import = [&](const char* name, const std::string& text) {
        CHECK(run_cli({"import", folder.write(name, text).string(), "--db", db}).exit_code == 0);
    };
    import("old.csv", "workers,time_s,host,workload\n1,100,desk,w\n1,101,desk,w\n");
    import("new.csv", "workers,time_s,host,workload\n1,60,desk,w\n1,61,desk,w\n");
    const auto file =
        folder.write("t.json", targets({{{"id", "t"}, {"metric", "time_s"}, {"below_baseline_pct", 30}}})).string();
    const std::vector<std::string> call{"check", "2", "--targets", file, "--db", db, "--json"};
    CHECK(json_of(run_cli(call)).at("targets").at(0).at("state") == "pending");
    {
        auto store = run_store::open({db});
        REQUIRE(store);
        REQUIRE((*store)->set_starred(run_id{1}, true));
    }
    const auto found = json_of(run_cli(call));
    CHECK(found.at("baseline") == "old (run 1)");
    CHECK(found.at("targets").at(0).at("state") == "pass");
    auto against = call;
    against.insert(against.end(), {"--baseline", "2"});
    CHECK(run_cli(against).exit_code == 1);  // 0 % below itself
}

TEST_CASE("check: bad targets are refused in words") {
    const temporary_folder folder;
    const auto refusal = [&](const std::string& text) {
        const auto ended = run_cli({"check", published, "--targets", folder.write("t.json", text).string()});
        CHECK(ended.exit_code == 2);
        CHECK(ended.out.empty());
        return ended.err;
    };
    CHECK(says(refusal("{\"sweeplab_targets\": 1"), "t.json, line 1"));
    CHECK(says(refusal("{\"sweeplab_targets\": 7, \"targets\": []}"), "newer Sweeplab"));
    CHECK(says(refusal(targets({{{"id", "x"}, {"metric", "speed"}, {"below", 1}}})), "/targets/0/metric"));
    const auto missing = run_cli({"check", published, "--targets", "nowhere"});
    CHECK(missing.exit_code == 2);
    CHECK(says(missing.err, "no such file of targets"));
}
