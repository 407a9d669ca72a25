#include <doctest/doctest.h>

#include <filesystem>

#include "engine/model/host_profile.h"
#include "engine/model/run_event.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;

namespace {

const std::filesystem::path resources = SWEEPLAB_SOURCE_DIR "/resources";

json read_shipped(const std::string& name) {
    auto document = parse_json(test::read_file(resources / name), name);
    REQUIRE_MESSAGE(document.has_value(), (document ? "" : document.error().text()));
    return *document;
}

}  // namespace

TEST_CASE("the shipped host profiles are read strictly, and come back the same") {
    const auto list = read_shipped("hosts.json");
    REQUIRE(list.size() == 3);
    for (const auto& entry : list) {
        const auto host = read_host_profile(entry, "");
        REQUIRE_MESSAGE(host.has_value(), (host ? "" : host.error().text()));
        CHECK_FALSE(host->measured);
        CHECK(read_host_profile(to_json(*host), "").value() == *host);
    }
    CHECK(read_host_profile(list[0], "")->expected_tokens_per_s == number_range{30, 50});
    CHECK(read_host_profile(list[1], "")->gpus.size() == 2);
    CHECK(read_host_profile(list[2], "")->threads == 16);
}

TEST_CASE("shipped prices and limits are dated") {
    const auto prices = read_shipped("prices.json");
    const auto tiers = read_shipped("rate_limit_tiers.json");
    REQUIRE_FALSE(prices["prices"].empty());
    REQUIRE_FALSE(tiers["tiers"].empty());
    for (const auto& price : prices["prices"]) CHECK(from_iso8601(price["as_of"].get<std::string>()));
    for (const auto& tier : tiers["tiers"]) CHECK(from_iso8601(tier["as_of"].get<std::string>()));
}
