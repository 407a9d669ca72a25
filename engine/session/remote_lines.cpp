#include "engine/session/remote_lines.h"

#include <fmt/format.h>

#include "engine/model/enum_names.h"
#include "engine/model/json_fields.h"
#include "engine/model/record_fields.h"

namespace sweeplab {
namespace {

constexpr auto protocol_key = "sweeplab_remote";

template <class... Cases>
struct overloaded : Cases... {
    using Cases::operator()...;
};

std::string one_line(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"; }

json to_json(const planned_trial& one) {
    return {{"workers", one.workers},   {"repeat", one.repeat}, {"warm_up", one.warm_up},
            {"position", one.position}, {"stage", one.stage},   {"seed", one.seed}};
}

result<planned_trial> read_planned_trial(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    planned_trial one;
    for (const auto* key : {"workers", "repeat", "warm_up", "position", "stage", "seed"}) reader.require(key);
    assign(one.workers, read_int(reader, "workers", 1));
    assign(one.repeat, read_int(reader, "repeat", 1));
    assign(one.warm_up, reader.boolean("warm_up"));
    assign(one.position, read_int(reader, "position", 0));
    assign(one.stage, read_int(reader, "stage", 0));
    assign(one.seed, read_unsigned(reader, "seed"));
    if (reader.failed()) return tl::unexpected(reader.fault());
    return one;
}

constexpr std::array<enum_name<error_kind>, 10> kinds = {{{error_kind::bad_input, "bad_input"},
                                                          {error_kind::not_found, "not_found"},
                                                          {error_kind::io, "io"},
                                                          {error_kind::refused, "refused"},
                                                          {error_kind::network, "network"},
                                                          {error_kind::timed_out, "timed_out"},
                                                          {error_kind::cancelled, "cancelled"},
                                                          {error_kind::busy, "busy"},
                                                          {error_kind::unsupported, "unsupported"},
                                                          {error_kind::internal, "internal"}}};

result<void> check_protocol(json_object_reader& reader) {
    const auto protocol = reader.integer(protocol_key);
    if (protocol == remote_protocol) return {};
    return fail(error_kind::unsupported,
                protocol ? fmt::format("speaks version {} of what two Sweeplabs say to each other, this one version {}",
                                       *protocol, remote_protocol)
                         : "is no Sweeplab that can work for another",
                {}, "Install the same version on both machines.");
}

result<remote_line> read_greeting(json_object_reader& reader) {
    if (const auto same = check_protocol(reader); !same) return tl::unexpected(same.error());
    remote_greeting greeting;
    assign(greeting.version, reader.string("version"));
    read_part(reader, "host", greeting.host, read_host_profile);
    if (reader.failed()) return tl::unexpected(reader.fault());
    return greeting;
}

result<remote_line> read_refusal(const json& value) {
    json_object_reader reader(value, "/refused");
    remote_refusal refusal;
    refusal.why.kind = value_in(kinds, reader.string("kind").value_or("")).value_or(error_kind::internal);
    assign(refusal.why.message, reader.string("message"));
    assign(refusal.why.where, reader.string("where"));
    assign(refusal.why.advice, reader.string("advice"));
    if (reader.failed()) return tl::unexpected(reader.fault());
    return refusal;
}

result<remote_line> read_run_state(const json& value) {
    json_object_reader reader(value, "/run_state");
    remote_run_state state;
    if (const auto workers = read_integers(reader, "workers", 1, std::numeric_limits<int>::max()))
        for (const auto count : *workers) state.workers.push_back(static_cast<int>(count));
    assign(state.trials_planned, read_int(reader, "trials_planned", 0));
    if (const auto* made = reader.raw("new_predictions"); made && made->is_array()) state.new_predictions = *made;
    if (reader.failed()) return tl::unexpected(reader.fault());
    return state;
}

}  // namespace

std::string to_line(const remote_order& order) {
    json object = {{protocol_key, remote_protocol},
                   {"run", to_json(order.record)},
                   {"base", text_to_json(order.base)},
                   {"to_do", list_to_json(order.to_do, [](const planned_trial& one) { return to_json(one); })},
                   {"trials_done_before", order.trials_done_before}};
    return one_line(object);
}

std::string stop_line() { return one_line({{"stop", true}}); }

std::string to_line(const remote_line& line) {
    return one_line(std::visit(
        overloaded{[](const remote_greeting& one) -> json {
                       return {{protocol_key, remote_protocol}, {"version", one.version}, {"host", to_json(one.host)}};
                   },
                   [](const remote_refusal& one) -> json {
                       return {{"refused",
                                {{"kind", name_in(kinds, one.why.kind)},
                                 {"message", text_to_json(one.why.message)},
                                 {"where", text_to_json(one.why.where)},
                                 {"advice", text_to_json(one.why.advice)}}}};
                   },
                   [](const remote_run_state& one) -> json {
                       return {{"run_state",
                                {{"workers", one.workers},
                                 {"trials_planned", one.trials_planned},
                                 {"new_predictions", one.new_predictions}}}};
                   },
                   [](const remote_trial_begun& one) -> json {
                       return {{"trial_begun", to_json(one.summary, false)}};
                   },
                   [](const remote_attempts& one) -> json {
                       return {{"attempts", list_to_json(one.spans, [](const attempt& span) { return to_json(span); })}};
                   },
                   [](const remote_trial_ended& one) -> json {
                       json whole = to_json(one.whole, true);
                       whole.erase("attempts");
                       return {{"trial_ended", std::move(whole)}};
                   },
                   [](const run_event& one) -> json { return to_json(one); }},
        line));
}

result<remote_order> read_remote_order(std::string_view line) {
    const auto document = parse_json(line, "the order");
    if (!document) return tl::unexpected(document.error());
    json_object_reader reader(*document, "");
    if (!reader.failed())
        if (const auto same = check_protocol(reader); !same) return tl::unexpected(same.error());
    remote_order order;
    read_part(reader, "run", order.record, read_run_record);
    assign(order.base, reader.string("base"));
    read_list(reader, "to_do", order.to_do, read_planned_trial);
    assign(order.trials_done_before, read_int(reader, "trials_done_before", 0));
    if (reader.failed()) return tl::unexpected(reader.fault());
    return order;
}

bool is_stop_line(std::string_view line) {
    const auto document = parse_json(line, "a line");
    return document && document->is_object() && document->value("stop", json()) == json(true);
}

result<remote_line> read_remote_line(std::string_view line) {
    const auto document = parse_json(line, "a line");
    if (!document) return tl::unexpected(document.error());
    json_object_reader reader(*document, "");
    if (reader.failed()) return tl::unexpected(reader.fault());
    if (reader.has("event")) {
        auto event = read_run_event(*document, "");
        if (!event) return tl::unexpected(event.error());
        return remote_line(std::move(*event));
    }
    if (const auto* refused = reader.raw("refused")) return read_refusal(*refused);
    if (const auto* state = reader.raw("run_state")) return read_run_state(*state);
    if (const auto* begun = reader.raw("trial_begun")) {
        auto summary = read_trial(*begun, "/trial_begun");
        if (!summary) return tl::unexpected(summary.error());
        return remote_trial_begun{std::move(*summary)};
    }
    if (reader.has("attempts")) {
        remote_attempts part;
        read_list(reader, "attempts", part.spans, read_attempt);
        if (reader.failed()) return tl::unexpected(reader.fault());
        return part;
    }
    if (const auto* ended = reader.raw("trial_ended")) {
        auto whole = read_trial(*ended, "/trial_ended");
        if (!whole) return tl::unexpected(whole.error());
        return remote_trial_ended{std::move(*whole)};
    }
    return read_greeting(reader);
}

}  // namespace sweeplab
