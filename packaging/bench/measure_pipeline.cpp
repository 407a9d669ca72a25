// What a pipeline itself costs: steps in a row, so that nothing hides what lies between two of them.
#include "engine/calibration/lone_trial.h"
#include "packaging/bench/measures.h"

namespace sweeplab::bench {

result<json> measure_pipeline(const json& settings) {
    const int steps = settings.at("steps");
    const bool waits = settings.at("work") == "wait";
    json list = json::array();
    for (int i = 0; i < steps; ++i) {
        json step = {{"name", std::to_string(i)}};
        const auto before = std::to_string(i - 1);
        if (waits) {
            step["wait_s"] = 0;
            if (i > 0) step["after"] = {before};
        } else {
            step["command"] = {{"argv", {"/bin/true"}}};
            if (i > 0) step["command"]["stdin"] = "{steps." + before + ".text}";
        }
        list.push_back(std::move(step));
    }
    const auto trial = calibration::run_trial({{"kind", "pipeline"}, {"steps", std::move(list)}}, 4);
    if (!trial) return tl::unexpected(trial.error());
    double work_s = 0;
    for (const auto& span : trial->attempts) work_s += static_cast<double>(span.end_ns - span.start_ns) * 1e-9;
    // A wait of no time has no work: all that it took is what a step costs.
    return json{{"us", (trial->seconds - (waits ? 0 : work_s)) * 1e6 / steps}};
}

}  // namespace sweeplab::bench
