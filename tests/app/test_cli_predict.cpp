// Predictions through the real program: from items in a file, and from saved runs.
#include <doctest/doctest.h>

#include <fstream>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

std::string quoted(const std::vector<int>& needs) {
    std::string names;
    for (const int needed : needs) names += (names.empty() ? "" : ";") + ("item " + std::to_string(needed));
    return "\"" + names + "\"";
}

// What is said of a file that cannot be used.
std::string refusal_of(const temporary_folder& folder, const std::string& text) {
    const auto ended = run_cli({"predict", folder.write("bad.csv", text).string(), "--workers", "2"});
    CHECK(ended.exit_code == 2);
    CHECK(ended.out.empty());
    return ended.err;
}

bool says(const std::string& text, const std::vector<std::string>& parts) {
    for (const auto& part : parts) {
        if (text.find(part) != std::string::npos) continue;
        MESSAGE("\"", part, "\" is not in: ", text);
        return false;
    }
    return true;
}

}  // namespace

TEST_CASE("predict gives the known makespans of items from a file, in both orders") {
    temporary_folder folder;
    const auto cases = json::parse(std::ifstream(SWEEPLAB_SOURCE_DIR "/tests/fixtures/oracle/list_scheduling.json"));
    for (const auto& known : cases) {
        std::string text = "item,service_s,depends_on\r\n";
        for (std::size_t i = 0; i < known["durations_s"].size(); ++i) {
            text += "item " + std::to_string(i) + "," + known["durations_s"][i].dump() + "," +
                    quoted(known["dependencies"][i].get<std::vector<int>>()) + "\r\n";
        }
        std::string workers;
        for (const auto& [count, makespan] : known["makespan_s"].items()) workers += (workers.empty() ? "" : ",") + count;
        const auto curve = json_of(run_cli({"predict", folder.write("items.csv", text).string(), "--workers", workers,
                                            "--order", known["order"].get<std::string>(), "--json"}));
        CHECK(curve.at("not_predictable").is_null());
        REQUIRE(curve.at("points").size() == known["makespan_s"].size());
        for (const auto& point : curve.at("points")) {
            const auto makespan = known["makespan_s"].at(std::to_string(point.at("workers").get<int>())).get<double>();
            CHECK(point.at("time_s").get<double>() == doctest::Approx(makespan).epsilon(1e-9));
            CHECK(point.at("lo").is_null());
            CHECK(point.at("hi").is_null());
        }
    }
}

TEST_CASE("predict as text: a table and the finding; a file of few items is replayed as it stands") {
    temporary_folder folder;
    const auto file = folder.write("items.csv", "item;service_s;host\na;1,5;x\nb;0,5;x\n").string();
    const auto ended = run_cli({"predict", file});
    CHECK(ended.exit_code == 0);
    CHECK(says(ended.out, {"workers", "predicted", "2.00 s", "1.50 s", "2 workers have the shortest predicted time"}));
    CHECK(says(ended.err, {"host"}));
}

TEST_CASE("predict refuses files that make no sense, and says where") {
    temporary_folder folder;
    CHECK(says(refusal_of(folder, "item,service_s,depends_on\nx,1,\na,1,c\nb,1,a\nc,1,b\n"), {"a → c → b → a"}));
    CHECK(says(refusal_of(folder, "item,service_s,depends_on\na,1,zz\n"), {"line 2, column 3", "\"zz\""}));
    CHECK(says(refusal_of(folder, "item,service_s\na,1\na,2\n"), {"line 3, column 1", "\"a\"", "twice"}));
    CHECK(says(refusal_of(folder, "item,service_s\na,nan\n"), {"line 2, column 2", "nan"}));
    CHECK(says(refusal_of(folder, "item,service_s\na,-1\n"), {"line 2, column 2", "negative"}));
    CHECK(says(refusal_of(folder, "item,service_s\na,soon\n"), {"line 2, column 2", "soon"}));
    CHECK(says(refusal_of(folder, "item,service_s\n"), {"bad.csv", "no items"}));
    CHECK(says(refusal_of(folder, "item,service_s\n\"a,1\n"), {"quote"}));
}

