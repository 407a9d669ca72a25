#include "engine/comparison/paired_items.h"

#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>

#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

struct log_sum {
    double sum = 0;
    int count = 0;
    double mean() const { return sum / count; }
};

using service_by_item = std::unordered_map<std::string, log_sum>;

std::map<int, service_by_item> services_of(const run_record& run) {
    std::vector<std::string> keys;
    for (const auto& one : run.items) keys.push_back(one.name + '\x1f' + one.text);
    std::map<int, service_by_item> services;
    for (const auto& one : run.trials) {
        if (!one.counts()) continue;
        for (const auto& span : one.attempts) {
            const auto place = static_cast<std::size_t>(span.item);
            const auto ns = span.end_ns - span.start_ns;
            if (span.state != attempt_state::succeeded || place >= keys.size() || ns <= 0) continue;
            auto& sum = services[one.workers][keys[place]];
            sum.sum += std::log(static_cast<double>(ns));
            ++sum.count;
        }
    }
    return services;
}

paired_items pair_at(int workers, const service_by_item& a, const service_by_item& b) {
    paired_items pairs;
    pairs.workers = workers;
    std::vector<double> ratios;
    for (const auto& [key, service] : a) {
        const auto other = b.find(key);
        if (other == b.end()) continue;
        ratios.push_back(std::exp(service.mean() - other->second.mean()));
        if (ratios.back() > 1) ++pairs.longer_in_a;
    }
    pairs.items = static_cast<int>(ratios.size());
    pairs.without_pair = static_cast<int>(a.size() + b.size()) - 2 * pairs.items;
    const auto group = make_log_group(ratios);
    pairs.ratio = geometric_mean(group, pool({group}));
    return pairs;
}

}  // namespace

std::vector<paired_items> pair_items(const run_record& a, const run_record& b) {
    const auto of_a = services_of(a), of_b = services_of(b);
    std::vector<paired_items> all;
    for (const auto& [workers, services] : of_a) {
        const auto other = of_b.find(workers);
        if (other == of_b.end()) continue;
        auto pairs = pair_at(workers, services, other->second);
        if (pairs.items > 0) all.push_back(pairs);
    }
    return all;
}

json to_json(const paired_items& value) {
    return {{"workers", value.workers},           {"items", value.items},       {"without_pair", value.without_pair},
            {"longer_in_a", value.longer_in_a},   {"ratio", value.ratio.value}, {"lo", value_or_null(value.ratio.lo)},
            {"hi", value_or_null(value.ratio.hi)}};
}

}  // namespace sweeplab
