#include "widgets/charts/soak_chart_data.h"

#include <algorithm>
#include <map>
#include <set>

#include "widgets/charts/soak_words.h"

namespace sweeplab {
namespace {

constexpr double air_after_end = 1.012;  // so that the end is seen
constexpr double live_room = 1.25;
constexpr double ns_per_ms = 1e6;
constexpr double bytes_per_mb = 1e6;
constexpr double least_span_mb = 1;  // less is an allocator's noise
constexpr double least_span_share = 0.01;

const soak_course* course_of(const figure_run& run, const load_trial& wanted) {
    const auto found = std::ranges::find_if(
        run.report->soaks, [&](const auto& one) { return one.workers == wanted.workers && one.repeat == wanted.repeat; });
    return found == run.report->soaks.end() ? nullptr : &*found;
}

const soak_row* row_of(const figure_report& report, const soak_course& course) {
    if (course.live) return nullptr;  // of a part that is saved alone it would say too little
    const auto found = std::ranges::find_if(
        report.soak.rows, [&](const auto& one) { return one.workers == course.workers && one.repeat == course.repeat; });
    return found == report.soak.rows.end() ? nullptr : &*found;
}

soak_line in_unit(soak_line line, double unit) {
    for (auto& one : line.values) one.value /= unit;
    return line;
}

// Through the middle of what is settled in each part, as the growth was made.
std::vector<soak_trend> trends_of(const soak_course& course, const soak_line& line, double per_hour,
                                  double settled_after_s) {
    std::vector<soak_trend> trends;
    for (const auto& part : course.parts) {
        const auto settled = part.begin_ns + static_cast<std::int64_t>(settled_after_s * 1e9);
        double at_sum = 0, sum = 0;
        int count = 0;
        std::int64_t last = 0;
        for (const auto& one : line.values) {
            const auto at = line.place_of(one);
            if (at < settled || at > part.end_ns) continue;
            at_sum += static_cast<double>(at - settled);
            sum += one.value;
            last = at;
            ++count;
        }
        if (count < 2) continue;
        const double middle_h = at_sum / count / 3.6e12, length_h = static_cast<double>(last - settled) / 3.6e12;
        const double from = sum / count - per_hour * middle_h;
        trends.push_back({settled, last, from, from + per_hour * length_h});
    }
    return trends;
}

class plot_maker {
public:
    plot_maker(const soak_course& course, const soak_row* row, const soak_terms& terms)
        : course_(course), row_(row), terms_(terms) {}

    std::vector<soak_drawn_plot> make() {
        add(QStringLiteral("Time between chunks"), QStringLiteral("ms"),
            {{QStringLiteral("p50"), in_unit(course_.gap_p50, ns_per_ms), 0, true},
             {QStringLiteral("p95"), in_unit(course_.gap_p95, ns_per_ms), 1, false},
             {QStringLiteral("p99"), in_unit(course_.gap_p99, ns_per_ms), 3, false}});
        add(QStringLiteral("Jitter, p95"), QStringLiteral("ms"), {{{}, in_unit(course_.jitter_p95, ns_per_ms), 3, true}});
        const QString whose = course_.own_process ? QStringLiteral(" of Sweeplab itself") : QString();
        add(QStringLiteral("Processor") + whose, QStringLiteral("% of one"), {{{}, course_.cpu_pct, 2, true}});
        add(QStringLiteral("Memory") + whose, QStringLiteral("MB"),
            {{{}, in_unit(course_.memory_bytes, bytes_per_mb), 0, true}});
        if (row_ && row_->memory.growth && !plots_.empty() && plots_.back().unit == QStringLiteral("MB")) add_trend();
        for (std::size_t i = 0; i < course_.series.size(); ++i) add_series(i);
        return std::move(plots_);
    }

private:
    void add(const QString& title, const QString& unit, std::vector<soak_drawn_line> lines) {
        std::erase_if(lines, [](const auto& one) { return one.line.empty(); });
        if (lines.empty()) return;
        soak_drawn_plot plot;
        plot.title = title;
        plot.unit = unit;
        plot.from_zero = unit != QStringLiteral("MB");
        plot.lines = std::move(lines);
        plots_.push_back(std::move(plot));
    }
    void add_trend() {
        auto& plot = plots_.back();
        const double mb_per_h = row_->memory.growth->per_hour / bytes_per_mb;
        plot.trends = trends_of(course_, plot.lines.front().line, mb_per_h, terms_.settled_after_s);
        plot.trend_text = growth_text(*row_->memory.growth);
    }
    void add_series(std::size_t place) {
        const auto& line = course_.series[place];
        const bool named = place < terms_.series.size();
        const bool counter = named && terms_.series[place].counter;
        const QString name =
            named ? QString::fromStdString(terms_.series[place].name) : QStringLiteral("series %1").arg(place + 1);
        add(name, counter ? QStringLiteral("a second") : QString(), {{{}, counter ? growth_a_second(line) : line, 4, true}});
        if (!plots_.empty() && plots_.back().title == name) plots_.back().from_zero = counter;
    }

