#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "engine/imports/imports.h"
#include "engine/report/report.h"
#include "engine/report/svg_chart.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;

namespace {

run_record sweep() {
    auto run = test::made_up_run({{1, 120.0}, {1, 121.0}, {4, 36.0}, {4, 35.5}, {8, 20.0}, {8, 20.4}});
    run.summary.name = "nightly";
    return run;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

bool says(const std::string& text, const std::string& part) {
    if (has(text, part)) return true;
    MESSAGE(text);
    return false;
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

// Whether every element that is opened is closed, in order.
bool is_balanced(const std::string& html) {
    constexpr std::string_view never_closed[] = {"!DOCTYPE", "meta"};
    std::vector<std::string> open;
    for (auto at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
        const auto end = html.find('>', at);
        if (end == html.npos) return false;
        auto name = html.substr(at + 1, html.find_first_of(" >/\n", at + 2) - at - 1);
        if (html[end - 1] == '/' || std::ranges::find(never_closed, name) != std::end(never_closed)) continue;
        if (name.starts_with('/')) {
            if (open.empty() || open.back() != name.substr(1)) return false;
            open.pop_back();
        } else {
            open.push_back(name);
        }
    }
    return open.empty();
}

const std::string evil = "<script>alert(1)</script><img src=x onerror=y> | `x` [a](http://b) **=HYPERLINK(1)\n# heading";

}  // namespace

TEST_CASE("a report says what a sweep means, in both forms") {
    const auto content = make_report({sweep()}, report_request{{}, 1'763'715'600'123, {}});
    const auto markdown = to_markdown(content);
    const auto html = to_html(content);
    for (const auto* part : {"nightly", "8 workers", "Time against workers", "Recommendation", "Do it again",
                             "What the figures mean", "2025-11-21 09:00:00 UTC"}) {
        CHECK(says(markdown, part));
        CHECK(says(html, part));
    }
    CHECK(says(markdown, "| Workers | Repeats | Time (s) |"));
    CHECK(is_balanced(html));
    CHECK(count_of(html, "<svg") == 1);
}

TEST_CASE("an HTML report stands alone: no script, nothing from a network, colours for light and dark") {
    const auto html = to_html(make_report({sweep()}));
    for (const auto* part : {"<script", "src=", "href=", "url(", "@import", "javascript:"}) CHECK_FALSE(has(html, part));
    CHECK(count_of(html, "http") == count_of(html, "http-equiv") + count_of(html, "xmlns=\"http"));
    CHECK(has(html, "prefers-color-scheme:dark"));
    CHECK(has(html, "default-src 'none'"));
}

TEST_CASE("names and messages are text, never markup") {
    auto run = sweep();
    run.summary.name = run.summary.workload = run.summary.notes = run.summary.host_name = run.host.name = evil;
    run.summary.tags = {evil};
    run.trials[0].message = run.trials[1].excluded = evil;
    run.plan = {{"imported", {{"tool", evil}, {"metrics", {{{"id", evil}, {"workers", 1}, {"value", 2}, {"unit", evil}}}}}}};
    const auto content = make_report({run, run});
    const auto html = to_html(content);
    CHECK_FALSE(has(html, "<script"));
    CHECK_FALSE(has(html, "<img"));
    CHECK(is_balanced(html));
    const auto markdown = to_markdown(content);
    CHECK_FALSE(has(markdown, "<script"));
    CHECK_FALSE(has(markdown, "[a](http"));
    CHECK_FALSE(has(markdown, "\n# heading"));
    // No bar in a name makes a further column.
    std::istringstream lines(markdown);
    std::size_t columns = 0;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with('|')) {
            columns = 0;
            continue;
        }
        const auto bars = count_of(line, "|") - count_of(line, "\\|");
        if (columns == 0) columns = bars;
        CHECK(bars == columns);
    }
}

TEST_CASE("a person's notes and tags stand in every form as they were written") {
    auto run = sweep();
    run.summary.tags = {"night", "new <build>"};
    run.summary.notes = "After the update.\nSee https://example.org/a?b=1&c=2 \"x\"";
    const auto content = make_report(std::vector<const run_record*>{nullptr, &run});
    REQUIRE(content.runs.size() == 1);
    CHECK(says(to_html(content), "<dd>night, new &lt;build&gt;</dd>"));
    CHECK(says(to_html(content), "<dd>After the update.\nSee https://example.org/a?b=1&amp;c=2 &quot;x&quot;</dd>"));
    CHECK(says(to_markdown(content), "- **Tags:** night, new &lt;build&gt;\n"));
    CHECK(says(to_markdown(content), "- **Notes:** After the update. See https://example.org/a?b=1&amp;c=2 \"x\"\n"));
}

TEST_CASE("a table pasted from a report comes in again") {
    auto run = sweep();
    for (const auto* name : {"nightly_run [a|b]", "llama-3.1 on /dev/sda", "<script>alert(1)</script>", "a &amp; b",
                             "=HYPERLINK(\"http://x\")", "a: b # c", "back\\slash"}) {
        run.summary.name = name;
        const auto markdown = to_markdown(make_report({run}));
        const auto reading = read_results_text(markdown, "report.md");
        REQUIRE_MESSAGE(reading.has_value(), (reading ? "" : reading.error().text()));
        REQUIRE(reading->runs.size() == 1);
        CHECK(reading->runs[0].summary.name == name);
        const auto& trials = reading->runs[0].trials;
        REQUIRE(trials.size() == 3);
        CHECK(trials[1].workers == 4);
        CHECK(*trials[1].time_ns == doctest::Approx(35.75e9).epsilon(0.01));
    }
}

