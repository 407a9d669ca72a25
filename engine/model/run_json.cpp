#include <fmt/format.h>

#include "engine/model/item_graph.h"
#include "engine/model/json_fields.h"
#include "engine/model/record_fields.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

constexpr int most_int = std::numeric_limits<int>::max();

json to_json(const item& value) {
    json one{{"name", text_to_json(value.name)}, {"text", text_to_json(value.text)}};
    if (!value.depends_on.empty()) one["depends_on"] = value.depends_on;
    return one;
}

result<item> read_item(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    item read;
    reader.require("name");
    assign(read.name, reader.string("name"));
    assign(read.text, reader.string("text"));
    if (reader.raw("depends_on"))
        if (const auto places = read_integers(reader, "depends_on", 0, most_int))
            for (const auto place : *places) read.depends_on.push_back(static_cast<int>(place));
    if (reader.failed()) return tl::unexpected(reader.fault());
    return read;
}

result<run_summary> read_summary(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    run_summary run;
    run.id.value = reader.integer("id", 0).value_or(0);
    reader.require("name");
    assign(run.name, reader.string("name"));
    assign(run.host_id, reader.string("host_id"));
    assign(run.host_name, reader.string("host"));
    assign(run.workload, reader.string("workload"));
    assign(run.kind, reader.string("kind"));
    assign(run.state, read_word(reader, "state", run_state_from));
    assign(run.origin, read_word(reader, "origin", run_origin_from));
    assign(run.simulated, reader.boolean("simulated"));
    assign(run.starred, reader.boolean("starred"));
    run.started_at = read_time(reader, "started_at");
    run.ended_at = read_time(reader, "ended_at");
    if (const auto counts = read_integers(reader, "workers", 1, most_int))
        for (const auto count : *counts) run.workers.push_back(static_cast<int>(count));
    assign(run.trials_planned, read_int(reader, "trials_planned", 0, most_int));
    assign(run.trials_complete, read_int(reader, "trials_complete", 0, most_int));
    assign(run.tags, reader.strings("tags"));
    assign(run.notes, reader.string("notes"));
    if (reader.failed()) return tl::unexpected(reader.fault());
    return run;
}

// Analysis indexes the items by what the attempts and other items say.
void check_items(json_object_reader& reader, const run_record& record) {
    if (record.items.empty()) return;
    for (std::size_t i = 0; i < record.items.size(); ++i)
        for (const int place : record.items[i].depends_on)
            if (place >= static_cast<int>(record.items.size()))
                return reader.complain(fmt::format("needs item {}, but the run has {} items", place, record.items.size()),
                                       fmt::format("{}/{}/depends_on", reader.path_of("items"), i));
    if (!find_cycle(needs_of(record.items)).empty())
        return reader.complain("items need each other in a circle", reader.path_of("items"));
    const auto count = static_cast<std::int64_t>(record.items.size());
    for (std::size_t t = 0; t < record.trials.size(); ++t)
        for (std::size_t a = 0; a < record.trials[t].attempts.size(); ++a)
            if (record.trials[t].attempts[a].item >= count)
                reader.complain(
                    fmt::format("is item {}, but the run has {} items", record.trials[t].attempts[a].item, count),
                    fmt::format("{}/{}/attempts/{}/item", reader.path_of("trials"), t, a));
}

}  // namespace

json to_json(const run_summary& value) {
    return {{"id", value.id.value},
            {"name", text_to_json(value.name)},
            {"host", text_to_json(value.host_name)},
            {"host_id", text_to_json(value.host_id)},
            {"workload", text_to_json(value.workload)},
            {"kind", text_to_json(value.kind)},
            {"state", to_text(value.state)},
            {"origin", to_text(value.origin)},
            {"simulated", value.simulated},
            {"starred", value.starred},
            {"started_at", time_to_json(value.started_at)},
            {"ended_at", time_to_json(value.ended_at)},
            {"workers", value.workers},
            {"trials_planned", value.trials_planned},
            {"trials_complete", value.trials_complete},
            {"tags", texts_to_json(value.tags)},
            {"notes", text_to_json(value.notes)}};
}

json to_json(const run_record& value) {
    return {{"run", to_json(value.summary)},
            {"host", to_json(value.host)},
            {"plan", value.plan},
            {"work_hash", value.work_hash},
            {"currency", text_to_json(value.currency)},
            {"items", list_to_json(value.items, [](const item& one) { return to_json(one); })},
            {"trials", list_to_json(value.trials, [](const trial& one) { return to_json(one, true); })},
            {"predictions", value.predictions}};
}

result<run_record> read_run_record(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    run_record record;
    read_part(reader, "run", record.summary, read_summary);
    read_part(reader, "host", record.host, read_host_profile);
    if (const json* plan = reader.raw("plan")) record.plan = *plan;
    assign(record.work_hash, reader.string("work_hash"));
    assign(record.currency, reader.string("currency"));
    read_list(reader, "items", record.items, read_item);
    read_list(reader, "trials", record.trials, read_trial);
    if (const json* predictions = reader.raw("predictions"); predictions && predictions->is_array())
        record.predictions = *predictions;
    check_items(reader, record);
    if (reader.failed()) return tl::unexpected(reader.fault());
    return record;
}

}  // namespace sweeplab
