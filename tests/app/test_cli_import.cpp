// Other tools' files through the real program: what a preview says, what is stored, what is refused.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "tests/app/cli_process.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

const std::string fixtures = SWEEPLAB_SOURCE_DIR "/tests/fixtures/imports/";

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    MESSAGE(text);
    return false;
}

struct library {
    temporary_folder folder;
    std::string db = (folder / "runs.db").string();
    cli_result import(std::vector<std::string> arguments, const std::string& input = {}) const {
        arguments.insert(arguments.begin(), "import");
        arguments.insert(arguments.end(), {"--db", db});
        return run_cli(arguments, {.input = input});
    }
    std::size_t runs() const { return json_of(run_cli({"list", "--json", "--db", db})).size(); }
};

}  // namespace

TEST_CASE("a dry run says what would come in and what cannot, and stores nothing") {
    const library here;
    const auto words = here.import({fixtures + "guidellm_benchmarks.json", "--dry-run"});
    CHECK(words.exit_code == 0);
    CHECK(says(words.out, "GuideLLM 0.7.1"));
    CHECK(says(words.out, "1, 4 workers, 2 trials, 42 requests"));
    CHECK(says(words.out, "guidellm.time_per_output_token_ms"));
    CHECK(says(words.out, "/config/backend/api_key"));
    CHECK(says(words.out, "the strategy constant has no number of streams"));
    CHECK(words.out.find("secret") == std::string::npos);
    CHECK_FALSE(std::filesystem::exists(here.db));

    const auto previews = json_of(here.import({fixtures + "vllm_c4.json", "--dry-run", "--json"}));
    REQUIRE(previews.size() == 1);
    CHECK(previews[0]["tool"] == "vLLM bench serve");
    CHECK(previews[0]["runs"][0]["requests"] == 12);
}

TEST_CASE("every tool's file is stored, analysed and exported again") {
    const library here;
    for (const auto* name :
         {"guidellm_benchmarks.json", "vllm_c4.json", "batched_bench.jsonl", "hyperfine.json", "aiperf_c10.json",
          "aiperf_requests.jsonl", "pasted.md", "guidellm_benchmarks.csv", "batched_bench.md"}) {
        const auto ended = here.import({fixtures + name});
        CHECK_MESSAGE(ended.exit_code == 0, ended.err);
        CHECK(run_cli({"analyze", "last", "--db", here.db}).exit_code == 0);
        const auto bundle = (here.folder / "bundle.json").string();
        REQUIRE(run_cli({"export", "last", "--format", "json", "--out", bundle, "--db", here.db}).exit_code == 0);
        const auto again = here.import({bundle});
        CHECK_MESSAGE(again.exit_code == 0, again.err);
    }
    CHECK(here.runs() == 18);
    const auto analysis = run_cli({"analyze", fixtures + "hyperfine.json"});
    CHECK(analysis.exit_code == 0);
    CHECK(says(analysis.out, "4 workers"));
}

TEST_CASE("the parts of a sweep become one run") {
    const library here;
    const auto ended = here.import({fixtures + "vllm_c1.json", fixtures + "vllm_c4.json", "--join", "--name", "both"});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(here.runs() == 1);
    const auto run = json_of(run_cli({"show", "1", "--json", "--db", here.db}));
    CHECK(run["run"]["name"] == "both");
    CHECK(run["run"]["workers"] == json{1, 4});
    const auto refused = here.import({fixtures + "vllm_c1.json", fixtures + "hyperfine.json", "--join"});
    CHECK(refused.exit_code == 2);
    CHECK(here.runs() == 1);
}

TEST_CASE("standard input: a pasted table, and nothing of a file that is cut off") {
    const library here;
    CHECK(here.import({"-"}, "| Workers | Time (s) |\n|--:|--:|\n| 1 | 10 |\n| 2 | 6 |\n").exit_code == 0);
    CHECK(here.runs() == 1);
    const auto cut = here.import({"-"}, "{\"benchmarks\": [{\"metrics\": {\"request_lat");
    CHECK(cut.exit_code == 2);
    CHECK(says(cut.err, "not valid JSON"));
    CHECK(says(cut.err, "Nothing of it was taken in"));
    CHECK(says(here.import({"-"}, "{\"sweeplab_run\": 2, \"runs\": []}").err, "newer Sweeplab"));
    CHECK(here.runs() == 1);
}

