// The report as one HTML file: its style and pictures are in it, and a policy in its head forbids all else.
#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/report/svg_chart.h"

namespace sweeplab {
namespace {

constexpr const char* page_style =
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,\"Segoe UI\",\"DejaVu "
    "Sans\",sans-serif}\n"
    "main{max-width:60rem;margin:0 auto;padding:2rem 1.5rem;background:var(--sheet);min-height:100vh}\n"
    "h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem;overflow-wrap:anywhere}\n"
    "h2{font-size:1.2rem;margin:2.2rem 0 .6rem;padding-bottom:.3rem;border-bottom:1px solid var(--rule)}\n"
    "h3{font-size:1rem;margin:1.4rem 0 .4rem}\n"
    "p{margin:.5rem 0;overflow-wrap:anywhere}\n"
    ".finding{font-size:1.15rem;font-weight:600}\n"
    ".muted{color:var(--muted);font-size:.9rem}\n"
    ".badge{display:inline-block;vertical-align:middle;font-size:.8rem;font-weight:600;padding:.1rem "
    ".6rem;border-radius:1rem;"
    "color:var(--warn);background:var(--warn-sheet);border:1px solid var(--warn)}\n"
    ".warn{margin:.4rem 0;padding:.5rem .8rem;border-left:4px solid var(--warn);background:var(--warn-sheet);"
    "color:var(--text)}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:1rem 0}\n"
    "dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}\n"
    ".wide{overflow-x:auto;margin:.6rem 0}\n"
    "table{border-collapse:collapse;font-size:.88rem;font-variant-numeric:tabular-nums}\n"
    ".caption{color:var(--muted);font-size:.9rem;margin:1rem 0 0}.caption+.wide{margin-top:.2rem}\n"
    "th,td{padding:.3rem .6rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}\n"
    "th:first-child,td:first-child{padding-left:.2rem}\n"
    "th{font-weight:600;white-space:nowrap}th.n,td.n{text-align:right;white-space:nowrap}\n"
    "td.t{min-width:10rem;overflow-wrap:anywhere}\n"
    "ul{margin:.5rem 0;padding-left:1.3rem}li{margin:.2rem 0;overflow-wrap:anywhere}\n"
    "figure{margin:.8rem 0;overflow-x:auto}.chart{display:block;width:100%;min-width:34rem;max-width:52rem;height:auto}\n"
    "figcaption{font-weight:600}\n"
    "pre{background:var(--code);border:1px solid "
    "var(--rule);border-radius:.3rem;padding:.7rem;overflow-x:auto;font-size:.85rem}\n"
    "summary{cursor:pointer}\n"
    "footer{margin-top:2.5rem;color:var(--muted);font-size:.85rem}\n"
    "article+article{margin-top:3rem;padding-top:2rem;border-top:3px solid var(--rule)}\n"
    "@media print{body,main{background:none}main{max-width:none;padding:0}section{break-inside:avoid-page}}\n";

std::string block(const report_paragraph& one) {
    std::string html;
    for (const auto line : split(one.text, '\n'))
        if (!trim(line).empty()) html += "<p>" + escape_markup(line) + "</p>\n";
    return html;
}

std::string block(const report_list& one) {
    std::string html = "<ul>\n";
    for (const auto& line : one.lines) html += "<li>" + escape_markup(line) + "</li>\n";
    return html + "</ul>\n";
}

std::string block(const report_table& table) {
    std::string html;
    // Above the table, not in it: a caption would be no wider than the table.
    if (!table.title.empty()) html += "<p class=\"caption\">" + escape_markup(table.title) + "</p>\n";
    html += "<div class=\"wide\"><table" +
            (table.title.empty() ? "" : " aria-label=\"" + escape_markup(table.title) + "\"") + ">\n";
    html += "<thead><tr>";
    for (const auto& column : table.columns)
        html += fmt::format("<th scope=\"col\"{}>{}</th>", column.number ? " class=\"n\"" : "", escape_markup(column.title));
    html += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
        html += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i)
            html += fmt::format("<td class=\"{}\">{}</td>", table.columns[i].number ? "n" : "t", escape_markup(row[i]));
        html += "</tr>\n";
    }
    return html + "</tbody>\n</table></div>\n";
}

std::string block(const report_code& one) {
    const auto code = "<pre><code>" + escape_markup(one.text) + "</code></pre>\n";
    if (one.summary.empty()) return code;
    return "<details><summary>" + escape_markup(one.summary) + "</summary>\n" + code + "</details>\n";
}

// What stands above a chart already is not said again.
template <class Chart>
std::string figure_of(const Chart& chart, const std::string& heading) {
    const bool named = chart.title != heading;
    return "<figure>\n" + (named ? "<figcaption>" + escape_markup(chart.title) + "</figcaption>\n" : "") +
           chart_markup(chart) + "</figure>\n";
}

std::string section_of(const report_section& section) {
    auto html = "<section>\n<h2>" + escape_markup(section.title) + "</h2>\n";
    const auto write = [&](const auto& one) {
        if constexpr (requires { one.y_name; }) return figure_of(one, section.title);
        else return block(one);
    };
    for (const auto& one : section.blocks) html += std::visit(write, one);
    return html + "</section>\n";
}

std::string article_of(const run_report& report) {
    auto html = "<article>\n<h1>" + escape_markup(report.title) +
                (report.simulated ? " <span class=\"badge\">simulated</span>" : "") + "</h1>\n";
    if (!report.headline.empty()) html += "<p class=\"finding\">" + escape_markup(report.headline) + "</p>\n";
    if (!report.detail.empty()) html += "<p>" + escape_markup(report.detail) + "</p>\n";
    for (const auto& warning : report.warnings) html += "<p class=\"warn\">" + escape_markup(warning) + "</p>\n";
    html += "<dl>\n";
    for (const auto& [name, value] : report.facts)
        html += "<dt>" + escape_markup(name) + "</dt><dd>" + escape_markup(value) + "</dd>\n";
    html += "</dl>\n";
    for (const auto& section : report.sections) html += section_of(section);
    return html + "</article>\n";
}

}  // namespace

std::string to_html(const report_content& content) {
    std::string html = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" "
        "content=\"light "
        "dark\">\n<title>{}</title>\n<style>\n:root{{color-scheme:light dark;{}}}\n@media "
        "(prefers-color-scheme:dark){{:root{{{}}}}}\n{}{}</style>\n</head>\n<body>\n<main>\n",
        escape_markup(content.title), light_colors, dark_colors, page_style, chart_style);
    if (content.runs.size() != 1) html += "<h1>" + escape_markup(content.title) + "</h1>\n";
    if (!content.headline.empty()) html += "<p class=\"finding\">" + escape_markup(content.headline) + "</p>\n";
    for (const auto& section : content.overview) html += section_of(section);
    for (const auto& run : content.runs) html += article_of(run);
    html += "<section>\n<h2>What the figures mean</h2>\n" + block(report_list{content.definitions}) + "</section>\n";
    html += "<footer>Made by " + escape_markup(content.made) + "</footer>\n";
    return html + "</main>\n</body>\n</html>\n";
}

}  // namespace sweeplab
