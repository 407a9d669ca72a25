#include "engine/analysis/loss_report.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/inflation.h"
#include "engine/analysis/planned_time.h"
#include "engine/model/item_graph.h"

namespace sweeplab {
namespace {

struct part_words {
    std::string_view key;
    std::string_view name;
    std::string_view as_loss;  // inside "the largest loss is …"
    std::string_view meaning;
};

constexpr std::array<part_words, 8> words = {{
    {"baseline", "Useful work", "", "What the items took at the baseline worker count."},
    {"inflation", "Slower service", "slower service", "How much longer the same items took at this worker count."},
    {"unbaselined", "No baseline", "", "Service of items that were not measured at the baseline count."},
    {"retries", "Retries", "retries", "Failed attempts, the waits after them, and items that finally failed."},
    {"rate_limit", "Rate limit", "waiting for the rate limit",
     "Workers held an item and waited for the provider's or the plan's limit."},
    {"dependency", "Dependency", "waiting for other items", "Items were left, but all of them waited for others."},
    {"overhead", "Overhead", "overhead", "Claiming items, starting jobs, collecting results."},
    {"idle", "Idle", "idle workers", "No item was left for these workers."},
}};

// `account` is a worker_seconds, const or not.
template <class Account>
auto& part_in(Account& account, loss_part part) {
    switch (part) {
        case loss_part::baseline: return account.baseline;
        case loss_part::inflation: return account.inflation;
        case loss_part::unbaselined: return account.unbaselined;
        case loss_part::retries: return account.retries;
        case loss_part::rate_limit: return account.rate_limit;
        case loss_part::dependency: return account.dependency;
        case loss_part::overhead: return account.overhead;
        case loss_part::idle: break;
    }
    return account.idle;
}

worker_seconds mean_of(const std::vector<trial_account>& trials) {
    worker_seconds mean;
    mean.slots = trials.front().account.slots;
    const auto count = static_cast<std::int64_t>(trials.size());
    for (const auto part : all_loss_parts) {
        std::int64_t sum = 0;
        for (const auto& one : trials) sum += part_of(one.account, part);
        part_in(mean, part) = sum / count;
        mean.total += sum / count;  // not the mean of the totals: rounding must not break the sum
    }
    return mean;
}

std::optional<double> inflation_se(const item_baselines& baselines, int repeats_here) {
    double variance = 0;
    for (std::size_t item = 0; item < baselines.variance.size(); ++item) {
        if (!baselines.service_ns[item]) continue;
        if (!baselines.variance[item]) return std::nullopt;
        variance += *baselines.variance[item] * (1.0 / baselines.repeats[item] + 1.0 / repeats_here);
    }
    return std::sqrt(variance) * 1e-9;
}

worker_seconds difference(const worker_seconds& here, const worker_seconds& base) {
    worker_seconds extra = here;
    for (const auto part : all_loss_parts) part_in(extra, part) -= part_of(base, part);
    extra.total -= base.total;
    return extra;
}

void add(dependency_blame& sum, const dependency_blame& one) {
    sum.unblamed_ns += one.unblamed_ns;
    for (const auto& blamed : one.items) {
        const auto known = std::ranges::find(sum.items, blamed.item, &blamed_item::item);
        if (known == sum.items.end()) sum.items.push_back(blamed);
        else known->wait_ns += blamed.wait_ns;
    }
}

void divide(dependency_blame& sum, std::int64_t trials) {
    sum.unblamed_ns /= trials;
    for (auto& blamed : sum.items) blamed.wait_ns /= trials;
    std::ranges::stable_sort(sum.items, std::ranges::greater(), &blamed_item::wait_ns);
}

loss_point make_point(int workers, std::vector<trial_account> accounts, const run_record& run,
                      const item_baselines& baselines, const std::vector<item_mean>& base_means) {
    loss_point point;
    point.workers = workers;
    point.trials = std::move(accounts);
    point.mean = mean_of(point.trials);
    point.factors = factors_of(point.mean);
    point.usable_width = std::max(1, std::min(point.mean.slots, usable_width(run, baselines)));
    if (point.mean.total > 0)
        point.usable_efficiency = static_cast<double>(point.mean.baseline) * point.mean.slots /
                                  (static_cast<double>(point.mean.total) * point.usable_width);
    std::int64_t unavoidable = 0, avoidable = 0;
    for (const auto& one : run.trials) {
        if (!one.counts() || one.workers != workers) continue;
        const auto idle = split_idle(one, run.items);
        unavoidable += idle.unavoidable;
        avoidable += idle.avoidable;
        add(point.blame, blame_for(one, run.items));
    }
    const auto count = static_cast<std::int64_t>(point.trials.size());
    point.idle = {unavoidable / count, avoidable / count};
    divide(point.blame, count);
    if (workers != baselines.workers) {
        point.inflation_se_s = inflation_se(baselines, static_cast<int>(count));
        point.inside_inflation = split_inflation(base_means, item_means(run, workers));
    }
    return point;
}

std::optional<loss_part> largest_loss(const loss_point& point) {
    std::optional<loss_part> largest;
    for (const auto part : all_loss_parts) {
        if (part == loss_part::baseline || part == loss_part::unbaselined) continue;
        if (part == loss_part::inflation && point.inflation_is_noise()) continue;
        const auto least = largest ? part_of(point.mean, *largest) : 0;
        if (part_of(point.mean, part) > least) largest = part;
    }
    return largest;
}

std::string percent(double share);

// What is behind the largest loss, where that can be named.
std::string reason_of(const loss_report& report, const loss_point& point, loss_part part) {
    if (part == loss_part::idle && point.usable_width < point.mean.slots)
        return point.usable_width < report.items
                   ? fmt::format(": dependencies let only {} items run at once", point.usable_width)
                   : fmt::format(": only {} items for {} workers", report.items, point.mean.slots);
    if (part != loss_part::dependency || point.blame.items.empty() || point.mean.dependency <= 0) return {};
    const auto& most = point.blame.items.front();
    const auto share = static_cast<double>(most.wait_ns) / static_cast<double>(point.mean.dependency);
    return fmt::format(": {} of it for \"{}\"", percent(share), report.item_names.at(static_cast<std::size_t>(most.item)));
}

std::string percent(double share) { return fmt::format("{:.0f} %", share * 100); }

}  // namespace

std::int64_t part_of(const worker_seconds& account, loss_part part) { return part_in(account, part); }
std::string_view key_of(loss_part part) { return words[static_cast<std::size_t>(part)].key; }
std::string_view name_of(loss_part part) { return words[static_cast<std::size_t>(part)].name; }
std::string_view meaning_of(loss_part part) { return words[static_cast<std::size_t>(part)].meaning; }

bool loss_point::inflation_is_noise() const {
    return inflation_se_s && std::abs(static_cast<double>(mean.inflation) * 1e-9) < 1.96 * *inflation_se_s;
}

loss_report make_loss_report(const run_record& run) {
    loss_report report;
    report.run = run.summary.id;
    report.run_name = run.summary.name;
    report.host_name = run.summary.host_name;
    report.items = static_cast<int>(run.items.size());
    if (const auto why = why_time_is_planned(run)) {
        report.not_applicable = "Where worker-seconds went is not told: " + *why;
        return report;
    }
    const auto baselines = measure_baselines(run);
    report.baseline_workers = baselines.workers;

    std::map<int, std::vector<trial_account>> by_workers;
    for (const auto& one : run.trials) {
        if (!one.counts() && one.intervals.empty()) continue;  // it never began, or only its times are known
        const auto account = account_for(one, baselines);
        if (!account) {
            report.not_accounted.push_back(
                fmt::format("{} workers, repeat {}: {}", one.workers, one.repeat, account.error().text()));
            continue;
        }
        auto& place = one.counts() ? by_workers[one.workers] : report.not_averaged;
        place.push_back({one.id, one.workers, one.repeat, one.warm_up, one.state, one.counts(), *account});
    }
    if (has_needs(run.items))
        for (const auto& one : run.items) report.item_names.push_back(one.name);
    const auto base_means = item_means(run, baselines.workers);
    for (auto& [workers, accounts] : by_workers) {
        report.points.push_back(make_point(workers, std::move(accounts), run, baselines, base_means));
        report.points.back().extra = difference(report.points.back().mean, report.points.front().mean);
    }
    return report;
}

std::string describe_losses(const loss_report& report) {
    if (!report.not_applicable.empty()) return report.not_applicable;
    if (report.empty()) return "No trial of this run that counts was recorded job by job, so its worker-seconds cannot be accounted for";
    const auto& widest = report.points.back();
    const auto total = static_cast<double>(widest.mean.total);
    if (total <= 0) return "Nothing was measured";
    const auto useful = static_cast<double>(widest.mean.baseline + widest.mean.unbaselined) / total;
    const auto at = widest.workers == 1 ? std::string("At 1 worker") : fmt::format("At {} workers", widest.workers);
    const auto text = fmt::format("{} {} of the worker-seconds did useful work", at, percent(useful));

    const auto largest = largest_loss(widest);
    if (!largest) return text + "; nothing was lost";
    const auto lost = static_cast<double>(part_of(widest.mean, *largest)) / total;
    return fmt::format("{}; the largest loss is {} ({}){}", text, words[static_cast<std::size_t>(*largest)].as_loss,
                       percent(lost), reason_of(report, widest, *largest));
}

}  // namespace sweeplab