TEST_CASE("predict refuses impossible arguments") {
    temporary_folder folder;
    const auto file = folder.write("items.csv", "item,service_s\na,1\n").string();
    CHECK(says(run_cli({"predict", file, "--workers", "0"}).err, {"--workers", "not 0"}));
    for (const auto& arguments : std::vector<std::vector<std::string>>{{"predict", file, "--workers", "0"},
                                                                       {"predict", file, "--workers", "x"},
                                                                       {"predict", file, "--order", "random"},
                                                                       {"predict", file, "--middle", "2"},
                                                                       {"predict", (folder / "none.csv").string()},
                                                                       {"predict", folder.path().string()},
                                                                       {"predict"}}) {
        const auto ended = run_cli(arguments);
        CHECK(ended.exit_code == 2);
        CHECK_FALSE(ended.err.empty());
        CHECK(ended.out.empty());
    }
    CHECK(says(run_cli({"predict", "--help"}).out, {"depends_on", "--middle", "Examples"}));
}

TEST_CASE("predict from a saved run: what was measured stands beside it, and the middle trial is an input") {
    temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    auto plan = script_plan("exit 0", {"a", "b", "c", "d", "e", "f"}, {1, 2, 3});
    plan["sweep"]["repeats"] = 2;
    REQUIRE(run_cli({"run", folder.write("plan.json", plan.dump()).string(), "--db", db}).exit_code == 0);

    const auto curve = json_of(run_cli({"predict", "last", "--middle", "2", "--workers", "1-4", "--json", "--db", db}));
    CHECK(curve.at("source").at("run") == 1);
    CHECK(curve.at("items") == 6);
    CHECK(curve.at("middle").at("workers") == 2);
    REQUIRE(curve.at("points").size() == 4);
    for (const auto& point : curve.at("points")) {
        const int workers = point.at("workers").get<int>();
        CHECK(point.at("lo").get<double>() <= point.at("time_s").get<double>());
        CHECK(point.at("hi").get<double>() >= point.at("time_s").get<double>());
        CHECK(point.at("is_input") == (workers <= 2));
        CHECK(point.contains("measured_s") == (workers <= 3));
        CHECK(point.contains("error_percent") == (workers <= 3));
        CHECK(point.at("baselines").at("amdahl_s").is_number());
        CHECK(point.at("input_trials").size() == 4);
    }

    const auto text = run_cli({"predict", "1", "--db", db});
    CHECK(text.exit_code == 0);
    CHECK(says(text.out, {"Run 1: script", "measured", "off by", "shortest predicted time"}));
    const auto unknown = run_cli({"predict", "1", "--middle", "7", "--db", db});
    CHECK(unknown.exit_code == 2);
    CHECK(says(unknown.err, {"no trial at 7 workers", "2, 3"}));
    CHECK(run_cli({"predict", "9", "--db", db}).exit_code == 2);
}

TEST_CASE("predict says of a run with too few items that it is not predictable") {
    temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto plan = folder.write("plan.json", script_plan("exit 0", {"a", "b"}, {1, 2}).dump()).string();
    REQUIRE(run_cli({"run", plan, "--db", db}).exit_code == 0);
    const auto curve = json_of(run_cli({"predict", "last", "--json", "--db", db}));
    CHECK(curve.at("points").empty());
    CHECK(curve.at("not_predictable") == "the run has 2 items; at least 5 are needed");
    CHECK(run_cli({"predict", "last", "--db", db}).out.find("Not predictable: the run has 2 items") != std::string::npos);
}

