// How fast memory grows.
#include "engine/targets/reading_parts.h"

namespace sweeplab {
namespace {

target_figure growth_figure(std::string key, std::string name, std::string unit) {
    target_figure figure;
    figure.key = std::move(key);
    figure.name = std::move(name);
    figure.unit = std::move(unit);
    figure.statistics = {statistic::value};
    figure.read = [](const run_facts&, const reading_question&) { return pending("only a soak measures growth"); };
    return figure;
}

}  // namespace

std::vector<target_figure> growth_figures() {
    return {growth_figure("memory_growth_mb_per_h", "Memory growth", "MB/h"),
            growth_figure("memory_growth_mb", "Memory growth", "MB")};
}

}  // namespace sweeplab
