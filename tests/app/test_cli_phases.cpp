// Loads in phases by the real program: refused, run, stored, shown, exported, given up.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/app/cli_process.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

const std::string shipped = SWEEPLAB_SOURCE_DIR "/resources/plans/phases.json";

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    MESSAGE(text);
    return false;
}

struct workplace {
    temporary_folder folder;
    std::string db() const { return (folder / "runs.db").string(); }
    std::string plan(const json& value) const { return folder.write("plan.json", value.dump()).string(); }
    cli_result run(const json& value) const { return run_cli({"run", plan(value), "--db", db()}); }
    json analysis() const { return json_of(run_cli({"analyze", "last", "--json", "--db", db()})); }
};

// An answer takes 5 ms.
json plan_of(const json& changes, int workers = 8) {
    json workload = {
        {"kind", "phases"},
        {"endpoint", {{"base_url", "simulated"}, {"model", "sim-small"}}},
        {"prompt", "Say hello"},
        {"max_tokens", 4},
        {"stream", false},
        {"extra", {{"simulate", {{"seconds", 0.005}}}}},
        {"phases",
         {{{"name", "quiet"}, {"rate", 20}, {"duration_s", 0.5}}, {{"name", "busy"}, {"rate", 300}, {"duration_s", 0.5}}}}};
    workload.merge_patch(changes);
    return {{"sweeplab", 1}, {"name", "load"}, {"workload", workload}, {"sweep", {{"workers", {workers}}}}};
}

}  // namespace

TEST_CASE("a load that cannot be is refused with the place, and nothing runs") {
    const workplace lab;
    const auto refused = [&](const json& changes) {
        const auto ended = lab.run(plan_of(changes));
        CHECK_MESSAGE(ended.exit_code == 2, ended.err);
        CHECK_FALSE(std::filesystem::exists(lab.db()));
        return ended.err;
    };
    CHECK(says(refused({{"phases", json::array()}}), "/workload/phases"));
    const auto phase = [](double rate, double seconds) {
        return json{{"phases", json::array({{{"rate", rate}, {"duration_s", seconds}}})}};
    };
    CHECK(says(refused(phase(0, 1)), "/workload/phases/0/rate"));
    CHECK(says(refused(phase(1e6, 1)), "/workload/phases/0/rate"));
    CHECK(says(refused(phase(10, -1)), "/workload/phases/0/duration_s"));
    CHECK(says(refused({{"policy", {{"kind", "target_utilisation"}, {"min_workers", 5}, {"max_workers", 2}}}}),
               "/workload/policy/min_workers"));
}

TEST_CASE("a load in phases: run, stored, and told phase by phase") {
    const workplace lab;
    const auto ended = lab.run(plan_of(json::object()));
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(says(ended.out, "busy"));
    CHECK(says(ended.out, "(simulated)"));
    const auto analysis = lab.analysis();
    const auto& rows = analysis["phases"]["rows"];
    REQUIRE(rows.size() == 2);
    CHECK(rows[0]["phase"] == "quiet");
    CHECK(rows[0]["requests"] == 10);
    CHECK(rows[0]["asked_per_s"] == 20);
    CHECK(rows[1]["requests"] == 150);
    CHECK(rows[1]["errors"] == 0);
    CHECK(rows[1]["workers_to"] == 8);
    CHECK(rows[1]["from_due_ms"]["p95"].get<double>() >= rows[1]["from_sent_ms"]["p95"].get<double>());
    CHECK(rows[1]["from_due_ms"]["p99"].is_null());
    CHECK(analysis["simulated"] == true);
    CHECK(analysis["worker_counts"].empty());
    const auto words = run_cli({"analyze", "last", "--db", lab.db()});
    CHECK(words.exit_code == 0);
    CHECK(says(words.out, "from due p50"));
    CHECK(says(words.out, "open loop"));
    CHECK(says(run_cli({"show", "last", "--db", lab.db()}).out, "from sent p50"));
    const auto predicted = run_cli({"predict", "last", "--workers", "1,2", "--db", lab.db()});
    CHECK(says(predicted.out + predicted.err, "open loop"));
}

TEST_CASE("what a policy decides is told while it runs, kept, exported and read back") {
    const workplace lab;
    const json policy = {{"kind", "threshold"}, {"up_above", 100},  {"down_below", 0},
                         {"every_s", 0.1},      {"cool_down_s", 0}, {"max_workers", 4}};
    const auto ended = lab.run(plan_of({{"policy", policy}}, 2));
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(says(ended.err, "2 → 3 workers"));
    CHECK(says(ended.out, "requests/s were due, above 100"));
    const auto before = lab.analysis()["phases"]["trials"][0]["decisions"];
    REQUIRE(before.size() >= 2);
    const auto file = (lab.folder / "run.json").string();
    CHECK(run_cli({"export", "last", "--format", "json", "--out", file, "--db", lab.db()}).exit_code == 0);
    CHECK(run_cli({"import", file, "--db", lab.db()}).exit_code == 0);
    CHECK(lab.analysis()["phases"]["trials"][0]["decisions"] == before);
}

TEST_CASE("a load that is too much ends early, says so, and keeps what was measured") {
    const workplace lab;
    const auto ended = lab.run(plan_of({{"extra", {{"simulate", {{"seconds", 0.2}}}}},
                                        {"phases", {{{"name", "rush"}, {"rate", 300}, {"duration_s", 600}}}},
                                        {"saturation", {{"late_s", 0.1}, {"for_s", 0.2}}}},
                                       1));
    CHECK(ended.exit_code == 1);
    CHECK(says(ended.err, "over-saturated"));
    CHECK(says(ended.out, "over-saturated"));
    const auto row = lab.analysis()["phases"]["rows"][0];
    CHECK(row["requests"] == 180'000);
    CHECK(row["not_sent"].get<int>() > 170'000);
    CHECK(row["sent_per_s"].get<double>() < 300);
}

TEST_CASE("the shipped load runs to its end, its rates lowered") {
    const workplace lab;
    const auto ended = run_cli({"run", shipped, "--db", lab.db(), "--set", "/workload/scale=0.002"});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(lab.analysis()["phases"]["rows"].size() >= 5);
}
