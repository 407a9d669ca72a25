// Audits of published tables through the real program.
#include <doctest/doctest.h>

#include <filesystem>

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

std::string published(const std::string& name) { return SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/" + name; }

}  // namespace

TEST_CASE("audit: exit code 0 when the arithmetic holds, 1 when something cannot be") {
    const auto fine = run_cli({"audit", published("worker_benchmark.csv")});
    CHECK(fine.exit_code == 0);
    CHECK(says(fine.out, "note: 12 items are a ceiling"));
    CHECK(says(fine.out, "line 7, workers: 50"));
    const auto suite = run_cli({"audit", published("native_suite_claims.csv"), "--json"});
    CHECK(suite.exit_code == 1);
    const auto found = json_of(suite);
    CHECK(found.at("contradicted") == true);
    CHECK(found.at("findings").at(0).at("severity") == "contradiction");
    for (const auto& one : found["findings"]) CHECK_FALSE(one.at("cells").empty());
    const auto pipeline = run_cli({"audit", published("report_pipeline.json")});
    CHECK(pipeline.exit_code == 1);
    CHECK(says(pipeline.out, "$0.46 and $0.82"));
}

TEST_CASE("audit: what is no table is said in words") {
    const temporary_folder folder;
    const auto refusal = [](const std::string& file) {
        const auto ended = run_cli({"audit", file});
        CHECK(ended.exit_code == 2);
        CHECK(ended.out.empty());
        return ended.err;
    };
    CHECK(says(refusal("/nowhere.csv"), "no such file"));
    CHECK(says(refusal(folder.write("cut.json", "[{\"a\": 1},").string()), "not valid JSON"));
    CHECK(says(refusal(folder.write("runs.json", "{\"sweeplab_run\": 1, \"runs\": []}").string()), "saved runs"));
    CHECK(says(refusal(folder.write("empty.csv", "").string()), "there is no table"));
    const auto big = folder.write("big.csv", "workers,time_s\n1,10\n");
    std::filesystem::resize_file(big, 500u << 20);  // sparse
    CHECK(says(refusal(big.string()), "has 500 MB"));
    const auto odd =
        run_cli({"audit", folder.write("odd.csv", "workers,time_s,speedup\n1,10,1\n2,5,\x1b[2J3\n2,5,=9\n").string()});
    CHECK(odd.out.find('\x1b') == std::string::npos);
}

TEST_CASE("audit: two hosts in one table are no contradiction, and cited cells name their own row and column") {
    const temporary_folder folder;
    const auto hosts = run_cli({"audit", folder
                                             .write("hosts.csv",
                                                    "host,workers,time_s,speedup\nlaptop,1,100.0,1.00\nlaptop,4,40.0,2.50\n"
                                                    "rack,1,60.0,1.00\nrack,4,20.0,3.00\n")
                                             .string()});
    CHECK(hosts.exit_code == 0);
    CHECK(says(hosts.out, "confirmed: rack: Speedup is T(1) / T(N), in all 2 rows"));
    const auto wrong = run_cli(
        {"audit", folder.write("wrong.csv", "workers;time_s;speedup\n1;120,0;1,0\n4;40,0;3,5\n").string(), "--json"});
    CHECK(wrong.exit_code == 1);
    const auto found = json_of(wrong);
    const auto& base = found.at("findings").at(0).at("cells").at(1);
    CHECK(base.at("place") == "line 2");
    CHECK(base.at("row") == "workers 1");
    CHECK(base.at("column") == "time_s");
    CHECK(base.at("value") == "120,0");
}
