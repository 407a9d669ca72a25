// Pipelines as a plan says them: what is read, what it comes to as items, and what is refused where.
#include <doctest/doctest.h>

#include "engine/workload/llm_spec.h"
#include "engine/workload/pipeline_spec.h"
#include "engine/workload/step_references.h"
#include "engine/workload/workload_kinds.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

const json simulated = {{"base_url", "simulated"}, {"model", "sim-small"}};

json call(const std::string& name, const std::string& prompt) { return {{"name", name}, {"llm", {{"prompt", prompt}}}}; }
json wait(const std::string& name, const std::vector<std::string>& after = {}) {
    json step = {{"name", name}, {"wait_s", 0}};
    if (!after.empty()) step["after"] = after;
    return step;
}

// A single step may come without its list.
json with_steps(const json& steps) {
    const auto list = steps.is_array() ? steps : json::array({steps});
    return {{"kind", "pipeline"}, {"endpoint", simulated}, {"steps", list}};
}

// A core of three steps that need each other, and two beside each other behind it.
json report() {
    return with_steps({call("profile", "Who is it?"),
                       call("research", "More on {steps.profile.text}"),
                       {{"name", "words"},
                        {"command", {{"argv", {"wc", "-w"}}, {"stdin", "{steps.research.text} {steps.profile.text}"}}},
                        {"max_attempts", 3}},
                       wait("pause", {"words"}),
                       call("risk", "Risks of {steps.research.text}, {steps.research.text}")});
}

std::shared_ptr<const pipeline_spec> read(const json& value) {
    const auto spec = known_workload_kinds().read(value, "/workload");
    REQUIRE_MESSAGE(spec, (spec ? std::string{} : spec.error().text()));
    return std::dynamic_pointer_cast<const pipeline_spec>(*spec);
}

error refusal(const json& value) {
    const auto spec = known_workload_kinds().read(value, "/workload");
    REQUIRE_FALSE(spec);
    CHECK(spec.error().kind == error_kind::bad_input);
    return spec.error();
}
error refusal_of_steps(const json& steps) { return refusal(with_steps(steps)); }

bool says(const error& fault, const std::string& part) {
    if (fault.text().find(part) != std::string::npos) return true;
    MESSAGE(fault.text());
    return false;
}

std::vector<std::string> names_of(const item_list& items) {
    std::vector<std::string> names;
    for (const auto& one : items) names.push_back(one.name);
    return names;
}

}  // namespace

TEST_CASE("what a step waits for: named with \"after\", or asked for in any of its texts") {
    const auto spec = read(report());
    REQUIRE(spec->steps.size() == 5);
    CHECK(spec->needs() == item_needs{{}, {0}, {0, 1}, {2}, {1}});
    CHECK(spec->steps[2].reads == std::vector<int>{0, 1});
    CHECK(spec->steps[3].reads.empty());
    CHECK(spec->steps[0].readers == 2);
    CHECK(spec->steps[1].readers == 2);
    CHECK(spec->steps[2].readers == 0);
    CHECK(spec->max_attempts_of(2) == 3);
    CHECK(spec->max_attempts_of(5 + 2) == 3);
    CHECK_FALSE(spec->max_attempts_of(0));
    CHECK(spec->summary() == "5 steps: 3 calls of sim-small at the simulated endpoint, 1 command, 1 wait");
}

TEST_CASE("every text of a command may ask for a step") {
    const auto spec = read(with_steps({wait("x"),
                                       {{"name", "a"}, {"command", {{"argv", {"true"}}}}},
                                       {{"name", "b"},
                                        {"command",
                                         {{"argv", {"sh", "{steps.a.text}"}},
                                          {"env", {{"A", "{steps.a.text}"}}},
                                          {"cwd", "{steps.a.text}"},
                                          {"stdin", "{prompt}"},
                                          {"prompt", "{steps.a.text}"}}}}}));
    CHECK(spec->needs() == item_needs{{}, {}, {1}});
}

TEST_CASE("one instance without items, one for each item with them") {
    const auto alone = read(report())->load_items(".").value();
    CHECK(names_of(alone) == std::vector<std::string>{"profile", "research", "words", "pause", "risk"});
    CHECK(alone[2].depends_on == std::vector<int>{0, 1});

    auto value = report();
    value["items"] = {"bakery", "ferry"};
    const auto items = read(value)->load_items(".").value();
    REQUIRE(items.size() == 10);
    CHECK(items[6].name == "1/research");
    CHECK(items[6].text == "ferry");
    CHECK(items[6].depends_on == std::vector<int>{5});
    CHECK(items[4].depends_on == std::vector<int>{1});
    CHECK(items[5].depends_on.empty());
}

