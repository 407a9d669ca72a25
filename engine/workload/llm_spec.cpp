#include "engine/workload/llm_spec.h"

#include <algorithm>

#include <fmt/format.h>

namespace sweeplab {
namespace {

constexpr double longest_limit_s = 30 * 24 * 3600.0;
constexpr double shortest_limit_s = 0.001;
constexpr std::int64_t most_tokens = 100'000'000;

void read_items(json_object_reader& reader, llm_spec& spec) {
    reader.require("items");
    const json* items = reader.raw("items");
    if (items == nullptr) return;
    auto source = item_source::read(*items, reader.path_of("items"));
    if (source) spec.items = std::move(*source);
    else reader.adopt(source.error());
}

void read_stop(json_object_reader& reader, llm_spec& spec) {
    const json* stop = reader.raw("stop");
    if (stop == nullptr) return;
    if (stop->is_string()) spec.stop = {stop->get<std::string>()};
    else spec.stop = reader.strings("stop").value_or(std::vector<std::string>{});
    if (!reader.failed() && spec.stop.empty()) reader.complain("must not be an empty list", reader.path_of("stop"));
}

// Members of the body that the plan says elsewhere; two sources for one thing would hide which one counts.
void read_extra(json_object_reader& reader, llm_spec& spec) {
    const json* extra = reader.raw("extra");
    if (extra == nullptr) return;
    const auto path = reader.path_of("extra");
    if (!extra->is_object()) return reader.complain("must be an object, not " + json_type_in_words(*extra), path);
    for (const char* taken : {"messages", "model", "stream"})
        if (extra->contains(taken))
            return reader.complain(fmt::format("\"{}\" is set by the plan itself", taken), json_path_with(path, taken));
    spec.extra = *extra;
}

void read_timeouts(json_object_reader& reader, llm_spec& spec) {
    const json* timeouts = reader.raw("timeouts");
    if (timeouts == nullptr) return;
    json_object_reader inner(*timeouts, reader.path_of("timeouts"));
    spec.timeouts.connect_s = inner.number("connect_s", shortest_limit_s, longest_limit_s);
    spec.timeouts.first_token_s = inner.number("first_token_s", shortest_limit_s, longest_limit_s);
    spec.timeouts.between_tokens_s = inner.number("between_tokens_s", shortest_limit_s, longest_limit_s);
    spec.timeouts.whole_s = inner.number("whole_s", shortest_limit_s, longest_limit_s);
    inner.finish();
    if (inner.failed()) reader.adopt(inner.fault());
}

void read_result(json_object_reader& reader, llm_spec& spec) {
    const json* rules = reader.raw("result");
    if (rules == nullptr) return;
    auto read = result_rules::read(*rules, reader.path_of("result"));
    if (read) spec.rules = std::move(*read);
    else reader.adopt(read.error());
}

void read_endpoint(json_object_reader& reader, llm_spec& spec) {
    reader.require("endpoint");
    const json* endpoint = reader.raw("endpoint");
    if (endpoint == nullptr) return;
    auto read = read_endpoint_spec(*endpoint, reader.path_of("endpoint"));
    if (read) spec.endpoint = std::move(*read);
    else reader.adopt(read.error());
}

void read_generation(json_object_reader& reader, llm_spec& spec) {
    spec.max_tokens = reader.integer("max_tokens", 1, most_tokens);
    spec.temperature = reader.number("temperature", 0, 100);
    spec.seed = reader.integer("seed");
    read_stop(reader, spec);
    spec.stream = reader.boolean("stream").value_or(true);
    read_extra(reader, spec);
}

json timeouts_to_json(const llm_timeouts& timeouts) {
    json object = json::object();
    if (timeouts.connect_s) object["connect_s"] = *timeouts.connect_s;
    if (timeouts.first_token_s) object["first_token_s"] = *timeouts.first_token_s;
    if (timeouts.between_tokens_s) object["between_tokens_s"] = *timeouts.between_tokens_s;
    if (timeouts.whole_s) object["whole_s"] = *timeouts.whole_s;
    return object;
}

std::int64_t tokens_of(std::size_t bytes) { return static_cast<std::int64_t>((bytes + 3) / 4); }

}  // namespace

result<std::shared_ptr<const workload_spec>> read_llm_spec(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    auto spec = std::make_shared<llm_spec>();
    reader.choice("kind", {"llm"});
    read_endpoint(reader, *spec);
    spec->prompt = reader.string("prompt").value_or("{item}");
    if (!reader.failed() && spec->prompt.empty()) reader.complain("must not be empty", reader.path_of("prompt"));
    spec->system = reader.string("system");
    read_items(reader, *spec);
    read_generation(reader, *spec);
    read_result(reader, *spec);
    read_timeouts(reader, *spec);
    spec->preconnect = reader.boolean("preconnect").value_or(true);
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    return spec;
}

json llm_spec::to_json() const {
    json object = {
        {"kind", "llm"}, {"endpoint", sweeplab::to_json(endpoint)}, {"prompt", prompt}, {"items", items.to_json()}};
    if (system) object["system"] = *system;
    if (max_tokens) object["max_tokens"] = *max_tokens;
    if (temperature) object["temperature"] = *temperature;
    if (seed) object["seed"] = *seed;
    if (!stop.empty()) object["stop"] = stop;
    object["stream"] = stream;
    if (!extra.empty()) object["extra"] = extra;
    if (!rules.empty()) object["result"] = rules.to_json();
    if (timeouts != llm_timeouts{}) object["timeouts"] = timeouts_to_json(timeouts);
    if (!preconnect) object["preconnect"] = false;
    return object;
}

std::string llm_spec::summary() const {
    const auto where = endpoint.is_simulated() ? std::string("the simulated endpoint") : endpoint.base_url;
    return fmt::format("{} at {}{}, {}", endpoint.model, where, stream ? "" : ", not streamed", items.in_words());
}

result<item_list> llm_spec::load_items(const std::filesystem::path& base) const { return items.load(base); }

std::vector<std::string> llm_spec::secret_names() const {
    const auto name = endpoint.secret_name();
    return name.empty() ? std::vector<std::string>{} : std::vector<std::string>{name};
}

std::optional<std::int64_t> llm_spec::expected_input_tokens(const item& one) const {
    return tokens_of(prompt.size() + system.value_or("").size() + one.text.size());
}

http_limits llm_spec::limits() const {
    http_limits limits;
    limits.connect = from_seconds(timeouts.connect_s.value_or(10));
    limits.first_token = from_seconds(timeouts.first_token_s.value_or(120));
    limits.between_tokens = from_seconds(timeouts.between_tokens_s.value_or(60));
    limits.whole = from_seconds(timeouts.whole_s.value_or(600));
    return limits;
}

std::shared_ptr<const workload_spec> llm_spec::with_simulated_at(const std::string& url) const {
    auto moved = std::make_shared<llm_spec>(*this);
    moved->endpoint.base_url = url;
    moved->endpoint.built_in = true;
    return moved;
}

bool wants_simulated_endpoint(const workload_spec& spec) {
    const auto* asks = dynamic_cast<const endpoint_user*>(&spec);
    return asks != nullptr && asks->wants_simulated();
}

std::shared_ptr<const workload_spec> with_base_url(std::shared_ptr<const workload_spec> spec, const std::string& url) {
    const auto* asks = dynamic_cast<const endpoint_user*>(spec.get());
    return asks == nullptr ? spec : asks->with_simulated_at(url);
}

}  // namespace sweeplab
