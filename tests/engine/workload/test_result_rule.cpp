#include <doctest/doctest.h>

#include "engine/workload/number_text.h"
#include "engine/workload/result_rule.h"

using namespace sweeplab;

namespace {

number_rule rule_of(const json& value) {
    auto read = number_rule::read(value, "/result/count");
    REQUIRE_MESSAGE(read, (read ? std::string{} : read.error().text()));
    return *read;
}

double found(const json& rule, std::string_view output) {
    const auto document = json_within(output);
    const auto number = rule_of(rule).find(output, document ? &*document : nullptr);
    REQUIRE_MESSAGE(number, (number ? std::string{} : number.error().text()));
    return *number;
}

std::string fault(const json& rule, std::string_view output) {
    const auto document = json_within(output);
    const auto number = rule_of(rule).find(output, document ? &*document : nullptr);
    REQUIRE_FALSE(number);
    return number.error().text();
}

std::string refusal(const json& value) {
    const auto read = result_rules::read(value, "/workload/result");
    REQUIRE_FALSE(read);
    return read.error().text();
}

}  // namespace

TEST_CASE("numbers are read as people write them") {
    CHECK(number_from_text("42") == 42.0);
    CHECK(number_from_text(" -1.5e3\n") == -1500.0);
    CHECK(number_from_text("+7") == 7.0);
    CHECK(number_from_text("1,234,567") == 1'234'567.0);
    CHECK(number_from_text("1_000.25") == 1000.25);
    for (const char* no_number : {"", "x", "1,23", "1,2345", "12 34", ",123", "0x10", "inf", "nan", "1e999", "--1", "+-1"})
        CHECK_MESSAGE(!number_from_text(no_number), no_number);
}

TEST_CASE("a JSON pointer finds a number, or the size of a list or an object") {
    const std::string output =
        R"({"beliefs": ["a", "b", "c"], "usage": {"total": 17, "cost": "0.25"}, "a/b": [[1, 2]], "n": null})";
    CHECK(found("/beliefs", output) == 3);
    CHECK(found("/usage", output) == 2);
    CHECK(found("/usage/total", output) == 17);
    CHECK(found("/usage/cost", output) == 0.25);
    CHECK(found("/a~1b/0/1", output) == 2);
    CHECK(found("", "[1, 2, 3, 4]") == 4);
}

TEST_CASE("a JSON pointer that finds nothing says why") {
    CHECK(fault("/absent", R"({"a": 1})").find("there is nothing at that place") != std::string::npos);
    CHECK(fault("/list/7", R"({"list": [1]})").find("there is nothing at that place") != std::string::npos);
    CHECK(fault("/list/x", R"({"list": [1]})").find("there is nothing at that place") != std::string::npos);
    CHECK(fault("/a", R"({"a": true})").find("neither a number nor a list") != std::string::npos);
    CHECK(fault("/a", "plain words") ==
          "the JSON pointer \"/a\" found no number in the output: it holds no JSON. Correct \"result\" in the workload, or "
          "make the command print it");
}

TEST_CASE("JSON is found within other text") {
    CHECK(json_within("  {\"a\": 1}\n") == json{{"a", 1}});
    CHECK(json_within("Here you are:\n```json\n[1, 2]\n```\nAnything else?") == json{1, 2});
    CHECK(json_within("```\nno json\n```\n```json\n{\"b\": 2}\n```") == json{{"b", 2}});
    CHECK(json_within("step 1\nstep 2 {\n{\"total\": 5}\ndone\n") == json{{"total", 5}});
    CHECK(json_within("{\"step\": 1}\n{\"step\": 2}\n") == json{{"step", 2}});
    CHECK(json_within("The answer is {\"a\":\n [1,\n 2]} as asked.") == json{{"a", {1, 2}}});
    CHECK_FALSE(json_within(""));
    CHECK_FALSE(json_within("no brackets"));
    CHECK_FALSE(json_within("} backwards {"));
    CHECK_FALSE(json_within("{\"cut\": [1, 2"));
    CHECK_FALSE(json_within("```json"));
    CHECK_FALSE(json_within(std::string("\xff\x00{\x01}", 5)));
}

