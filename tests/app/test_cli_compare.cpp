// Runs beside each other through the real program: saved ones, tables of times, and what is refused.
#include <doctest/doctest.h>

#include <fstream>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

bool says(const std::string& text, const std::string& part) {
    const bool found = text.find(part) != std::string::npos;
    if (!found) MESSAGE("\"", part, "\" is not in: ", text);
    return found;
}

std::string csv_of(const json& times_by_workers, const std::string& host) {
    std::string text = "workers,time_s,host,jobs\n";
    for (const auto& [workers, times] : times_by_workers.items())
        for (const auto& time : times) text += workers + "," + time.dump() + "," + host + ",12\n";
    return text;
}

}  // namespace

TEST_CASE("compare two tables of times: the known answers, to the last digit that counts") {
    const temporary_folder folder;
    const auto known = json::parse(std::ifstream(SWEEPLAB_SOURCE_DIR "/tests/fixtures/oracle/ratio_interval.json"));
    const auto& one = known.at(0);
    const auto a = folder.write("a.csv", csv_of(one["a"], "laptop")).string();
    const auto b = folder.write("b.csv", csv_of(one["b"], "rack")).string();
    const auto found = json_of(run_cli({"compare", a, b, "--json"}));
    REQUIRE(found.at("points").size() == 4);
    for (const auto& point : found["points"]) {
        const auto& answer = one["a_over_b"]["points"][std::to_string(point.at("workers").get<int>())];
        for (const auto* key : {"ratio", "lo", "hi"})
            CHECK(point.at(key).get<double>() == doctest::Approx(answer[key].get<double>()).epsilon(1e-9));
        CHECK(point.at("verdict") == "slower");
    }
    CHECK(found.at("overall").at("ratio").get<double>() ==
          doctest::Approx(one["a_over_b"]["overall"]["ratio"].get<double>()).epsilon(1e-9));
    CHECK(found.at("overall").at("verdict") == "slower");
    CHECK(found.at("differs").at(0).at("path") == "name");
    CHECK(found.at("factors").size() == 8);

    const auto text = run_cli({"compare", a, b}).out;
    CHECK(says(text, "laptop is slower: it takes 1.60× (1.55–1.65) as long as rack"));
    CHECK(text.find("what differs") < text.find("A / B"));
    CHECK(says(text, "Neither says what its workload is"));
    CHECK(says(run_cli({"compare", b, a}).out, "rack is faster"));
}

TEST_CASE("compare saved runs, and refuse unlike work unless asked") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    auto plan = script_plan("exit 0", {"a", "b"}, {1, 2});
    plan["sweep"]["repeats"] = 2;
    REQUIRE(run_cli({"run", folder.write("plan.json", plan.dump()).string(), "--db", db}).exit_code == 0);
    REQUIRE(run_cli({"run", folder.write("plan.json", plan.dump()).string(), "--db", db}).exit_code == 0);
    plan["workload"]["items"] = {"a", "c"};
    REQUIRE(run_cli({"run", folder.write("plan.json", plan.dump()).string(), "--db", db}).exit_code == 0);

    const auto same = run_cli({"compare", "1", "2", "--db", db, "--json"});
    CHECK(same.exit_code == 0);
    const auto found = json_of(same);
    CHECK(found.at("points").size() == 2);
    CHECK(found.at("paired").at(0).at("items") == 2);

    const auto refused = run_cli({"compare", "1", "3", "--db", db, "--json"});
    CHECK(refused.exit_code == 2);
    CHECK(says(refused.err, "the items differ: 2 against 2, 1 of them the same"));
    CHECK(says(refused.err, "--anyway"));
    CHECK(json_of(refused).at("points").empty());
    CHECK_FALSE(json_of(refused).at("differs").empty());
    const auto forced = run_cli({"compare", "1", "3", "--db", db, "--anyway"});
    CHECK(forced.exit_code == 0);
    CHECK(says(forced.out, "! The work is not the same"));

    const auto three = json_of(run_cli({"compare", "1", "2", "1", "--db", db, "--json"}));
    CHECK(three.at("comparisons").size() == 2);
}

