#include "app/cli/standing_trials.h"

#include <map>
#include <utility>

namespace sweeplab::cli {

std::vector<const trial*> standing_trials(const run_record& run) {
    std::map<std::pair<int, int>, const trial*> last;
    for (const auto& one : run.trials) {
        if (!one.warm_up) last[{one.workers, one.repeat}] = &one;
    }
    std::vector<const trial*> standing;
    for (const auto& one : run.trials) {
        const auto found = last.find({one.workers, one.repeat});
        if (found != last.end() && found->second == &one) standing.push_back(&one);
    }
    return standing;
}

}  // namespace sweeplab::cli