TEST_CASE("what is no plain file, or nothing, is refused at once") {
    const library here;
    const auto pipe = (here.folder / "pipe").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    for (const auto& file : {pipe, std::string("/dev/zero")}) {
        const std::vector<std::vector<std::string>> commands{{"import", file, "--db", here.db},
                                                             {"import", file, "--dry-run"},
                                                             {"analyze", file},
                                                             {"compare", file, fixtures + "hyperfine.json"},
                                                             {"audit", file},
                                                             {"predict", file, "--workers", "1,2"},
                                                             {"run", file, "--db", here.db},
                                                             {"serve", "--config", file}};
        for (const auto& command : commands) {
            CAPTURE(command.front());
            const auto ended = run_cli(command);
            CHECK(ended.exit_code == 2);
            CHECK(says(ended.err, "is a pipe or a device, not a file"));
        }
    }
    CHECK(says(here.import({here.folder.write("nothing.csv", "").string()}).err, "nothing.csv: is empty"));
    CHECK(says(here.import({here.folder.write("blank.json", "\n \n").string()}).err, "blank.json: is empty"));
    CHECK(says(here.import({"-"}, "").err, "stdin: is empty"));
    CHECK(says(here.import({here.folder.path().string()}).err, "is a folder, not a file"));
    CHECK(says(here.import({(here.folder / "none.csv").string()}).err, "there is no such file"));
    CHECK(here.runs() == 0);
}

TEST_CASE("of several files the good ones come in, the bad ones are named") {
    const library here;
    const auto bad = here.folder.write("cut.json", "{\"results\": [").string();
    const auto dry = here.import({fixtures + "hyperfine.json", bad, fixtures + "vllm_c4.json", "--dry-run"});
    CHECK(dry.exit_code == 2);
    CHECK(says(dry.out, "hyperfine.json: hyperfine"));
    CHECK(says(dry.out, "vllm_c4.json: vLLM"));
    CHECK(says(dry.err, "cut.json, line 1"));
    CHECK(json_of(here.import({bad, fixtures + "vllm_c4.json", "--dry-run", "--json"})).size() == 1);
    CHECK_FALSE(std::filesystem::exists(here.db));

    const auto joined = here.import({fixtures + "vllm_c1.json", bad, fixtures + "vllm_c4.json", "--join"});
    CHECK(joined.exit_code == 2);
    CHECK(here.runs() == 0);

    const auto ended = here.import({fixtures + "hyperfine.json", bad, fixtures + "vllm_c4.json"});
    CHECK(ended.exit_code == 2);
    CHECK(says(ended.err, "cut.json, line 1"));
    CHECK(says(ended.out, "hyperfine.json: run 1\nvllm_c4.json: run 2\n"));
    CHECK(here.runs() == 2);
}

TEST_CASE("an import that is killed leaves all runs of the file or none") {
    const library here;
    REQUIRE(here.import({fixtures + "hyperfine.json"}).exit_code == 0);
    auto bundle = json_of(run_cli({"export", "1", "--format", "json", "--db", here.db}));
    auto one = bundle["runs"][0];
    one["run"]["notes"] = std::string(20'000, 'n');
    bundle["runs"] = std::vector<json>(400, one);
    const auto file = here.folder.write("many.json", bundle.dump()).string();
    cli_process import({"import", file, "--db", here.db});
    const auto journal_bytes = [&] {
        std::error_code missing;
        const auto bytes = std::filesystem::file_size(here.db + "-wal", missing);
        return missing ? 0 : bytes;
    };
    // What memory does not hold goes to the journal long before the end.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (journal_bytes() < 1'000'000 && import.out_so_far().empty() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::yield();
    import.signal(SIGKILL);
    const auto killed = import.wait();
    CHECK(killed.exit_code != 2);
    const auto there = here.runs();
    CHECK((there == 1 || there == 401));
    REQUIRE(here.import({file}).exit_code == 0);
    CHECK(here.runs() == there + 400);
}

TEST_CASE("a bundle of which one run is faulty: none comes in") {
    const library here;
    REQUIRE(here.import({fixtures + "hyperfine.json"}).exit_code == 0);
    auto bundle = json_of(run_cli({"export", "1", "--format", "json", "--db", here.db}));
    auto faulty = bundle["runs"][0];
    faulty["trials"][0]["workers"] = -1;
    bundle["runs"].push_back(faulty);
    const auto ended = here.import({here.folder.write("two.json", bundle.dump()).string()});
    CHECK(ended.exit_code == 2);
    CHECK(says(ended.err, "/runs/1/trials/0/workers"));
    CHECK(here.runs() == 1);
}