TEST_CASE("an instance that depends on another begins when all of that has succeeded") {
    const temporary_folder folder;
    folder.write("ideas.jsonl", R"({"id": "b", "text": "two", "depends_on": ["a"]})"
                                "\n"
                                R"({"id": "a", "text": "one"})"
                                "\n");
    auto value = report();
    value["items"] = {{"file", "ideas.jsonl"}};
    const auto items = read(value)->load_items(folder.path()).value();
    REQUIRE(items.size() == 10);
    CHECK(items[0].name == "b/profile");
    CHECK(items[0].depends_on == std::vector<int>{8, 9});  // pause and risk of a: nothing else of it is last
    CHECK(items[1].depends_on == std::vector<int>{0});
    CHECK(items[5].depends_on.empty());
}

TEST_CASE("milestones by instance, with the one that every pipeline has") {
    auto value = report();
    value["items"] = {"bakery", "ferry"};
    value["milestones"] = {{{"name", "core ready"}, {"steps", {"words", "profile"}}}};
    const auto spec = read(value);
    const auto found = spec->milestones(spec->load_items(".").value());
    REQUIRE(found.size() == 2);
    CHECK(found[0] == milestone{"core ready", {{2, 0}, {7, 5}}});
    CHECK(found[1] == milestone{"everything ready", {{0, 1, 2, 3, 4}, {5, 6, 7, 8, 9}}});
}

TEST_CASE("what is written reads back the same") {
    auto value = report();
    value["items"] = {{"made_up", {{"count", 3}, {"words", 2}}}};
    value["milestones"] = {{{"name", "core ready"}, {"steps", {"words", "profile"}}}};
    value["time_scale"] = 0.5;
    value["preconnect"] = false;
    value["steps"][0]["llm"]["endpoint"] = {{"base_url", "http://127.0.0.1:9/v1"}, {"model", "m"}};
    value["steps"][0]["llm"]["max_tokens"] = 7;
    value["steps"][1]["simulated_s"] = 26;
    const auto once = read(value)->to_json();
    CHECK(read(once)->to_json() == once);
    CHECK(once["steps"][0]["llm"]["endpoint"]["model"] == "m");
    CHECK_FALSE(once["steps"][1]["llm"].contains("endpoint"));
    CHECK_FALSE(once["steps"][1]["llm"].contains("items"));
    CHECK(once["steps"][1]["simulated_s"] == 26.0);
    CHECK(once["steps"][2]["max_attempts"] == 3);
    CHECK(once["steps"][3]["after"] == json{"words"});
    CHECK(once["time_scale"] == 0.5);
}

TEST_CASE("the simulated endpoint takes the place of those steps that ask for it, and is told how long they are to take") {
    auto value = report();
    value["time_scale"] = 0.5;
    value["steps"][0]["simulated_s"] = 26;
    value["steps"][1]["llm"]["endpoint"] = {{"base_url", "http://h/v1"}, {"model", "m"}};
    value["steps"][1]["simulated_s"] = 26;
    const auto spec = read(value);
    CHECK(wants_simulated_endpoint(*spec));
    const auto moved = std::dynamic_pointer_cast<const pipeline_spec>(with_base_url(spec, "http://127.0.0.1:1/v1"));
    REQUIRE(moved);
    CHECK_FALSE(wants_simulated_endpoint(*moved));
    CHECK(moved->steps[0].llm->endpoint.base_url == "http://127.0.0.1:1/v1");
    CHECK(moved->steps[0].llm->endpoint.built_in);
    CHECK(moved->steps[0].llm->extra == json{{"simulate", {{"seconds", 13.0}}}});
    CHECK(moved->steps[1].llm->endpoint.base_url == "http://h/v1");
    CHECK(moved->steps[1].llm->extra.empty());
    CHECK(moved->steps[4].llm->extra.empty());

    const auto elsewhere = read(with_steps({wait("a")}));
    CHECK_FALSE(wants_simulated_endpoint(*elsewhere));
}

TEST_CASE("keys are named once each; tokens are expected of what asks a model") {
    auto value = report();
    value["endpoint"] = {{"base_url", "http://h/v1"}, {"model", "m"}, {"api_key_env", "A_KEY"}};
    value["steps"][0]["llm"]["endpoint"] = {{"base_url", "http://i/v1"}, {"model", "m"}, {"api_key_env", "OTHER_KEY"}};
    value["steps"][0]["llm"]["max_tokens"] = 100;
    const auto spec = read(value);
    CHECK(spec->secret_names() == std::vector<std::string>{"A_KEY", "OTHER_KEY"});
    const auto items = spec->load_items(".").value();
    CHECK(spec->expected_output_tokens(items[0]) == 100);
    CHECK(spec->expected_input_tokens(items[1]).value_or(0) > 100);  // the answer that it uses is in it
    CHECK(spec->expected_input_tokens(items[3]) == 0);
    CHECK_FALSE(spec->expected_output_tokens(items[1]));
}

