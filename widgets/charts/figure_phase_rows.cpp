// The rows of loads in phases: one for each phase at each worker count, with what was decided meanwhile.
#include "widgets/charts/figure_phase_rows.h"

#include "engine/analysis/words.h"
#include "widgets/charts/load_words.h"

namespace sweeplab {
namespace {

struct made_decision {
    const phase_trial* trial = nullptr;
    const scaling_decision* made = nullptr;
};

// In the order carried out. What is decided after the plan's end belongs to its last phase.
std::vector<made_decision> decisions_in(const figure_report& report, int workers, const std::string& phase,
                                        std::size_t place) {
    std::vector<made_decision> all;
    const auto& phases = report.load.phases;
    if (place >= phases.size() || phases[place].name != phase) return all;
    const bool last = place + 1 == phases.size();
    for (const auto& one : report.phases.trials) {
        if (one.workers != workers) continue;
        for (const auto& made : one.decisions)
            if (made.at_ns >= phases[place].begin_ns && (last || made.at_ns < phases[place].end_ns))
                all.push_back({&one, &made});
    }
    return all;
}

QString at_text(const scaling_decision& made) {
    return number_text(static_cast<double>(made.at_ns) * 1e-9, 4) + QStringLiteral(" s");
}

// "2 → 4, 4 → 6": the changes; where there were none, that they were kept.
QString brief(const std::vector<made_decision>& all) {
    QStringList changes;
    for (const auto& one : all)
        if (one.made->from != one.made->to) changes << brief_decision_text(*one.made);
    if (changes.isEmpty() && !all.empty()) return brief_decision_text(*all.front().made);
    return changes.join(QStringLiteral(", "));
}

QStringList whole(const std::vector<made_decision>& all, bool several_repeats) {
    QStringList lines;
    for (const auto& [trial, made] : all) {
        QString line = QStringLiteral("%1: %2: %3")
                           .arg(at_text(*made), brief_decision_text(*made), QString::fromStdString(made->reason));
        if (several_repeats) line.prepend(QStringLiteral("repeat %1, ").arg(trial->repeat));
        lines << line;
    }
    return lines;
}

}  // namespace

void add_phase_rows(const figure_run& run, std::vector<figure_row>& rows) {
    const auto& report = *run.report;
    std::size_t place = 0;
    int workers = 0;
    for (const auto& phase : report.phases.rows) {
        place = phase.workers == workers ? place + 1 : 0;
        workers = phase.workers;
        auto& row = rows.emplace_back();
        row.run = &run;
        row.kind = figure_kind::phases;
        row.name = QString::fromStdString(phase.phase);
        row.workers = phase.workers;
        row.repeats = phase.trials;
        row.value_name = QStringLiteral("sent");
        if (phase.sent_per_s) row.value = value_interval{*phase.sent_per_s, {}, {}};
        row.unit = QStringLiteral("requests/s");
        row.phase = &phase;
        const auto all = decisions_in(report, phase.workers, phase.phase, place);
        row.decisions = brief(all);
        row.reasons = whole(all, phase.trials > 1);
    }
}

namespace {

using row = const figure_row&;

QString raw(const std::optional<double>& value) { return value ? QString::number(*value, 'g', 15) : QString(); }

// A phase that no trial reached has no figures.
bool reached(row one) { return one.phase && one.phase->trials > 0; }

template <phase_latency phase_row::*Since, latency_percentile phase_latency::*Which>
const latency_percentile* read_of(row one) {
    return reached(one) ? &((one.phase->*Since).*Which) : nullptr;
}
template <phase_latency phase_row::*Since, latency_percentile phase_latency::*Which>
QString latency_text(row one) {
    const auto* read = read_of<Since, Which>(one);
    return read && read->ns ? QString::fromStdString(seconds_in_words(static_cast<double>(*read->ns) * 1e-9)) : QString();
}
template <phase_latency phase_row::*Since, latency_percentile phase_latency::*Which>
QString latency_raw(row one) {
    const auto* read = read_of<Since, Which>(one);
    return read && read->ns ? raw(static_cast<double>(*read->ns) * 1e-9) : QString();
}
template <phase_latency phase_row::*Since, latency_percentile phase_latency::*Which>
QString why_missing(row one) {
    const auto* read = read_of<Since, Which>(one);
    return read ? QString::fromStdString(read->refused) : QString();
}

template <phase_latency phase_row::*Since, latency_percentile phase_latency::*Which>
figure_column latency_column(const char* key, const char* title) {
    return {QString::fromLatin1(key),   QString::fromUtf8(title),  false,
            latency_text<Since, Which>, latency_raw<Since, Which>, why_missing<Since, Which>};
}

template <int phase_row::*Count>
figure_column count_column(const char* key, const char* title) {
    const auto text = [](row one) { return reached(one) ? QString::number(one.phase->*Count) : QString(); };
    return {QString::fromLatin1(key), QString::fromUtf8(title), false, text, text, nullptr};
}

}  // namespace

std::vector<figure_column> phase_columns() {
    std::vector<figure_column> all;
    all.push_back({QStringLiteral("asked_per_s"), QStringLiteral("Asked for"), false,
                   [](row one) { return one.phase ? rate_per_s_text(one.phase->asked_per_s) : QString(); },
                   [](row one) { return one.phase ? raw(one.phase->asked_per_s) : QString(); }, nullptr});
    all.push_back({QString(), QStringLiteral("Sent"), false,  // the CSV has it as the value
                   [](row one) { return one.phase && one.value ? rate_per_s_text(one.value->value) : QString(); }, nullptr,
                   nullptr});
    all.push_back({QString(), QStringLiteral("In use"), false,
                   [](row one) {
                       if (!reached(one)) return QString();
                       const auto& phase = *one.phase;
                       if (phase.fewest_workers == phase.most_workers) return QString::number(phase.most_workers);
                       return QStringLiteral("%1 – %2").arg(phase.fewest_workers).arg(phase.most_workers);
                   },
                   nullptr, nullptr});
    const auto only_raw = [&](figure_column column) {
        column.title.clear();
        all.push_back(std::move(column));
    };
    only_raw(count_column<&phase_row::fewest_workers>("workers_from", ""));
    only_raw(count_column<&phase_row::most_workers>("workers_to", ""));
    all.push_back(latency_column<&phase_row::from_due, &phase_latency::p50>("from_due_p50_s", "From due: p50"));
    all.push_back(latency_column<&phase_row::from_due, &phase_latency::p95>("from_due_p95_s", "p95"));
    all.push_back(latency_column<&phase_row::from_due, &phase_latency::p99>("from_due_p99_s", "p99"));
    all.push_back(latency_column<&phase_row::from_sent, &phase_latency::p50>("from_sent_p50_s", "From sent: p50"));
    all.push_back(latency_column<&phase_row::from_sent, &phase_latency::p95>("from_sent_p95_s", "p95"));
    all.push_back(latency_column<&phase_row::from_sent, &phase_latency::p99>("from_sent_p99_s", "p99"));
    all.push_back(count_column<&phase_row::requests>("requests", "Requests"));
    all.push_back(count_column<&phase_row::not_sent>("not_sent", "Not sent"));
    all.push_back(count_column<&phase_row::errors>("errors", "Errors"));
    all.push_back({QStringLiteral("decisions"), QStringLiteral("Decisions"), true, [](row one) { return one.decisions; },
                   [](row one) { return quoted_cell(one.reasons.join(QStringLiteral("; "))); },
                   [](row one) { return one.reasons.join(QLatin1Char('\n')); }});

    return all;
}

}  // namespace sweeplab
