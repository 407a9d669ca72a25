#include "packaging/bench/report.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/calibration/quantile.h"

namespace sweeplab::bench {
namespace {

using namespace calibration;

constexpr std::size_t columns = 7;
using cells = std::array<std::string, columns>;

std::optional<double> median_of(const samples& measured, const std::string& key) {
    const auto found = measured.find(key);
    if (found == measured.end() || found->second.empty()) return std::nullopt;
    return median(found->second);
}

std::optional<bool> is_met(const goal& target, std::optional<double> value, std::optional<double> ratio) {
    const auto at_most = [&](std::optional<double> x) { return x ? std::optional(*x <= target.limit) : std::nullopt; };
    const auto at_least = [&](std::optional<double> x) { return x ? std::optional(*x >= target.limit) : std::nullopt; };
    switch (target.what) {
        case goal::kind::none: return std::nullopt;
        case goal::kind::value_at_most: return at_most(value);
        case goal::kind::value_at_least: return at_least(value);
        case goal::kind::ratio_at_most: return at_most(ratio);
        case goal::kind::ratio_at_least: return at_least(ratio);
        case goal::kind::ratio_within:
            return ratio ? std::optional(std::abs(*ratio - 1) <= target.limit) : std::nullopt;
    }
    return std::nullopt;
}

// Three digits that say something; thousands and millions in letters.
std::string in_words(double value) {
    const double size = std::abs(value);
    if (size >= 1e6) return fmt::format("{:.2f} M", value / 1e6);
    if (size >= 1e4) return fmt::format("{:.1f} k", value / 1e3);
    if (size >= 100) return fmt::format("{:.0f}", value);
    return fmt::format("{:.1f}", value);
}

std::string with_unit(std::optional<double> value, const std::string& unit) {
    return value ? in_words(*value) + " " + unit : "–";
}

std::string goal_in_words(const row& asked) {
    const auto& target = asked.target;
    switch (target.what) {
        case goal::kind::none: return "";
        case goal::kind::value_at_most: return "≤ " + with_unit(target.limit, asked.unit);
        case goal::kind::value_at_least: return "≥ " + with_unit(target.limit, asked.unit);
        case goal::kind::ratio_at_most: return fmt::format("≤ {:.2f} ×", target.limit);
        case goal::kind::ratio_at_least: return fmt::format("≥ {:.2f} ×", target.limit);
        case goal::kind::ratio_within: return fmt::format("1 ± {:.2f}", target.limit);
    }
    return "";
}

std::string met_in_words(const judged_row& line) {
    if (line.met) return *line.met ? "yes" : "NO";
    return line.asked.target.what == goal::kind::none ? "" : "not shown";
}

cells cells_of(const judged_row& line) {
    return {line.asked.figure,
            with_unit(line.value, line.asked.unit),
            line.asked.peer,
            line.asked.peer.empty() ? "" : with_unit(line.peer_value, line.asked.unit),
            line.ratio ? fmt::format("{:.2f}", *line.ratio) : "",
            goal_in_words(line.asked),
            met_in_words(line)};
}

// Characters, not bytes: "µ" is one.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, bool to_the_right) {
    const std::string space(width - width_of(text), ' ');
    return to_the_right ? space + text : text + space;
}

}  // namespace

std::vector<judged_row> judge(const std::vector<row>& rows, const samples& measured) {
    std::vector<judged_row> judged;
    for (const auto& asked : rows) {
        judged_row line{asked, median_of(measured, asked.key), {}, {}, {}};
        if (!asked.peer_key.empty()) line.peer_value = median_of(measured, asked.peer_key);
        if (line.value && line.peer_value && *line.peer_value != 0) line.ratio = *line.value / *line.peer_value;
        line.met = is_met(asked.target, line.value, line.ratio);
        judged.push_back(std::move(line));
    }
    return judged;
}

std::string as_table(const std::vector<judged_row>& rows) {
    std::vector<cells> lines{{"measured", "Sweeplab", "peer", "its figure", "ratio", "goal", "met"}};
    for (const auto& line : rows) lines.push_back(cells_of(line));
    std::array<std::size_t, columns> widths{};
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < columns; ++i) widths[i] = std::max(widths[i], width_of(line[i]));
    }
    std::string table;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        std::string text;
        for (std::size_t i = 0; i < columns; ++i) {
            const bool number = i == 1 || i == 3 || i == 4;
            text += padded(lines[at][i], widths[i], number) + (i + 1 < columns ? "  " : "");
        }
        table += text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
        if (at == 0) table += std::string(width_of(text), '-') + "\n";
    }
    return table;
}

json as_json(const std::vector<judged_row>& rows, const samples& measured) {
    json list = json::array();
    const auto put = [](json& object, const char* key, const auto& value) {
        if (value) object[key] = *value;
    };
    const auto all_of = [&](const std::string& key) {
        const auto found = measured.find(key);
        return found == measured.end() ? json::array() : json(found->second);
    };
    for (const auto& line : rows) {
        json object{{"figure", line.asked.figure}, {"unit", line.asked.unit}, {"samples", all_of(line.asked.key)}};
        put(object, "value", line.value);
        if (!line.asked.peer.empty()) {
            object["peer"] = line.asked.peer;
            object["peer_samples"] = all_of(line.asked.peer_key);
        }
        put(object, "peer_value", line.peer_value);
        put(object, "ratio", line.ratio);
        if (line.asked.target.what != goal::kind::none) object["goal"] = goal_in_words(line.asked);
        put(object, "met", line.met);
        list.push_back(std::move(object));
    }
    return list;
}

}  // namespace sweeplab::bench
