#include "engine/workload/soak_spec.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr int most_clients = 1'000;

json service_json(const watched_service& service) {
    if (service.pid) return {{"pid", *service.pid}};
    json command = service.command->to_json();
    for (const auto* set_by_us : {"kind", "mode", "items"}) command.erase(set_by_us);
    return {{"command", std::move(command)}, {"start_limit_s", service.start_limit_s}};
}

std::string time_in_words(double seconds) {
    if (seconds >= 3600) return fmt::format("{:.3g} h", seconds / 3600);
    if (seconds >= 120) return fmt::format("{:.3g} min", seconds / 60);
    return fmt::format("{:.3g} s", seconds);
}

}  // namespace

json soak_spec::to_json() const {
    json object = request ? request->to_json() : json::object();
    object["kind"] = "soak";
    if (!own_items) object.erase("items");
    object.erase("stream");
    object["duration_s"] = duration_s;
    object["every_s"] = every_s;
    if (settle_s) object["settle_s"] = *settle_s;
    if (service) object["service"] = service_json(*service);
    if (metrics) object["metrics"] = {{"url", metrics->url}, {"series", metrics->series}};
    if (leak != leak_rule{})
        object["leak"] = {{"alarm_mb_per_h", leak.alarm_mb_per_h}, {"harmless_mb_per_h", leak.harmless_mb_per_h}};
    return object;
}

std::string soak_spec::summary() const {
    std::vector<std::string> parts;
    if (request) {
        const auto& endpoint = request->endpoint;
        const bool simulated = endpoint.is_simulated() || endpoint.built_in;
        parts.push_back("streams from " + endpoint.model + " at " +
                        (simulated ? std::string("the simulated endpoint") : endpoint.base_url));
    }
    if (service && service->pid) parts.push_back(fmt::format("process {} watched", *service->pid));
    else if (service) parts.push_back(join(service->command->argv, " ") + " watched");
    if (metrics) parts.push_back(metrics->url);
    return fmt::format("Soak of {}: {}", time_in_words(duration_s), join(parts, ", "));
}

result<item_list> soak_spec::load_items(const std::filesystem::path& base) const {
    if (request)  // what is wrong with them is said before anything runs
        if (const auto prompts = request->load_items(base); !prompts) return tl::unexpected(prompts.error());
    item_list clients;
    for (int i = 1; i <= most_clients; ++i) clients.push_back({fmt::format("client {}", i), {}, {}});
    return clients;
}

std::vector<std::string> soak_spec::secret_names() const {
    return request ? request->secret_names() : std::vector<std::string>{};
}

std::shared_ptr<const workload_spec> soak_spec::with_simulated_at(const std::string& url) const {
    auto moved = std::make_shared<soak_spec>(*this);
    moved->request = std::dynamic_pointer_cast<const llm_spec>(request->with_simulated_at(url));
    // The API's address is …/v1.
    if (metrics && metrics->url == simulated_page) moved->metrics->url = url.substr(0, url.rfind('/')) + "/metrics";
    return moved;
}

}  // namespace sweeplab
