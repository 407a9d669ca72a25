#include "widgets/charts/loss_words.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

constexpr double confidence = 1.96;  // standard errors: 95 %

QString from_view(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString seconds_text(double seconds, const display_unit& unit) {
    return number_text(seconds * unit.factor) + QLatin1Char(' ') + unit.symbol;
}

QString with_sign(double seconds, const display_unit& unit) {
    return (seconds < 0 ? QStringLiteral("−") : QStringLiteral("+")) + seconds_text(std::abs(seconds), unit);
}

using rows_of_words = std::vector<std::pair<QString, QString>>;

void add_split(rows_of_words& rows, const char* name, const std::optional<double>& seconds, const display_unit& unit) {
    if (seconds) rows.emplace_back(QString::fromUtf8(name), with_sign(*seconds, unit));
}

void add_inflation(rows_of_words& rows, const loss_point& point, const display_unit& unit) {
    if (point.inflation_se_s) {
        const QString band = seconds_text(confidence * *point.inflation_se_s, unit);
        rows.emplace_back(QStringLiteral("Uncertainty"),
                          point.inflation_is_noise() ? QStringLiteral("≈ 0 ± ") + band : QStringLiteral("± ") + band);
    }
    const auto& inside = point.inside_inflation;
    add_split(rows, "More tokens", inside.more_tokens_s, unit);
    add_split(rows, "Later first token", inside.slower_first_token_s, unit);
    add_split(rows, "Slower tokens", inside.slower_tokens_s, unit);
    add_split(rows, "CPU time", inside.cpu_s, unit);
    add_split(rows, "Off the CPU", inside.off_cpu_s, unit);
}

void add_idle(rows_of_words& rows, const loss_point& point, const display_unit& unit) {
    rows.emplace_back(QStringLiteral("Unavoidable"),
                      worker_time_text(point.idle.unavoidable, unit) + QStringLiteral(" with these items"));
    rows.emplace_back(QStringLiteral("Avoidable"),
                      worker_time_text(point.idle.avoidable, unit) + QStringLiteral(", waits of all kinds"));
    if (point.usable_width < point.mean.slots) {
        rows.emplace_back(QStringLiteral("Ever get an item"),
                          QStringLiteral("%1 of %2 workers").arg(point.usable_width).arg(point.mean.slots));
    }
}

bool is_useful(loss_part part) { return part == loss_part::baseline || part == loss_part::unbaselined; }

// The mean, and how far apart the repeats lie.
QString mean_text(const loss_point& point, loss_part part, const display_unit& unit) {
    QString text = worker_time_text(part_of(point.mean, part), unit);
    if (point.trials.size() < 2) return text;
    const auto value = [part](const trial_account& one) { return part_of(one.account, part); };
    const auto [least, most] = std::minmax_element(point.trials.begin(), point.trials.end(),
                                                   [&](const auto& a, const auto& b) { return value(a) < value(b); });
    const auto number = [&](std::int64_t ns) { return number_text(static_cast<double>(ns) * 1e-9 * unit.factor); };
    return text + QStringLiteral(" (%1 to %2 in %3 repeats)")
                      .arg(number(value(*least)), number(value(*most)))
                      .arg(point.trials.size());
}

QString note_on(const loss_bar& bar, loss_part part, const loss_chart_data& data, const QString& baseline) {
    QString note = from_view(meaning_of(part));
    if (part != loss_part::inflation || part_of(bar.point->mean, part) >= 0 || data.form != loss_form::share) return note;
    return note +
           QStringLiteral(" Less than 0: they took less time than with %1. It is drawn below 0, so that the bar sums.")
               .arg(baseline);
}

std::string run_in_words(const loss_run& run) { return (run.host + QStringLiteral(", ") + run.run_name).toStdString(); }

const loss_point* point_at(const loss_run& run, int workers) {
    const auto& points = run.report->points;
    const auto found = std::find_if(points.begin(), points.end(), [=](const auto& one) { return one.workers == workers; });
    return found == points.end() ? nullptr : &*found;
}

// The largest worker count that all runs have.
std::optional<int> common_workers(const std::vector<const loss_run*>& runs) {
    std::optional<int> most;
    for (const auto& point : runs.front()->report->points) {
        if (std::all_of(runs.begin(), runs.end(), [&](const auto* run) { return point_at(*run, point.workers); }))
            most = point.workers;
    }
    return most;
}

// Held against each other where all were measured; what each does at its most workers follows below.
finding describe_several(const std::vector<const loss_run*>& runs) {
    const auto common = common_workers(runs);
    const auto useful = [&](const loss_run* run) {
        return useful_share(common ? *point_at(*run, *common) : run->report->points.back());
    };
    const bool one_machine =
        std::all_of(runs.begin(), runs.end(), [&](const auto* run) { return run->host == runs.front()->host; });
    const auto name = [&](const loss_run* run) { return one_machine ? run->run_name : run->host; };
    const auto [least, most] =
        std::minmax_element(runs.begin(), runs.end(), [&](const auto* a, const auto* b) { return useful(a) < useful(b); });
    finding words;
    words.headline = QStringLiteral("At %1 useful: %2 of the worker-seconds of %3, %4 of %5")
                         .arg(common ? workers_text(*common) : QStringLiteral("their most workers"),
                              percent_text(useful(*most)), name(*most), percent_text(useful(*least)), name(*least))
                         .toStdString();
    for (const auto* run : runs) {
        if (!words.detail.empty()) words.detail += "\n";
        words.detail += run_in_words(*run) + ": " + describe_losses(*run->report) + ".";
    }
    return words;
}

// What of the idle time is the work's own, at the most workers.
std::string idle_in_words(const loss_report& report) {
    const auto& widest = report.points.back();
    const auto unit = unit_of_worker_time(static_cast<double>(widest.mean.total) * 1e-9);
    const auto repeats =
        widest.trials.size() == 1 ? QStringLiteral("1 repeat") : QStringLiteral("%1 repeats").arg(widest.trials.size());
    const auto unavoidable =
        widest.idle.unavoidable > 0
            ? QStringLiteral("no order of these items avoids %1 of waiting; %2 beyond that went")
                  .arg(worker_time_text(widest.idle.unavoidable, unit), worker_time_text(widest.idle.avoidable, unit))
            : QStringLiteral("no waiting is in the nature of these items; %1 went")
                  .arg(worker_time_text(widest.idle.avoidable, unit));
    return QStringLiteral("Mean of %1 at each worker count. At %2 %3 to order, limits and overhead.")
        .arg(repeats, workers_text(widest.workers), unavoidable)
        .toStdString();
}

// A number and its % stay on one line.
std::string unbroken(const std::string& text) {
    return QString::fromStdString(text).replace(QStringLiteral(" %"), QStringLiteral("\u00a0%")).toStdString();
}

}  // namespace