TEST_CASE("the history says how good the predictions were that were kept") {
    temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    auto plan = script_plan("sleep 0.05", {"a", "b", "c", "d", "e", "f"}, {1, 2, 3});
    plan["sweep"]["predict"] = true;
    REQUIRE(run_cli({"run", folder.write("plan.json", plan.dump()).string(), "--db", db}).exit_code == 0);

    const auto history = json_of(run_cli({"predict", "--history", "--json", "--db", db}));
    const auto& summary = history.at("summary");
    REQUIRE(history.at("predictions").size() == summary.at("predictions").get<std::size_t>());
    REQUIRE(summary.at("predictions") == 1);  // 1 and 2 were measured first, 3 was predicted
    const auto& row = history.at("predictions").at(0);
    CHECK(row.at("run") == 1);
    CHECK(row.at("workers") == 3);
    CHECK(row.at("measured_s").get<double>() > 0);
    const double error = 100 * (row.at("predicted_s").get<double>() / row.at("measured_s").get<double>() - 1);
    CHECK(row.at("error_percent").get<double>() == doctest::Approx(error));
    CHECK(row.at("baselines").at("bound").at("error_percent").is_number());
    CHECK_FALSE(history.at("host").at("id").get<std::string>().empty());

    const auto text = run_cli({"predict", "--history", "--db", db});
    CHECK(text.exit_code == 0);
    CHECK(says(text.out, {"predicted", "measured", "off by", "1 prediction, for 3 workers of run 1", "The bound max(T1/N"}));
    const auto named = json_of(
        run_cli({"predict", "--history", "--host", history.at("host").at("id").get<std::string>(), "--json", "--db", db}));
    CHECK(named.at("summary") == summary);
}

TEST_CASE("a history without predictions says so, and impossible questions are refused") {
    temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto plan = script_plan("exit 0", {"a", "b"}, {1, 2});
    REQUIRE(run_cli({"run", folder.write("plan.json", plan.dump()).string(), "--db", db}).exit_code == 0);
    const auto none = run_cli({"predict", "--history", "--db", db});
    CHECK(none.exit_code == 0);
    CHECK(says(none.out, {"No prediction was kept"}));
    CHECK(json_of(run_cli({"predict", "--history", "--json", "--db", db}))
              .at("summary")
              .at("mean_abs_error_percent")
              .is_null());
    CHECK(says(run_cli({"predict", "--history", "--host", "nobody", "--db", db}).err, {"nobody"}));
    for (const auto& arguments : std::vector<std::vector<std::string>>{{"predict", "--history", "--host", "nobody"},
                                                                       {"predict", "last", "--history"},
                                                                       {"predict", "--history", "--workers", "4"},
                                                                       {"predict", "last", "--host", "here"}}) {
        auto asked = arguments;
        asked.insert(asked.end(), {"--db", db});
        const auto ended = run_cli(asked);
        CHECK(ended.exit_code == 2);
        CHECK(ended.out.empty());
    }
}

TEST_CASE("what if is asked of items that wait for each other, and of no others") {
    temporary_folder folder;
    const auto steps =
        folder
            .write("steps.csv", "item,service_s,depends_on\nprofile,30,\nideas,30,profile\nmarket,25,ideas\nrisk,50,ideas\n")
            .string();
    const auto text = run_cli({"predict", steps}).out;
    CHECK(says(text, {"What if: Most saves: ", "As it is, with 2 workers: 110 s", "All one after the other: 135 s",
                      "No number of workers gets below 110 s: profile → ideas → risk."}));
    const auto asked = json_of(run_cli({"predict", steps, "--json"})).at("what_if");
    CHECK(asked.at("workers") == 2);
    CHECK(asked.at("critical_path") == json::parse(R"(["profile", "ideas", "risk"])"));
    const auto plain = folder.write("plain.csv", "item,service_s\na,3\nb,4\n").string();
    CHECK(run_cli({"predict", plain}).out.find("What if") == std::string::npos);
    CHECK_FALSE(json_of(run_cli({"predict", plain, "--json"})).contains("what_if"));
}
