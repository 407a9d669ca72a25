#include "widgets/charts/soak_words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "widgets/charts/chart_words.h"

namespace sweeplab {
namespace {

constexpr double second_ns = 1e9;

// Two units at most: "2 d 3 h", "12 min 5 s".
QString two_units(std::int64_t seconds) {
    constexpr std::array units{std::pair{86400, "d"}, std::pair{3600, "h"}, std::pair{60, "min"}, std::pair{1, "s"}};
    for (std::size_t i = 0; i + 1 < units.size(); ++i) {
        const auto [size, name] = units[i];
        if (seconds < size) continue;
        const auto rest = seconds % size / units[i + 1].first;
        auto text = QStringLiteral("%1 %2").arg(seconds / size).arg(QLatin1String(name));
        if (rest > 0) text += QStringLiteral(" %1 %2").arg(rest).arg(QLatin1String(units[i + 1].second));
        return text;
    }
    return QStringLiteral("%1 s").arg(seconds);
}

// "−0.4", "12", with a true minus.
QString signed_text(double value) {
    const auto text = QString::number(std::abs(value), 'f', std::abs(value) < 9.95 ? 1 : 0);
    return (value < 0 && text != QLatin1String("0.0") ? QStringLiteral("−") : QString()) + text;
}

// At most four digits that count, not "1.2e+03".
QString value_text(double value) { return short_number_text(value); }

QString range_text(const soak_drawn_line& drawn) {
    const auto [least, most] = std::ranges::minmax(drawn.line.values, {}, &soak_value::value);
    if (least.value == most.value) return value_text(least.value);
    return QStringLiteral("%1 to %2").arg(value_text(least.value), value_text(most.value));
}

const soak_course* live_course(const figure_report& report) {
    const auto found = std::ranges::find_if(report.soaks, &soak_course::live);
    return found == report.soaks.end() ? nullptr : &*found;
}

}  // namespace

QString soak_trial_text(const load_trial& one) {
    return QStringLiteral("%1, repeat %2")
        .arg(QString::fromStdString(counted(one.workers, "client", "clients")))
        .arg(one.repeat);
}

QString clock_text(std::int64_t ns) {
    const double seconds = static_cast<double>(ns) / second_ns;
    return seconds < 60 ? QString::number(seconds, 'f', 1) + QStringLiteral(" s") : two_units(std::llround(seconds));
}

QString clock_tick_text(std::int64_t ns, bool parts_of_seconds) {
    return parts_of_seconds ? clock_text(ns) : two_units(std::llround(static_cast<double>(ns) / second_ns));
}

QString growth_text(const growth_estimate& growth) {
    const auto mb = [](double bytes) { return signed_text(bytes / 1e6); };
    auto text = mb(growth.per_hour) + QStringLiteral(" MB/h");
    if (growth.lo && growth.hi) text += QStringLiteral(" (%1 to %2)").arg(mb(*growth.lo), mb(*growth.hi));
    return text;
}

QString plot_caption(const soak_drawn_plot& plot) {
    return plot.unit.isEmpty() ? plot.title : plot.title + QStringLiteral(", ") + plot.unit;
}

QString interruption_text(const soak_part& before, const soak_part& after) {
    const auto away_ms = after.started_at - before.started_at - (before.end_ns - before.begin_ns) / 1'000'000;
    if (away_ms < 500) return QStringLiteral("interrupted");
    return QStringLiteral("interrupted for ") + two_units(std::max<std::int64_t>(1, (away_ms + 500) / 1000));
}

point_words describe_soak_at(const soak_chart& chart, std::int64_t ns) {
    point_words words;
    const auto& parts = chart.course.parts;
    words.title = clock_text(chart.course.measured_at(ns));
    if (chart.simulated) words.title += QStringLiteral(" (simulated)");
    const auto* part = chart.course.part_at(ns);
    if (!part) {
        const auto after = std::ranges::find_if(parts, [&](const auto& one) { return one.begin_ns > ns; });
        if (after != parts.end() && after != parts.begin())
            words.note = QStringLiteral("The soak was %1 here.").arg(interruption_text(*std::prev(after), *after));
        return words;
    }
    if (static_cast<double>(ns - part->begin_ns) < chart.settled_after_s * second_ns)
        words.note = QStringLiteral("Still settling: says nothing of growth.");
    for (const auto& plot : chart.plots)
        for (const auto& drawn : plot.lines)
            if (const auto* one = drawn.line.at(ns)) {
                QString name = plot.title;
                if (name.size() > 34) name = name.left(33) + QStringLiteral("…");
                if (!drawn.name.isEmpty()) name += QStringLiteral(", ") + drawn.name;
                const bool rate = plot.unit == QStringLiteral("a second");
                words.rows.emplace_back(
                    name, value_text(one->value) + (rate                                     ? QStringLiteral("/s")
                                                    : plot.unit.startsWith(QLatin1Char('%')) ? QStringLiteral(" %")
                                                    : plot.unit.isEmpty()                    ? QString()
                                                                          : QLatin1Char(' ') + plot.unit));
            }
    if (words.rows.empty()) words.note = QStringLiteral("Nothing is known of this time.");
    return words;
}

QString describe_soak_chart(const soak_chart& chart) {
    if (!chart.drawn()) return chart.why_none + QLatin1Char('.');
    QStringList texts;
    for (const auto& plot : chart.plots) {
        QStringList lines;
        for (const auto& drawn : plot.lines)
            lines << (drawn.name.isEmpty() ? QString() : drawn.name + QLatin1Char(' ')) + range_text(drawn);
        texts << plot_caption(plot) + QStringLiteral(": ") + lines.join(QStringLiteral(", "));
        if (!plot.trend_text.isEmpty()) texts.back() += QStringLiteral(", fitted ") + plot.trend_text;
    }
    QString text =
        QStringLiteral("%1 measured%2. ")
            .arg(clock_text(chart.course.measured_ns()), chart.course.live ? QStringLiteral(" so far") : QString());
    text += texts.join(QStringLiteral("; ")) + QLatin1Char('.');
    if (chart.course.parts.size() > 1) text += QStringLiteral(" Measured in %1 parts.").arg(chart.course.parts.size());
    return text;
}

QStringList soak_footnotes(const std::vector<soak_chart_ptr>& charts) {
    QStringList notes;
    const auto drawn = [](const auto& chart) { return chart->drawn(); };
    const auto first = std::ranges::find_if(charts, drawn);
    if (first == charts.end()) return notes;
    const auto any_plot = [&](auto holds) {
        return std::ranges::any_of(charts, [&](const auto& chart) { return std::ranges::any_of(chart->plots, holds); });
    };
    if (any_plot([](const auto& plot) { return plot.lines.size() > 1; }))
        notes << QStringLiteral(
            "A percentile stands for the time in which values enough for it came: 10 for a p50, 100 for a "
            "p95, 500 for a p99.");
    QString drawn_how;
    if ((*first)->settled_after_s > 0)
        drawn_how = QStringLiteral("Shaded: the settling time, %1, which says nothing of growth. ")
                        .arg(clock_text(static_cast<std::int64_t>((*first)->settled_after_s * second_ns)));
    if (any_plot([](const auto& plot) { return !plot.from_zero; }))
        drawn_how += QStringLiteral("Sizes are drawn over the range that they had, not from zero.");
    if (!drawn_how.isEmpty()) notes << drawn_how.trimmed();
    return notes;
}

std::string soak_headline(const figure_report& report) {
    const auto* course = live_course(report);
    // One that has ended, and is being read back.
    if (!course && report.soak.empty() && !report.soaks.empty()) course = &report.soaks.back();
    if (!course) return report.soak.empty() ? std::string() : describe_soak(report.soak).headline;
    const auto planned = static_cast<std::int64_t>(report.soak.terms.duration_s * second_ns);
    auto words = fmt::format("{} {}{}: {} of {}", course->live ? "Soak under way with" : "Soak with",
                             counted(course->workers, "client", "clients"), course->warm_up ? ", warm-up" : "",
                             clock_text(course->measured_ns()).toStdString(), clock_text(planned).toStdString());
    if (course->failed > 0) words += fmt::format("; {}", counted(course->failed, "request failed", "requests failed"));
    return words;
}

std::string soak_details(const figure_report& report) {
    if (!report.soak.empty() && live_course(report)) return "Measured before: " + describe_soak(report.soak).headline;
    return report.soak.empty() ? std::string() : describe_soak(report.soak).detail;
}

}  // namespace sweeplab
