// Audits of small tables, and what was found in them. For the tests of this folder.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/audit/audit.h"

namespace sweeplab::test {

inline table_audit audit_text(const std::string& text) {
    const auto document = read_published_text(text, "table");
    REQUIRE_MESSAGE(document, (document ? "" : document.error().text()));
    return audit(*document);
}

inline const audit_finding* find(const table_audit& all, audit_severity severity, std::string_view words) {
    for (const auto& one : all.findings)
        if (one.severity == severity && one.words.find(words) != std::string::npos) return &one;
    for (const auto& one : all.findings) MESSAGE(to_text(one.severity), ": ", one.words);
    return nullptr;
}

inline bool cites(const audit_finding& finding, const std::string& place, const std::string& column,
                  const std::string& value) {
    return std::any_of(finding.cells.begin(), finding.cells.end(), [&](const auto& cell) {
        return cell.place == place && cell.column == column && cell.value == value;
    });
}

inline bool has(const table_audit& all, audit_severity severity) {
    const bool any =
        std::any_of(all.findings.begin(), all.findings.end(), [&](const auto& one) { return one.severity == severity; });
    if (any)
        for (const auto& one : all.findings) MESSAGE(to_text(one.severity), ": ", one.words);
    return any;
}

}  // namespace sweeplab::test
