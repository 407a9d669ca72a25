// Soaks by the real program: run, told, killed in the middle, carried on, exported and read back.
#include <doctest/doctest.h>

#include <csignal>

#include "tests/app/cli_process.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

const std::string shipped = SWEEPLAB_SOURCE_DIR "/resources/plans/soak.json";

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    MESSAGE(text);
    return false;
}

struct workplace {
    temporary_folder folder;
    std::string db() const { return (folder / "runs.db").string(); }
    std::vector<std::string> with_plan(const std::vector<std::string>& more) const {
        std::vector<std::string> all = {
            "run", shipped, "--db", db(), "--set", "/workload/every_s=0.1", "--set", "/workload/max_tokens=8"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    // Of the run under way, as another program sees it.
    double measured_s() const {
        const auto ended = run_cli({"analyze", "last", "--json", "--db", db()});
        return ended.exit_code == 0 ? json::parse(ended.out)["soak"]["rows"][0]["measured_s"].get<double>() : 0;
    }
    json row() const { return json_of(run_cli({"analyze", "last", "--json", "--db", db()}))["soak"]["rows"][0]; }
};

}  // namespace

TEST_CASE("the shipped soak, shortened: run, shown, exported and read back") {
    const workplace lab;
    const auto ended = run_cli(lab.with_plan({"--set", "/workload/duration_s=1", "--events"}));
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(says(ended.out, "\"soak_sampled\""));
    const auto row = lab.row();
    CHECK(row["workers"] == 4);
    CHECK(row["state"] == "complete");
    CHECK(row["measured_s"].get<double>() >= 1);
    CHECK(row["failed"] == 0);
    CHECK(row["requests"].get<int>() > 4);
    CHECK(row["gap_ms"]["count"].get<int>() > 20);
    CHECK(row["gap_ms"]["p50"].is_number());
    CHECK(row["process"] == "sweeplab");
    CHECK(row["memory_mb"]["first"].get<double>() > 1);
    CHECK(row["memory_mb"]["verdict"] == "not decided");  // a second says nothing of an hour
    CHECK(row["gpu_memory_mb"]["mean"].is_null() == (row["gpu_memory_mb"]["samples"] == 0));
    REQUIRE(row["series"].size() == 3);
    CHECK(row["series"][1]["counter"] == true);
    CHECK(row["series"][1]["max"].get<double>() > 0);

    const auto shown = run_cli({"show", "last", "--db", lab.db()});
    CHECK(says(shown.out, "whether memory grows is not decided"));
    CHECK(says(shown.out, "(simulated)"));
    CHECK(says(shown.out, "sweeplab_simulator_open_streams"));
    const auto analyzed = run_cli({"analyze", "last", "--db", lab.db()});
    CHECK(analyzed.exit_code == 0);
    CHECK(says(analyzed.out, "a soak lasts as long as planned"));
    const auto predicted = run_cli({"predict", "last", "--workers", "1,2", "--db", lab.db()});
    CHECK(says(predicted.out + predicted.err, "a soak lasts as long as planned"));

    const auto file = (lab.folder / "run.json").string();
    CHECK(run_cli({"export", "last", "--format", "json", "--out", file, "--db", lab.db()}).exit_code == 0);
    CHECK(run_cli({"import", file, "--db", lab.db()}).exit_code == 0);
    CHECK(lab.row() == row);
}

TEST_CASE("killed in the middle, what was sampled stays, and a resumed soak lasts for what is left") {
    const workplace lab;
    {
        cli_process killed(lab.with_plan({"--set", "/workload/duration_s=3", "--events"}));
        REQUIRE(killed.wait_for_out("soak_sampled"));
        while (lab.measured_s() < 0.5) {
        }
        killed.signal(SIGKILL);
        CHECK(killed.wait().exit_code == 128 + SIGKILL);
    }
    const auto cut = lab.row();
    CHECK(cut["state"] == "interrupted");
    CHECK(cut["measured_s"].get<double>() > 0);
    CHECK(cut["measured_s"].get<double>() < 3);
    CHECK(cut["chunks"].get<int>() > 0);
    const auto resumed = run_cli({"resume", "last", "--db", lab.db()});
    CHECK_MESSAGE(resumed.exit_code == 0, resumed.err);
    const auto whole = lab.row();
    CHECK(whole["state"] == "complete");
    CHECK(whole["parts"] == 2);
    CHECK(whole["measured_s"].get<double>() >= 2.9);
    CHECK(whole["chunks"].get<int>() > cut["chunks"].get<int>());
    CHECK(says(run_cli({"show", "last", "--db", lab.db()}).out, "It was measured in 2 parts."));
}

TEST_CASE("stopped by its user, a soak is kept and can be carried on") {
    const workplace lab;
    {
        cli_process stopped(lab.with_plan({"--set", "/workload/duration_s=60", "--events"}));
        REQUIRE(stopped.wait_for_out("\"soak_sampled\""));
        stopped.signal(SIGINT);
        const auto ended = stopped.wait();
        CHECK(ended.exit_code == 3);
        CHECK(says(ended.err, "resume"));
    }
    CHECK(lab.row()["state"] == "cancelled");
}

TEST_CASE("a soak that cannot be is refused, and nothing is stored") {
    const workplace lab;
    for (const auto* change : {"/workload/duration_s=0", "/workload/metrics/url=http://127.0.0.1:9/metrics",
                               "/workload/metrics/series=[\"no_such_metric\"]", "/workload/service={\"pid\": 4194304}"}) {
        INFO(change);
        const auto ended = run_cli(lab.with_plan({"--set", change}));
        CHECK(ended.exit_code == 2);
        CHECK(says(ended.err, "/workload/"));
    }
}
