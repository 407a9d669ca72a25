// Everything the timeline says in words. Pure; any thread.
#pragma once

#include "widgets/charts/chart_words.h"
#include "widgets/charts/timeline_trial.h"
#include "widgets/charts/timeline_zoom.h"

namespace sweeplab {

QString span_name(span_kind kind);     // "Served", "Failed", "Waits for a retry" …
QString span_meaning(span_kind kind);  // a sentence
QString worker_name(int lane);         // "worker 1"
// "exit code 3", "HTTP status 503", "no first token in time"
QString reason_in_words(const attempt& one);

// What is at a place, for the callout.
point_words describe_span(const timeline_trial& trial, span_place place);
// Everything that was measured of an attempt, with units, in a fixed order.
std::vector<std::pair<QString, QString>> measures_in_words(const attempt& one, const std::string& currency);

// "3 · 36.94 s", "2 · stopped after 12.1 s", "warm-up 1 · 3.1 s": what tells trials of one worker count apart.
QString trial_in_words(const run_record& run, const trial& one);
// Why it does not run to the end; empty when it does.
QString cut_in_words(const run_record& run, const trial& one);
// One paragraph for assistive tools.
QString describe_timeline(const timeline_trial& trial);

// What was asked of the endpoint or the program, as far as the run tells.
struct asked_text {
    QString title;  // "Prompt", "Command", "Input"
    QString text;
};
std::vector<asked_text> asked_of(const timeline_trial& trial, const attempt& one);

}  // namespace sweeplab
