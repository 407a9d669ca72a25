// What was found of targets, for programs: JSON and JUnit's XML.
#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/model/json_fields.h"
#include "engine/targets/target_words.h"
#include "engine/targets/targets.h"

namespace sweeplab {
namespace {

// XML 1.0 has no place for other control characters, not even escaped.
std::string escaped(std::string_view text) {
    std::string plain;
    for (const char c : to_valid_utf8(text)) {
        if (c == '&') plain += "&amp;";
        else if (c == '<') plain += "&lt;";
        else if (c == '>') plain += "&gt;";
        else if (c == '"') plain += "&quot;";
        else if (static_cast<unsigned char>(c) < ' ') plain += ' ';
        else plain += c;
    }
    // Nor for the two code points that are no characters: U+FFFE and U+FFFF.
    for (const std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
        for (auto at = plain.find(none); at != plain.npos; at = plain.find(none, at)) plain.replace(at, none.size(), "?");
    return plain;
}

std::string title_of(const target& asked) {
    const auto rule = rule_in_words(asked);
    return asked.id + ": " + (asked.name.empty() ? rule : asked.name + " (" + rule + ")");
}

std::string test_case(const target_result& result, const std::string& suite) {
    const auto open = fmt::format("  <testcase classname=\"{}\" name=\"{}\"", suite, escaped(title_of(result.asked)));
    const auto words = escaped(result.words);
    switch (result.state) {
        case target_state::fail: return fmt::format("{}>\n    <failure message=\"{}\"/>\n  </testcase>\n", open, words);
        case target_state::pending:
            return fmt::format("{}>\n    <skipped message=\"pending: {}\"/>\n  </testcase>\n", open, words);
        case target_state::pass: break;
    }
    return fmt::format("{}>\n    <system-out>{}</system-out>\n  </testcase>\n", open, words);
}

json to_json(const target_result& result, const std::string& currency) {
    json object{{"id", text_to_json(result.asked.id)},
                {"metric", result.asked.metric},
                {"statistic", to_text(result.asked.which)},
                {"rule", rule_in_words(result.asked)},
                {"state", to_text(result.state)},
                {"workers", value_or_null(result.workers)},
                {"value", value_or_null(result.value)},
                {"lo", value_or_null(result.lo)},
                {"hi", value_or_null(result.hi)},
                {"margin", value_or_null(result.margin)},
                {"within_uncertainty", result.within_uncertainty},
                {"words", text_to_json(result.words)}};
    put_text(object, "name", result.asked.name);
    put_text(object, "basis", result.basis);
    put_text(object, "unit", unit_of(result.asked, currency));
    if (asks_for_a_baseline(result.asked)) {
        object["run_value"] = value_or_null(result.run_value);
        object["baseline_value"] = value_or_null(result.baseline_value);
    }
    return object;
}

}  // namespace

json to_json(const target_report& report) {
    json object{{"set", text_to_json(report.set.name)},
                {"run", text_to_json(report.run_name)},
                {"baseline", report.baseline_name.empty() ? json(nullptr) : text_to_json(report.baseline_name)},
                {"simulated", report.simulated},
                {"passed", report.count(target_state::pass)},
                {"failed", report.count(target_state::fail)},
                {"pending", report.count(target_state::pending)},
                {"warnings", texts_to_json(report.warnings)},
                {"targets", json::array()}};
    for (const auto& result : report.results) object["targets"].push_back(to_json(result, report.currency));
    return object;
}

std::string to_junit(const target_report& report) {
    const auto suite = escaped(report.set.name.empty() ? "targets" : report.set.name);
    auto text = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n"
        "  <properties>\n    <property name=\"run\" value=\"{}\"/>\n    <property name=\"simulated\" value=\"{}\"/>\n",
        suite, report.results.size(), report.count(target_state::fail), report.count(target_state::pending),
        escaped(report.run_name), report.simulated);
    if (!report.baseline_name.empty())
        text += fmt::format("    <property name=\"baseline\" value=\"{}\"/>\n", escaped(report.baseline_name));
    for (const auto& one : report.warnings)
        text += fmt::format("    <property name=\"warning\" value=\"{}\"/>\n", escaped(one));
    text += "  </properties>\n";
    for (const auto& result : report.results) text += test_case(result, suite);
    return text + "</testsuite>\n";
}

}  // namespace sweeplab
