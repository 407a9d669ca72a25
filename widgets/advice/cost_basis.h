// What is known of the costs of a run's work, here and elsewhere: own machines that did the same work, how fast, and what
// an API asks for a job. Pure; any thread. METHODS.md §6.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/advice/economics.h"
#include "engine/advice/run_analysis.h"

namespace sweeplab {

// One ticked run, as far as costs go.
struct priced_run {
    const run_record* run = nullptr;
    const scaling_curve* curve = nullptr;
};

struct machine_on_chart {
    machine_work work;  // at the worker count that is advised
    std::string run_name;
    int workers = 1;
    std::vector<std::string> missing;  // of its costs, in words
};

struct job_tokens {
    std::optional<double> input;  // means
    std::optional<double> output;
    double cached_input = 0;
};

struct cost_basis {
    std::vector<machine_on_chart> machines;  // the shown run's first; none where no trial counts
    std::vector<std::string> left_out;       // ticked runs that are not compared, and why, in sentences
    job_tokens tokens;                       // of a job of the shown run
    api_offer paid;                          // at the prices that the shown run was carried out at; price absent: none
    bool did_it_itself = false;              // that the machine did the work is sure; else its throughput may be a server's
    bool simulated = false;
    expectation_check tokens_per_s;  // measured against what is expected of the machine
    bool tokens_expected = false;    // the host profile expects anything
};

// Costs change and are entered later: where the profile of the same machine is known as it is now, it counts.
const host_profile& profile_now(const host_profile& then, const std::vector<host_profile>& hosts);

// Of `ticked`, those that did other work are left out; the shown run may be among them.
cost_basis make_cost_basis(const priced_run& shown, const objective_advice& chosen, const std::vector<priced_run>& ticked,
                           const std::vector<host_profile>& hosts);

// At these prices. No price where a token price says nothing because the tokens are not known.
api_offer offer_at(const prices_spec& prices, const std::string& name, const job_tokens& tokens);

// The measured point of the worker count that is advised; of the fastest one when that was not measured. Null: none.
const scaling_point* point_to_price(const scaling_curve& curve, const objective_advice& chosen);

}  // namespace sweeplab
