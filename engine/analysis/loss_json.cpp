#include "engine/analysis/loss_json.h"

#include <algorithm>

namespace sweeplab {
namespace {

json optional_json(const std::optional<double>& value) { return value ? json(*value) : json(nullptr); }

json losses_json(const worker_seconds& account) {
    json losses = json::object();
    for (const auto part : all_loss_parts) losses[std::string(key_of(part))] = part_of(account, part);
    return losses;
}

// Shares of N·T, 0 to 1: the bar of this worker count. Without any order among the parts.
json points_json(const worker_seconds& account) {
    json points = json::object();
    for (const auto part : all_loss_parts)
        points[std::string(key_of(part))] =
            account.total > 0 ? json(static_cast<double>(part_of(account, part)) / static_cast<double>(account.total))
                              : json(nullptr);
    return points;
}

json factors_json(const loss_factors& factors) {
    return {{"inflation", optional_json(factors.inflation)},
            {"unbaselined", optional_json(factors.unbaselined)},
            {"retries", optional_json(factors.retries)},
            {"rate_limit", optional_json(factors.rate_limit)},
            {"dependency", optional_json(factors.dependency)},
            {"overhead", optional_json(factors.overhead)},
            {"idle", optional_json(factors.idle)},
            {"product", optional_json(factors.product)}};
}

json inflation_json(const loss_point& point) {
    const auto& inside = point.inside_inflation;
    return {{"standard_error_s", optional_json(point.inflation_se_s)},
            {"is_noise", point.inflation_is_noise()},
            {"items", inside.items},
            {"more_tokens_s", optional_json(inside.more_tokens_s)},
            {"slower_first_token_s", optional_json(inside.slower_first_token_s)},
            {"slower_tokens_s", optional_json(inside.slower_tokens_s)},
            {"cpu_s", optional_json(inside.cpu_s)},
            {"off_cpu_s", optional_json(inside.off_cpu_s)}};
}

json trial_json(const trial_account& one) {
    return {{"trial", one.trial.value},
            {"workers", one.workers},
            {"repeat", one.repeat},
            {"warm_up", one.warm_up},
            {"state", std::string(to_text(one.state))},
            {"counted", one.counted},
            {"slots", one.account.slots},
            {"worker_ns", one.account.total},
            {"losses_ns", losses_json(one.account)}};
}

// Of the dependency waits: [{item, wait_ns}], the most waited-for first.
json blame_json(const dependency_blame& blame, const std::vector<std::string>& names) {
    json list = json::array();
    for (const auto& one : blame.items) list.push_back({{"item", names.at(one.item)}, {"wait_ns", one.wait_ns}});
    return list;
}

json point_json(const loss_point& point, const std::vector<std::string>& names) {
    return {{"workers", point.workers},
            {"trials", point.trials.size()},
            {"slots", point.mean.slots},
            {"worker_ns", point.mean.total},
            {"losses_ns", losses_json(point.mean)},
            {"points_lost", points_json(point.mean)},
            {"extra_worker_ns", point.extra.total},
            {"extra_losses_ns", losses_json(point.extra)},
            {"factors", factors_json(point.factors)},
            {"usable_width", point.usable_width},
            {"usable_efficiency", optional_json(point.usable_efficiency)},
            {"unavoidable_idle_ns", point.idle.unavoidable},
            {"avoidable_idle_ns", point.idle.avoidable},
            {"blame", blame_json(point.blame, names)},
            {"inflation", inflation_json(point)}};
}

}  // namespace

json to_json(const loss_report& report) {
    json trials = json::array();
    for (const auto& point : report.points)
        for (const auto& one : point.trials) trials.push_back(trial_json(one));
    for (const auto& one : report.not_averaged) trials.push_back(trial_json(one));
    std::stable_sort(trials.begin(), trials.end(),
                     [](const json& a, const json& b) { return a.at("trial") < b.at("trial"); });
    json counts = json::array();
    for (const auto& point : report.points) counts.push_back(point_json(point, report.item_names));
    return {{"run", report.run.value},
            {"name", report.run_name},
            {"host", report.host_name},
            {"baseline_workers", report.baseline_workers},
            {"items", report.items},
            {"finding", describe_losses(report)},
            {"trials", std::move(trials)},
            {"worker_counts", std::move(counts)},
            {"not_accounted", report.not_accounted}};
}

}  // namespace sweeplab
