// How many workers a load should have, from what was seen of it over the last while: scale up, keep, scale down, each
// time with the reason. Pure: every reading says what time it is. One thread.
#pragma once

#include <optional>
#include <string>

#include "engine/foundation/clock.h"
#include "engine/model/plan.h"
#include "engine/model/scaling_decision.h"

namespace sweeplab {

enum class scaling_kind { threshold, target_utilisation, target_latency };

struct scaling_rule {
    scaling_kind kind = scaling_kind::threshold;
    double up_above = 0;    // threshold: requests/s that are due; above it `step` workers more,
    double down_below = 0;  // below this `step` workers fewer
    int step = 1;
    double target_pct = 70;  // target_utilisation: of the workers' time that jobs should take
    double p95_ms = 0;       // target_latency: from when a request was due to its last content
    double every_s = 1;      // how often it is decided; what is looked at is the time since the last decision
    double cool_down_s = 5;  // no change so soon after a change
    int min_workers = 1;
    int max_workers = 1;
    bool operator==(const scaling_rule&) const = default;
};

// Over the time since the last reading.
struct load_reading {
    duration at{};                  // after the trial's start
    double due_per_s = 0;           // requests that became due
    double utilisation = 0;         // share of the workers' time that jobs took, 0 to 1
    int answers = 0;                // that ended
    std::optional<duration> p95{};  // of them, from due to end; absent with too few
    duration longest_wait{};        // of what is due and has no worker
};

inline constexpr int answers_for_a_latency = 20;  // fewer give no p95 to act upon

struct scaling_verdict {
    enum class what { scaled, kept, cooling_down, at_bound };
    scaling_decision decision;
    what outcome = what::kept;
};

class scaling_policy {
public:
    scaling_policy(scaling_rule rule, int workers) : rule_(rule), workers_(workers) {}

    scaling_verdict decide(const load_reading& reading);
    int workers() const { return workers_; }

private:
    struct wish {
        int workers;
        std::string reason;
    };
    wish by_threshold(const load_reading& reading) const;
    wish by_utilisation(const load_reading& reading) const;
    wish by_latency(const load_reading& reading) const;
    wish wish_for(const load_reading& reading) const;

    scaling_rule rule_;
    int workers_;
    std::optional<duration> changed_at_;
};

// "above 7500 requests/s 2 workers more, below 3000 2 fewer; 1 to 8 workers"
std::string in_words(const scaling_rule& rule);

}  // namespace sweeplab