std::optional<double> factor_of(const loss_point& point, loss_part part) {
    switch (part) {
        case loss_part::baseline: return point.factors.product;
        case loss_part::inflation: return point.factors.inflation;
        case loss_part::unbaselined: return point.factors.unbaselined;
        case loss_part::retries: return point.factors.retries;
        case loss_part::rate_limit: return point.factors.rate_limit;
        case loss_part::dependency: return point.factors.dependency;
        case loss_part::overhead: return point.factors.overhead;
        case loss_part::idle: return point.factors.idle;
    }
    return std::nullopt;
}

QString part_name(loss_part part) { return from_view(name_of(part)); }

QString why_no_account(const loss_run& run) {
    if (!run.any_counted) return QStringLiteral("No trial has been counted yet");
    if (!run.jobs_recorded) {
        return QStringLiteral(
            "Only the times of this run are known. What each worker did was not recorded, so nobody can "
            "say where its worker-seconds went.");
    }
    if (run.own_workers) {
        return QStringLiteral(
            "This command starts its workers itself. Sweeplab sees one process, not what each of its "
            "workers does, so their worker-seconds cannot be accounted for.");
    }
    if (!run.report->empty()) return {};
    return QStringLiteral("The record of this run has gaps, and an account that does not sum is none: %1")
        .arg(run.report->not_accounted.empty() ? QString() : QString::fromStdString(run.report->not_accounted.front()));
}

display_unit unit_of_worker_time(double most_s) {
    if (most_s < 1) return {QStringLiteral("worker-ms"), 1e3};
    if (most_s < 3 * 3600) return {QStringLiteral("worker-s"), 1};
    return {QStringLiteral("worker-h"), 1.0 / 3600};
}

QString worker_time_text(std::int64_t ns, const display_unit& unit) {
    return (ns < 0 ? QStringLiteral("−") : QString()) + seconds_text(std::abs(static_cast<double>(ns)) * 1e-9, unit);
}

QString signed_time_text(std::int64_t ns, const display_unit& unit) {
    return with_sign(static_cast<double>(ns) * 1e-9, unit);
}

QString percent_text(double share) {
    const double percent = share * 100;
    const QString sign = percent < 0 ? QStringLiteral("−") : QString();
    const double size = std::abs(percent);
    if (size > 0 && size < 0.05) return sign + QStringLiteral("< 0.1 %");
    if (size > 99.95 && size < 100) return sign + QStringLiteral("> 99.9 %");
    const bool fine = size < 9.95 || (size >= 99.5 && size < 100);  // 99.6 is not all
    return sign + QString::number(size, 'f', fine ? 1 : 0) + QStringLiteral(" %");
}

QString against_text(const std::optional<int>& baseline) {
    return baseline ? workers_text(*baseline) : QStringLiteral("the lowest count");
}

