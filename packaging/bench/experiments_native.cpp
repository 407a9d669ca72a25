#include <fmt/format.h>

#include "packaging/bench/experiments.h"

namespace sweeplab::bench {

void add_memory(experiment_list& list, const surroundings& around) {
    list.experiments.push_back({"memory", [around] { return measure_apart(around, "memory", json::object()); }});
    for (const auto* name : {"copy", "scale", "add", "triad"})
        list.rows.push_back({fmt::format("memory bandwidth, {}, 1 thread", name),
                             "GB/s",
                             fmt::format("memory.{}_gb_s", name),
                             "STREAM",
                             fmt::format("memory.stream_{}_gb_s", name),
                             {goal::kind::ratio_within, 0.05}});
}

}  // namespace sweeplab::bench
