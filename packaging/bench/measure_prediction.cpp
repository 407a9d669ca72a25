// What the window must never wait for long: the replay of a large run at many worker counts, and the fit of the laws.
#include <cmath>

#include "engine/foundation/random.h"
#include "engine/laws/law_fit.h"
#include "engine/prediction/replay.h"
#include "packaging/bench/measures.h"

namespace sweeplab::bench {
namespace {

double milliseconds_since(instant begin) { return to_seconds(std::chrono::steady_clock::now() - begin) * 1e3; }

}  // namespace

result<json> measure_replay(const json& settings) {
    random_source random(1);
    std::vector<replay_item> items(settings.at("items").get<std::size_t>());
    for (auto& one : items) one.service_ns = 500'000'000 + static_cast<std::int64_t>(random.below(3'000'000'000));
    const int counts = settings.at("counts");
    const auto begin = std::chrono::steady_clock::now();
    std::int64_t sum = 0;
    for (int workers = 1; workers <= counts; ++workers) {
        replay_settings how;
        how.workers = workers;
        sum += replay(items, how).makespan_ns;
    }
    if (sum <= 0) return fail(error_kind::internal, "the replay took no time at all");
    return json{{"ms", milliseconds_since(begin)}};
}

result<json> measure_law_fit(const json& settings) {
    random_source random(1);
    law_input input;
    for (const int workers : {1, 2, 4, 8, 12, 16, 24, 32})
        for (int repeat = 0; repeat < 5; ++repeat) {
            const double time = 100 * (1 + 0.02 * (workers - 1) + 0.001 * workers * (workers - 1)) / workers;
            law_observation one;
            one.workers = workers;
            one.time_s = time * std::exp(0.02 * random.normal());
            input.observations.push_back(one);
        }
    law_options options;
    options.draws = settings.at("draws");
    const auto begin = std::chrono::steady_clock::now();
    const auto fits = fit_laws(input, options);
    if (!fits.usl.sigma) return fail(error_kind::internal, "the law was not fitted");
    return json{{"ms", milliseconds_since(begin)}};
}

}  // namespace sweeplab::bench
