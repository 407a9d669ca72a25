// Native kernels: a panel for each, a line for each run. The same kernel with other values is other work, and has a
// panel of its own.
#include <algorithm>

#include "engine/analysis/words.h"
#include "widgets/charts/figure_panels.h"

namespace sweeplab {
namespace {

// Of one kernel with one set of values, in all runs that have it.
struct kernel_group {
    const native::kernel_series* first = nullptr;
    std::vector<std::pair<const figure_run*, const native::kernel_series*>> members;

    bool takes(const native::kernel_series& series) const {
        return first->kernel == series.kernel && first->values == series.values && first->unit == series.unit;
    }
    double most() const {
        double most = 0;
        for (const auto& [run, series] : members)
            if (const auto* best = series->best()) most = std::max(most, best->rate.value);
        return most;
    }
};

std::vector<kernel_group> groups_of(const figure_content& content) {
    std::vector<kernel_group> groups;
    for (const auto& run : content.runs) {
        if (!run.report->native) continue;
        for (const auto& series : run.report->native->series) {
            if (series.points.empty()) continue;  // its failure is said over the chart
            auto group = std::ranges::find_if(groups, [&](const auto& one) { return one.takes(series); });
            if (group == groups.end()) group = groups.insert(groups.end(), kernel_group{&series, {}});
            group->members.emplace_back(&run, &series);
        }
    }
    return groups;
}

// Where a kernel occurs with several sets of values, which one this is.
QString values_of(const kernel_group& group, const std::vector<kernel_group>& groups) {
    const auto alike =
        std::ranges::count_if(groups, [&](const auto& one) { return one.first->kernel == group.first->kernel; });
    if (alike < 2 || !group.first->values.is_object()) return {};
    QStringList parts;
    for (const auto& [name, value] : group.first->values.items())
        if (name != "kernel") parts << QString::fromStdString(name + " " + value.dump());
    return parts.join(QStringLiteral(", "));
}

QString threads_text(int threads) { return QString::fromStdString(counted(threads, "thread", "threads")); }

point_words words_of(const figure_run& run, const native::kernel_series& series, const native::kernel_point& point,
                     const display_unit& unit) {
    point_words words;
    const auto row = [&](const char* name, const QString& text) {
        words.rows.emplace_back(QString::fromLatin1(name), text);
    };
    words.title = run.label + QStringLiteral(", ") + threads_text(point.threads);
    if (run.simulated) words.title += QStringLiteral(" (simulated)");
    QString rate = number_text(point.rate.value * unit.factor) + QLatin1Char(' ') + unit.symbol;
    if (point.rate.lo && point.rate.hi)
        rate += QStringLiteral(" (%1 – %2)")
                    .arg(number_text(*point.rate.lo * unit.factor), number_text(*point.rate.hi * unit.factor));
    row("Rate", rate);
    if (point.speedup && point.threads > 1) row("Speedup", QString::fromStdString(ratio_in_words(point.speedup->value)));
    if (point.hit_rate) row("Hit rate", number_text(*point.hit_rate * 100, 4) + QStringLiteral(" %"));
    const auto latency = [&](const char* name, const std::optional<double>& value) {
        if (value) row(name, QString::fromStdString(seconds_in_words(*value)));
    };
    latency("Latency, mean", point.latency_mean_s);
    latency("Latency, p50", point.latency_p50_s);
    latency("Latency, p99", point.latency_p99_s);
    row("Repeats",
        QString::number(point.rates.size()) + (point.rates.size() == 1 ? QStringLiteral(" (no interval)") : QString()));
    for (const auto& failure : series.failures) row("Failed", QString::fromStdString(failure));
    return words;
}

}  // namespace

display_unit unit_of_rate(native::work_unit unit, double most) {
    constexpr std::array prefixes{"", "k", "M", "G", "T", "P"};
    std::size_t step = 0;
    double factor = 1;
    while (most * factor >= 999.5 && step + 1 < prefixes.size()) {
        factor /= 1000;
        ++step;
    }
    const QString prefix = QString::fromLatin1(prefixes[step]);
    if (unit == native::work_unit::bytes) return {prefix + QStringLiteral("B/s"), factor};
    const auto name = native::to_text(unit);
    return {prefix + (step > 0 ? QStringLiteral(" ") : QString()) +
                QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())) + QStringLiteral("/s"),
            factor};
}

std::vector<panel_draft> native_panels(const figure_content& content) {
    const auto groups = groups_of(content);
    std::vector<panel_draft> drafts;
    for (const auto& group : groups) {
        auto& draft = drafts.emplace_back();
        draft.kind = figure_kind::native;
        draft.quantity = chart_quantity::throughput;
        draft.unit = unit_of_rate(group.first->unit, group.most());
        draft.caption = QStringLiteral("Rate");
        draft.x_caption = QStringLiteral("Threads (log₂)");
        draft.panel.title = QString::fromStdString(group.first->item);
        draft.panel.subtitle = values_of(group, groups);
        for (const auto& [run, series] : group.members) {
            auto& line = draft.add_series(*run, run->label, run->number);
            for (const auto& point : series->points)
                draft.add_point(line, point.threads, {point.rate.value, point.rate.lo, point.rate.hi, point.rates},
                                words_of(*run, *series, point, draft.unit));
        }
    }
    return drafts;
}

}  // namespace sweeplab
