#include "engine/prediction/stored_predictions.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "engine/prediction/sequential_basis.h"

namespace sweeplab {
namespace {

std::string in_words(const prediction& made) {
    auto words = fmt::format("{} {}", workers_in_words(made.workers), seconds_in_words(made.time_s));
    if (made.lo && made.hi) words += fmt::format(" ({} – {})", seconds_in_words(*made.lo), seconds_in_words(*made.hi));
    return words;
}

}  // namespace

std::vector<prediction> stored_predictions(const run_record& run) {
    std::vector<prediction> all;
    if (!run.predictions.is_array()) return all;
    for (const auto& document : run.predictions) {
        auto made = read_prediction(document);
        if (!made) continue;
        made->score.reset();
        std::vector<const trial*> measured;
        for (const auto& one : run.trials)
            if (one.workers == made->workers && one.counts() && *one.time_ns > 0) measured.push_back(&one);
        if (!measured.empty()) made->score = score_against(*made, geometric_mean_s(measured));
        all.push_back(std::move(*made));
    }
    return all;
}

std::string announce(const std::vector<prediction>& made) {
    std::vector<std::string> parts;
    for (const auto& one : made) parts.push_back(in_words(one));
    return "Predicted before measuring: " + join(parts, ", ");
}

std::string describe_scores(const std::vector<prediction>& scored) {
    double sum = 0;
    int count = 0;
    const prediction* worst = nullptr;
    for (const auto& one : scored) {
        if (!one.score || one.is_input) continue;
        ++count;
        sum += std::abs(one.score->error_percent);
        if (!worst || std::abs(one.score->error_percent) > std::abs(worst->score->error_percent)) worst = &one;
    }
    if (!worst) return {};
    if (count == 1)
        return fmt::format("The prediction for {} missed by {:+.1f} %.", workers_in_words(worst->workers),
                           worst->score->error_percent);
    return fmt::format("{} predictions missed by {:.1f} % on average, {:+.1f} % at most ({}).", count, sum / count,
                       worst->score->error_percent, workers_in_words(worst->workers));
}

}  // namespace sweeplab
