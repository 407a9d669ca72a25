// The result files of other tools that lie in tests/fixtures/imports.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "engine/imports/imports.h"

namespace sweeplab::test {

inline std::filesystem::path import_fixture(const std::string& name) {
    return std::filesystem::path(SWEEPLAB_SOURCE_DIR "/tests/fixtures/imports") / name;
}

inline file_reading read_fixture(const std::string& name) {
    auto reading = read_results(import_fixture(name));
    REQUIRE_MESSAGE(reading.has_value(), (reading ? "" : reading.error().text()));
    return std::move(*reading);
}

inline std::string import_refusal(const std::string& text) {
    const auto reading = read_results_text(text, "f.json");
    REQUIRE_FALSE(reading.has_value());
    return reading.error().text();
}

inline const tool_metric* find_metric(const tool_metrics& metrics, const std::string& id, int workers) {
    for (const auto& one : metrics.values)
        if (one.id == id && one.workers == workers) return &one;
    return nullptr;
}

}  // namespace sweeplab::test
