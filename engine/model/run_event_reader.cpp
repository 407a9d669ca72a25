// Events that another Sweeplab wrote as JSON lines, back into values.
#include <array>
#include <utility>

#include "engine/model/json_fields.h"
#include "engine/model/record_fields.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

constexpr int most_int = std::numeric_limits<int>::max();

void read_count(json_object_reader& reader, std::string_view key, int& target, int least = 0) {
    assign(target, read_int(reader, key, least, most_int));
}

std::optional<run_message::level> level_from(std::string_view text) {
    if (text == "note") return run_message::level::note;
    if (text == "warning") return run_message::level::warning;
    if (text == "failure") return run_message::level::failure;
    return std::nullopt;
}

void read(json_object_reader& reader, run_started& event) {
    assign(event.name, reader.string("name"));
    if (const auto counts = read_integers(reader, "workers", 1, most_int))
        for (const auto count : *counts) event.workers.push_back(static_cast<int>(count));
    read_count(reader, "trials_planned", event.trials_planned);
    read_count(reader, "trials_to_do", event.trials_to_do);
    read_count(reader, "items", event.items);
    assign(event.simulated, reader.boolean("simulated"));
    assign(event.in_turn, reader.boolean("in_turn"));
}

void read(json_object_reader& reader, trial_started& event) {
    event.trial.value = reader.integer("trial", 0).value_or(0);
    read_count(reader, "workers", event.workers, 1);
    read_count(reader, "repeat", event.repeat, 1);
    assign(event.warm_up, reader.boolean("warm_up"));
    read_count(reader, "position", event.position);
    read_count(reader, "jobs", event.jobs);
}

void read(json_object_reader& reader, job_started& event) {
    event.trial.value = reader.integer("trial", 0).value_or(0);
    read_count(reader, "item", event.item);
    read_count(reader, "number", event.number, 1);
    read_count(reader, "worker", event.worker);
    assign(event.at_ns, reader.integer("at_ns"));
}

void read(json_object_reader& reader, job_finished& event) {
    event.trial.value = reader.integer("trial", 0).value_or(0);
    read_part(reader, "span", event.span, read_attempt);
    assign(event.final, reader.boolean("final"));
}

void read(json_object_reader& reader, soak_sampled& event) {
    event.trial.value = reader.integer("trial", 0).value_or(0);
    read_part(reader, "sample", event.sample, read_soak_sample);
}

void read(json_object_reader& reader, trial_finished& event) { read_part(reader, "summary", event.summary, read_trial); }

void read(json_object_reader& reader, run_message& event) {
    assign(event.severity, read_word(reader, "severity", level_from));
    assign(event.text, reader.string("text"));
}

void read(json_object_reader& reader, run_progress& event) {
    read_count(reader, "trials_done", event.trials_done);
    read_count(reader, "trials_total", event.trials_total);
    assign(event.more_may_follow, reader.boolean("more_may_follow"));
    read_count(reader, "jobs_running", event.jobs_running);
    read_count(reader, "jobs_done", event.jobs_done);
    read_count(reader, "jobs_failed", event.jobs_failed);
    read_count(reader, "jobs_total", event.jobs_total);
    event.tokens_per_s = reader.number("tokens_per_s", 0);
    event.eta_s = reader.number("eta_s", 0);
    event.trial_share = reader.number("trial_share", 0, 1);
}

void read(json_object_reader& reader, run_finished& event) {
    assign(event.state, read_word(reader, "state", run_state_from));
    assign(event.message, reader.string("message"));
    read_count(reader, "trials_failed", event.trials_failed);
}

template <class Event>
result<run_event> read_as(json_object_reader& reader, run_id run) {
    Event event;
    event.run = run;
    read(reader, event);
    if (reader.failed()) return tl::unexpected(reader.fault());
    return run_event(std::move(event));
}

using event_reader = result<run_event> (*)(json_object_reader&, run_id);

constexpr auto readers = std::to_array<std::pair<std::string_view, event_reader>>({
    {"run_started", read_as<run_started>},
    {"trial_started", read_as<trial_started>},
    {"job_started", read_as<job_started>},
    {"job_finished", read_as<job_finished>},
    {"soak_sampled", read_as<soak_sampled>},
    {"trial_finished", read_as<trial_finished>},
    {"run_message", read_as<run_message>},
    {"run_progress", read_as<run_progress>},
    {"run_finished", read_as<run_finished>},
});

}  // namespace

result<run_event> read_run_event(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    reader.require("event");
    reader.require("run");
    const auto name = reader.string("event");
    const run_id run{reader.integer("run", 0).value_or(0)};
    if (reader.failed()) return tl::unexpected(reader.fault());
    for (const auto& [known, read_this] : readers)
        if (known == *name) return read_this(reader, run);
    return fail(error_kind::bad_input, "there is no event \"" + *name + "\"", reader.path_of("event"));
}

}  // namespace sweeplab
