#include "widgets/charts/load_words.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "widgets/charts/chart_words.h"

namespace sweeplab {
namespace {

QString seconds(std::int64_t ns) { return QString::fromStdString(seconds_in_words(static_cast<double>(ns) * 1e-9)); }

// "8.5 s": as many digits as tell times in a trial apart.
QString time_of(std::int64_t ns) {
    return number_text(static_cast<double>(ns) * 1e-9, ns < 10'000'000'000 ? 2 : 3) + QStringLiteral(" s");
}

QString phase_text(const load_chart& chart, const load_slice& slice) {
    if (!slice.phase) return QStringLiteral("after the plan's end");
    const auto& phase = chart.phases()[static_cast<std::size_t>(*slice.phase)];
    return QStringLiteral("phase “%1”").arg(QString::fromStdString(phase.name));
}

void say_simulated(const load_chart& chart, point_words& words) {
    if (chart.simulated) words.title += QStringLiteral(" (simulated)");
}

}  // namespace

QString load_trial_text(const load_trial& one) {
    return workers_text(one.workers) + QStringLiteral(" at the start, repeat %1").arg(one.repeat);
}

QString brief_decision_text(const scaling_decision& made) {
    return made.from == made.to ? QStringLiteral("keep %1").arg(made.to)
                                : QStringLiteral("%1 → %2").arg(made.from).arg(made.to);
}

QString decision_text(const scaling_decision& made) {
    return made.from == made.to ? workers_text(made.to) + QStringLiteral(" kept")
                                : QStringLiteral("%1 → %2").arg(made.from).arg(workers_text(made.to));
}

QString rate_per_s_text(double per_s) { return number_text(per_s) + QStringLiteral("/s"); }

point_words describe_load_at(const load_chart& chart, std::int64_t ns) {
    point_words words;
    if (!chart.course) return words;
    const auto row = [&](const char* name, const QString& text) {
        words.rows.emplace_back(QString::fromLatin1(name), text);
    };
    const auto* slice = chart.course->slice_at(ns);
    if (!slice) {
        words.title = time_of(ns);
        words.note = chart.course->cut_short() ? QStringLiteral("The trial had been stopped by then.")
                                               : QStringLiteral("All requests had been sent by then.");
        say_simulated(chart, words);
        return words;
    }
    words.title =
        QStringLiteral("%1 – %2, %3").arg(time_of(slice->begin_ns), time_of(slice->end_ns), phase_text(chart, *slice));
    say_simulated(chart, words);
    if (slice->phase) row("Asked for", rate_per_s_text(chart.phases()[static_cast<std::size_t>(*slice->phase)].rate));
    if (const auto sent = slice->sent_per_s())
        row("Sent", QStringLiteral("%1 (%2)").arg(rate_per_s_text(*sent)).arg(slice->sent));
    int fewest = chart.course->workers_at(slice->begin_ns), most = fewest;
    for (const auto& made : chart.course->decisions) {
        if (made.at_ns <= slice->begin_ns || made.at_ns >= slice->end_ns) continue;
        fewest = std::min(fewest, made.to);
        most = std::max(most, made.to);
    }
    row("Workers", fewest == most ? QString::number(most) : QStringLiteral("%1 – %2").arg(fewest).arg(most));
    if (const auto* latency = chart.course->latency_at(ns); latency && slice->phase) {
        row("p95 from due", seconds(latency->p95_ns));
        row("of the answers", QStringLiteral("%1, due %2 – %3")
                                  .arg(latency->answers)
                                  .arg(time_of(latency->begin_ns), time_of(latency->end_ns)));
    }
    return words;
}

point_words describe_decision(const load_chart& chart, std::size_t decision) {
    const auto& made = chart.course->decisions[decision];
    point_words words;
    words.title = QStringLiteral("%1, at %2").arg(decision_text(made), time_of(made.at_ns));
    say_simulated(chart, words);
    const QString reason = QString::fromStdString(made.reason);
    words.note = reason.isEmpty() ? QString() : reason.left(1).toUpper() + reason.mid(1) + QLatin1Char('.');
    return words;
}

QString describe_load_chart(const load_chart& chart) {
    if (!chart.course) return chart.why_none + QLatin1Char('.');
    const auto& course = *chart.course;
    QStringList phases;
    for (std::size_t i = 0; i < chart.phases().size(); ++i) {
        const auto& phase = chart.phases()[i];
        int sent = 0;
        std::int64_t lasted = 0;
        for (const auto& slice : course.slices) {
            if (slice.phase != static_cast<int>(i)) continue;
            sent += slice.sent;
            lasted += slice.end_ns - slice.begin_ns;
        }
        QString text =
            QStringLiteral("%1: %2 asked for").arg(QString::fromStdString(phase.name), rate_per_s_text(phase.rate));
        if (lasted > 0) text += QStringLiteral(", %1 sent").arg(rate_per_s_text(sent * 1e9 / static_cast<double>(lasted)));
        else text += QStringLiteral(", not reached");
        phases << text;
    }
    const auto changes = std::ranges::count_if(course.decisions, [](const auto& made) { return made.from != made.to; });
    QString text = phases.join(QStringLiteral("; ")) + QLatin1Char('.');
    if (!course.decisions.empty())
        text += QStringLiteral(" The workers were changed %1; up and down go through the decisions.")
                    .arg(QString::fromStdString(counted(changes, "time", "times")));
    if (course.cut_short())
        text += QStringLiteral(" Stopped early after %1: %2.")
                    .arg(seconds(course.end_ns), QString::fromStdString(course.message));
    return text;
}

QStringList load_footnotes(const std::vector<load_chart_ptr>& charts) {
    const bool missing = std::ranges::any_of(charts, [](const auto& chart) {
        if (!chart->course) return false;
        return std::ranges::any_of(chart->course->slices, [&](const auto& slice) {
            return slice.phase && !chart->course->latency_at(slice.begin_ns);
        });
    });
    if (!missing) return {};
    return {QStringLiteral("A p95 needs at least 100 answers; where a phase has fewer, none is drawn.")};
}

std::string load_headline(const phase_report& report) {
    std::map<int, bool> kept_up_with;  // by worker count
    const phase_row* worst = nullptr;
    const auto share = [](const phase_row& row) { return row.sent_per_s.value_or(0) / row.due_per_s; };
    for (const auto& row : report.rows) {
        const bool fine = row.trials > 0 && kept_up(row);
        auto& all = kept_up_with.try_emplace(row.workers, true).first->second;
        all = all && fine;
        if (!fine && row.trials > 0 && row.due_per_s > 0 && (!worst || share(row) < share(*worst))) worst = &row;
    }
    std::vector<std::string> counts;
    for (const auto& [workers, all] : kept_up_with)
        if (all) counts.push_back(std::to_string(workers));
    const bool every = counts.size() == kept_up_with.size();
    if (report.empty()) return {};
    const bool one = counts.size() == 1 && counts.front() == "1";
    auto words = counts.empty() ? std::string()
                                : fmt::format("With {} worker{} every phase was sent at the rate asked for",
                                              join(counts, ", "), one ? "" : "s");
    if (every) return words;
    if (!worst) return words.empty() ? "Not every phase was reached" : words + "; otherwise not every phase was reached";
    return fmt::format("{}{} {} phase \"{}\" reached {:.3g} of {:.4g} requests/s", words, words.empty() ? "With" : "; with",
                       workers_in_words(worst->workers), worst->phase, worst->sent_per_s.value_or(0), worst->asked_per_s);
}

std::string load_details(const phase_report& report) {
    auto rates = report;
    rates.trials.clear();  // why some ended early is a warning
    if (rates.empty()) return {};
    const auto whole = describe_phases(rates);
    return whole == load_headline(report) + "." ? std::string() : whole;
}

std::vector<std::string> load_warnings(const phase_report& report) {
    const auto early = [](const phase_trial& one) { return one.state == trial_state::failed; };
    const auto first = std::ranges::find_if(report.trials, early);
    if (first == report.trials.end()) return {};
    const auto all = std::ranges::count_if(report.trials, early);
    const auto who = fmt::format("{} at the start, repeat {}", workers_in_words(first->workers), first->repeat);
    const auto why = first->message.empty() ? "" : ": " + first->message;
    if (all == 1) return {fmt::format("Stopped early ({}){}", who, why)};
    return {fmt::format("{} of {} trials stopped early; the first ({}){}", all, report.trials.size(), who, why)};
}

}  // namespace sweeplab
