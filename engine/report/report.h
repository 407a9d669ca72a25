// A report on runs: one content, made here as values, and forms of it: Markdown, and HTML in one file without scripts or
// anything from a network. All text in the content is plain; each form escapes it. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/advice/run_analysis.h"

namespace sweeplab {

struct report_column {
    std::string title;
    bool number = true;  // set flush right
};
struct report_table {
    std::string title;  // may be empty
    std::vector<report_column> columns;
    std::vector<std::vector<std::string>> rows;  // each as long as `columns`
};

struct report_point {
    double x = 1;
    double y = 0;
    std::optional<double> lo;
    std::optional<double> hi;
    std::vector<double> repeats;
    bool doubted = false;  // its own record speaks against it: drawn grey
};
struct report_line {
    std::string name;
    std::vector<report_point> points;  // by x
};
struct report_band_point {
    double x = 1;
    double lower = 0;
    double upper = 0;
};
// Over worker counts, on a logarithmic axis; both axes are named, and y begins at 0.
struct line_chart {
    std::string title;
    std::string x_name = "workers";
    std::string y_name;  // with the unit
    std::vector<report_line> lines;
    std::vector<report_band_point> band;
    std::string band_name;
    std::optional<double> marked_x;  // the count that is advised
    std::string mark_name;
};
// Each bar's parts in percent, in the order of `parts`; below 0 counts as 0.
struct stacked_chart {
    std::string title;
    std::string x_name = "workers";
    std::string y_name;
    std::vector<std::string> parts;
    std::vector<std::string> bars;
    std::vector<std::vector<double>> shares;  // by bar, then by part
};
struct report_code {
    std::string text;
    std::string summary;  // what it is, when it is long enough to be folded; may be empty
};
struct report_list {
    std::vector<std::string> lines;
};
struct report_paragraph {
    std::string text;
};

using report_block = std::variant<report_paragraph, report_list, report_table, line_chart, stacked_chart, report_code>;

struct report_section {
    std::string title;
    std::vector<report_block> blocks;
};

// Of one run.
struct run_report {
    std::string title;
    bool simulated = false;
    std::string headline;
    std::string detail;
    std::vector<std::string> warnings;
    std::vector<std::pair<std::string, std::string>> facts;  // machine, workload, when
    std::vector<report_section> sections;
};

struct report_content {
    std::string title;
    std::string headline;  // of several runs beside each other; of one empty
    std::vector<report_section> overview;
    std::vector<run_report> runs;
    std::vector<std::string> definitions;  // what the figures mean, with their ids
    std::string made;                      // "Sweeplab 0.1.0, 2026-11-21T09:30:00Z"
};

struct report_request {
    analysis_request analysis;
    unix_ms made_at = 0;            // 0: is not said
    std::string library_arguments;  // " --db FILE" for the commands that are shown; may be empty
};

// Needs runs loaded with their attempts.
report_content make_report(const std::vector<run_record>& runs, const report_request& request = {});
// The same from analyses that are there already, in the runs' order.
report_content make_report(const std::vector<run_record>& runs, const std::vector<run_analysis>& analyses,
                           const report_request& request);
// The same of runs that others hold; what is null is left out.
report_content make_report(const std::vector<const run_record*>& runs, const report_request& request = {});

std::string to_markdown(const report_content& content);
std::string to_html(const report_content& content);
// A picture that stands alone, light colours.
std::string to_svg(const line_chart& chart);
std::string to_svg(const stacked_chart& chart);

}  // namespace sweeplab
