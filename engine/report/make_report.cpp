#include <algorithm>

#include <fmt/format.h>

#include "engine/advice/headline.h"
#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "engine/model/run_event.h"
#include "engine/report/report_parts.h"

namespace sweeplab {
namespace {

std::string date_in_words(unix_ms time) {
    auto text = to_iso8601(time - time % 1000);
    std::ranges::replace(text, 'T', ' ');
    if (text.ends_with('Z')) text.replace(text.size() - 1, 1, " UTC");
    return text;
}

void say_finding(const run_analysis& analysis, run_report& report) {
    const auto words = advised_finding(analysis);
    report.headline = words.headline;
    report.detail = words.detail;
    report.warnings = words.warnings;
    if (!analysis.soak.empty()) {
        const auto soak = describe_soak(analysis.soak);
        report.headline = soak.headline;
        report.detail = soak.detail;
    } else if (!analysis.phases.empty()) {
        report.headline = describe_phases(analysis.phases);
        report.detail = {};
    } else if (analysis.curve.open_loop || analysis.curve.soak) {
        report.headline = "No trial has run to its end.";
        report.detail = {};
    }
}

void add_facts(const run_record& run, run_report& report) {
    const auto& summary = run.summary;
    const auto add = [&](const char* name, std::string value) {
        if (!value.empty()) report.facts.emplace_back(name, std::move(value));
    };
    const auto machine = run.host.summary();
    add("Machine", summary.host_name + (machine.empty() ? "" : " (" + machine + ")"));
    add("Processor", run.host.cpu_model);
    std::vector<std::string> gpus;
    for (const auto& gpu : run.host.gpus) gpus.push_back(gpu.name);
    add("GPU", join(gpus, ", "));
    add("System", run.host.os + (run.host.os.empty() || run.host.kernel.empty() ? "" : ", ") + run.host.kernel);
    add("Workload", summary.workload);
    if (summary.simulated) add("Simulated", "against the built-in simulated endpoint: no real model answered");
    if (summary.started_at > 0) add("Begun", date_in_words(summary.started_at));
    if (summary.origin == run_origin::imported) add("Origin", "imported");
    if (summary.state != run_state::complete) add("State", std::string(to_text(summary.state)));
    std::vector<std::string> counts;
    for (const int workers : summary.workers) counts.push_back(std::to_string(workers));
    add("Worker counts", join(counts, ", "));
    add("Tags", join(summary.tags, ", "));
    add("Notes", summary.notes);
    add("Work", run.work_hash);
}

void add_sections(const run_record& run, const run_analysis& analysis, const report_request& request, run_report& report) {
    const auto add = [&](maybe_section section) {
        if (section) report.sections.push_back(std::move(*section));
    };
    add(phase_section(analysis));
    add(soak_section(analysis));
    const bool planned = analysis.curve.open_loop || analysis.curve.soak;
    if (!planned) {
        add(scaling_section(run, analysis));
        add(advice_section(analysis));
        add(loss_section(analysis));
    }
    add(milestone_section(run));
    add(native_section(run));
    add(solved_section(run));
    if (!analysis.curve.soak) add(latency_section(analysis));
    if (!planned) {
        add(rate_section(analysis));
        add(laws_section(analysis));
    }
    add(tool_section(run));
    add(condition_section(run));
    if (!planned) add(trials_section(run));
    add(missing_section(analysis));
    add(again_section(run, request));
}

run_report report_on(const run_record& run, const run_analysis& analysis, const report_request& request) {
    run_report report;
    report.title = run.summary.id ? fmt::format("Run {}: {}", run.summary.id.value, run.summary.name) : run.summary.name;
    report.simulated = run.summary.simulated;
    say_finding(analysis, report);
    add_facts(run, report);
    add_sections(run, analysis, request, report);
    return report;
}

// Whose curves can be drawn over one another.
std::vector<std::size_t> with_curves(const std::vector<run_analysis>& analyses) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < analyses.size(); ++i)
        if (!analyses[i].curve.points.empty()) found.push_back(i);
    return found;
}

