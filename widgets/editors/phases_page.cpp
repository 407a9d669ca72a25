#include "widgets/editors/phases_page.h"

#include "widgets/editors/converted_field.h"
#include "widgets/editors/llm_rows.h"
#include "widgets/editors/phase_text.h"

namespace sweeplab {
namespace {

constexpr auto policy = "/policy";
constexpr auto policy_kind = "/policy/kind";

line_field* number(const QString& placeholder) { return new line_field(line_field::holds::number, placeholder); }
line_field* whole(const QString& placeholder) { return new line_field(line_field::holds::whole_number, placeholder); }

}  // namespace

json phases_page::blank() {
    return {{"kind", "phases"},
            {"endpoint", {{"base_url", "http://127.0.0.1:8080/v1"}, {"model", ""}}},
            {"prompt", "Say hello in one sentence."},
            {"max_tokens", 16},
            {"phases",
             {{{"name", "quiet"}, {"rate", 5}, {"duration_s", 10}},
              {{"name", "busy"}, {"rate", 20}, {"duration_s", 10}, {"arrivals", "poisson"}},
              {{"name", "after"}, {"rate", 5}, {"duration_s", 10}}}}};
}

phases_page::phases_page(QWidget* parent) : workload_page(parent) {
    add_load_rows();
    add_policy_rows();
    form().add_heading(tr("Endpoint"));
    add_address_rows(form(), "/endpoint");
    key_ = new key_rows(form(), "/endpoint");
    form().add_heading(tr("Request"));
    form().add(tr("System text"), "/system", new text_field(tr("none"), 2));
    form().add(tr("Prompt"), "/prompt", new text_field(tr("what is asked each time"), 3),
               tr("{item} {item_name} {workers} {seed} are filled in."));
    add_items_row(tr("Items"));
    form().add_note(tr("Taken in turn, as often as requests come. Without items each request is the same."));
    add_answer_rows(form(), "");
    form().add_heading(tr("Time limits, seconds"));
    add_time_limit_rows(form(), "/timeouts");
    connect(&form(), &field_form::changed, this, &phases_page::show_policy_rows);
    show_policy_rows();
}

void phases_page::add_load_rows() {
    form().add_heading(tr("Load"));
    form().add_note(
        tr("Requests come at a planned rate, whether or not those before are answered. Latency counts from when a request "
           "was due and, beside it, from when it was sent. The worker count is what the load begins with."));
    form().add(
        tr("Phases"), "/phases",
        new converted_field(tr("quiet: 100/s for 10 s\nrush: 5000/s for 4 s, poisson"), 6, phases_from_text, phases_to_text),
        tr("One a line: name, requests a second, length; evenly spaced, or \"poisson\" for arrivals by chance."));
    form().add(tr("Rates times"), "/scale", number(tr("default: 1")), tr("Multiplies every rate, to fit the endpoint."));
    form().add(tr("Seed"), "/arrivals_seed", whole(tr("default: 1")), tr("Of arrivals by chance."));
    form().add(tr("Too late, s"), "/saturation/late_s", number(tr("default: 2")),
               tr("Requests that are sent so long after they were due…"));
    form().add(tr("…for, s"), "/saturation/for_s", number(tr("default: 3")),
               tr("…for so long mean too much load: the trial ends early and says so."));
}

void phases_page::add_policy_rows() {
    form().add_section(tr("Scaling"), policy, tr("Move the number of workers while the load goes on"),
                       tr("Each decision is kept with its reason."));
    form().add(tr("By"), policy_kind,
               new choice_field({{"target_utilisation", tr("workers that are busy, in percent")},
                                 {"threshold", tr("requests a second that are due")},
                                 {"target_latency", tr("latency, 95th percentile")}}));
    form().add(tr("Busy, %"), "/policy/target_pct", number(tr("default: 70")));
    form().add(tr("More above, requests/s"), "/policy/up_above", number(tr("needed")));
    form().add(tr("Fewer below, requests/s"), "/policy/down_below", number(tr("default: half of it")));
    form().add(tr("Workers a step"), "/policy/step", whole(tr("default: 1")));
    form().add(tr("Latency, ms"), "/policy/p95_ms", number(tr("needed")));
    form().add(tr("Workers, at least"), "/policy/min_workers", whole(tr("default: 1")));
    form().add(tr("Workers, at most"), "/policy/max_workers", whole(tr("needed")));
    form().add(tr("Looks every, s"), "/policy/every_s", number(tr("default: 1")));
    form().add(tr("Then waits, s"), "/policy/cool_down_s", number(tr("default: 5")),
               tr("After a change, before the next one."));
}

// Of the parameters only those of the chosen kind.
void phases_page::show_policy_rows() {
    const bool on = form().section_on(policy);
    const json chosen = form().field(policy_kind)->value();
    const json kind = chosen.is_null() ? json("target_utilisation") : chosen;
    form().set_row_visible("/policy/target_pct", on && kind == "target_utilisation");
    for (const char* row : {"/policy/up_above", "/policy/down_below", "/policy/step"})
        form().set_row_visible(row, on && kind == "threshold");
    form().set_row_visible("/policy/p95_ms", on && kind == "target_latency");
}

void phases_page::set_workload(const json& workload) {
    key_->show_source(workload);
    workload_page::set_workload(workload);
    show_policy_rows();
}

}  // namespace sweeplab
