// The simulated endpoint as a program of its own.
#include <doctest/doctest.h>

#include <signal.h>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    MESSAGE(text);
    return false;
}

std::string url_of(cli_process& server) {
    REQUIRE(server.wait_for_out("\n"));
    const auto text = server.out_so_far();
    return text.substr(0, text.find('\n'));
}

json plan_for(const std::string& url) {
    json plan = simulated_plan({1, 2});
    plan["workload"]["endpoint"]["base_url"] = url;
    return plan;
}

}  // namespace

TEST_CASE("serve prints its URL first, answers a sweep, and ends on SIGTERM") {
    cli_process server({"serve", "--time-to-first-token", "0.001", "--tokens-per-s", "100000"});
    const auto url = url_of(server);
    CHECK(url.starts_with("http://127.0.0.1:"));
    CHECK(url.ends_with("/v1"));
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto ended = run_cli({"run", "-", "--db", db}, {.input = plan_for(url).dump()});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(json_of(run_cli({"list", "--json", "--db", db}))[0]["simulated"] == true);
    server.signal(SIGTERM);
    const auto stopped = server.wait();
    CHECK(stopped.exit_code == 0);
    CHECK(says(stopped.err, "answered"));
}

TEST_CASE("serve asks for a key, and the sweep without one says what the server said") {
    cli_process server({"serve", "--api-key-env", "TEST_KEY"}, {.environment = {{"TEST_KEY", "sk-made-up-4711"}}});
    const auto url = url_of(server);
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto refused = run_cli({"run", "-", "--db", db}, {.input = plan_for(url).dump()});
    CHECK(refused.exit_code == 2);
    CHECK(says(refused.err, "401"));

    json plan = plan_for(url);
    plan["workload"]["endpoint"]["api_key_env"] = "TEST_KEY";
    const cli_setting with_key{.input = plan.dump(), .environment = {{"TEST_KEY", "sk-made-up-4711"}}};
    const auto ended = run_cli({"run", "-", "--events", "--db", db}, with_key);
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    const auto exported = run_cli({"export", "last", "--format", "json", "--db", db});
    for (const auto& text : {ended.out, ended.err, exported.out, read_file(db)})
        CHECK(text.find("made-up") == std::string::npos);  // digits alone occur in times by chance
}

TEST_CASE("serve: flags, a configuration file, faults, and what is refused") {
    const temporary_folder folder;
    const auto config = folder.write("serve.json", "{\"model\": \"other\", \"output_tokens\": 3}").string();
    cli_process server({"serve", "--config", config, "--fault", "server_error:nth=2,status=503", "--seed", "5"});
    const auto url = url_of(server);
    const auto db = (folder / "runs.db").string();
    json plan = plan_for(url);
    const auto wrong_model = run_cli({"run", "-", "--db", db}, {.input = plan.dump()});
    CHECK(wrong_model.exit_code == 2);
    plan["workload"]["endpoint"]["model"] = "other";
    CHECK(run_cli({"run", "-", "--db", db}, {.input = plan.dump()}).exit_code <= 1);  // one attempt met the fault
    server.signal(SIGINT);
    CHECK(server.wait().exit_code == 0);

    CHECK(says(run_cli({"serve", "--port", "99999"}).err, "/port"));
    CHECK(says(run_cli({"serve", "--fault", "magic:share=1"}).err, "/faults/0/what"));
    CHECK(says(run_cli({"serve", "--fault", "hang"}).err, "/faults/0"));
    CHECK(says(run_cli({"serve", "--config", "/nowhere.json"}).err, "/nowhere.json"));
    CHECK(says(run_cli({"serve", "--api-key-env", "SWEEPLAB_NOT_SET"}).err, "SWEEPLAB_NOT_SET"));
    CHECK(run_cli({"serve", "--slots", "some"}).exit_code == 2);
    CHECK(run_cli({"serve", "--bind", "192.0.2.1"}).exit_code == 2);  // an address of nobody
}
