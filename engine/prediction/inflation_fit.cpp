#include "engine/prediction/inflation_fit.h"

#include <cmath>

#include "engine/foundation/clock.h"

namespace sweeplab {
namespace {

constexpr double close_enough = 1e-9;  // of the measured time
constexpr double most_inflation = 1000;
constexpr int most_steps = 60;

class replay_at {
public:
    replay_at(const std::vector<replay_item>& items, replay_settings settings)
        : items_(items), settings_(std::move(settings)) {}
    double operator()(double inflation) {
        settings_.inflation = inflation;
        return to_seconds(duration(replay(items_, settings_).makespan_ns));
    }

private:
    const std::vector<replay_item>& items_;
    replay_settings settings_;
};

struct end_of_bracket {
    double inflation;
    double off_s;  // replay − measured
};

// Between an inflation that is too little and one that is too much: regula falsi, Illinois variant (Dowell and
// Jarratt 1971). The makespan is nearly a straight line in a, so that a few steps do.
double narrow_down(replay_at& replayed, end_of_bracket less, end_of_bracket more, double measured_s) {
    double inflation = more.inflation;
    int kept_side = 0;
    for (int step = 0; step < most_steps && more.inflation - less.inflation > 1e-12 * more.inflation; ++step) {
        inflation = (less.inflation * more.off_s - more.inflation * less.off_s) / (more.off_s - less.off_s);
        if (!(inflation > less.inflation && inflation < more.inflation)) inflation = (less.inflation + more.inflation) / 2;
        const double off = replayed(inflation) - measured_s;
        if (std::abs(off) <= close_enough * measured_s) break;
        if (off < 0) {
            less = {inflation, off};
            if (kept_side == 1) more.off_s /= 2;
            kept_side = 1;
        } else {
            more = {inflation, off};
            if (kept_side == -1) less.off_s /= 2;
            kept_side = -1;
        }
    }
    return inflation;
}

}  // namespace

inflation_fit fit_inflation(const std::vector<replay_item>& items, replay_settings settings, double measured_s) {
    replay_at replayed(items, std::move(settings));
    inflation_fit fit;
    fit.measured_s = measured_s;
    fit.without_s = replayed(0);
    end_of_bracket less{0, fit.without_s - measured_s};
    if (std::abs(less.off_s) <= close_enough * measured_s) return fit;
    if (less.off_s > 0) {
        fit.outcome = fit_outcome::faster_than_replay;
        return fit;
    }
    for (double inflation = 0.05; inflation <= most_inflation; inflation *= 2) {
        const end_of_bracket more{inflation, replayed(inflation) - measured_s};
        if (more.off_s >= 0) {
            fit.inflation = narrow_down(replayed, less, more, measured_s);
            return fit;
        }
        less = more;
    }
    fit.outcome = fit_outcome::without_effect;
    return fit;
}

}  // namespace sweeplab
