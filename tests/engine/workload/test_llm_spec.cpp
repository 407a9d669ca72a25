#include <doctest/doctest.h>

#include "engine/workload/chat_request.h"
#include "engine/workload/llm_spec.h"
#include "engine/workload/workload_kinds.h"

using namespace sweeplab;

namespace {

json small_spec() {
    return json::parse(R"({"kind": "llm", "endpoint": {"base_url": "http://127.0.0.1:8089/v1", "model": "sim-small"},
                           "items": ["a", "b"]})");
}

json full_spec() {
    return json::parse(R"({"kind": "llm",
        "endpoint": {"base_url": "https://host.example/v1", "model": "m", "api_key_env": "MY_KEY",
                     "headers": {"x-project": "bench"}, "http_version": "2"},
        "prompt": "List:\n{item}", "system": "Be short.", "items": ["a"], "max_tokens": 256, "temperature": 0, "seed": 7,
        "stop": ["\n\n"], "stream": false, "extra": {"top_p": 0.9}, "result": {"count": "/beliefs"},
        "timeouts": {"connect_s": 5, "first_token_s": 20, "between_tokens_s": 10, "whole_s": 100}, "preconnect": false})");
}

error refusal_of(const json& value) {
    const auto read = known_workload_kinds().read(value, "/workload");
    REQUIRE_FALSE(read);
    return read.error();
}

std::shared_ptr<const llm_spec> read(const json& value) {
    const auto spec = known_workload_kinds().read(value, "/workload");
    if (!spec) FAIL(spec.error().text());
    return std::dynamic_pointer_cast<const llm_spec>(*spec);
}

json body_of(const llm_spec& spec, const item& one) { return json::parse(chat_request_writer(spec, 4, 99).body_for(one)); }

}  // namespace

TEST_CASE("an llm workload is read, with defaults for what is left out") {
    const auto spec = read(small_spec());
    CHECK(spec->prompt == "{item}");
    CHECK(spec->stream);
    CHECK(spec->preconnect);
    CHECK(spec->limits().connect == 10s);
    CHECK(spec->load_items(".").value().size() == 2);
    CHECK(spec->secret_names().empty());
    CHECK(spec->slots(16) == 16);
    CHECK(spec->summary() == "sim-small at http://127.0.0.1:8089/v1, 2 items");
    CHECK_FALSE(spec->expected_output_tokens({"0", "a"}));
}

TEST_CASE("an llm workload is written back the same") {
    const auto spec = read(full_spec());
    CHECK(spec->to_json() == full_spec());
    CHECK(read(spec->to_json())->to_json() == full_spec());
    const auto small = read(small_spec())->to_json();
    CHECK(read(small)->to_json() == small);
    CHECK(spec->secret_names() == std::vector<std::string>{"MY_KEY"});
    CHECK(spec->limits().between_tokens == duration(10s));
    CHECK(spec->expected_output_tokens({"0", "a"}) == 256);
    CHECK(spec->expected_input_tokens({"0", "12345678"}).value() >= 4);
}

TEST_CASE("what an llm workload must not say is refused with its path") {
    struct wrong {
        const char* pointer;
        json value;
        const char* where;
    };
    const std::vector<wrong> all{
        {"/promt", "x", "/workload/promt"},
        {"/prompt", 5, "/workload/prompt"},
        {"/prompt", "", "/workload/prompt"},
        {"/max_tokens", 0, "/workload/max_tokens"},
        {"/max_tokens", "many", "/workload/max_tokens"},
        {"/temperature", -1, "/workload/temperature"},
        {"/seed", 1.5, "/workload/seed"},
        {"/stop", json::array(), "/workload/stop"},
        {"/stop", json::array({1}), "/workload/stop/0"},
        {"/stream", "yes", "/workload/stream"},
        {"/items", json::array(), "/workload/items"},
        {"/extra", json::array(), "/workload/extra"},
        {"/extra", {{"messages", json::array()}}, "/workload/extra/messages"},
        {"/extra", {{"stream", true}}, "/workload/extra/stream"},
        {"/timeouts", {{"whole", 5}}, "/workload/timeouts/whole"},
        {"/timeouts", {{"whole_s", 0}}, "/workload/timeouts/whole_s"},
        {"/timeouts", {{"connect_s", -1}}, "/workload/timeouts/connect_s"},
        {"/preconnect", 1, "/workload/preconnect"},
        {"/endpoint", "http://host", "/workload/endpoint"},
        {"/endpoint/model", "", "/workload/endpoint/model"},
        {"/endpoint/modle", "x", "/workload/endpoint/modle"},
        {"/endpoint/base_url", "127.0.0.1:8089", "/workload/endpoint/base_url"},
        {"/endpoint/base_url", "ftp://host/v1", "/workload/endpoint/base_url"},
        {"/endpoint/base_url", "http://host/v1?key=1", "/workload/endpoint/base_url"},
        {"/endpoint/http_version", "3", "/workload/endpoint/http_version"},
        {"/endpoint/http_version", "2", "/workload/endpoint/http_version"},  // over plain http
        {"/endpoint/headers", {{"x y", "1"}}, "/workload/endpoint/headers/x y"},
        {"/endpoint/headers", {{"x", 1}}, "/workload/endpoint/headers/x"},
    };
    for (const auto& one : all) {
        auto value = small_spec();
        value[json::json_pointer(one.pointer)] = one.value;
        CAPTURE(one.pointer);
        CAPTURE(one.value.dump());
        const auto fault = refusal_of(value);
        CHECK(fault.where == one.where);
        CHECK(fault.kind == error_kind::bad_input);
        CHECK_FALSE(fault.message.empty());
    }
    for (const char* needed : {"endpoint", "items"}) {
        auto value = small_spec();
        value.erase(needed);
        CHECK(refusal_of(value).where == std::string("/workload/") + needed);
    }
}

