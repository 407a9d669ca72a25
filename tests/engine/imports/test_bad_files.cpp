// What cannot come in is refused in words, whole.
#include <fstream>
#include <sstream>

#include "tests/engine/imports/fixtures.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

std::string text_of(const std::string& name) {
    std::ifstream input(import_fixture(name), std::ios::binary);
    std::ostringstream text;
    text << input.rdbuf();
    return text.str();
}

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != text.npos) return true;
    MESSAGE(text);
    return false;
}

}  // namespace

TEST_CASE("files that were cut off") {
    for (const auto* name : {"guidellm_benchmarks.json", "vllm_c1.json", "hyperfine.json", "aiperf_c10.json"}) {
        const auto whole = text_of(name);
        for (const std::size_t part : {whole.size() / 4, whole.size() / 2, whole.size() - 4})
            CHECK(says(import_refusal(whole.substr(0, part)), "not valid JSON"));
    }
    const auto lines = text_of("batched_bench.jsonl");
    CHECK(says(import_refusal(lines.substr(0, lines.size() - 30)), "line 4 of the file"));
}

TEST_CASE("newer bundles, plans, and JSON of nobody") {
    CHECK(says(import_refusal(R"({"sweeplab_run": 99, "runs": []})"), "newer Sweeplab"));
    CHECK(says(import_refusal(R"({"sweeplab": 1, "name": "x"})"), "is a plan"));
    CHECK(says(import_refusal(R"({"hello": "world"})"), "no tool that is known"));
    CHECK(says(import_refusal("[]"), "no tool that is known"));
    CHECK(says(import_refusal(R"({"benchmarks": [{"metrics": {}}]})"), "/benchmarks/0"));
    CHECK(says(import_refusal(R"({"results": [{"command": "x", "times": [1]}]})"), "counts workers"));
    CHECK(says(
        import_refusal(R"({"results": [{"command": "x", "times": ["NaN", -1, 1e400], "parameters": {"workers": "2"}}]})"),
        "f.json"));
}

TEST_CASE("nothing, and web pages") {
    CHECK(says(import_refusal(""), "f.json: is empty"));
    CHECK(says(import_refusal(" \r\n\t\n"), "is empty"));
    CHECK(says(import_refusal("<!DOCTYPE html>\n<html><head>"), "is a web page"));
    CHECK(says(import_refusal("\n<HTML lang=\"en\">"), "is a web page"));
    CHECK(says(import_refusal("\x89PNG\r\n\x1a\n" + std::string(20, '\0')), "not a text file"));
}

TEST_CASE("values of other types are no values") {
    CHECK(says(import_refusal(R"({"duration": "long", "request_throughput": 1, "max_concurrency": 4})"), "no duration"));
    CHECK(says(import_refusal(R"({"duration": 2, "request_throughput": 1, "max_concurrency": 1e30})"), "max_concurrency"));
    CHECK(says(import_refusal(R"({"duration": -2, "request_throughput": 1, "max_concurrency": 4})"), "no duration"));
    CHECK(says(import_refusal(R"({"pp": {}, "tg": [], "pl": "8", "t": null})"), "pl"));
    const auto odd = read_results_text(
        R"({"duration": 2.5, "request_throughput": NaN, "max_concurrency": 4, "completed": {}, "model_id": 7,
            "start_times": [0], "ttfts": [[]], "itls": [0], "input_lens": ["x"], "output_lens": [null]})",
        "f.json");
    REQUIRE_MESSAGE(odd.has_value(), (odd ? "" : odd.error().text()));
    CHECK(odd->runs[0].trials[0].time_ns == 2'500'000'000);
    CHECK(odd->runs[0].trials[0].attempts.empty());
    CHECK(odd->runs[0].trials[0].jobs == 0);
}

TEST_CASE("nesting without end is no reason to fall over") {
    CHECK(says(import_refusal(std::string(1'000'000, '[')), "nested"));
    CHECK(says(import_refusal("{\"sweeplab_run\": 1, \"x\": " + std::string(1'000'000, '[')), "nested"));
}

TEST_CASE("a file that would fill the memory is refused before it is read") {
    const temporary_folder folder;
    for (const auto* start : {"{", "workers,time_s\n", "| Workers | Time (s) |\n|---|---|\n"}) {
        const auto file = folder.write("large.json", start);
        std::filesystem::resize_file(file, std::uintmax_t{600} << 20);  // takes no room on the disk
        const auto reading = read_results(file);
        REQUIRE_FALSE(reading.has_value());
        CHECK(says(reading.error().text(), "has 600 MB; at most 256 MB"));
    }
}

TEST_CASE("the words of a file stay words") {
    const auto reading = read_results_text(
        R"({"duration": 2, "request_throughput": 1, "max_concurrency": 2, "model_id": "=cmd|' /C calc'!A0<script>alert(1)</script>"})",
        "f.json");
    REQUIRE(reading.has_value());
    const auto csv = export_csv(reading->runs);
    CHECK(csv.find(",=") == csv.npos);
    CHECK(csv.find("\n=") == csv.npos);
}