TEST_CASE("simulated runs say so, and what is missing is empty") {
    auto run = sweep();
    run.summary.simulated = true;
    const auto content = make_report({run});
    CHECK(says(to_markdown(content), "(simulated)"));
    CHECK(says(to_html(content), "class=\"badge\">simulated<"));
    CHECK(says(to_html(content), "no real model answered"));
    CHECK_FALSE(has(to_markdown(content), "nan"));
    CHECK_FALSE(has(to_markdown(content), "tokens/s"));  // there are none
}

TEST_CASE("the command to measure again holds the plan, without keys") {
    auto run = sweep();
    run.plan = {{"sweeplab", 1},
                {"name", "it's"},
                {"workload", {{"kind", "command"}, {"argv", {"true"}}, {"env", {{"OPENAI_API_KEY", "sk-topsecret"}}}}},
                {"sweep", {{"workers", {1, 4, 8}}, {"seed", 7}}}};
    for (const auto& text : {to_markdown(make_report({run})), to_html(make_report({run}))}) {
        CHECK(has(text, "sweeplab-cli run -"));
        CHECK(has(text, "seed"));
        CHECK_FALSE(has(text, "topsecret"));
        CHECK(has(text, "whole but for /workload/env/OPENAI"));
    }
    // Only the name is one of a key's.
    run.plan["workload"]["env"] = {{"STOP_TOKEN", "0.02"}};
    CHECK(has(to_markdown(make_report({run})), "STOP_TOKEN"));
    CHECK(has(to_markdown(make_report({run})), "The plan is whole, seed"));
    run.host.reached_by = "ssh ryzen";
    CHECK(has(to_markdown(make_report({run})), "sweeplab-cli run - --on 'ssh ryzen' <<'PLAN'"));
}

TEST_CASE("figures of another tool stand in a table of their own, with the tool's definition") {
    auto read = read_results(SWEEPLAB_SOURCE_DIR "/tests/fixtures/imports/guidellm_benchmarks.json");
    REQUIRE(read.has_value());
    const auto markdown = to_markdown(make_report(read->runs));
    CHECK(says(markdown, "Figures of GuideLLM 0.7.1"));
    CHECK(says(markdown, "the first token counted"));
    CHECK(says(markdown, "10 to 32"));
    CHECK_FALSE(has(markdown, "Time to first token ="));  // no latency of ours
}

TEST_CASE("several runs: one picture first, then each") {
    auto other = sweep();
    other.summary.name = "weekly";
    const auto content = make_report({sweep(), other});
    CHECK(content.title == "2 runs");
    CHECK_FALSE(content.headline.empty());
    const auto html = to_html(content);
    CHECK(count_of(html, "<svg") == 3);
    CHECK(count_of(html, "<article>") == 2);
    CHECK(is_balanced(html));
}

TEST_CASE("a point whose own record speaks against it is grey in each picture, as its warning says") {
    auto run = sweep();
    const auto sound = to_html(make_report({run, run}));
    CHECK(count_of(sound, "class=\"dot s0 doubted\"") == 0);
    CHECK(count_of(sound, "speaks against itself") == 0);
    for (auto& one : run.trials)
        if (one.workers == 4) one.audit_faults = std::vector<std::string>{"at most 1 of 4 workers was busy"};
    const auto html = to_html(make_report({run, sweep()}));
    CHECK(says(html, "(grey in charts): at most 1 of 4 workers was busy"));
    CHECK(count_of(html, "class=\"dot s0 doubted\"") == 2);   // in the overview and in its own
    CHECK(count_of(html, "class=\"line s0 doubted\"") == 2);  // the intervals
    CHECK(says(html, "speaks against itself"));
    CHECK(says(html, "circle.doubted{fill:var(--muted)}"));
}

TEST_CASE("a run without any trial that counts has a report all the same") {
    run_record empty;
    empty.summary.name = "nothing";
    const auto content = make_report({empty});
    CHECK(is_balanced(to_html(content)));
    CHECK(says(to_markdown(content), "nothing"));
}

TEST_CASE("axes: round numbers from 0, pictures alone have no variables") {
    CHECK(axis_ticks(171.1) == std::vector<double>{0, 50, 100, 150, 200});
    CHECK(axis_ticks(0.9).back() == doctest::Approx(1));
    CHECK(axis_ticks(0).front() == 0);
    CHECK(axis_ticks(1e-7).back() >= 1e-7);
    CHECK(tick_text(0.4, 0.2) == "0.4");
    CHECK(tick_text(25, 12.5) == "25.0");
    line_chart chart;
    chart.title = "a < b";
    chart.lines = {{"one", {{1, 5, 4, 6, {4.9, 5.1}}, {64, 2, std::nullopt, std::nullopt, {}}}}};
    const auto svg = to_svg(chart);
    CHECK_FALSE(has(svg, "var("));
    CHECK(has(svg, "a &lt; b"));
    CHECK(is_balanced(svg));
    CHECK(has(description_of(chart), "one: 1: 5, 64: 2"));
    stacked_chart stacked{"t", "workers", "share (%)", {"useful", "idle"}, {"4"}, {{75, 25}}};
    CHECK(description_of(stacked) == "share (%). 4 workers, useful: 75.0 %, idle: 25.0 %");
    CHECK(has(to_svg(stacked), "idle: 25.0 %"));
    CHECK(to_svg(line_chart{}).starts_with("<svg"));  // without any line
    CHECK(to_svg(stacked_chart{}).starts_with("<svg"));
}
