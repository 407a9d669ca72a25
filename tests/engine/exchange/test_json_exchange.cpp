#include <doctest/doctest.h>

#include "engine/exchange/exchange.h"
#include "engine/exchange/key_scrubber.h"
#include "engine/model/run_event.h"
#include "tests/engine/exchange/made_up_run.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;

namespace {

std::string refusal(const std::string& text) {
    const auto imported = import_json(text, "f.json", run_origin::imported);
    REQUIRE_FALSE(imported.has_value());
    return imported.error().text();
}

}  // namespace

TEST_CASE("a run goes out and comes back without loss") {
    const auto before = test::made_up_run();
    const auto imported = import_json(export_json({before, before}), "f.json", run_origin::measured);
    REQUIRE_MESSAGE(imported.has_value(), (imported ? "" : imported.error().text()));
    REQUIRE(imported->runs.size() == 2);
    CHECK(imported->remarks.empty());
    CHECK(to_json(imported->runs[0]) == to_json(before));
    CHECK(imported->runs[1].trials[0].attempts == before.trials[0].attempts);
    CHECK(imported->runs[1].trials[0].intervals == before.trials[0].intervals);
    CHECK(imported->runs[1].trials[0].samples == before.trials[0].samples);
    CHECK(imported->runs[1].trials[0].resources == before.trials[0].resources);
    CHECK(imported->runs[1].trials[0].conditions == before.trials[0].conditions);
    CHECK(imported->runs[1].items == before.items);
    CHECK(imported->runs[1].host == before.host);
    CHECK(imported->runs[1].plan == before.plan);
}

TEST_CASE("what belongs to one library is not taken over") {
    auto before = test::made_up_run();
    before.summary.id = run_id{7};
    before.summary.starred = true;
    before.summary.state = run_state::running;
    const auto imported = import_json(export_json({before}), "f.json", run_origin::imported);
    REQUIRE(imported.has_value());
    const auto& summary = imported->runs[0].summary;
    CHECK(summary.id == run_id{});
    CHECK_FALSE(summary.starred);
    CHECK(summary.state == run_state::interrupted);
    CHECK(summary.origin == run_origin::imported);
}

TEST_CASE("bytes that are no UTF-8 do not break an export") {
    auto before = test::made_up_run();
    before.trials[0].attempts[0].output.text = "binary \xff\xfe\x80";
    const auto imported = import_json(export_json({before}), "f.json", run_origin::imported);
    REQUIRE(imported.has_value());
    CHECK(imported->runs[0].trials[0].attempts[0].output.text.starts_with("binary "));
}

TEST_CASE("newer, foreign, cut off and senseless files are refused") {
    CHECK(refusal("{\"sweeplab_run\": 2, \"runs\": []}").find("newer Sweeplab") != std::string::npos);
    CHECK(refusal("{\"sweeplab_run\": \"1\", \"runs\": []}").find("must be a whole number") != std::string::npos);
    CHECK(refusal("{\"runs\": []}").find("\"sweeplab_run\" is missing") != std::string::npos);
    CHECK(refusal("{\"sweeplab_run\": 1}").find("/runs") != std::string::npos);
    CHECK(refusal("{\"sweeplab_run\": 1, \"runs\": {}}").find("/runs") != std::string::npos);
    CHECK(refusal("{\"sweeplab_run\": 1, \"runs\": []}").find("holds no run") != std::string::npos);
    CHECK(refusal("{\"sweeplab_run\": 1, \"runs\": [5]}").find("f.json, /runs/0") != std::string::npos);
    CHECK(refusal("{\"sweeplab_run\": 1, \"runs\": [{\"run\": {}}]}").find("/runs/0") != std::string::npos);
    const auto whole = export_json({test::made_up_run()});
    for (const std::size_t part : {std::size_t{1}, whole.size() / 3, whole.size() / 2, whole.size() - 3}) {
        CHECK(refusal(whole.substr(0, part)).find("not valid JSON") != std::string::npos);
    }
}

TEST_CASE("keys found in files are left out with a remark") {
    auto run = test::made_up_run();
    json document = json::parse(export_json({run}));
    document["runs"][0]["plan"]["workload"]["endpoint"]["api_key"] = "sk-topsecret";
    document["runs"][0]["plan"]["workload"]["env"] = {{"HF_TOKEN", "hf_topsecret"}, {"HOME", "/home/x"}};
    const auto imported = import_json(document.dump(), "f.json", run_origin::imported);
    REQUIRE_MESSAGE(imported.has_value(), (imported ? "" : imported.error().text()));
    CHECK(imported->remarks.size() == 2);
    CHECK(imported->remarks[0].find("/runs/0/plan/workload/endpoint/api_key") == 0);
    const auto plan = imported->runs[0].plan.dump();
    CHECK(plan.find("topsecret") == std::string::npos);
    CHECK(plan.find("api_key_env") != std::string::npos);
    CHECK(plan.find("/home/x") != std::string::npos);
}

TEST_CASE("a key in a plan does not leave with an export") {
    auto run = test::made_up_run();
    run.plan["workload"]["env"] = {{"OPENAI_API_KEY", "sk-topsecret"}};
    CHECK(export_json({run}).find("topsecret") == std::string::npos);
}

TEST_CASE("what only has the name of a key stays in a plan, there and back") {
    auto run = test::made_up_run();
    run.plan["workload"]["env"] = {{"STOP_TOKEN", "0.02"}, {"HF_TOKEN", "/run/secrets/hf"}};
    const auto back = import_json(export_json({run}), "f.json", run_origin::imported);
    REQUIRE(back);
    CHECK(back->remarks.empty());
    CHECK(back->runs[0].plan == run.plan);
}

TEST_CASE("which names hold secrets") {
    json document = {{"X-Api-Key", "s"},
                     {"clientSecret", "s"},
                     {"Authorization", "Bearer s"},
                     {"password", "s"},
                     {"max_tokens", 5},
                     {"api_key_env", "N"},
                     {"tokens", {1}},
                     {"time_per_output_token", {{"mean", 1}}},
                     {"keyboard", "x"},
                     {"nested", {{{"apikey", "s"}}}}};
    const auto removed = remove_keys(document);
    CHECK(removed ==
          std::vector<std::string>{"/Authorization", "/X-Api-Key", "/clientSecret", "/nested/0/apikey", "/password"});
    CHECK(document.size() == 6);
}
