#include "engine/foundation/hash.h"
#include "engine/model/json_fields.h"
#include "engine/model/plan.h"
#include "engine/model/plan_words.h"

namespace sweeplab {
namespace {

json to_json(const sweep_spec& sweep) {
    json object = {{"workers", sweep.workers},
                   {"repeats", sweep.repeats},
                   {"warm_up", sweep.warm_up},
                   {"seed", sweep.seed},
                   {"order", to_text(sweep.order)},
                   {"items", to_text(sweep.items)},
                   {"sampling_hz", number_to_json(sweep.sampling_hz)}};
    put(object, "trial_timeout_s", sweep.trial_timeout_s);
    if (sweep.predict) object["predict"] = true;
    if (const auto& rule = sweep.automatic) {
        auto& made = object["auto"];
        made = {{"trials", rule->trials}, {"most_workers", rule->most_workers}, {"objective", key_of(rule->asked)}};
        put(made, "minutes", rule->minutes);
        put(made, "cost", rule->cost);
        put(made, "deadline_s", rule->deadline_s);
        put(made, "latency_target_s", rule->latency_target_s);
    }
    if (sweep.adaptive) {
        auto& rule = object["adaptive"];
        rule = {{"at_least", sweep.adaptive->at_least}, {"half_width_pct", number_to_json(sweep.adaptive->half_width_pct)}};
        put(rule, "budget_s", sweep.adaptive->budget_s);
    }
    return object;
}

json to_json(const limits_spec& limits) {
    json object = {{"max_attempts", limits.max_attempts}, {"stop_on_failure", limits.stop_on_failure}};
    put(object, "requests_per_minute", limits.requests_per_minute);
    put(object, "tokens_per_minute", limits.tokens_per_minute);
    return object;
}

json to_json(const prices_spec& prices) {
    json object = {{"currency", text_to_json(prices.currency)}};
    put(object, "input_per_million", prices.input_per_million);
    put(object, "output_per_million", prices.output_per_million);
    put(object, "cached_input_per_million", prices.cached_input_per_million);
    put(object, "per_request", prices.per_request);
    put_text(object, "as_of", prices.as_of);
    return object;
}

// Lengths first: no two lists of items give the same bytes.
void append_framed(std::string& bytes, std::string_view part) {
    bytes += std::to_string(part.size());
    bytes += ':';
    bytes += part;
}

}  // namespace

json to_json(const plan& value) {
    json object = {{"sweeplab", plan_format}, {"name", text_to_json(value.name)}};
    if (value.workload) object["workload"] = value.workload->to_json();
    object["sweep"] = to_json(value.sweep);
    object["limits"] = to_json(value.limits);
    if (value.prices) object["prices"] = to_json(*value.prices);
    put_text(object, "notes", value.notes);
    return object;
}

std::string work_hash(const plan& value, const item_list& items) {
    // Objects are kept sorted by key and written without spaces: one text for one meaning.
    json work = {{"items", to_text(value.sweep.items)}, {"max_attempts", value.limits.max_attempts}};
    if (value.workload) work["workload"] = value.workload->to_json();
    put(work, "requests_per_minute", value.limits.requests_per_minute);
    put(work, "tokens_per_minute", value.limits.tokens_per_minute);
    std::string bytes;
    append_framed(bytes, work.dump(-1, ' ', false, json::error_handler_t::replace));
    for (const auto& item : items) {
        append_framed(bytes, item.name);
        append_framed(bytes, item.text);
    }
    return digest_hex(bytes);
}

std::string_view to_text(trial_order order) { return name_in(trial_order_names, order); }
std::string_view to_text(item_order order) { return name_in(item_order_names, order); }

}  // namespace sweeplab
