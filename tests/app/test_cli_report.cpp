// Reports by the real program: every kind of work has one.
#include <doctest/doctest.h>

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

}  // namespace

TEST_CASE("a run's report as Markdown and HTML, by the file's name or asked for") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    REQUIRE(run_cli({"run", "-", "--db", db}, {.input = simulated_plan({1, 2}).dump()}).exit_code == 0);
    const auto file = (folder / "report.html").string();
    REQUIRE(run_cli({"export", "1", "--out", file, "--db", db}).exit_code == 0);
    const auto html = read_file(file);
    CHECK(html.starts_with("<!DOCTYPE html>"));
    CHECK(says(html, "simulated"));
    CHECK(says(html, "Where the worker-seconds went"));
    CHECK(html.find("<script") == std::string::npos);
    const auto markdown = run_cli({"export", "last", "--format", "md", "--db", db});
    CHECK(markdown.exit_code == 0);
    CHECK(says(markdown.out, "# Run 1"));
    CHECK(says(markdown.out, "--db " + db));

    // The command that it shows carries the same work out again.
    const auto begin = markdown.out.find("<<'PLAN'\n") + 9;
    const auto plan = markdown.out.substr(begin, markdown.out.find("\nPLAN", begin) - begin);
    REQUIRE(run_cli({"run", "-", "--db", db}, {.input = plan}).exit_code == 0);
    const auto first = json_of(run_cli({"export", "1", "--format", "json", "--db", db}));
    const auto again = json_of(run_cli({"export", "2", "--format", "json", "--db", db}));
    CHECK(first["runs"][0]["work_hash"] == again["runs"][0]["work_hash"]);
    CHECK(first["runs"][0]["plan"] == again["runs"][0]["plan"]);
}

TEST_CASE("a bundle goes out, in and out again the same, but for what belongs to one library") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    REQUIRE(run_cli({"run", "-", "--db", db}, {.input = simulated_plan({1, 2}).dump()}).exit_code == 0);
    const auto file = (folder / "bundle.json").string();
    REQUIRE(run_cli({"export", "1", "--out", file, "--db", db}).exit_code == 0);
    const auto other = (folder / "other.db").string();
    REQUIRE(run_cli({"import", file, "--db", other}).exit_code == 0);
    const auto plain = [](json bundle) {
        for (auto& run : bundle["runs"]) {
            for (const auto* key : {"id", "origin"}) run["run"].erase(key);
            for (auto& one : run["trials"]) one.erase("id");
        }
        return bundle;
    };
    const auto before = plain(json::parse(read_file(file)));
    const auto after = plain(json_of(run_cli({"export", "1", "--format", "json", "--db", other})));
    CHECK(before["runs"][0]["trials"][0]["attempts"].size() > 0);
    CHECK(after == before);
}

TEST_CASE("loads in phases and soaks have their own sections") {
    const temporary_folder folder;
    const auto db = (folder / "runs.db").string();
    const auto plan = [](const std::string& name) { return SWEEPLAB_SOURCE_DIR "/resources/plans/" + name; };
    const auto load =
        run_cli({"run", plan("phases.json"), "--db", db, "--set",
                 "/workload/phases=[{\"name\":\"<b>\",\"rate\":20,\"duration_s\":0.5}]", "--set", "/workload/scale=1"});
    REQUIRE_MESSAGE(load.exit_code <= 1, load.err);
    const auto phases = run_cli({"export", "last", "--format", "html", "--db", db});
    CHECK(phases.exit_code == 0);
    CHECK(says(phases.out, "Load in phases"));
    CHECK(phases.out.find("<b>") == std::string::npos);
    CHECK(phases.out.find("Recommendation") == std::string::npos);
    const auto soaked =
        run_cli({"run", plan("soak.json"), "--db", db, "--set", "/workload/duration_s=1", "--set", "/workload/every_s=0.2"});
    REQUIRE_MESSAGE(soaked.exit_code <= 1, soaked.err);
    const auto soak = run_cli({"export", "last", "--format", "md", "--db", db});
    CHECK(says(soak.out, "## Soak"));
    CHECK(says(soak.out, "Gap"));
}
