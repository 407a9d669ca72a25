// What analyze says of a run beyond its losses, from outside: finding, advice, bounds, laws; of saved runs and of files.
#include <doctest/doctest.h>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

const std::string published = SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/worker_benchmark.csv";

bool says(const std::string& text, const std::vector<std::string>& parts) {
    for (const auto& part : parts) {
        if (text.find(part) != std::string::npos) continue;
        MESSAGE("\"", part, "\" is not in: ", text);
        return false;
    }
    return true;
}

json analysis_of(const std::string& csv, std::vector<std::string> options = {}) {
    temporary_folder folder;
    options.insert(options.begin(), {"analyze", folder.write("times.csv", csv).string(), "--json"});
    return json_of(run_cli(options));
}

std::string refusal_of(const std::string& csv) {
    temporary_folder folder;
    const auto ended = run_cli({"analyze", folder.write("times.csv", csv).string()});
    CHECK(ended.exit_code == 2);
    CHECK(ended.out.empty());
    return ended.err;
}

}  // namespace

TEST_CASE("analyze of the published benchmark recommends as its authors did, and never 50 workers") {
    const auto value = json_of(run_cli({"analyze", published, "--json"}));
    CHECK(value.at("items") == 12);  // from the items a second that the table gives
    for (const auto* key : {"points", "fits", "bounds", "recommendation", "rate_limit", "predictions", "trials",
                            "worker_counts", "latency", "finding", "missing"})
        CHECK_MESSAGE(value.contains(key), key);
    CHECK(value.at("run").is_null());
    CHECK(value.at("points").size() == 5);
    CHECK(value.at("points").at(1).at("speedup").get<double>() == doctest::Approx(2.925).epsilon(0.001));
    CHECK(value.at("points").at(1).at("time_s").at("lo").is_null());  // one repeat
    const auto& amdahl = value.at("fits").at("amdahl");
    CHECK(amdahl.at("refused").is_null());
    CHECK(amdahl.at("sigma").get<double>() == doctest::Approx(0.122).epsilon(0.01));
    CHECK(value.at("fits").at("usl").at("kappa") == 0.0);
    CHECK_FALSE(value.at("bounds").at("missing").is_null());
    const auto& advised = value.at("recommendation");
    CHECK(advised.at("objective") == "fewest_near_best");
    CHECK(advised.at("workers") == 12);
    CHECK(advised.at("shown_by") == 20);
    CHECK(advised.at("range").is_null());
    CHECK(advised.at("moods").at(0).at("workers") == 4);
    CHECK(advised.at("moods").at(1).at("workers") == 10);
    CHECK(advised.at("not_worth").back().at("workers") == 50);
    CHECK(value.at("rate_limit").empty());
    CHECK(value.at("predictions").empty());

    const auto text = run_cli({"analyze", published});
    CHECK(text.exit_code == 0);
    CHECK(value.at("what_if").is_null());  // of whole times nothing can be replayed
    CHECK(says(text.out, {"12 workers: 33.1 s, 5.2× at 43 %; 4 already give 2.9× at 73 %; beyond 12 no worker gets an item",
                          "Recommended for", "For development", "For batches",
                          "Not worth it: 50 workers: 12 items, so 38 never get one", "Next: Measure 3 repeats",
                          "Bounds: ", "(an illustration)", "cannot be accounted for"}));
    CHECK(text.out.find("Not accounted for") == std::string::npos);
}

