// Figures as rows and columns: what the table shows and the CSV writes. Pure; any thread.
#pragma once

#include <map>

#include "widgets/charts/figure_chart_data.h"

namespace sweeplab {

// How the kernels of native runs were verified, in words: by run, then by the kernel's place in it.
using verified_words = std::map<std::pair<std::int64_t, int>, QString>;

// Everything that is known of one figure at one worker count. Missing stays empty.
struct figure_row {
    const figure_run* run = nullptr;
    figure_kind kind = figure_kind::milestones;
    QString name;  // of the milestone, of the kernel; "solved tasks"
    int workers = 1;
    int repeats = 0;
    QString value_name;  // what `value` is: "ready after", "rate", "time for each solved task"
    std::optional<value_interval> value;
    QString unit;  // of value: "s", "bytes/s"
    std::optional<double> first_s, middle_s;
    std::optional<double> speedup, hit_rate, latency_mean_s, latency_p50_s, latency_p99_s;
    std::optional<int> tasks, solved;
    std::optional<double> work_s, cost, tokens, cpu_s, memory_bytes;  // for each solved task
    QString currency;
    QString verified;
    const phase_row* phase = nullptr;  // of a load in phases: into its report
    QString decisions;                 // the changes of workers in it
    const soak_row* soak = nullptr;    // of a soak, and of a series that it watched: into the report
    const series_course* series = nullptr;
    QStringList reasons;  // each decision with its time and reason
};
// In the order of the runs. The pointers are into `runs`.
std::vector<figure_row> figure_rows(const std::vector<figure_run>& runs, const verified_words& verified = {});

struct figure_column {
    QString key;    // in the CSV
    QString title;  // in the table; empty: not there
    bool is_text = false;
    QString (*text)(const figure_row& row);           // for a person
    QString (*raw)(const figure_row& row);            // for programs: base units, all digits; null: not there
    QString (*tip)(const figure_row& row) = nullptr;  // what the cell says when it is pointed at; null: its text
};
const std::vector<figure_column>& figure_columns();

QString quoted_cell(const QString& text);  // of the CSV

QString figure_csv(const std::vector<figure_run>& runs, const verified_words& verified = {});

}  // namespace sweeplab
