// What a target can ask of a run: figures by name, each read in one place. Pure; any thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/latency.h"
#include "engine/analysis/scaling.h"
#include "engine/analysis/soak_report.h"
#include "engine/model/run.h"

namespace sweeplab {

enum class statistic { value, mean, p50, p90, p95, p99, max, first, last, share_below };
std::string_view to_text(statistic which);  // "p99"; "value" is the only one that some figures have
std::optional<statistic> statistic_from(std::string_view text);
std::optional<int> thousandths_of(statistic which);  // p95: 950

struct reading_question {
    statistic which = statistic::value;
    int workers = 1;
    double limit = 0;              // of share_below, in the figure's unit
    std::optional<double> over_h;  // of growth
    std::string series = {};       // of the service's own metrics
};

struct reading {
    std::optional<double> value;
    std::optional<double> lo;  // 95 %; absent where it is not known
    std::optional<double> hi;
    std::vector<double> per_trial;  // one number a trial: what comparisons with another run use
    std::string why_pending;        // why there is no value
    std::string basis;              // what it is of: "1,200 answers", "3 trials"
};

// A run made ready for many questions. Needs attempts and samples for latency and resources. The run outlives it.
class run_facts {
public:
    explicit run_facts(const run_record& run);

    const run_record& run() const { return run_; }
    const scaling_curve& curve() const { return curve_; }
    const latency_report& latency() const { return latency_; }
    const std::vector<int>& worker_counts() const {
        return workers_;
    }                                                               // with a trial or a soak that was carried out, ascending
    const std::vector<const trial*>& trials_at(int workers) const;  // those that count
    const scaling_point* point_at(int workers) const;
    const latency_point* latency_at(int workers) const;
    bool is_soak() const { return soaking_; }
    // Soaks that ran to their end, one a repeat.
    std::vector<const soak_row*> soaks_at(int workers) const;
    // Why there is none of them: "the soak failed: …"; empty when there are.
    std::string why_no_soak(int workers) const;

private:
    const run_record& run_;
    scaling_curve curve_;
    latency_report latency_;
    bool soaking_ = false;
    soak_report soak_;
    std::map<int, std::vector<const trial*>> trials_;
    std::vector<int> workers_;
};

struct target_figure {
    std::string key;   // "chunk_gap_ms"
    std::string name;  // "Chunk gap"
    std::string unit;  // "ms"; empty: a bare number, or the run's currency
    bool lower_is_better = true;
    std::vector<statistic> statistics;
    std::function<reading(const run_facts&, const reading_question&)> read;

    bool has(statistic which) const;
    bool grows() const;         // asks for hours
    bool is_growth() const;     // may be 0 or less: as a ratio it says little
    bool reads_series() const;  // asks for the name of a series
};

// All of them, in the order of the help. A new figure is added here.
const std::vector<target_figure>& target_figures();
const target_figure* find_target_figure(std::string_view key);

}  // namespace sweeplab