TEST_CASE("deeply nested JSON does no harm") {
    const std::string deep(200'000, '[');
    CHECK_FALSE(json_within(deep));
    CHECK(json_within(deep + std::string(200'000, ']')));
}

TEST_CASE("a regular expression takes the last match, or what is asked for") {
    const std::string log = "tokens: 10\ntokens: 20\ntokens: 1,300\n";
    CHECK(found({{"regex", "tokens: ([\\d,]+)"}}, log) == 1300);
    CHECK(found({{"regex", "tokens: ([\\d,]+)"}, {"take", "first"}}, log) == 10);
    CHECK(found({{"regex", "tokens: ([\\d,]+)"}, {"take", "sum"}}, log) == 1330);
    CHECK(found({{"regex", "^tokens"}, {"take", "how_many"}}, log) == 3);
    CHECK(found({{"regex", "never"}, {"take", "how_many"}}, log) == 0);
    CHECK(found({{"regex", "\\d+"}}, "a 7") == 7);
    CHECK(found({{"regex", "(?:(\\d+) beliefs|beliefs=(\\d+))"}}, "beliefs=12") == 12);
    CHECK(found({{"regex", "\\$([0-9.]+)"}}, "cost: $0.0125 in all") == 0.0125);
}

TEST_CASE("a regular expression that finds nothing says why") {
    CHECK(fault({{"regex", "tokens: (\\d+)"}}, "nothing").find("it matches nothing") != std::string::npos);
    CHECK(
        fault({{"regex", "tokens: .*"}}, "tokens: 12").find("\"tokens: 12\" is no number; put the number's digits in ( )") !=
        std::string::npos);
}

TEST_CASE("an expression that would take for ever, and a long output, do no harm") {
    const std::string long_output(1 << 20, 'a');
    CHECK(fault({{"regex", "(a*)*b"}}, long_output).find("it takes too long") != std::string::npos);
    CHECK(found({{"regex", "(?:.|\n)*?(\\d+)$"}}, long_output.substr(0, 100'000) + "5") == 5);
    std::string every_byte;
    for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
    CHECK(found({{"regex", "count (\\d+)"}}, every_byte + "count 3" + every_byte) == 3);
}

TEST_CASE("rules set their measures") {
    const auto rules = result_rules::read({{"count", "/beliefs"},
                                           {"tokens", "/usage/total"},
                                           {"input_tokens", {{"regex", "\"in\": (\\d+)"}}},
                                           {"output_tokens", "/usage/out"},
                                           {"cost", "/usage/cost"}},
                                          "/result");
    REQUIRE(rules);
    measures measured;
    REQUIRE(rules->apply(R"({"beliefs": [1, 2], "usage": {"total": 30, "in": 10, "out": 20, "cost": 0.00125}})", measured));
    CHECK(measured.get(measure::result_count) == 2);
    CHECK(measured.get(measure::total_tokens) == 30);
    CHECK(measured.get(measure::input_tokens) == 10);
    CHECK(measured.get(measure::output_tokens) == 20);
    CHECK(measured.get(measure::cost_nano) == 1'250'000);
}

TEST_CASE("what one rule does not find does not hide what the others do") {
    const auto rules = result_rules::read({{"count", "/beliefs"}, {"tokens", "/total"}}, "/result");
    REQUIRE(rules);
    measures measured;
    const auto verdict = rules->apply(R"({"total": 5})", measured);
    REQUIRE_FALSE(verdict);
    CHECK(verdict.error().message.find("/beliefs") != std::string::npos);
    CHECK(measured.get(measure::total_tokens) == 5);
    CHECK_FALSE(measured.has(measure::result_count));
}

TEST_CASE("impossible numbers are not taken") {
    const auto rules = result_rules::read({{"count", "/n"}}, "/result");
    REQUIRE(rules);
    for (const char* output : {R"({"n": -1})", R"({"n": 1e30})"}) {
        measures measured;
        CHECK_FALSE(rules->apply(output, measured));
        CHECK(measured.empty());
    }
}

TEST_CASE("rules are read strictly and written back the same") {
    const json given = {
        {"count", "/a"}, {"tokens", {{"regex", "t=(\\d+)"}}}, {"cost", {{"regex", "c=(\\d+)"}, {"take", "sum"}}}};
    const auto read = result_rules::read(given, "/result");
    REQUIRE(read);
    CHECK(read->to_json() == given);
    CHECK_FALSE(read->empty());
    CHECK(result_rules::read(json::object(), "/result")->empty());

    CHECK(refusal("text").find("/workload/result: must be an object") == 0);
    CHECK(refusal({{"counts", "/a"}}).find("/workload/result/counts: ") == 0);
    CHECK(refusal({{"count", 5}}).find("/workload/result/count: must be an object") == 0);
    CHECK(refusal({{"count", "a"}}).find("/workload/result/count: \"a\" is no JSON pointer") == 0);
    CHECK(refusal({{"count", {{"regex", "(unclosed"}}}}).find("/workload/result/count/regex: no regular expression") == 0);
    CHECK(refusal({{"count", {{"regex", ""}}}}).find("/workload/result/count/regex: the regular expression is empty") == 0);
    CHECK(refusal({{"count", {{"regex", "a"}, {"take", "most"}}}}).find("/workload/result/count/take: must be one of") == 0);
    CHECK(refusal({{"count", {{"take", "last"}}}}).find("/workload/result/count/regex: ") == 0);
    CHECK(refusal({{"count", {{"regex", "a"}, {"flags", "i"}}}}).find("/workload/result/count/flags: ") == 0);
}
