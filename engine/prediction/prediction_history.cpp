#include "engine/prediction/prediction_history.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "engine/model/json_fields.h"
#include "engine/model/run_event.h"
#include "engine/prediction/stored_predictions.h"

namespace sweeplab {
namespace {

constexpr double no_difference = 1e-6;  // percent: rounding of what is equal

using error_of = std::optional<double> (*)(const past_prediction&);

std::optional<double> error_percent(const std::optional<double>& answer_s, double measured_s) {
    return answer_s ? std::optional(100 * (*answer_s / measured_s - 1)) : std::nullopt;
}

double miss_of(const past_prediction& one) { return std::abs(one.score().error_percent); }

past_prediction scored(const run_record& run, prediction made) {
    const double measured = made.score->measured_s;
    past_prediction one;
    one.run = run.summary.id;
    one.run_name = run.summary.name;
    one.workload = run.summary.workload;
    one.started_at = run.summary.started_at;
    one.simulated = run.summary.simulated;
    one.bound_error_percent = *error_percent(made.baselines.bound_s, measured);
    one.amdahl_error_percent = error_percent(made.baselines.amdahl_s, measured);
    one.log_log_error_percent = error_percent(made.baselines.log_log_s, measured);
    one.made = std::move(made);
    return one;
}

answer_comparison compare(const std::vector<past_prediction>& all, std::string key, std::string name, error_of error) {
    answer_comparison made;
    made.key = std::move(key);
    made.name = std::move(name);
    double sum = 0, replay_sum = 0;
    for (const auto& one : all) {
        const auto missed = error(one);
        if (!missed) continue;
        ++made.predictions;
        sum += std::abs(*missed);
        replay_sum += miss_of(one);
        if (miss_of(one) < std::abs(*missed) - no_difference) ++made.replay_closer;
    }
    if (made.predictions == 0) return made;
    made.mean_error_percent = sum / made.predictions;
    made.replay_mean_error_percent = replay_sum / made.predictions;
    return made;
}

void summarise(prediction_history& history) {
    const auto& all = history.predictions;
    if (all.empty()) return;
    std::set<run_id> runs;
    double sum = 0;
    std::size_t worst = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& one = all[i];
        runs.insert(one.run);
        sum += miss_of(one);
        if (miss_of(one) > miss_of(all[worst])) worst = i;
        history.simulated += one.simulated ? 1 : 0;
        history.with_interval += one.score().inside ? 1 : 0;
        history.inside += one.score().inside.value_or(false) ? 1 : 0;
    }
    history.runs = static_cast<int>(runs.size());
    history.mean_error_percent = sum / static_cast<double>(all.size());
    history.worst = worst;
    const auto add = [&](std::string key, std::string name, error_of error) {
        auto made = compare(all, std::move(key), std::move(name), error);
        if (made.predictions > 0) history.against.push_back(std::move(made));
    };
    add("bound", "The bound max(T1/N, T∞)",
        [](const past_prediction& one) { return std::optional(one.bound_error_percent); });
    add("amdahl", "Amdahl's law", [](const past_prediction& one) { return one.amdahl_error_percent; });
    add("log_log", "Log-log interpolation", [](const past_prediction& one) { return one.log_log_error_percent; });
}

// "3.2 %"
std::string share_in_words(double percent) { return fmt::format("{:.1f} %", percent); }

// "in 3 of 4"
std::string times_in_words(const answer_comparison& one) {
    return fmt::format("in {} of {}", one.replay_closer, one.predictions);
}

json prediction_to_json(const past_prediction& one) {
    const auto& made = one.made;
    const auto& score = one.score();
    return {
        {"run", one.run.value},
        {"name", to_valid_utf8(one.run_name)},
        {"workload", to_valid_utf8(one.workload)},
        {"started_at", to_iso8601(one.started_at)},
        {"simulated", one.simulated},
        {"workers", made.workers},
        {"predicted_s", made.time_s},
        {"lo_s", value_or_null(made.lo)},
        {"hi_s", value_or_null(made.hi)},
        {"measured_s", score.measured_s},
        {"error_percent", score.error_percent},
        {"inside", value_or_null(score.inside)},
        {"baselines",
         {{"bound", {{"time_s", made.baselines.bound_s}, {"error_percent", one.bound_error_percent}}},
          {"amdahl",
           {{"time_s", value_or_null(made.baselines.amdahl_s)}, {"error_percent", value_or_null(one.amdahl_error_percent)}}},
          {"log_log",
           {{"time_s", value_or_null(made.baselines.log_log_s)},
            {"error_percent", value_or_null(one.log_log_error_percent)}}}}}};
}

json worst_to_json(const prediction_history& history) {
    if (!history.worst) return nullptr;
    const auto& one = history.predictions[*history.worst];
    return {{"run", one.run.value}, {"workers", one.made.workers}, {"error_percent", one.score().error_percent}};
}

}  // namespace

