#include "engine/model/json_fields.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

json start_of(const char* name, run_id run) { return {{"event", name}, {"run", run.value}}; }

std::string_view to_text(run_message::level severity) {
    switch (severity) {
        case run_message::level::note: return "note";
        case run_message::level::warning: return "warning";
        case run_message::level::failure: return "failure";
    }
    return "note";
}

json write(const run_started& event) {
    json object = start_of("run_started", event.run);
    object["name"] = text_to_json(event.name);
    object["workers"] = event.workers;
    object["trials_planned"] = event.trials_planned;
    object["trials_to_do"] = event.trials_to_do;
    object["items"] = event.items;
    object["simulated"] = event.simulated;
    object["in_turn"] = event.in_turn;
    return object;
}

json write(const trial_started& event) {
    json object = start_of("trial_started", event.run);
    object["trial"] = event.trial.value;
    object["workers"] = event.workers;
    object["repeat"] = event.repeat;
    object["warm_up"] = event.warm_up;
    object["position"] = event.position;
    object["jobs"] = event.jobs;
    return object;
}

json write(const job_started& event) {
    json object = start_of("job_started", event.run);
    object["trial"] = event.trial.value;
    object["item"] = event.item;
    object["number"] = event.number;
    object["worker"] = event.worker;
    object["at_ns"] = event.at_ns;
    return object;
}

json write(const job_finished& event) {
    json object = start_of("job_finished", event.run);
    object["trial"] = event.trial.value;
    object["span"] = to_json(event.span);
    object["final"] = event.final;
    return object;
}

json write(const soak_sampled& event) {
    json object = start_of("soak_sampled", event.run);
    object["trial"] = event.trial.value;
    object["sample"] = to_json(event.sample);
    return object;
}

json write(const trial_finished& event) {
    json object = start_of("trial_finished", event.run);
    object["summary"] = to_json(event.summary, false);
    return object;
}

json write(const run_message& event) {
    json object = start_of("run_message", event.run);
    object["severity"] = to_text(event.severity);
    object["text"] = text_to_json(event.text);
    return object;
}

json write(const run_progress& event) {
    json object = start_of("run_progress", event.run);
    object["trials_done"] = event.trials_done;
    object["trials_total"] = event.trials_total;
    if (event.more_may_follow) object["more_may_follow"] = true;
    object["jobs_running"] = event.jobs_running;
    object["jobs_done"] = event.jobs_done;
    object["jobs_failed"] = event.jobs_failed;
    object["jobs_total"] = event.jobs_total;
    object["tokens_per_s"] = value_or_null(event.tokens_per_s);
    object["eta_s"] = value_or_null(event.eta_s);
    put(object, "trial_share", event.trial_share);
    return object;
}

json write(const run_finished& event) {
    json object = start_of("run_finished", event.run);
    object["state"] = to_text(event.state);
    object["message"] = text_to_json(event.message);
    object["trials_failed"] = event.trials_failed;
    return object;
}

}  // namespace

json to_json(const run_event& event) {
    return std::visit([](const auto& one) { return write(one); }, event);
}

}  // namespace sweeplab
