#include <doctest/doctest.h>

#include "engine/workload/command_spec.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;

namespace {

std::shared_ptr<const command_spec> spec_of(const json& value) {
    const auto read = read_command_spec(value, "/workload");
    REQUIRE_MESSAGE(read, (read ? std::string{} : read.error().text()));
    return std::dynamic_pointer_cast<const command_spec>(*read);
}

std::string refusal(const json& value) {
    const auto read = read_command_spec(value, "/workload");
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == error_kind::bad_input);
    return read.error().text();
}

json whole() { return {{"kind", "command"}, {"mode", "whole"}, {"argv", {"run", "--parallel={workers}"}}}; }
json per_item() { return {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"run", "{item}"}}, {"items", {"a", "b"}}}; }

json with(json value, const char* key, json entry) {
    value[key] = std::move(entry);
    return value;
}

}  // namespace

TEST_CASE("a command is read with all its parts and written back the same") {
    const json given = {{"kind", "command"},
                        {"mode", "per_item"},
                        {"argv", {"tool", "{item}", "--seed={seed}"}},
                        {"env", {{"MODEL", "small"}, {"THREADS", "{workers}"}}},
                        {"cwd", "tools"},
                        {"stdin", "{prompt}"},
                        {"prompt", "Sum up: {item}"},
                        {"timeout_s", 2.5},
                        {"expect_exit", {0, 3}},
                        {"shell", true},
                        {"result", {{"count", "/n"}}},
                        {"items", {{"file", "x.jsonl"}, {"field", "text"}}},
                        {"keep_output_bytes", 1000}};
    const auto spec = spec_of(given);
    CHECK(spec->to_json() == given);
    CHECK(spec_of(spec->to_json())->to_json() == given);
    CHECK(spec->kind() == "command");
    CHECK(spec->summary() == "tool {item} --seed={seed}");
    CHECK(spec->slots(8) == 8);
    CHECK(spec->timeout_s == 2.5);
    CHECK(spec->expect_exit == std::vector<int>{0, 3});
}

TEST_CASE("a command that parallelises itself is one job on one slot") {
    const auto spec = spec_of(whole());
    CHECK(spec->slots(8) == 1);
    CHECK(spec->load_items("").value().size() == 1);
    CHECK(spec->to_json() == whole());
    for (const json& told : {with(with(whole(), "argv", {"run"}), "env", {{"OMP_NUM_THREADS", "{workers}"}}),
                             with(with(whole(), "argv", {"run"}), "stdin", "jobs {workers}"),
                             with(with(whole(), "argv", {"run", "{prompt}"}), "prompt", "with {workers} at once")})
        CHECK(spec_of(told)->mode == command_mode::whole);
}

TEST_CASE("the mode follows from the items when it is not given") {
    auto value = per_item();
    value.erase("mode");
    CHECK(spec_of(value)->mode == command_mode::per_item);
    value = whole();
    value.erase("mode");
    CHECK(spec_of(value)->mode == command_mode::whole);
}

TEST_CASE("items are loaded from where the plan is") {
    const test::temporary_folder folder;
    folder.write("lines.txt", "one\ntwo\n");
    const auto items = spec_of(with(per_item(), "items", {{"file", "lines.txt"}}))->load_items(folder.path());
    REQUIRE(items);
    CHECK(*items == item_list{{"0", "one"}, {"1", "two"}});
    CHECK_FALSE(spec_of(with(per_item(), "items", {{"file", "absent.txt"}}))->load_items(folder.path()));
}

