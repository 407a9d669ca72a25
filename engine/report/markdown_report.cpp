// The report as Markdown (GitHub's tables). Names and messages come from files and commands: nothing in them becomes markup.
#include <algorithm>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/report/report.h"

namespace sweeplab {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : to_valid_utf8(text)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '&') out += "&amp;";
        else if (byte < ' ' || byte == 0x7f) out += ' ';
        else {
            if (std::string_view("\\`*_[]|~").find(c) != std::string_view::npos) out += '\\';
            out += c;
        }
    }
    return out;
}

// At a line's beginning # + - and "1." would make a heading or a list.
std::string line_of(std::string_view text) {
    auto out = escaped(trim(text));
    if (!out.empty() && (out[0] == '#' || out[0] == '+' || out[0] == '-' || out[0] == '=')) return "\\" + out;
    const auto digits = out.find_first_not_of("0123456789");
    if (digits != 0 && digits != out.npos && (out[digits] == '.' || out[digits] == ')')) out.insert(digits, "\\");
    return out;
}

void add(std::string& text, const report_paragraph& block) {
    for (const auto line : split(block.text, '\n'))
        if (!trim(line).empty()) text += line_of(line) + "\n\n";
}

void add(std::string& text, const report_list& block) {
    for (const auto& line : block.lines) text += "- " + line_of(line) + "\n";
    text += "\n";
}

void add(std::string& text, const report_table& table) {
    if (!table.title.empty()) text += "**" + escaped(table.title) + "**\n\n";
    std::string rule = "|";
    text += "|";
    for (const auto& column : table.columns) {
        text += " " + escaped(column.title) + " |";
        rule += column.number ? "--:|" : ":--|";
    }
    text += "\n" + rule + "\n";
    for (const auto& row : table.rows) {
        text += "|";
        for (const auto& cell : row) text += " " + escaped(cell) + " |";
        text += "\n";
    }
    text += "\n";
}

// Pictures stay with the HTML: the table beneath each has its numbers.
void add(std::string&, const line_chart&) {}
void add(std::string&, const stacked_chart&) {}

void add(std::string& text, const report_code& block) {
    std::string fence = "```";
    while (block.text.find(fence) != std::string::npos) fence += "`";
    text += fence + "sh\n" + to_valid_utf8(block.text) + "\n" + fence + "\n\n";
}

void add(std::string& text, const report_section& section, const std::string& heading) {
    text += heading + " " + line_of(section.title) + "\n\n";
    for (const auto& block : section.blocks) std::visit([&](const auto& one) { add(text, one); }, block);
}

void add(std::string& text, const run_report& report, bool alone) {
    text += (alone ? "# " : "## ") + escaped(report.title) + (report.simulated ? " (simulated)" : "") + "\n\n";
    if (!report.headline.empty()) text += "**" + escaped(report.headline) + "**\n\n";
    if (!report.detail.empty()) text += line_of(report.detail) + "\n\n";
    for (const auto& warning : report.warnings) text += "> ⚠ " + escaped(warning) + "\n>\n";
    if (!report.warnings.empty()) text.replace(text.size() - 2, 2, "\n");
    for (const auto& [name, value] : report.facts) text += fmt::format("- **{}:** {}\n", escaped(name), escaped(value));
    text += "\n";
    for (const auto& section : report.sections) add(text, section, alone ? "##" : "###");
}

}  // namespace

std::string to_markdown(const report_content& content) {
    std::string text;
    const bool alone = content.runs.size() == 1;
    if (!alone) text += "# " + escaped(content.title) + "\n\n";
    if (!content.headline.empty()) text += "**" + escaped(content.headline) + "**\n\n";
    for (const auto& section : content.overview) add(text, section, "##");
    for (const auto& run : content.runs) add(text, run, alone);
    text += "## What the figures mean\n\n";
    add(text, report_list{content.definitions});
    return text + "Made by " + escaped(content.made) + ".\n";
}

}  // namespace sweeplab