TEST_CASE("an objective can be asked for, and needs what it is about") {
    const auto efficient = json_of(run_cli({"analyze", published, "--objective", "efficient", "--json"}));
    CHECK(efficient.at("recommendation").at("objective") == "efficient");
    CHECK(efficient.at("recommendation").at("workers") == 4);
    const auto in_time = json_of(run_cli({"analyze", published, "--deadline", "60", "--json"}));
    CHECK(in_time.at("recommendation").at("objective") == "cheapest_by_deadline");
    CHECK(in_time.at("recommendation").at("workers") == 4);
    const auto never = json_of(run_cli({"analyze", published, "--deadline", "1", "--json"}));
    CHECK(never.at("recommendation").at("workers").is_null());
    CHECK(says(never.at("recommendation").at("reason"), {"No worker count takes at most 1"}));
    const auto latency = json_of(run_cli({"analyze", published, "--latency-ms", "500", "--json"}));
    CHECK(latency.at("recommendation").at("objective") == "throughput_within_latency");
    CHECK(latency.at("recommendation").at("workers").is_null());

    const std::vector<std::vector<std::string>> misuses = {{"--objective", "best"},
                                                           {"--objective", "cheapest_by_deadline"},
                                                           {"--objective", "throughput_within_latency"},
                                                           {"--deadline", "60", "--latency-ms", "5"},
                                                           {"--deadline", "-1"},
                                                           {"--deadline", "nan"},
                                                           {"--items", "0"},
                                                           {"--tokens-per-minute", "0"}};
    for (const auto& misuse : misuses) {
        std::vector<std::string> arguments = {"analyze", published};
        arguments.insert(arguments.end(), misuse.begin(), misuse.end());
        const auto ended = run_cli(arguments);
        INFO(misuse.front(), " ", misuse.back());
        CHECK(ended.exit_code == 2);
        CHECK(ended.out.empty());
        CHECK_FALSE(ended.err.empty());
    }
}

TEST_CASE("analyze of a measured run adds bounds, replayed counts and advice to its losses") {
    temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto plan = script_plan("sleep 0.03", {"a", "b", "c", "d", "e", "f"}, {1, 2, 6});
    REQUIRE(run_cli({"run", folder.write("plan.json", plan.dump()).string(), "--db", db}).exit_code == 0);
    const auto value = json_of(run_cli({"analyze", "last", "--json", "--db", db}));
    CHECK(value.at("run") == 1);
    CHECK(value.at("items") == 6);
    CHECK(value.at("points").size() == 3);
    CHECK(value.at("worker_counts").size() == 3);
    CHECK(value.at("bounds").at("missing").is_null());
    CHECK(value.at("bounds").at("points").size() == 3);
    CHECK(value.at("bounds").at("work_s").get<double>() > 0.18);
    CHECK(value.at("recommendation").at("usable_workers") == 6);
    CHECK(value.at("what_if").at("workers") == value.at("recommendation").at("workers"));
    CHECK(says(run_cli({"analyze", "last", "--db", db}).out, {"What if: ", "One more worker, "}));
    CHECK_FALSE(value.at("fits").at("usl").at("refused").is_null());  // three counts are too few
    CHECK(value.at("rate_limit").empty());                            // a program's starts are no requests
    const auto text = run_cli({"analyze", "last", "--db", db});
    CHECK(text.exit_code == 0);
    CHECK(says(text.out, {"Run 1: script", "Recommended for", "Bounds: The work is", "Laws: No USL", "useful work"}));

    // The same run from our own file: the same advice, without a number in this library.
    const auto file = (folder / "run.json").string();
    REQUIRE(run_cli({"export", "last", "--format", "json", "--out", file, "--db", db}).exit_code == 0);
    const auto again = json_of(run_cli({"analyze", file, "--json"}));
    CHECK(again.at("run").is_null());
    for (const auto* key : {"points", "fits", "bounds", "recommendation", "latency", "losses_ns"})
        if (value.contains(key)) CHECK_MESSAGE(again.at(key) == value.at(key), key);
}

TEST_CASE("predictions made before measuring are shown with what came of them") {
    temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    auto plan = script_plan("sleep 0.02", {"a", "b", "c", "d", "e", "f"}, {1, 2, 3, 6});
    plan["sweep"]["predict"] = true;
    REQUIRE(run_cli({"run", folder.write("plan.json", plan.dump()).string(), "--db", db}).exit_code == 0);
    const auto value = json_of(run_cli({"analyze", "last", "--json", "--db", db}));
    REQUIRE(value.at("predictions").size() == 2);
    for (const auto& made : value.at("predictions")) {
        CHECK(made.at("measured_s").get<double>() > 0);
        CHECK(made.at("error_percent").is_number());
    }
    const std::vector<std::string> words = {"Predicted before measuring: ", "missed by", "2 predictions missed by"};
    CHECK(says(run_cli({"analyze", "last", "--db", db}).out, words));
    CHECK(says(run_cli({"predict", "last", "--db", db}).out, words));
    CHECK(json_of(run_cli({"predict", "last", "--json", "--db", db})).at("stored") == value.at("predictions"));
}