QString loss_y_caption(const loss_chart_data& data) {
    if (data.form == loss_form::share)
        return QStringLiteral("Share of all worker-seconds, %%1")
            .arg(QStringLiteral(" · over the bars: all, ") + data.unit.symbol);
    return QStringLiteral("Extra against %1, %2 · over the bars: their sum")
        .arg(against_text(data.baseline), data.unit.symbol);
}

QStringList loss_footnotes(const loss_chart_data& data) {
    QStringList notes = data.without;
    if (data.any_uncertain)
        notes << QStringLiteral("▨ Hatched: these repeats do not tell it apart from 0; point at it for the ± band.");
    if (data.any_below_zero && data.form == loss_form::share) {
        notes << QStringLiteral("Below 0: the items took less time than with %1; the bars still sum to 100 %.")
                     .arg(against_text(data.baseline));
    }
    return notes;
}

std::vector<std::pair<QString, QString>> remarks_on(const loss_point& point, loss_part part, const display_unit& unit) {
    rows_of_words rows;
    if (part == loss_part::inflation) add_inflation(rows, point, unit);
    if (part == loss_part::idle) add_idle(rows, point, unit);
    if (part == loss_part::baseline && point.usable_width < point.mean.slots && point.usable_efficiency) {
        rows.emplace_back(QStringLiteral("Of the usable"), QStringLiteral("%1 (%2 of %3 workers can get an item)")
                                                               .arg(percent_text(*point.usable_efficiency))
                                                               .arg(point.usable_width)
                                                               .arg(point.mean.slots));
    }
    return rows;
}

point_words describe_part(const loss_panel_data& panel, const loss_bar& bar, loss_part part, const loss_chart_data& data) {
    const loss_point& point = *bar.point;
    const QString baseline = workers_text(panel.report->baseline_workers);
    point_words words;
    words.title = part_name(part) + QStringLiteral(", ") + workers_text(bar.workers);
    if (panel.simulated) words.title += QStringLiteral(" (simulated)");
    words.note = note_on(bar, part, data, baseline);
    const auto row = [&](const QString& name, const QString& value) { words.rows.emplace_back(name, value); };
    row(QStringLiteral("Mean"), mean_text(point, part, data.unit));
    const double share = static_cast<double>(part_of(point.mean, part)) / static_cast<double>(point.mean.total);
    row(is_useful(part) ? QStringLiteral("Share") : QStringLiteral("Points lost"),
        QStringLiteral("%1 of %2").arg(percent_text(share), worker_time_text(point.mean.total, data.unit)));
    if (const auto factor = factor_of(point, part))
        row(part == loss_part::baseline ? QStringLiteral("Product of factors") : QStringLiteral("Factor"),
            QStringLiteral("× ") + number_text(*factor));
    if (!bar.baseline)
        row(QStringLiteral("Against %1").arg(baseline), signed_time_text(part_of(point.extra, part), data.unit));
    for (const auto& [name, value] : remarks_on(point, part, data.unit)) row(name, value);
    return words;
}

QString describe_loss_panel(const loss_panel_data& panel, const loss_chart_data& data) {
    if (!panel.why_none.isEmpty()) return panel.why_none;
    QStringList bars;
    for (const auto& bar : panel.bars) {
        QStringList parts;
        for (const auto& segment : bar.segments) {
            const double share = static_cast<double>(segment.ns) / static_cast<double>(bar.point->mean.total);
            parts << part_name(segment.part) + QLatin1Char(' ') +
                         (data.form == loss_form::share ? percent_text(share) : signed_time_text(segment.ns, data.unit));
        }
        bars << workers_text(bar.workers) + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
    }
    return bars.join(QStringLiteral(". ")) + QLatin1Char('.');
}

finding describe_loss_runs(const std::vector<loss_run>& runs) {
    std::vector<const loss_run*> accounted;
    for (const auto& run : runs)
        if (why_no_account(run).isEmpty()) accounted.push_back(&run);
    finding words;
    if (accounted.empty()) {
        words.headline = runs.size() == 1 ? "This run has no account of its worker-seconds"
                                          : "These runs have no account of their worker-seconds";
        return words;
    }
    if (accounted.size() == 1) {
        const auto& report = *accounted.front()->report;
        words.headline = describe_losses(report);
        words.detail = idle_in_words(report);
    } else {
        words = describe_several(accounted);
    }
    words.headline = unbroken(words.headline);
    bool simulated = false;
    for (const auto* run : accounted) {
        simulated |= run->simulated;
        for (const auto& reason : run->report->not_accounted)
            words.warnings.push_back((accounted.size() > 1 ? run_in_words(*run) + ": " : std::string()) +
                                     "not in the account: " + reason);
    }
    if (simulated)
        words.warnings.push_back(
            "Measured against the simulated endpoint: it shows how a sweep works, not how fast a server is.");
    return words;
}

}  // namespace sweeplab