void add_overview(const std::vector<const run_record*>& runs, const std::vector<run_analysis>& analyses,
                  report_content& content) {
    constexpr std::size_t most_lines = 5;  // colours that can be told apart
    const auto drawn = with_curves(analyses);
    if (drawn.size() < 2) return;
    std::vector<advised_curve> curves;
    line_chart chart;
    chart.title = "Time against workers";
    chart.y_name = "time (s)";
    for (const auto i : drawn) {
        curves.push_back({&analyses[i].curve, &analyses[i].advice});
        if (chart.lines.size() == most_lines) continue;
        const auto& summary = runs[i]->summary;
        report_line line{summary.name + ", " + summary.host_name + (summary.simulated ? " (simulated)" : ""), {}};
        for (const auto& point : analyses[i].curve.points)
            line.points.push_back({static_cast<double>(point.workers),
                                   point.time_s.value,
                                   point.time_s.lo,
                                   point.time_s.hi,
                                   {},
                                   !point.doubts.empty()});
        chart.lines.push_back(std::move(line));
    }
    const auto words = advised_finding(curves);
    content.headline = words.headline;
    report_section section{"Side by side", {std::move(chart)}};
    if (drawn.size() > most_lines)
        section.blocks.emplace_back(report_paragraph{fmt::format("Drawn are the first {} runs.", most_lines)});
    report_list notes{words.warnings};
    if (!words.detail.empty()) notes.lines.push_back(words.detail);
    if (!notes.lines.empty()) section.blocks.emplace_back(std::move(notes));
    content.overview.push_back(std::move(section));
}

std::vector<std::string> definitions_of(const std::vector<run_analysis>& analyses) {
    const auto any = [&](auto has) { return std::ranges::any_of(analyses, has); };
    std::vector<std::string> list;
    if (any([](const auto& one) { return !one.curve.points.empty(); }))
        list = {
            fmt::format("Time (scaling.{}): from the trial's start to the end of its last item; geometric mean of the "
                        "repeats that count, 95 % interval by Student's t on ln T, variance pooled over the worker counts.",
                        scaling_definition),
            "Speedup: mean time at the lowest worker count over mean time here. Efficiency: speedup / workers.",
            "A trial counts when it is complete, no warm-up, none of its items failed, and nobody left it out."};
    if (any([](const auto& one) { return !one.losses.empty(); }))
        list.push_back("Worker-seconds: workers × time. Its parts sum to it to the nanosecond.");
    if (any([](const auto& one) { return !one.latency.points.empty() || !one.phases.empty(); }))
        list.push_back(
            fmt::format("Percentiles (latency.{}): nearest rank, given where at least five answers are expected "
                        "beyond them; intervals are distribution-free.",
                        latency_definition));
    if (any([](const auto& one) { return !one.soak.empty(); }))
        list.push_back(
            fmt::format("Gap and jitter (soak.{}): between chunks with content; jitter as RFC 3550. MB are 10⁶ bytes.",
                        soak_definition));
    list.push_back("What is missing was not measured or cannot be told; it is never 0.");
    return list;
}

using run_pointers = std::vector<const run_record*>;

run_pointers pointers_to(const std::vector<run_record>& runs) {
    run_pointers pointers;
    for (const auto& run : runs) pointers.push_back(&run);
    return pointers;
}

report_content assemble(const run_pointers& runs, const std::vector<run_analysis>& analyses, const report_request& request) {
    report_content content;
    for (std::size_t i = 0; i < runs.size() && i < analyses.size(); ++i)
        content.runs.push_back(report_on(*runs[i], analyses[i], request));
    content.title = content.runs.size() == 1 ? content.runs.front().title : fmt::format("{} runs", content.runs.size());
    add_overview(runs, analyses, content);
    content.definitions = definitions_of(analyses);
    content.made = std::string("Sweeplab ") + SWEEPLAB_VERSION;
    if (request.made_at > 0) content.made += ", " + date_in_words(request.made_at);
    return content;
}

}  // namespace

report_content make_report(const std::vector<run_record>& runs, const std::vector<run_analysis>& analyses,
                           const report_request& request) {
    return assemble(pointers_to(runs), analyses, request);
}

report_content make_report(const std::vector<const run_record*>& runs, const report_request& request) {
    run_pointers there;
    std::vector<run_analysis> analyses;
    for (const auto* run : runs) {
        if (!run) continue;
        there.push_back(run);
        analyses.push_back(analyze_run(*run, request.analysis));
    }
    return assemble(there, analyses, request);
}

report_content make_report(const std::vector<run_record>& runs, const report_request& request) {
    return make_report(pointers_to(runs), request);
}

}  // namespace sweeplab