TEST_CASE("a pipeline without steps is refused") {
    for (const json& steps : {json(), json::array(), json::object(), json("research")}) {
        CAPTURE(steps);
        const auto fault = refusal({{"kind", "pipeline"}, {"steps", steps}});
        CHECK(fault.where == "/workload/steps");
        CHECK_FALSE(fault.advice.empty());
    }
}

TEST_CASE("steps that wait for each other are refused, all of them named") {
    const auto by_after = refusal_of_steps({wait("first"), wait("a", {"first", "c"}), wait("b", {"a"}), wait("c", {"b"})});
    CHECK(by_after.where == "/workload/steps/1/after/1");
    CHECK(says(by_after, "a → c → b → a"));
    const auto by_text = refusal_of_steps({call("a", "{steps.b.text}"), call("b", "{steps.a.text}")});
    CHECK(by_text.where == "/workload/steps/0/llm/prompt");
    CHECK(says(by_text, "a → b → a"));
    CHECK(refusal_of_steps({wait("a", {"a"})}).where == "/workload/steps/0/after/0");
}

TEST_CASE("names that no step has are refused where they stand") {
    const auto after = refusal_of_steps({wait("research"), wait("b", {"research", "reserch"})});
    CHECK(after.where == "/workload/steps/1/after/1");
    CHECK(says(after, "there is no step \"reserch\""));
    CHECK(says(after, "research, b"));
    const auto text = refusal_of_steps({call("a", "x"), call("b", "Use {steps.nobody.text}")});
    CHECK(text.where == "/workload/steps/1/llm/prompt");
    CHECK(says(text, "\"nobody\""));
    auto command = json{{"name", "c"}, {"command", {{"argv", {"echo", "{steps.nobody.text}"}}}}};
    CHECK(refusal_of_steps({command}).where == "/workload/steps/0/command/argv/1");
    auto milestones = with_steps({wait("a")});
    milestones["milestones"] = {{{"name", "half"}, {"steps", {"a", "z"}}}};
    CHECK(refusal(milestones).where == "/workload/milestones/0/steps/1");
}

TEST_CASE("placeholders that stand for nothing are refused; other braces are left alone") {
    CHECK(refusal_of_steps({call("a", "x"), call("b", "{steps.a.json}")}).where == "/workload/steps/1/llm/prompt");
    CHECK(refusal_of_steps({call("a", "{steps.text}")}).where == "/workload/steps/0/llm/prompt");
    const auto of_a_wait = refusal_of_steps({wait("a"), call("b", "{steps.a.text}")});
    CHECK(of_a_wait.where == "/workload/steps/1/llm/prompt");
    CHECK(says(of_a_wait, "\"after\""));
    CHECK(read(with_steps({call("a", R"(Answer as {"steps": {"a": 1}} or {steps})")}))->needs() == item_needs{{}});
    const auto found = step_references_in("{steps.a.text}{{steps.b c.text} {steps.d.e.text} {steps.f.text");
    REQUIRE(found.size() == 3);
    CHECK(found[0].step == "a");
    CHECK(found[1].step == "b c");
    CHECK(found[2].step == "d.e");
    CHECK(step_placeholder("b c") == found[1].placeholder);
}

TEST_CASE("{item} needs items") {
    const auto fault = refusal_of_steps({call("a", "About {item}")});
    CHECK(fault.where == "/workload/steps/0/llm/prompt");
    CHECK(says(fault, "\"items\""));
    auto value = with_steps({call("a", "About {item}")});
    value["items"] = {"x"};
    CHECK(read(value)->steps.size() == 1);
}