TEST_CASE("compare the machines of one table: rate x machine x speedup") {
    const temporary_folder folder;
    const auto file = folder.write("both.csv",
                                   "workers,time_s,host,jobs,output_tokens\n1,100,MacBook Pro M4,10,4000\n"
                                   "4,40,MacBook Pro M4,10,4000\n1,50,Threadripper PRO Workstation,10,4000\n"
                                   "4,10,Threadripper PRO Workstation,10,4000\n");
    const auto found = json_of(run_cli({"compare", file.string(), "--json"}));
    REQUIRE(found.at("factors").size() == 4);
    const auto& tower = found["factors"][3];
    CHECK(tower.at("machine") == "Threadripper PRO Workstation");
    CHECK(tower.at("factor").get<double>() == doctest::Approx(4));
    CHECK(tower.at("tokens_per_s").get<double>() == doctest::Approx(400));
    CHECK(tower.at("expected_tokens_per_s") == json{100.0, 200.0});
    const auto text = run_cli({"compare", file.string()}).out;
    CHECK(says(text, "30–50 tokens/s"));
    CHECK(says(text, "speedup factor"));
}

TEST_CASE("compare: what cannot be compared is said in words") {
    const temporary_folder folder;
    const auto refusal = [&](const std::vector<std::string>& arguments) {
        const auto ended = run_cli(arguments);
        CHECK(ended.exit_code == 2);
        return ended.err;
    };
    const auto a = folder.write("a.csv", "workers,time_s\n1,10\n2,6\n").string();
    const auto b = folder.write("b.csv", "workers,time_s\n4,3\n").string();
    CHECK(says(refusal({"compare", a, b}), "no worker count is common"));
    CHECK(says(refusal({"compare", a}), "one run only"));
    CHECK(says(refusal({"compare", a, "/nowhere.csv"}), "there is no such file"));
    CHECK(says(refusal({"compare", a, folder.write("cut.json", "{\"sweeplab_run\": 1, \"runs\": [").string()}),
               "not valid JSON"));
    CHECK(says(refusal({"compare", a, folder.write("new.json", "{\"sweeplab_run\": 99, \"runs\": []}").string()}),
               "newer Sweeplab"));
    CHECK(says(refusal({"compare", a, a, "--threshold", "-1"}), "threshold"));

    const auto big = folder.write("big.csv", "workers,time_s\n1,10\n");
    std::filesystem::resize_file(big, 500u << 20);  // sparse
    CHECK(says(refusal({"compare", a, big.string()}), "has 500 MB"));

    const auto once = run_cli({"compare", a, a});
    CHECK(once.exit_code == 0);
    CHECK(says(once.out, "not decided: needs more repeats"));

    // Formulas, markup and terminal escapes in names stay text.
    const auto odd =
        folder.write("odd.csv", "workers,time_s,host\n1,10,<b>=1+1</b>\x1b[2J\n1,11,<b>=1+1</b>\x1b[2J\n").string();
    const auto shown = run_cli({"compare", odd, a});
    CHECK(shown.exit_code == 0);
    CHECK(says(shown.out, "<b>=1+1</b>"));
    CHECK(shown.out.find('\x1b') == std::string::npos);
    CHECK(shown.err.find('\x1b') == std::string::npos);
}

TEST_CASE("compare --baseline-report: tables before and after, pending where nothing was measured") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto plan = folder.write("plan.json", simulated_plan({1}).dump()).string();
    for (int run = 0; run < 2; ++run) REQUIRE(run_cli({"run", plan, "--db", db}).exit_code == 0);
    const auto text = run_cli({"compare", "1", "2", "--db", db, "--baseline-report", "--targets", "streaming"});
    CHECK(text.exit_code == 0);
    CHECK(says(text.out, "improvement"));
    CHECK(says(text.out, "pending"));
    CHECK(says(text.out, "at least 99 %: "));
    CHECK(says(text.out, "! Both runs are against the simulated endpoint."));
    const auto report = json_of(run_cli({"compare", "1", "2", "--db", db, "--baseline-report", "--json"}));
    CHECK(report.at("tables").at(0).at("rows").at(4).at("name") == "mean");
    CHECK(report.at("tables").at(0).at("rows").at(4).at("improvement_pct").is_number());
    CHECK(run_cli({"compare", "1", "2", "1", "--db", db, "--baseline-report"}).exit_code == 2);
    CHECK(run_cli({"compare", "1", "2", "--db", db, "--targets", "streaming"}).exit_code == 2);
}
