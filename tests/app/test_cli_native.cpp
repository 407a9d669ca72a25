// The native suite through the real program: a small plan, its report, and what is refused.
#include <doctest/doctest.h>

#include "tests/app/cli_process.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

json native_plan(json kernels) {
    return {{"sweeplab", 1},
            {"name", "small"},
            {"workload", {{"kind", "native"}, {"kernels", std::move(kernels)}}},
            {"sweep", {{"workers", {1, 2}}, {"repeats", 2}, {"sampling_hz", 0}}}};
}

bool says(const std::string& text, const std::string& part) {
    const bool found = text.find(part) != std::string::npos;
    if (!found) MESSAGE("\"", part, "\" is not in: ", text);
    return found;
}

}  // namespace

TEST_CASE("a native plan runs, and its report has rates with units, speedups and ratios") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto plan = native_plan({{{"kernel", "modulo"}, {"operations", 200'000}},
                                   {{"kernel", "lru_cache"}, {"accesses", 2'000}, {"rounds", 4}},
                                   {{"kernel", "file_read"}, {"bytes", 2'000'000}},
                                   {{"kernel", "requests"}, {"requests", 100}, {"concurrent", 20}}});
    const auto file = folder.write("plan.json", plan.dump()).string();
    for (int run = 0; run < 2; ++run) {
        const auto ended = run_cli({"run", file, "--db", db});
        CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    }
    const auto report = json_of(run_cli({"native", "2", "--db", db, "--json", "--against", "1"}));
    REQUIRE(report.at("kernels").size() == 4);
    const std::vector<std::string> units{"operations", "accesses", "bytes", "requests"};
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto& kernel = report["kernels"][i];
        CHECK(kernel.at("unit") == units[i]);
        REQUIRE(kernel.at("points").size() == 2);
        for (const auto& point : kernel["points"]) {
            CHECK(point.at("repeats") == 2);
            CHECK(point.at("per_s").get<double>() > 0);
            CHECK(point.at("lo").get<double>() <= point.at("per_s").get<double>());
        }
        CHECK(kernel["points"][0].at("speedup") == 1);
        CHECK(kernel.at("failures").empty());
    }
    CHECK(report["kernels"][1]["points"][0].at("hit_rate").is_number());
    CHECK(report["kernels"][0]["points"][0].at("hit_rate").is_null());
    CHECK(report["kernels"][3]["points"][0].at("latency_p99_s").is_number());
    REQUIRE(report.at("ratios").size() == 8);
    for (const auto& each : report["ratios"]) CHECK(each.at("ratio").get<double>() > 0);
    const auto text = run_cli({"native", "last", "--db", db});
    CHECK(text.exit_code == 0);
    CHECK(says(text.out, " operations/s"));
    CHECK(says(text.out, " requests/s"));
}

TEST_CASE("a native plan that cannot run is refused before anything is stored") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto refuse = [&](json kernels) {
        const auto ended =
            run_cli({"run", folder.write("plan.json", native_plan(std::move(kernels)).dump()).string(), "--db", db});
        CHECK(ended.exit_code == 2);
        CHECK(ended.out.empty());
        return ended.err;
    };
    CHECK(says(refuse({{{"kernel", "file_write"}, {"bytes", 1'000'000'000'000'000}}}), "needs 1.00 PB on disk, and "));
    CHECK(says(refuse({"square_root"}),
               "/workload/kernels/0: there is no native kernel \"square_root\". The kernels are sqrt, "));
    CHECK(says(refuse({{{"kernel", "triad"}, {"elements", 0}}}), "/workload/kernels/0/elements"));
    CHECK(json_of(run_cli({"list", "--db", db, "--json"})).empty());
}

TEST_CASE("only a native run has a native report") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto file = folder.write("times.csv", "workers,time_s\n1,10\n2,6\n").string();
    CHECK(run_cli({"import", file, "--db", db}).exit_code == 0);
    const auto ended = run_cli({"native", "last", "--db", db});
    CHECK(ended.exit_code == 2);
    CHECK(says(ended.err, "not \"native\""));
}