TEST_CASE("a command that cannot be meant is refused with its place and the reason") {
    auto no_argv = per_item();
    no_argv.erase("argv");
    auto no_items = per_item();
    no_items.erase("items");
    CHECK(refusal("text").find("/workload: must be an object") == 0);
    CHECK(refusal(no_argv).find("/workload/argv: \"argv\" is missing") == 0);
    CHECK(refusal(with(per_item(), "argv", json::array())).find("/workload/argv: must name at least the program") == 0);
    CHECK(refusal(with(per_item(), "argv", "run {item}")).find("/workload/argv: must be a list of strings") == 0);
    CHECK(refusal(with(per_item(), "argv", {"", "{item}"})) == "/workload/argv/0: the program's name is empty");
    CHECK(refusal(with(per_item(), "argv", {"  "})) == "/workload/argv/0: the program's name is empty");
    CHECK(refusal(with(per_item(), "argv", {"run", 5})).find("/workload/argv/1: must be a string") == 0);
    CHECK(
        refusal(with(per_item(), "argv", {"run", std::string("a\0b", 3)})).find("/workload/argv/1: no argument can hold") ==
        0);
    CHECK(refusal(no_items).find("/workload/items: \"items\" is missing") == 0);
    CHECK(refusal(with(per_item(), "items", json::array())).find("/workload/items: there are no items") == 0);
    CHECK(refusal(with(per_item(), "mode", "all")).find("/workload/mode: must be one of") == 0);
    CHECK(refusal(with(per_item(), "agrv", {"x"})).find("/workload/agrv: ") == 0);
    CHECK(refusal(with(per_item(), "shell", "yes")).find("/workload/shell: must be true or false") == 0);
}

TEST_CASE("a whole command must be told the worker count, and has no items") {
    CHECK(refusal(with(whole(), "argv", {"run"})) ==
          "/workload/argv: nothing tells the command the worker count. Write {workers} in argv, env or stdin, or use "
          "\"mode\": \"per_item\" with \"items\"");
    CHECK(refusal(with(whole(), "items", {"a"})).find("/workload/items: a command that is run as a whole takes no items") ==
          0);
    CHECK(refusal(with(whole(), "stdin", "{item}")).find("{item} has no value") != std::string::npos);
}

TEST_CASE("a prompt and its place belong together") {
    CHECK(refusal(with(per_item(), "argv", {"run", "{prompt}"})).find("/workload/prompt: {prompt} is used, but") == 0);
    CHECK(refusal(with(per_item(), "prompt", "text")).find("/workload/prompt: the command is not given the prompt") == 0);
}

TEST_CASE("limits, exit codes and the environment are read strictly") {
    for (const json& bad : {json(0), json(-1), json("5"), json(1e12)})
        CHECK(refusal(with(per_item(), "timeout_s", bad)).find("/workload/timeout_s: must be a number") == 0);
    for (const json& bad : {json(0), json::array()})
        CHECK(refusal(with(per_item(), "expect_exit", bad)).find("/workload/expect_exit: must be a list of exit codes") ==
              0);
    for (const json& bad : {json(-1), json(256), json("0"), json(1.5)})
        CHECK(refusal(with(per_item(), "expect_exit", {0, bad}))
                  .find("/workload/expect_exit/1: must be a whole number from 0") == 0);
    CHECK(refusal(with(per_item(), "keep_output_bytes", -1)).find("/workload/keep_output_bytes: ") == 0);
    CHECK(refusal(with(per_item(), "cwd", "")).find("/workload/cwd: names no folder") == 0);
    CHECK(refusal(with(per_item(), "env", {"A=1"})).find("/workload/env: must be an object, not a list") == 0);
    CHECK(refusal(with(per_item(), "env", {{"A", 1}})).find("/workload/env/A: must be a string") == 0);
    CHECK(refusal(with(per_item(), "env", {{"A=B", "x"}})).find("/workload/env/A=B: no variable") == 0);
    CHECK(refusal(with(per_item(), "env", {{"", "x"}})).find("/workload/env/: no variable") == 0);
    CHECK(refusal(with(per_item(), "result", {{"counts", "/a"}})).find("/workload/result/counts: ") == 0);
}

TEST_CASE("a plan holds no keys") {
    CHECK(refusal(with(per_item(), "env", {{"OPENAI_API_KEY", "sk-0123456789abcdef"}})) ==
          "/workload/env/OPENAI_API_KEY: a plan holds no keys. Set it in the environment before starting Sweeplab: commands "
          "inherit it");
    for (const json& fine :
         {json{{"OPENAI_API_KEY", "none"}}, json{{"MAX_TOKENS", "1000000000000000000"}},
          json{{"HF_TOKEN", "/run/secrets/hugging-face"}}, json{{"SESSION_TOKEN", "trial-{seed}-{workers}"}}})
        CHECK(spec_of(with(per_item(), "env", fine))->env.size() == 1);
}
