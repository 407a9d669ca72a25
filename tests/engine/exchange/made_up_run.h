// A run with everything in it that a file can carry, for tests of export and import.
#pragma once

#include "engine/model/run.h"

namespace sweeplab::test {

inline attempt made_up_attempt(int item, std::int64_t start_ns) {
    attempt span;
    span.item = item;
    span.worker = item % 2;
    span.claimed_ns = start_ns;
    span.start_ns = start_ns + 1'000;
    span.end_ns = start_ns + 250'000'001;
    span.released_ns = start_ns + 250'010'000;
    span.measured.set(measure::input_tokens, 12);
    span.measured.set(measure::output_tokens, 34);
    span.measured.set(measure::result_digest, -8'123'456'789'012'345'678);
    span.output = {"the \"answer\",\nin two lines: ü€", true};
    span.chunk_ns = {start_ns + 5'000, start_ns + 9'000};
    return span;
}

inline trial made_up_trial(int workers, int repeat, std::int64_t time_ns) {
    trial one;
    one.workers = one.slots = workers;
    one.repeat = repeat;
    one.state = trial_state::complete;
    one.seed = 0xFFFF'FFFF'FFFF'FFF1ULL;
    one.started_at = 1'763'715'600'000;
    one.time_ns = time_ns;
    one.jobs = 2;
    one.input_tokens = 24;
    one.output_tokens = 68;
    one.cost = 0.0092;
    one.attempts = {made_up_attempt(0, 0), made_up_attempt(1, 7'000)};
    one.samples.resize(2);
    one.samples[1].at_ns = 200'000'000;
    one.samples[1].values.set(resource::machine_cpu, 1730);
    one.resources = summarise(one.samples);
    one.conditions.before.governor = "performance";
    one.conditions.after.values.set(condition::steal_ms, 12);
    one.intervals = {{0, worker_state::service, 0, 1, 0, time_ns}, {1, worker_state::idle, -1, 0, 0, time_ns}};
    return one;
}

inline run_record made_up_run() {
    run_record run;
    run.host.id = "host-0123456789abcdef";
    run.host.name = "lab, \"the fast one\"";
    run.host.physical_cores = 8;
    run.items = {{"0", "first item"}, {"1", "second\nitem"}};
    run.plan = {{"sweeplab", 1}, {"workload", {{"kind", "llm"}, {"endpoint", {{"api_key_env", "OPENAI_API_KEY"}}}}}};
    run.work_hash = "00112233";
    run.summary.name = "=HYPERLINK(\"http://example.invalid\")";
    run.summary.host_id = run.host.id;
    run.summary.host_name = run.host.name;
    run.summary.workload = "sim-small; 2 items";
    run.summary.kind = "llm";
    run.summary.state = run_state::complete;
    run.summary.started_at = 1'763'715'600'000;
    run.summary.ended_at = 1'763'715'660'123;
    run.summary.workers = {1, 2};
    run.summary.trials_planned = 3;
    run.summary.trials_complete = 2;
    run.summary.tags = {"baseline", "nightly"};
    run.summary.notes = "a note";
    run.trials = {made_up_trial(1, 1, 500'020'001), made_up_trial(2, 1, 257'010'000)};
    trial failed = made_up_trial(2, 2, 1);
    failed.state = trial_state::failed;
    failed.time_ns.reset();
    failed.cost.reset();
    failed.failed = 1;
    failed.message = "@SUM(1+1): exit code 3";
    failed.position = 2;
    run.trials[1].position = 1;
    run.trials.push_back(failed);
    return run;
}

}  // namespace sweeplab::test