TEST_CASE("a step does one thing, and says what") {
    CHECK(refusal_of_steps({{{"name", "a"}}}).where == "/workload/steps/0");
    CHECK(refusal_of_steps({{{"name", "a"}, {"wait_s", 1}, {"llm", {{"prompt", "x"}}}}}).where == "/workload/steps/0");
    CHECK(refusal_of_steps({{{"name", "a"}, {"llm", json::object()}}}).where == "/workload/steps/0/llm/prompt");
    CHECK(refusal_of_steps({{{"name", "a"}, {"llm", {{"prompt", ""}}}}}).where == "/workload/steps/0/llm/prompt");
    CHECK(refusal_of_steps({{{"name", "a"}, {"llm", "x"}}}).where == "/workload/steps/0/llm");
    CHECK(refusal_of_steps({{{"name", "a"}, {"command", {{"argv", json::array()}}}}}).where ==
          "/workload/steps/0/command/argv");
    CHECK(refusal_of_steps({{{"name", "a"}, {"wait_s", -1}}}).where == "/workload/steps/0/wait_s");
    CHECK(refusal_of_steps({{{"name", "a"}, {"wait_s", 1}, {"max_attempts", 0}}}).where == "/workload/steps/0/max_attempts");
    CHECK(refusal_of_steps({{{"name", "a"}, {"wait_s", 1}, {"simulated_s", 1}}}).where == "/workload/steps/0/simulated_s");
    CHECK(refusal_of_steps(json::array({"a"})).where == "/workload/steps/0");
}

TEST_CASE("what belongs to the pipeline is refused in a step") {
    for (const char* key : {"items", "preconnect", "kind"}) {
        auto step = call("a", "x");
        step["llm"][key] = json::array();
        CHECK(refusal_of_steps({step}).where == std::string("/workload/steps/0/llm/") + key);
    }
    const json step = {{"name", "a"}, {"command", {{"argv", {"true"}}, {"mode", "whole"}}}};
    CHECK(refusal_of_steps({step}).where == "/workload/steps/0/command/mode");
}

TEST_CASE("unknown keys are refused at every depth, with a guess") {
    CHECK(says(refusal_of_steps({{{"name", "a"}, {"wait_seconds", 1}}}), "/workload/steps/0/wait_seconds"));
    auto step = call("a", "x");
    step["llm"]["max_token"] = 3;
    const auto fault = refusal_of_steps({step});
    CHECK(fault.where == "/workload/steps/0/llm/max_token");
    CHECK(says(fault, "max_tokens"));
    auto value = with_steps({wait("a")});
    value["milestone"] = json::array();
    CHECK(refusal(value).where == "/workload/milestone");
}

TEST_CASE("names of steps and milestones") {
    const auto twice = refusal_of_steps({wait("a"), wait("b"), wait("a")});
    CHECK(twice.where == "/workload/steps/2/name");
    CHECK(says(twice, "/workload/steps/0"));
    for (const char* name : {"", " a", "a/b", "a{b"})
        CHECK(refusal_of_steps({wait(name)}).where == "/workload/steps/0/name");
    CHECK(refusal_of_steps({{{"wait_s", 1}}}).where == "/workload/steps/0/name");
    const auto with_milestone = [](const std::string& name, const std::vector<std::string>& steps) {
        auto value = with_steps({wait("a")});
        value["milestones"] = {{{"name", "core"}, {"steps", {"a"}}}, {{"name", name}, {"steps", steps}}};
        return value;
    };
    CHECK(refusal(with_milestone("core", {"a"})).where == "/workload/milestones/1/name");
    CHECK(refusal(with_milestone("everything ready", {"a"})).where == "/workload/milestones/1/name");
    CHECK(refusal(with_milestone("", {"a"})).where == "/workload/milestones/1/name");
    CHECK(refusal(with_milestone("more", {})).where == "/workload/milestones/1/steps");
}

TEST_CASE("endpoints: one is needed where a model is asked, and a fault is told where it stands") {
    auto none = with_steps({call("a", "x")});
    none.erase("endpoint");
    CHECK(refusal(none).where == "/workload/steps/0/llm/endpoint");
    auto bad = with_steps({call("a", "x")});
    bad["endpoint"]["base_url"] = "ftp://h";
    CHECK(refusal(bad).where == "/workload/endpoint/base_url");
    auto own = with_steps({call("a", "x")});
    own["steps"][0]["llm"]["endpoint"] = {{"base_url", "simulated"}};
    CHECK(refusal(own).where == "/workload/steps/0/llm/endpoint/model");
    auto commands_only = with_steps({{{"name", "a"}, {"command", {{"argv", {"true"}}}}}});
    commands_only.erase("endpoint");
    CHECK(read(commands_only)->steps.size() == 1);
}

TEST_CASE("more items than a run may have are refused in words") {
    auto value = with_steps({wait("a"), wait("b"), wait("c")});
    value["items"] = {{"made_up", {{"count", 400'000}, {"words", 1}}}};
    const auto items = read(value)->load_items(".");
    REQUIRE_FALSE(items);
    CHECK(says(items.error(), "400000 instances of 3 steps"));
}
