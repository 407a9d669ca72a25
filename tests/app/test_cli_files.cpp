// Files in and out through the real program.
#include <doctest/doctest.h>

#include <filesystem>

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

struct lab {
    temporary_folder folder;
    std::string db = (folder / "runs.db").string();

    cli_result import(const std::string& name, const std::string& content) const {
        return run_cli({"import", folder.write(name, content).string(), "--db", db});
    }
    json list() const { return json_of(run_cli({"list", "--json", "--db", db})); }
    json show(const std::string& run) const { return json_of(run_cli({"show", run, "--json", "--db", db})); }
    std::string refusal(const std::string& content) const {
        const auto ended = import("f.csv", content);
        CHECK(ended.exit_code == 2);
        CHECK(ended.out.empty());
        return ended.err;
    }
};

}  // namespace

TEST_CASE("the published benchmark is imported and shown with its speedup") {
    const lab here;
    const auto ended = run_cli({"import", SWEEPLAB_SOURCE_DIR "/resources/examples/worker_benchmark.csv", "--db", here.db});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(says(ended.out, "run 1"));
    const auto shown = run_cli({"show", "1", "--db", here.db});
    CHECK(shown.exit_code == 0);
    CHECK(says(shown.out, "171.1"));
    CHECK(says(shown.out, "2.93×"));
    CHECK(says(shown.out, "73 %"));
    CHECK(here.list()[0]["origin"] == "imported");
    CHECK(run_cli({"resume", "1", "--db", here.db}).exit_code == 2);  // there is no plan to carry on with
}

TEST_CASE("CSV: BOM, CRLF, semicolons, quotes") {
    const lab here;
    CHECK(here.import("a.csv", "\xEF\xBB\xBFworkers;time_s;host\r\n1;12,5;\"the; host\"\r\n2;7,25;\"the; host\"\r\n")
              .exit_code == 0);
    const auto run = here.show("1");
    CHECK(run["trials"][0]["time_ns"] == 12'500'000'000);
    CHECK(run["trials"][1]["time_ns"] == 7'250'000'000);
    CHECK(run["run"]["host"] == "the; host");
}

TEST_CASE("CSV: refused with line and column, and nothing is stored") {
    const lab here;
    CHECK(says(here.refusal("a;b\n1;2\n"), "f.csv, line 1"));
    CHECK(says(here.refusal("workers,time_s\n1,fast\n"), "f.csv, line 2, column 2 (time_s)"));
    CHECK(says(here.refusal("workers,time_s\n1,2\nmany,3\n"), "f.csv, line 3, column 1 (workers)"));
    CHECK(says(here.refusal("workers,time_s\n1,-2\n"), "f.csv, line 2, column 2"));
    CHECK(says(here.refusal("workers,time_s\n1,2\n3\n"), "f.csv, line 3"));
    CHECK(says(here.refusal("workers,time_s\n1,\"2\n"), "never closed"));
    CHECK(says(here.refusal(""), "is empty"));
    CHECK(says(here.refusal("# only a comment\n"), "no header"));
    CHECK(here.list().empty());
}

TEST_CASE("one bad file does not keep the others out") {
    const lab here;
    const auto good = here.folder.write("good.csv", "workers,time_s\n1,2\n").string();
    const auto bad = here.folder.write("bad.csv", "workers,time_s\n1,x\n").string();
    const auto ended = run_cli({"import", bad, good, "/nowhere.csv", "--json", "--db", here.db});
    CHECK(ended.exit_code == 2);
    CHECK(says(ended.err, "bad.csv"));
    CHECK(says(ended.err, "/nowhere.csv"));
    CHECK(json_of(ended).size() == 1);
    CHECK(here.list().size() == 1);
}

TEST_CASE("a run goes out and comes back: JSON without loss, CSV with the same numbers") {
    const lab here;
    const auto plan = script_plan("echo '{item}: \"x\",'", {"a", "b"}, {1, 2}).dump();
    REQUIRE(run_cli({"run", "-", "--db", here.db}, {.input = plan}).exit_code == 0);
    const auto json_file = (here.folder / "run.json").string();
    const auto csv_file = (here.folder / "run.csv").string();
    REQUIRE(run_cli({"export", "1", "--out", json_file, "--db", here.db}).exit_code == 0);
    REQUIRE(run_cli({"export", "1", "--format", "csv", "--out", csv_file, "--db", here.db}).exit_code == 0);
    REQUIRE(run_cli({"import", json_file, csv_file, "--db", here.db}).exit_code == 0);
    REQUIRE(here.list().size() == 3);

    const auto plain = [](json run) {  // without what belongs to one library
        for (const auto* key : {"id", "origin"}) run["run"].erase(key);
        for (auto& one : run["trials"]) one.erase("id");
        return run;
    };
    const auto first = here.show("1");
    CHECK(plain(here.show("2")) == plain(first));
    const auto from_csv = here.show("3");
    REQUIRE(from_csv["trials"].size() == first["trials"].size());
    for (std::size_t i = 0; i < first["trials"].size(); ++i) {
        for (const auto* key : {"workers", "repeat", "state", "time_ns", "failed", "jobs"}) {
            CHECK(from_csv["trials"][i][key] == first["trials"][i][key]);
        }
    }
}

TEST_CASE("export: stdout without --out, formats, places that cannot be written") {
    const lab here;
    REQUIRE(here.import("a.csv", "workers,time_s\n1,2\n").exit_code == 0);
    const auto csv = run_cli({"export", "last", "--db", here.db});
    CHECK(csv.exit_code == 0);
    CHECK(csv.out.starts_with("run,host,workload,workers"));
    CHECK(json_of(run_cli({"export", "last", "--format", "json", "--db", here.db}))["sweeplab_run"] == 1);
    CHECK(run_cli({"export", "last", "--format", "xml", "--db", here.db}).exit_code == 2);
    CHECK(run_cli({"export", "7", "--db", here.db}).exit_code == 2);
    const auto pdf = (here.folder / "report.pdf").string();
    const auto unknown = run_cli({"export", "last", "--out", pdf, "--db", here.db});
    CHECK(unknown.exit_code == 2);
    CHECK(unknown.err.find("no format of the name \"pdf\"") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(pdf));
    CHECK(run_cli({"export", "last", "--out", pdf, "--format", "csv", "--db", here.db}).exit_code == 0);
    CHECK(run_cli({"export", "x", "--db", here.db}).exit_code == 2);
    const auto nowhere = run_cli({"export", "last", "--out", "/nowhere/x.csv", "--db", here.db});
    CHECK(nowhere.exit_code == 2);
    CHECK(says(nowhere.err, "/nowhere/x.csv"));
}

TEST_CASE("host: facts for people and for programs") {
    const auto words = run_cli({"host"});
    CHECK(words.exit_code == 0);
    CHECK(says(words.out, "kernel"));
    const auto host = json_of(run_cli({"host", "--json"}));
    CHECK(host["measured"] == true);
    CHECK(host["threads"].get<int>() >= 1);
    CHECK(host["id"].get<std::string>().starts_with("host-"));
    const auto machine_id = read_file("/etc/machine-id").substr(0, 32);
    if (machine_id.size() == 32) CHECK(host.dump().find(machine_id) == std::string::npos);
}