TEST_CASE("a key in a plan is refused with what to do, and not repeated") {
    const std::string key = "sk-very-secret-123";
    for (const char* pointer : {"/endpoint/api_key", "/endpoint/token", "/endpoint/headers/Authorization",
                                "/endpoint/headers/api-key", "/endpoint/api_key_env"}) {
        auto value = small_spec();
        value[json::json_pointer(pointer)] = key;
        CAPTURE(pointer);
        const auto fault = refusal_of(value);
        CHECK(fault.text().find("environment variable") != std::string::npos);
        CHECK(fault.text().find(key) == std::string::npos);
    }
    auto in_url = small_spec();
    in_url["endpoint"]["base_url"] = "https://user:" + key + "@host/v1";
    CHECK(refusal_of(in_url).text().find(key) == std::string::npos);
}

TEST_CASE("a key of the keyring is asked for by that name") {
    auto value = small_spec();
    value["endpoint"]["api_key_keyring"] = "work";
    CHECK(read(value)->secret_names() == std::vector<std::string>{"keyring:work"});
    CHECK(read(value)->to_json()["endpoint"]["api_key_keyring"] == "work");
    value["endpoint"]["api_key_env"] = "ALSO";
    CHECK(refusal_of(value).where == "/workload/endpoint/api_key_keyring");
}

TEST_CASE("the simulated endpoint is asked for by a word, and replaced by its URL") {
    auto value = small_spec();
    value["endpoint"]["base_url"] = "simulated";
    const auto spec = read(value);
    CHECK(wants_simulated_endpoint(*spec));
    const auto moved = with_base_url(spec, "http://127.0.0.1:5/v1");
    CHECK_FALSE(wants_simulated_endpoint(*moved));
    const auto llm = std::dynamic_pointer_cast<const llm_spec>(moved);
    CHECK(llm->endpoint.base_url == "http://127.0.0.1:5/v1");
    CHECK(llm->endpoint.built_in);
    CHECK(spec->to_json()["endpoint"]["base_url"] == "simulated");
}

TEST_CASE("a slash at the end of the base URL makes no difference") {
    auto value = small_spec();
    value["endpoint"]["base_url"] = "http://127.0.0.1:8089/v1//";
    CHECK(read(value)->endpoint.base_url == "http://127.0.0.1:8089/v1");
}

TEST_CASE("a request's body has what the plan says") {
    const auto body = body_of(*read(full_spec()), {"0", "say \"hi\"\n{item}"});
    CHECK(body["model"] == "m");
    CHECK(body["messages"] == json::parse(R"([{"role": "system", "content": "Be short."},
                                              {"role": "user", "content": "List:\nsay \"hi\"\n{item}"}])"));
    CHECK(body["max_tokens"] == 256);
    CHECK(body["temperature"] == 0);
    CHECK(body["seed"] == 7);
    CHECK(body["stop"] == json::array({"\n\n"}));
    CHECK(body["top_p"] == 0.9);
    CHECK(body["stream"] == false);
    CHECK_FALSE(body.contains("stream_options"));
}

TEST_CASE("a streamed request asks for usage, and extra may take members out") {
    auto value = small_spec();
    CHECK(body_of(*read(value), {"0", "a"})["stream_options"]["include_usage"] == true);
    CHECK_FALSE(body_of(*read(value), {"0", "a"}).contains("max_tokens"));
    value["max_tokens"] = 5;
    value["extra"] = json::parse(R"({"stream_options": null, "max_tokens": null, "max_completion_tokens": 5})");
    const auto body = body_of(*read(value), {"0", "a"});
    CHECK_FALSE(body.contains("stream_options"));
    CHECK_FALSE(body.contains("max_tokens"));
    CHECK(body["max_completion_tokens"] == 5);
    CHECK(read(value)->to_json()["extra"] == value["extra"]);
}

TEST_CASE("the prompt is filled in; bytes that are no text do no harm") {
    auto value = small_spec();
    value["prompt"] = "{item_name}|{item}|{workers}|{seed}|{other}";
    CHECK(body_of(*read(value), {"n", "t"})["messages"][0]["content"] == "n|t|4|99|{other}");
    CHECK(body_of(*read(small_spec()), {"0", "a\xFFz"})["messages"][0]["content"] == "a\xEF\xBF\xBDz");
}
