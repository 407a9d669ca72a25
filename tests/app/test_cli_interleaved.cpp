// Two builds measured in turn, and repeats put together, by the real program.
#include <doctest/doctest.h>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

struct workplace {
    temporary_folder folder;
    std::string db() const { return (folder / "runs.db").string(); }
    std::string plan() const {
        const json value = {
            {"sweeplab", 1},
            {"name", "build"},
            {"workload", {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"sleep", "0.01"}}, {"items", {"a", "b"}}}},
            {"sweep", {{"workers", {1, 2}}, {"repeats", 2}, {"warm_up", 1}, {"sampling_hz", 0}}}};
        return folder.write("plan.json", value.dump()).string();
    }
    json runs() const { return json_of(run_cli({"list", "--json", "--db", db()})); }
};

}  // namespace

TEST_CASE("two builds of a command are measured in turn, A B B A, and compared") {
    const workplace lab;
    const auto ended = run_cli({"run", lab.plan(), "--against-set", "/workload/argv/1=\"0.05\"", "--db", lab.db()});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(turns(ended.err) == "ABBA");
    CHECK(ended.out.find("/workload/argv/1") != std::string::npos);
    CHECK(ended.out.find("is faster") != std::string::npos);
    const auto compared = json_of(run_cli({"compare", "1", "2", "--anyway", "--json", "--db", lab.db()}));
    REQUIRE(compared["points"].size() == 2);
    for (const auto& point : compared["points"]) {
        CHECK(point["a_s"].size() == 2);
        CHECK(point["b_s"].size() == 2);
        CHECK(point["ratio"].get<double>() < 1);
    }
    const auto shown = json_of(run_cli({"show", "1", "--json", "--db", lab.db()}));
    CHECK(shown["plan"]["sweep"]["repeats"] == 2);
    int warm_ups = 0;
    for (const auto& one : shown["trials"]) warm_ups += one["warm_up"].get<bool>() ? 1 : 0;
    CHECK(warm_ups == 1);
    CHECK(lab.runs().size() == 2);
    CHECK(shown["run"]["state"] == "complete");
}

TEST_CASE("what cannot be taken in turn is refused before anything runs") {
    const workplace lab;
    const auto refused = [&lab](const std::vector<std::string>& more) {
        std::vector<std::string> all = {"run", lab.plan(), "--db", lab.db()};
        all.insert(all.end(), more.begin(), more.end());
        const auto ended = run_cli(all);
        CHECK(ended.exit_code == 2);
        return ended.err;
    };
    CHECK(refused({"--against-set", "/sweep/workers=[1]"}).find("not the same worker counts") != std::string::npos);
    CHECK(refused({"--against-set", "/sweep/workers=[1]", "--workers", "auto"}).find("/sweep/auto") != std::string::npos);
    CHECK(refused({"--against-set", "/workload/argv/0=\"no-such-program\""}).find("no-such-program") != std::string::npos);
    CHECK(lab.runs().empty());  // not even of A
    CHECK(refused({"--against", "no-such-plan.json"}).find("no-such-plan.json") != std::string::npos);
}

TEST_CASE("repeats of the same work are put into a new run, those of other work are not") {
    const workplace lab;
    for (int i = 0; i < 2; ++i) CHECK(run_cli({"run", lab.plan(), "--db", lab.db()}).exit_code == 0);
    CHECK(run_cli({"run", lab.plan(), "--set", "/workload/argv/1=\"0.02\"", "--db", lab.db()}).exit_code == 0);
    const auto merged = run_cli({"merge", "1", "2", "--db", lab.db()});
    CHECK_MESSAGE(merged.exit_code == 0, merged.err);
    const auto shown = json_of(run_cli({"show", "4", "--json", "--db", lab.db()}));
    CHECK(shown["trials"].size() == 10);
    int most = 0;
    for (const auto& one : shown["trials"]) most = std::max(most, one["repeat"].get<int>());
    CHECK(most == 4);
    CHECK(run_cli({"merge", "1", "3", "--db", lab.db()}).exit_code == 2);
    CHECK(run_cli({"merge", "1", "1", "--db", lab.db()}).exit_code == 2);
    CHECK(run_cli({"merge", "1", "--db", lab.db()}).exit_code == 2);
}
