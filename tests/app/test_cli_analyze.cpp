// Where the worker-seconds of a real sweep went, through the real program.
#include <doctest/doctest.h>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

std::int64_t sum_of(const json& losses) {
    std::int64_t sum = 0;
    for (const auto& [part, ns] : losses.items()) sum += ns.get<std::int64_t>();
    return sum;
}

}  // namespace

TEST_CASE("analyze accounts for every worker-second of a sweep, also of the trial in which a job failed") {
    temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    // Item "bad" fails at 2 workers, so that this trial is not counted; 4 workers are more than there are items.
    const auto plan = script_plan("[ {item} = bad ] && [ {workers} = 2 ] && exit 3; exit 0", {"a", "b", "bad"}, {1, 2, 4});
    const auto file = folder.write("plan.json", plan.dump()).string();
    CHECK(run_cli({"run", file, "--db", db}).exit_code == 1);

    const auto report = json_of(run_cli({"analyze", "last", "--json", "--db", db}));
    REQUIRE(report.at("trials").size() == 3);
    for (const auto& one : report.at("trials")) {
        CHECK(one.at("losses_ns").size() == 8);
        CHECK(one.at("worker_ns").get<std::int64_t>() > 0);
        CHECK(sum_of(one.at("losses_ns")) == one.at("worker_ns").get<std::int64_t>());
    }
    const auto& failed = report.at("trials").at(1);
    CHECK(failed.at("counted") == false);
    CHECK(failed.at("losses_ns").at("retries").get<std::int64_t>() > 0);

    REQUIRE(report.at("worker_counts").size() == 2);
    const auto& wide = report.at("worker_counts").at(1);
    CHECK(wide.at("workers") == 4);
    CHECK(wide.at("usable_width") == 3);
    CHECK(wide.at("losses_ns").at("idle").get<std::int64_t>() > 0);
    CHECK(sum_of(wide.at("losses_ns")) == wide.at("worker_ns").get<std::int64_t>());

    // Commands have no answer that streams: only how long each job took, and three are too few for a percentile.
    REQUIRE(report.at("latency").size() == 2);
    for (const auto& one : report.at("latency")) {
        CHECK(one.at("quantity") == "whole");
        CHECK(one.at("definition") == "end − start");
        CHECK(one.at("count") == 3);
        CHECK(one.at("percentiles").at("p50").is_null());
        CHECK(one.at("refused").at("p95") == "p95 needs at least 100 answers; there are 3");
    }

    const auto text = run_cli({"analyze", "last", "--db", db});
    CHECK(text.exit_code == 0);
    CHECK(text.out.find("of the worker-seconds did useful work") != std::string::npos);
    CHECK(text.out.find("Not averaged: 2 workers, repeat 1") != std::string::npos);
}

TEST_CASE("analyze of a run that is not there") {
    temporary_folder folder;
    const auto ended = run_cli({"analyze", "7", "--db", (folder / "none.db").string()});
    CHECK(ended.exit_code == 2);
    CHECK_FALSE(ended.err.empty());
}

TEST_CASE("a repeat is excluded with a reason that is kept, and taken in again") {
    temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    auto plan = script_plan("exit 0", {"a"}, {1});
    plan["sweep"]["repeats"] = 2;
    const auto file = folder.write("plan.json", plan.dump()).string();
    REQUIRE(run_cli({"run", file, "--db", db}).exit_code == 0);
    const auto second = [&db] { return json_of(run_cli({"show", "last", "--json", "--db", db})).at("trials").at(1); };

    CHECK(run_cli({"exclude", "last", "--workers", "1", "--repeat", "2", "--db", db}).exit_code == 2);  // no reason
    CHECK_FALSE(second().contains("excluded"));
    CHECK(
        run_cli({"exclude", "last", "--workers", "1", "--repeat", "2", "--reason", "a backup ran", "--db", db}).exit_code ==
        0);
    CHECK(second().at("excluded") == "a backup ran");
    CHECK(run_cli({"show", "last", "--db", db}).out.find("1 trial was excluded: a backup ran") != std::string::npos);
    CHECK(run_cli({"exclude", "last", "--workers", "1", "--repeat", "3", "--reason", "none such", "--db", db}).exit_code ==
          2);
    CHECK(run_cli({"exclude", "last", "--workers", "1", "--repeat", "2", "--take-in", "--db", db}).exit_code == 0);
    CHECK_FALSE(second().contains("excluded"));
}
