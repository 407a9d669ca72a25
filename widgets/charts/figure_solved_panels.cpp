// Solved tasks: seconds and cost for each, and how many of them were solved; a line for each run.
#include <algorithm>

#include "engine/analysis/words.h"
#include "widgets/charts/chart_words.h"
#include "widgets/charts/figure_panels.h"

namespace sweeplab {
namespace {

using value_of_point = std::optional<double> (*)(const solved_point& point);

std::optional<double> share_of(const solved_point& point) {
    return point.tasks > 0 ? std::optional(static_cast<double>(point.solved) / point.tasks) : std::nullopt;
}

point_words words_of(const figure_run& run, const solved_point& point) {
    point_words words;
    const auto row = [&](const char* name, const QString& text) {
        words.rows.emplace_back(QString::fromLatin1(name), text);
    };
    words.title = run.label + QStringLiteral(", ") + workers_text(point.workers);
    if (run.simulated) words.title += QStringLiteral(" (simulated)");
    row("Solved", QStringLiteral("%1 of %2").arg(point.solved).arg(point.tasks));
    if (point.s_per_solved) row("One every", QString::fromStdString(seconds_in_words(*point.s_per_solved)));
    if (point.mean_service_s) row("Work each", QString::fromStdString(seconds_in_words(*point.mean_service_s)));
    if (point.cost_per_solved)
        row("Cost each", QString::fromStdString(run.report->solved.currency) + QLatin1Char(' ') +
                             short_number_text(*point.cost_per_solved));
    if (point.tokens_per_solved) row("Tokens each", whole_number_text(*point.tokens_per_solved));
    if (point.cpu_s_per_solved) row("CPU each", QString::fromStdString(seconds_in_words(*point.cpu_s_per_solved)));
    row("Repeats", QString::number(point.trials));
    return words;
}

double most_of(const figure_content& content, value_of_point value_at) {
    double most = 0;
    for (const auto& run : content.runs)
        for (const auto& point : run.report->solved.points) most = std::max(most, value_at(point).value_or(0));
    return most;
}

class solved_builder {
public:
    explicit solved_builder(const figure_content& content) : content_(content) {}

    std::vector<panel_draft> build() {
        const value_of_point seconds = [](const solved_point& point) { return point.s_per_solved; };
        const auto unit = choose_unit(chart_quantity::time, 0, most_of(content_, seconds), {});
        add({"Time for each solved task", "One solved every", chart_quantity::time, unit, {}}, seconds);
        for (const auto& currency : currencies())
            add({"Cost for each solved task", "Of all tries", chart_quantity::cost, {currency, 1}, currency},
                [](const solved_point& point) { return point.cost_per_solved; });
        add({"Tasks solved", "Share", chart_quantity::efficiency, {QStringLiteral("%"), 100}, {}}, share_of);
        return std::move(drafts_);
    }

private:
    struct outline {
        const char* title;
        const char* caption;
        chart_quantity quantity;
        display_unit unit;
        QString currency;  // only runs priced in it; empty: all
    };

    QStringList currencies() const {  // two do not share an axis
        QStringList all;
        for (const auto& run : content_.runs)
            if (!run.report->solved.points.empty()) all << QString::fromStdString(run.report->solved.currency);
        all.removeDuplicates();
        return all;
    }

    // A panel without one value is left out.
    void add(const outline& wanted, value_of_point value_at) {
        panel_draft draft;
        draft.kind = figure_kind::solved;
        draft.quantity = wanted.quantity;
        draft.unit = wanted.unit;
        draft.caption = QString::fromLatin1(wanted.caption);
        draft.x_caption = x_caption();
        draft.panel.title = QString::fromLatin1(wanted.title);
        bool any = false;
        for (const auto& run : content_.runs) {
            const auto& solved = run.report->solved;
            if (solved.points.empty()) continue;
            if (!wanted.currency.isEmpty() && wanted.currency != QString::fromStdString(solved.currency)) continue;
            auto& series = draft.add_series(run, run.label, run.number);
            for (const auto& point : solved.points) {
                draft.workers.push_back(point.workers);
                if (const auto value = value_at(point))
                    draft.add_point(series, point.workers, {*value, {}, {}, {}}, words_of(run, point));
            }
            any |= !series.points.empty();
        }
        if (any) drafts_.push_back(std::move(draft));
    }

    const figure_content& content_;
    std::vector<panel_draft> drafts_;
};

}  // namespace

std::vector<panel_draft> solved_panels(const figure_content& content) { return solved_builder(content).build(); }

}  // namespace sweeplab