TEST_CASE("requests are compared with the limits that are given") {
    temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    REQUIRE(run_cli({"run", folder.write("plan.json", simulated_plan({1, 2}).dump()).string(), "--db", db}).exit_code == 0);
    const auto value = json_of(run_cli({"analyze", "last", "--requests-per-minute", "60", "--json", "--db", db}));
    REQUIRE(value.at("rate_limit").size() == 2);
    CHECK(value.at("rate_limit").at(0).at("requests_a_trial") == 3.0);
    CHECK(value.at("rate_limit").at(0).at("binds_at").get<double>() > 0);
    CHECK(value.at("simulated") == true);
    const auto text = run_cli({"analyze", "last", "--requests-per-minute", "60", "--db", db}).out;
    CHECK(says(text, {"(simulated)", "Rate limit:", "The limit on requests binds at about"}));
    CHECK(run_cli({"analyze", "last", "--db", db}).out.find("Rate limit:") == std::string::npos);
}

TEST_CASE("a file with several runs gives each of them") {
    const auto value = analysis_of("host,workers,time_s\nfast,1,10\nfast,2,6\nslow,1,30\nslow,2,20\nslow,4,12\n");
    REQUIRE(value.at("runs").size() == 2);
    CHECK(value.at("runs").at(0).at("host") == "fast");
    CHECK(value.at("runs").at(1).at("points").size() == 3);
    CHECK(value.at("runs").at(1).contains("recommendation"));
}

TEST_CASE("files that say little get few words and no number that was not measured") {
    const auto single = analysis_of("workers,time_s\n4,10\n");
    CHECK(single.at("points").size() == 1);
    CHECK_FALSE(single.at("fits").at("usl").at("refused").is_null());
    CHECK(single.at("fits").at("usl").at("t1_s").is_null());
    CHECK(single.at("items").is_null());
    const auto told = analysis_of("workers,time_s\n1,10\n4,3\n16,3\n", {"--items", "4"});
    CHECK(told.at("items") == 4);
    CHECK(told.at("recommendation").at("workers") == 4);
    CHECK(told.at("recommendation").at("usable_workers") == 4);

    const auto equal = analysis_of("workers,time_s\n1,10\n2,10\n4,10\n8,10\n16,10\n");
    CHECK(says(equal.at("fits").at("amdahl").at("refused"), {"all times are equal"}));
    CHECK(equal.at("recommendation").at("workers") == 1);

    const auto later = analysis_of("workers,time_s\n4,40\n8,22\n16,13\n");
    CHECK(later.at("baseline_workers") == 4);
    CHECK(later.at("fits").at("usl").at("t1_s").is_null());
    CHECK(says(later.at("bounds").at("missing"), {"1 worker"}));

    const auto jumping = analysis_of("workers,time_s\n1,10\n2,4\n3,9\n4,2\n5,8\n");
    CHECK(jumping.at("points").size() == 5);
    CHECK_FALSE(jumping.at("fits").at("usl").at("refused").is_null());

    const auto partly = analysis_of("workers,time_s,state\n1,10,complete\n2,,failed\n");
    CHECK(partly.at("points").at(1).at("n") == 0);
    CHECK(partly.at("points").at(1).at("time_s").is_null());
}

TEST_CASE("files that cannot be analysed are refused in words") {
    CHECK(says(refusal_of("workers,time_s\n1,10\n2,0\n"), {"line 3", "is no time that work can take"}));
    CHECK(says(refusal_of("workers,time_s\n1,-3\n"), {"is no time that work can take"}));
    CHECK(says(refusal_of("workers,time_s\n1,nan\n"), {"is no number"}));
    CHECK(says(refusal_of("workers,time_s\n0,10\n"), {"is no worker count"}));
    CHECK(says(refusal_of("workers,time_s\n"), {"no rows"}));
    CHECK(says(refusal_of("name,size\na,1\n"), {"no column \"workers\""}));
    CHECK(says(refusal_of("workers,time_s,state\n1,,failed\n2,,failed\n"), {"no trial counts"}));
    CHECK(says(refusal_of("{\"sweeplab\": 1}"), {"times.csv"}));
    temporary_folder folder;
    for (const auto& missing : {(folder / "none.csv").string(), folder.path().string()}) {
        const auto ended = run_cli({"analyze", missing});
        CHECK(ended.exit_code == 2);
        CHECK(ended.out.empty());
        CHECK(says(ended.err, {missing}));
    }
}
