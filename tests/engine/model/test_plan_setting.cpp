#include <doctest/doctest.h>

#include "engine/model/plan.h"

using namespace sweeplab;

namespace {

json after(std::string_view setting) {
    auto document = json::parse(R"({"name": "n", "sweep": {"workers": [1, 2], "repeats": 1}})");
    const auto applied = apply_setting(document, setting);
    if (!applied) FAIL(applied.error().text());
    return document;
}

error refused(std::string_view setting) {
    const auto before = json::parse(R"({"name": "n", "sweep": {"workers": [1, 2], "repeats": 1}})");
    auto document = before;
    const auto applied = apply_setting(document, setting);
    REQUIRE_FALSE(applied);
    CHECK(applied.error().kind == error_kind::bad_input);
    CHECK(document == before);
    return applied.error();
}

}  // namespace

TEST_CASE("a setting replaces, adds and appends") {
    CHECK(after("/sweep/repeats=5")["sweep"]["repeats"] == 5);
    CHECK(after("/sweep/workers=[1, 2, 4]")["sweep"]["workers"] == json({1, 2, 4}));
    CHECK(after("/sweep/workers/1=7")["sweep"]["workers"] == json({1, 7}));
    CHECK(after("/sweep/workers/-=4")["sweep"]["workers"] == json({1, 2, 4}));
    CHECK(after("/limits/max_attempts=3")["limits"]["max_attempts"] == 3);
    CHECK(after("/limits/stop_on_failure=true")["limits"]["stop_on_failure"] == true);
    CHECK(after("/a~1b~0c=1")["a/b~c"] == 1);
}

TEST_CASE("a value that is no JSON is a string") {
    CHECK(after("/name=belief extraction")["name"] == "belief extraction");
    CHECK(after("/name=\"12\"")["name"] == "12");
    CHECK(after("/name=")["name"] == "");
    CHECK(after("/name=a=b")["name"] == "a=b");
    CHECK(after("/name=\xFF")["name"] == "\uFFFD");
}

TEST_CASE("a setting that fits nowhere is refused, and changes nothing") {
    CHECK(refused("repeats=5").message == "\"repeats=5\" is no setting");
    CHECK(refused("/sweep/repeats").message == "\"/sweep/repeats\" is no setting");
    CHECK(refused("").message == "\"\" is no setting");
    CHECK(refused("/name/x=1").text() == "/name: is a string, which has no parts");
    CHECK(refused("/sweep/workers/first=1").where == "/sweep/workers");
    CHECK(refused("/sweep/workers/999999999=1").where == "/sweep/workers");
    CHECK(refused("/a~2b=1").message == "\"/a~2b=1\" has a faulty JSON pointer");
    CHECK(refused("/a~=1").message == "\"/a~=1\" has a faulty JSON pointer");
}
