#include "widgets/editors/pipeline_drawing.h"

#include "widgets/models/words.h"

namespace sweeplab {

drawn_pipeline drawn_pipeline_of(const json& workload) {
    const json steps = workload.value("steps", json::array()), milestones = workload.value("milestones", json::array());
    drawn_pipeline drawn;
    const auto names = names_of_steps(steps);
    for (std::size_t i = 0; i < names.size(); ++i)
        drawn.steps.push_back({to_qt(names[i]), kind_of_step(steps[i]), {}, false});
    drawn.links = links_of_steps(steps);
    for (std::size_t i = 0; milestones.is_array() && i < milestones.size(); ++i) {
        drawn.milestones << to_qt(name_of_step(milestones[i]));
        const json of_it = milestones[i].is_object() ? milestones[i].value("steps", json()) : json();
        for (std::size_t step = 0; of_it.is_array() && step < names.size(); ++step)
            if (std::ranges::find(of_it, json(names[step])) != of_it.end())
                drawn.steps[step].milestones.push_back(static_cast<int>(i));
    }
    if (const auto chain = longest_chain_of(steps); chain.steps.size() > 1) drawn.longest = chain.steps;
    return drawn;
}

QString longest_chain_in_words(const json& workload) {
    const json steps = workload.value("steps", json::array());
    const auto chain = longest_chain_of(steps);
    if (chain.steps.size() < 2) return {};
    QStringList names;
    for (const int step : chain.steps) names << to_qt(name_of_step(steps[static_cast<std::size_t>(step)]));
    return step_graph::tr("By the times stated here the longest chain takes %1: %2.")
        .arg(duration_in_words(chain.seconds), names.join(QStringLiteral(" → ")));
}

}  // namespace sweeplab