prediction_history make_prediction_history(const std::vector<run_record>& runs) {
    prediction_history history;
    for (const auto& run : runs) {
        for (auto& made : stored_predictions(run)) {
            if (made.is_input) continue;
            if (!made.score) ++history.not_measured;
            else history.predictions.push_back(scored(run, std::move(made)));
        }
    }
    std::ranges::stable_sort(history.predictions, [](const past_prediction& a, const past_prediction& b) {
        if (a.started_at != b.started_at) return a.started_at > b.started_at;
        if (a.run != b.run) return a.run.value > b.run.value;
        return a.made.workers < b.made.workers;
    });
    summarise(history);
    return history;
}

std::string describe_history(const prediction_history& history) {
    if (history.predictions.empty())
        return history.not_measured == 0 ? "No prediction was kept before it was measured."
                                         : "No prediction that was kept has a counted trial beside it yet.";
    const auto& worst = history.predictions[*history.worst];
    const auto count = static_cast<long long>(history.predictions.size());
    if (count == 1) {
        auto one = fmt::format("1 prediction, for {} of run {}, missed by {:+.1f} %", workers_in_words(worst.made.workers),
                               worst.run.value, worst.score().error_percent);
        if (worst.score().inside) one += *worst.score().inside ? ", inside its interval" : ", outside its interval";
        return one + (history.simulated > 0 ? ". Against the simulated endpoint." : ".");
    }
    auto words = fmt::format("{} of {} missed by {} on average, {:+.1f} % at most ({} of run {}).",
                             counted(count, "prediction", "predictions"), counted(history.runs, "run", "runs"),
                             share_in_words(*history.mean_error_percent), worst.score().error_percent,
                             workers_in_words(worst.made.workers), worst.run.value);
    if (history.with_interval > 0)
        words += fmt::format(" {} of {} were inside their 90 % interval ({}).", history.inside, history.with_interval,
                             percent_in_words(static_cast<double>(history.inside) / history.with_interval));
    if (history.simulated > 0)
        words += history.simulated == count ? std::string(" Against the simulated endpoint.")
                                            : fmt::format(" {} of them against the simulated endpoint.", history.simulated);
    return words;
}

std::vector<std::string> describe_comparisons(const prediction_history& history) {
    std::vector<std::string> words;
    for (const auto& one : history.against)
        words.push_back(fmt::format("{} missed by {} on average where the replay missed by {}; the replay was closer {}.",
                                    one.name, share_in_words(one.mean_error_percent),
                                    share_in_words(one.replay_mean_error_percent), times_in_words(one)));
    return words;
}

json to_json(const prediction_history& history) {
    json rows = json::array();
    for (const auto& one : history.predictions) rows.push_back(prediction_to_json(one));
    json against = json::array();
    for (const auto& one : history.against)
        against.push_back({{"baseline", one.key},
                           {"predictions", one.predictions},
                           {"mean_abs_error_percent", one.mean_error_percent},
                           {"replay_mean_abs_error_percent", one.replay_mean_error_percent},
                           {"replay_closer", one.replay_closer}});
    const bool any = history.with_interval > 0;
    return {{"predictions", std::move(rows)},
            {"summary",
             {{"predictions", history.predictions.size()},
              {"runs", history.runs},
              {"simulated", history.simulated},
              {"not_measured", history.not_measured},
              {"mean_abs_error_percent", value_or_null(history.mean_error_percent)},
              {"worst", worst_to_json(history)},
              {"with_interval", history.with_interval},
              {"inside", history.inside},
              {"inside_share", any ? json(static_cast<double>(history.inside) / history.with_interval) : json(nullptr)},
              {"against", std::move(against)},
              {"text", describe_history(history)}}}};
}

}  // namespace sweeplab