    const soak_course& course_;
    const soak_row* row_;
    const soak_terms& terms_;
    std::vector<soak_drawn_plot> plots_;
};

std::pair<double, double> range_of(const soak_drawn_plot& plot) {
    double least = plot.lines.front().line.values.front().value, most = least;
    for (const auto& drawn : plot.lines)
        for (const auto& one : drawn.line.values) {
            least = std::min(least, one.value);
            most = std::max(most, one.value);
        }
    for (const auto& trend : plot.trends) {
        least = std::min({least, trend.from, trend.to});
        most = std::max({most, trend.from, trend.to});
    }
    return {least, most};
}

double planned_end_of(const soak_chart& chart) {
    const auto& terms = chart.report->soak.terms;
    return static_cast<double>(chart.course.end_ns() - chart.course.measured_ns()) + terms.duration_s * 1e9;
}

void set_axes(const std::vector<std::shared_ptr<soak_chart>>& charts) {
    std::map<QString, double> most;
    double end = 1;
    for (const auto& chart : charts) {
        const auto now = static_cast<double>(chart->course.end_ns());
        end = std::max(end, now);
        // Room to grow into, but none beyond the plan's end.
        if (chart->course.live) end = std::max(end, std::min(now * live_room, planned_end_of(*chart)));
        for (const auto& plot : chart->plots)
            if (plot.from_zero) most[plot.title] = std::max(most[plot.title], range_of(plot).second);
    }
    for (const auto& chart : charts) {
        chart->window = {0, end * air_after_end};
        for (auto& plot : chart->plots) {
            const auto [low, high] = range_of(plot);
            if (plot.from_zero && low >= 0) plot.axis = make_linear_axis(most[plot.title] > 0 ? most[plot.title] : 1, 0);
            else if (plot.from_zero) plot.axis = make_signed_axis(low, high);
            else
                plot.axis = make_range_axis(
                    low, high,
                    std::max(plot.unit == QStringLiteral("MB") ? least_span_mb : 0, std::abs(high) * least_span_share));
        }
    }
}

}  // namespace

std::vector<load_trial> soaks_of(const std::vector<figure_run>& runs) {
    std::set<load_trial> all;
    for (const auto& run : runs)
        for (const auto& one : run.report->soaks) all.insert({one.workers, one.repeat});
    return {all.begin(), all.end()};
}

std::optional<load_trial> chosen_soak(const std::vector<figure_run>& runs, const std::optional<load_trial>& wanted) {
    const auto all = soaks_of(runs);
    if (all.empty()) return std::nullopt;
    if (wanted && std::ranges::find(all, *wanted) != all.end()) return wanted;
    const auto first = [&](auto fits) {
        return std::ranges::find_if(all, [&](const auto& one) {
            return std::ranges::any_of(runs, [&](const auto& run) {
                const auto* course = course_of(run, one);
                return course && fits(*course);
            });
        });
    };
    if (const auto live = first([](const auto& course) { return course.live; }); live != all.end()) return *live;
    const auto whole = first([](const auto& course) { return course.state != trial_state::failed; });
    return whole == all.end() ? all.front() : *whole;
}

std::vector<soak_chart_ptr> make_soak_charts(const std::vector<figure_run>& runs, const std::optional<load_trial>& wanted) {
    const auto chosen = chosen_soak(runs, wanted);
    if (!chosen) return {};
    std::vector<std::shared_ptr<soak_chart>> charts;
    for (const auto& run : runs) {
        if (run.report->soaks.empty()) continue;
        auto chart = std::make_shared<soak_chart>();
        const bool alone = runs.size() == 1;
        chart->run = run.run;
        chart->title = alone ? QStringLiteral("Soak over time") : run.label;
        chart->simulated = run.simulated;
        chart->report = run.report;
        chart->settled_after_s = run.report->soak.terms.settled_after_s;
        chart->subtitle = (alone ? run.run_name + QStringLiteral(" · ") : QString()) + soak_trial_text(*chosen);
        chart->accessible_name = QStringLiteral("Chart of %1, %2")
                                     .arg(alone ? QStringLiteral("a soak over time") : run.label, soak_trial_text(*chosen));
        if (const auto* course = course_of(run, *chosen)) {
            chart->row = row_of(*run.report, *course);
            chart->plots = plot_maker(*course, chart->row, run.report->soak.terms).make();
            auto& kept = chart->course;
            kept = *course;
            kept.gap_p50 = kept.gap_p95 = kept.gap_p99 = kept.jitter_p95 = kept.cpu_pct = kept.memory_bytes = {};
            kept.series.clear();
        }
        if (chart->course.parts.empty())
            chart->why_none = QStringLiteral("This run has no soak with %1 that counts").arg(soak_trial_text(*chosen));
        else if (chart->plots.empty())
            chart->why_none = chart->course.live ? QStringLiteral("The first figures are still to come")
                                                 : QStringLiteral("Nothing was measured in it that could be drawn");
        charts.push_back(std::move(chart));
    }
    set_axes(charts);
    return {charts.begin(), charts.end()};
}

}  // namespace sweeplab
