#include "engine/session/sweep_adviser.h"

#include <algorithm>

#include "engine/prediction/predict.h"
#include "engine/prediction/stored_predictions.h"
#include "engine/sweep/schedule.h"

namespace sweeplab {
namespace {

// The count, besides 1, from whose trials it can be told how much items slow each other down.
std::optional<int> middle_of_measured(const run_record& record) {
    std::vector<int> counts;
    for (const auto& one : record.trials)
        if (one.counts()) counts.push_back(one.workers);
    std::ranges::sort(counts);
    counts.erase(std::ranges::unique(counts).begin(), counts.end());
    std::erase(counts, 1);
    return counts.empty() ? std::nullopt : std::optional(counts[counts.size() / 2]);
}

bool is_new(const run_record& record, int workers) {
    return std::ranges::none_of(record.trials,
                                [&](const trial& one) { return one.workers == workers && one.time_ns && !one.warm_up; });
}

int planned_trials(const run_record& record) {
    return static_cast<int>(std::ranges::count_if(record.trials, [](const trial& one) {
        return !one.warm_up && (one.state == trial_state::complete || one.state == trial_state::failed);
    }));
}

}  // namespace

result<run_record> sweep_adviser::measured_so_far() {
    if (const auto durable = store_.flush(); !durable) return tl::unexpected(durable.error());
    return store_.load_run(run_, load_detail::attempts);
}

void sweep_adviser::tell(run_message::level level, std::string words) {
    hub_.emit(run_message{run_, level, std::move(words)});
}

result<void> sweep_adviser::predict_stage() {
    const auto record = measured_so_far();
    if (!record) return tl::unexpected(record.error());
    if (!record->predictions.empty()) return {};
    return predict(*record, predicted_counts(record->summary.workers), middle_count(record->summary.workers));
}

result<void> sweep_adviser::predict(const run_record& record, const std::vector<int>& counts, std::optional<int> middle) {
    prediction_request request;
    request.workers = counts;
    request.middle = middle;
    request.made_at = wall_clock_now();
    request.order = work_.sweep.items;
    const auto curve = predict_run(record, request);
    if (!curve || !curve->not_predictable.empty()) {
        // An automatic sweep asks again and again: it is said where a prediction was asked for.
        if (work_.sweep.predict)
            tell(run_message::level::warning, "No prediction: " + (curve ? curve->not_predictable : curve.error().text()));
        return {};
    }
    json documents = json::array();
    for (const auto& made : curve->points) documents.push_back(to_json(made));
    if (auto stored = store_.add_predictions(run_, documents); !stored) return stored;
    tell(run_message::level::note, announce(curve->points));
    return {};
}

result<next_count> sweep_adviser::choose_next() {
    const auto record = measured_so_far();
    if (!record) return tl::unexpected(record.error());
    const auto step = next_auto_step(*record, work_);
    if (step.workers) tell(run_message::level::note, "Next: " + step.why);
    auto counts = record->summary.workers;
    int trials = planned_trials(*record);
    if (step.workers) {
        if (is_new(*record, *step.workers) && *step.workers > 1)
            if (const auto done = predict(*record, {*step.workers}, middle_of_measured(*record)); !done)
                return tl::unexpected(done.error());
        if (std::ranges::find(counts, *step.workers) == counts.end()) counts.push_back(*step.workers);
        std::ranges::sort(counts);
        ++trials;
    }
    if (const auto kept = store_.extend_run(run_, counts, trials); !kept) return tl::unexpected(kept.error());
    return next_count{step.workers, step.why};
}

}  // namespace sweeplab
