// Input that breaks lesser accounts, through the real program: every trial's losses must sum to its worker time.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

struct accounted_run {
    json report;  // of analyze
    json record;  // of show
};

void check_sums(const json& report) {
    for (const auto* list : {"trials", "worker_counts"})
        for (const auto& one : report.at(list)) {
            std::int64_t sum = 0;
            for (const auto& [part, ns] : one.at("losses_ns").items()) sum += ns.get<std::int64_t>();
            CHECK(sum == one.at("worker_ns").get<std::int64_t>());
        }
    CHECK(report.at("not_accounted").empty());
}

accounted_run run_and_account(const json& plan, int exit_code) {
    temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto ended = run_cli({"run", folder.write("plan.json", plan.dump()).string(), "--db", db});
    INFO(ended.err);
    CHECK(ended.exit_code == exit_code);
    accounted_run run{json_of(run_cli({"analyze", "last", "--json", "--db", db})),
                      json_of(run_cli({"show", "last", "--json", "--db", db}))};
    check_sums(run.report);
    return run;
}

// A server whose answers hold `words` words, and that says of each answer what `usage` says.
scripted_server::script server_saying(int words, std::string usage) {
    return [words, usage](scripted_connection& connection) {
        while (const auto request = connection.read_request()) {
            if (request->asks_for("GET")) {
                connection.send(whole_answer(200, R"({"object":"list","data":[{"id":"m","object":"model"}]})"));
                continue;
            }
            std::string answer = stream_head;
            for (int i = 0; i < words; ++i) answer += chunk(content_event("word "));
            if (!usage.empty()) answer += chunk(event("{\"choices\":[],\"usage\":" + usage + "}"));
            connection.send(answer + chunk(done_event) + last_chunk);
        }
    };
}

json plan_against(const scripted_server& server) {
    auto plan = simulated_plan({1, 2});
    plan["workload"]["endpoint"] = {{"base_url", server.url()}, {"model", "m"}};
    return plan;
}

std::vector<std::string> audit_faults(const json& record) {
    std::vector<std::string> faults;
    for (const auto& one : record.at("trials"))
        for (const auto& fault : one.value("audit_faults", json::array())) faults.push_back(fault.get<std::string>());
    return faults;
}

bool any_says(const std::vector<std::string>& texts, const std::string& part) {
    return std::any_of(texts.begin(), texts.end(),
                       [&part](const std::string& text) { return text.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("a trial in which every job fails is all retries, overhead and idle") {
    const auto run = run_and_account(script_plan("exit 1", {"a", "b", "c"}, {1, 2}), 1);
    REQUIRE(run.report.at("trials").size() == 2);
    CHECK(run.report.at("worker_counts").empty());  // nothing to average
    for (const auto& one : run.report.at("trials")) {
        CHECK(one.at("losses_ns").at("baseline") == 0);
        CHECK(one.at("losses_ns").at("retries").get<std::int64_t>() > 0);
    }
}

TEST_CASE("one item, more workers than items, and 512 workers") {
    const auto run = run_and_account(script_plan("exit 0", {"only"}, {1, 2, 512}), 0);
    REQUIRE(run.report.at("worker_counts").size() == 3);
    const auto& widest = run.report.at("worker_counts").at(2);
    CHECK(widest.at("workers") == 512);
    CHECK(widest.at("usable_width") == 1);
    // 511 of 512 workers never had an item.
    CHECK(widest.at("losses_ns").at("idle").get<double>() > 0.99 * widest.at("worker_ns").get<double>());
}

TEST_CASE("a child that lives on after its parent is ended with it, and its time is accounted for") {
    const auto run = run_and_account(script_plan("sleep 300 & exit 0", {"a", "b"}, {1, 2}), 0);
    for (const auto& trial : run.record.at("trials")) CHECK(trial.at("time_s").get<double>() < 100);
}

TEST_CASE("a server that lies in its usage is found out, and the account sums") {
    scripted_server too_many(server_saying(5, R"({"prompt_tokens":3,"completion_tokens":900000,"total_tokens":900003})"));
    CHECK(any_says(audit_faults(run_and_account(plan_against(too_many), 0).record), "token counts do not fit"));
    scripted_server too_few(server_saying(50, R"({"prompt_tokens":3,"completion_tokens":1,"total_tokens":4})"));
    CHECK(any_says(audit_faults(run_and_account(plan_against(too_few), 0).record), "token counts do not fit"));
}

TEST_CASE("a server without usage is counted by its chunks, marked as estimated, and not accused") {
    scripted_server server(server_saying(5, ""));
    const auto run = run_and_account(plan_against(server), 0);
    CHECK_FALSE(any_says(audit_faults(run.record), "token counts"));
    for (const auto& span : run.record.at("trials").at(0).at("attempts")) {
        CHECK(span.at("measures").at("tokens_estimated") == 1);
        CHECK(span.at("measures").at("output_tokens") == 5);
    }
}

TEST_CASE("answers of zero tokens fail, and the account sums") {
    scripted_server server(server_saying(0, R"({"prompt_tokens":3,"completion_tokens":0,"total_tokens":3})"));
    const auto run = run_and_account(plan_against(server), 1);
    for (const auto& one : run.report.at("trials")) CHECK(one.at("losses_ns").at("baseline") == 0);
}
