// What an automatic sweep has done and spent so far. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

class auto_ledger {
public:
    explicit auto_ledger(const run_record& run);

    // Warm-up trials cost time and money, but are none of these.
    int trials() const { return trials_; }           // complete or failed
    double seconds() const { return seconds_; }      // of all trials, failed and warm-up ones too
    double cost() const { return cost_; }            // as far as known
    bool cost_known() const { return priced_ > 0; }  // of at least one
    std::optional<double> mean_cost() const;

    std::vector<int> counted() const;  // worker counts with a counted trial, ascending
    int counted_at(int workers) const;
    int failed_at(int workers) const;
    int most() const;  // the most workers of a counted trial; 0 without one
    std::optional<int> measured_below(int workers) const;
    std::optional<int> measured_above(int workers) const;
    std::optional<int> fewest_failing(int times) const;  // failed so often, and never counted
    std::optional<double> mean_time(int workers) const;
    std::optional<double> time_below(int workers) const;  // of the nearest fewer workers
    const std::string& last_message() const { return last_message_; }

private:
    struct count_record {
        int counted = 0;
        int failed = 0;
        double seconds = 0;  // of the counted ones
    };
    std::map<int, count_record> counts_;
    int trials_ = 0;
    double seconds_ = 0;
    double cost_ = 0;
    int priced_ = 0;
    std::string last_message_ = "none was carried out";
};

// The run as it was before its last counted trials.
run_record without_last(const run_record& run, int counted_trials);

}  // namespace sweeplab
