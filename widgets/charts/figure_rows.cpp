// The rows of each kind of figures.
#include "widgets/charts/figure_columns.h"
#include "widgets/charts/figure_phase_rows.h"
#include "widgets/charts/figure_soak_rows.h"

namespace sweeplab {
namespace {

figure_row row_of(const figure_run& run, figure_kind kind, const QString& name) {
    figure_row row;
    row.run = &run;
    row.kind = kind;
    row.name = name;
    return row;
}

void add_milestones(const figure_run& run, std::vector<figure_row>& rows) {
    for (const auto& curve : run.report->milestones.curves)
        for (const auto& point : curve.points) {
            auto& row = rows.emplace_back(row_of(run, figure_kind::milestones, QString::fromStdString(curve.name)));
            row.workers = point.workers;
            row.repeats = point.trials;
            row.value_name = QStringLiteral("ready after");
            row.value = point.last_s;
            row.unit = QStringLiteral("s");
            if (curve.instances == 1) continue;
            row.first_s = point.first_s;
            row.middle_s = point.median_s;
        }
}

void add_solved(const figure_run& run, std::vector<figure_row>& rows) {
    for (const auto& point : run.report->solved.points) {
        auto& row = rows.emplace_back(row_of(run, figure_kind::solved, QStringLiteral("solved tasks")));
        row.workers = point.workers;
        row.repeats = point.trials;
        row.value_name = QStringLiteral("time for each solved");
        if (point.s_per_solved) row.value = value_interval{*point.s_per_solved, {}, {}};
        row.unit = QStringLiteral("s");
        row.tasks = point.tasks;
        row.solved = point.solved;
        row.work_s = point.mean_service_s;
        row.cost = point.cost_per_solved;
        row.currency = QString::fromStdString(run.report->solved.currency);
        row.tokens = point.tokens_per_solved;
        row.cpu_s = point.cpu_s_per_solved;
        if (point.peak_memory_bytes) row.memory_bytes = static_cast<double>(*point.peak_memory_bytes);
    }
}

void add_native(const figure_run& run, const verified_words& verified, std::vector<figure_row>& rows) {
    if (!run.report->native) return;
    int place = -1;
    for (const auto& series : run.report->native->series) {
        ++place;
        const auto found = verified.find({run.run.value, place});
        for (const auto& point : series.points) {
            auto& row = rows.emplace_back(row_of(run, figure_kind::native, QString::fromStdString(series.item)));
            row.workers = point.threads;
            row.repeats = static_cast<int>(point.rates.size());
            row.value_name = QStringLiteral("rate");
            row.value = point.rate;
            row.unit = QString::fromUtf8(to_text(series.unit).data(), static_cast<qsizetype>(to_text(series.unit).size())) +
                       QStringLiteral("/s");
            row.speedup = point.speedup ? std::optional(point.speedup->value) : std::nullopt;
            row.hit_rate = point.hit_rate;
            row.latency_mean_s = point.latency_mean_s;
            row.latency_p50_s = point.latency_p50_s;
            row.latency_p99_s = point.latency_p99_s;
            if (found != verified.end()) row.verified = found->second;
        }
    }
}

}  // namespace

std::vector<figure_row> figure_rows(const std::vector<figure_run>& runs, const verified_words& verified) {
    std::vector<figure_row> rows;
    for (const auto& run : runs) {
        add_milestones(run, rows);
        add_solved(run, rows);
        add_native(run, verified, rows);
        add_phase_rows(run, rows);
        add_soak_rows(run, rows);
    }
    return rows;
}

}  // namespace sweeplab
