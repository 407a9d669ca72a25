#include "app/cli/prediction_table.h"

#include <fmt/format.h>

#include "app/cli/text_table.h"
#include "engine/analysis/words.h"
#include "engine/prediction/stored_predictions.h"

namespace sweeplab::cli {
namespace {

// All times of the table with the same decimals, so that columns can be compared.
class time_cells {
public:
    void add(std::optional<double> seconds) { all_.push_back(seconds); }
    // The cells of `count` rows, column by column, in the order they were added.
    std::vector<std::vector<std::string>> columns(std::size_t count) const {
        auto cells = number_cells(all_);
        std::vector<std::vector<std::string>> columns;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i % count == 0) columns.emplace_back();
            columns.back().push_back(cells[i] + (cells[i].empty() ? "" : " s"));
        }
        return columns;
    }

private:
    std::vector<std::optional<double>> all_;
};

std::string score_cell(const prediction& made) {
    if (!made.score) return "";
    if (made.is_input) return "input";
    const auto text = fmt::format("{:+.1f} %", made.score->error_percent);
    const bool outside = made.score->inside && !*made.score->inside;
    return outside ? text + " outside" : text;
}

std::string table_of(const curve_prediction& curve) {
    using enum text_table::align;
    const auto& points = curve.points;
    time_cells times;
    for (const auto& made : points) times.add(made.time_s);
    for (const auto& made : points) times.add(made.lo);
    for (const auto& made : points) times.add(made.hi);
    for (const auto& made : points) times.add(made.score ? std::optional(made.score->measured_s) : std::nullopt);
    for (const auto& made : points) times.add(made.baselines.bound_s);
    for (const auto& made : points) times.add(made.baselines.amdahl_s);
    for (const auto& made : points) times.add(made.baselines.log_log_s);
    const auto columns = times.columns(points.size());

    std::vector<std::string> workers, efficiencies, scores;
    for (const auto& made : points) {
        workers.push_back(std::to_string(made.workers));
        const double worker_s = made.workers * made.time_s;
        efficiencies.push_back(worker_s > 0 ? percent_in_words(curve.service_s / worker_s) : "");
        scores.push_back(score_cell(made));
    }
    text_table table;
    table.add_column("workers", workers, right);
    table.add_column("predicted", columns[0], right);
    table.add_column_if_any("from", columns[1], right);
    table.add_column_if_any("to", columns[2], right);
    table.add_column_if_any("useful", efficiencies, right);
    table.add_column_if_any("measured", columns[3], right);
    table.add_column_if_any("off by", scores, right);
    table.add_column("bound", columns[4], right);
    table.add_column_if_any("Amdahl", columns[5], right);
    table.add_column_if_any("log-log", columns[6], right);
    return table.text();
}

std::string basis_of(const curve_prediction& curve) {
    auto text = fmt::format("{}: {} of work, the longest {} {}", counted(curve.items, "item", "items"),
                            seconds_in_words(curve.service_s), curve.has_dependencies ? "chain" : "item",
                            seconds_in_words(curve.critical_path_s));
    if (curve.overhead_s > 0) text += fmt::format("; {} of overhead an item", seconds_in_words(curve.overhead_s));
    if (curve.fit && curve.fit->outcome == fit_outcome::fitted) {
        text += fmt::format("; each further item at once slows the others down by {} (from the trial at {} workers)",
                            percent_in_words(curve.fit->inflation), *curve.middle);
    }
    return text + ".";
}

}  // namespace

std::string prediction_text(const curve_prediction& curve) {
    if (!curve.not_predictable.empty()) return "Not predictable: " + curve.not_predictable + ".\n";
    auto text = table_of(curve) + "\n" + describe_prediction(curve) + "\n" + basis_of(curve) + "\n";
    for (const auto& remark : curve.remarks) text += remark + "\n";
    return text;
}

std::string stored_predictions_text(const std::vector<prediction>& stored) {
    if (stored.empty()) return {};
    auto text = announce(stored) + ".\n";
    for (const auto& made : stored) {
        if (!made.score) continue;
        const auto& score = *made.score;
        text += fmt::format("  {}: measured {}, missed by {:+.1f} %{}\n", workers_in_words(made.workers),
                            seconds_in_words(score.measured_s), score.error_percent,
                            !score.inside   ? ""
                            : *score.inside ? ", inside its interval"
                                            : ", outside its interval");
    }
    const auto scores = describe_scores(stored);
    return text + (scores.empty() ? "None of these counts was measured afterwards." : scores) + "\n";
}

}  // namespace sweeplab::cli
