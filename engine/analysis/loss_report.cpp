#include "engine/analysis/loss_report.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

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

// --- inside the inflation ----------------------------------------------------------------------------

struct item_mean {
    double service_s = 0;
    double tokens = 0;
    double cpu_s = 0;
    int count = 0;
    bool has_tokens = true;
    bool has_cpu = true;
};

void add_span(item_mean& mean, const attempt& span) {
    ++mean.count;
    mean.service_s += static_cast<double>(span.end_ns - span.start_ns) * 1e-9;
    const auto tokens = span.measured.get(measure::output_tokens);
    const auto user = span.measured.get(measure::user_ns);
    const auto system = span.measured.get(measure::system_ns);
    mean.has_tokens = mean.has_tokens && tokens.value_or(0) > 0;
    mean.has_cpu = mean.has_cpu && user && system;
    mean.tokens += static_cast<double>(tokens.value_or(0));
    mean.cpu_s += static_cast<double>(user.value_or(0) + system.value_or(0)) * 1e-9;
}

std::vector<item_mean> means_at(const run_record& run, int workers) {
    std::vector<item_mean> means(run.items.size());
    for (const auto& one : run.trials) {
        if (!one.counts() || one.workers != workers) continue;
        for (const auto& span : one.attempts)
            if (span.state == attempt_state::succeeded && span.item >= 0 && span.item < static_cast<int>(means.size()))
                add_span(means[span.item], span);
    }
    for (auto& mean : means) {
        if (mean.count == 0) continue;
        mean.service_s /= mean.count;
        mean.tokens /= mean.count;
        mean.cpu_s /= mean.count;
    }
    return means;
}

void add_to(std::optional<double>& sum, double value) { sum = sum.value_or(0) + value; }

inflation_split split_inflation(const std::vector<item_mean>& base, const std::vector<item_mean>& here) {
    inflation_split split;
    for (std::size_t item = 0; item < base.size(); ++item) {
        const auto& a = base[item];
        const auto& b = here[item];
        if (a.count == 0 || b.count == 0) continue;
        const bool by_tokens = a.has_tokens && b.has_tokens;
        const bool by_cpu = a.has_cpu && b.has_cpu;
        if (by_tokens) {
            const double rate = a.service_s / a.tokens;
            add_to(split.more_tokens_s, rate * (b.tokens - a.tokens));
            add_to(split.slower_tokens_s, b.service_s - rate * b.tokens);
        }
        if (by_cpu) {
            add_to(split.cpu_s, b.cpu_s - a.cpu_s);
            add_to(split.off_cpu_s, (b.service_s - b.cpu_s) - (a.service_s - a.cpu_s));
        }
        if (by_tokens || by_cpu) ++split.items;
    }
    return split;
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

loss_point make_point(int workers, std::vector<trial_account> accounts, const run_record& run,
                      const item_baselines& baselines, const std::vector<item_mean>& base_means) {
    loss_point point;
    point.workers = workers;
    point.trials = std::move(accounts);
    point.mean = mean_of(point.trials);
    point.factors = factors_of(point.mean);
    point.usable_width = std::max(1, std::min(point.mean.slots, static_cast<int>(run.items.size())));
    std::int64_t unavoidable = 0, avoidable = 0;
    for (const auto& one : run.trials) {
        if (!one.counts() || one.workers != workers) continue;
        const auto idle = split_idle(one);
        unavoidable += idle.unavoidable;
        avoidable += idle.avoidable;
    }
    const auto count = static_cast<std::int64_t>(point.trials.size());
    point.idle = {unavoidable / count, avoidable / count};
    if (workers != baselines.workers) {
        point.inflation_se_s = inflation_se(baselines, static_cast<int>(count));
        point.inside_inflation = split_inflation(base_means, means_at(run, workers));
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
    report.host_name = run.summary.host_name;
    report.items = static_cast<int>(run.items.size());
    const auto baselines = measure_baselines(run);
    report.baseline_workers = baselines.workers;

    std::map<int, std::vector<trial_account>> by_workers;
    for (const auto& one : run.trials) {
        if (!one.counts()) continue;
        const auto account = account_for(one, baselines);
        if (account) by_workers[one.workers].push_back({one.id, one.repeat, *account});
        else
            report.not_accounted.push_back(
                fmt::format("{} workers, repeat {}: {}", one.workers, one.repeat, account.error().text()));
    }
    const auto base_means = means_at(run, baselines.workers);
    for (auto& [workers, accounts] : by_workers)
        report.points.push_back(make_point(workers, std::move(accounts), run, baselines, base_means));
    return report;
}

std::string describe_losses(const loss_report& report) {
    if (report.empty()) return "No trial of this run was recorded job by job, so its worker-seconds cannot be accounted for";
    const auto& widest = report.points.back();
    const auto total = static_cast<double>(widest.mean.total);
    if (total <= 0) return "Nothing was measured";
    const auto useful = static_cast<double>(widest.mean.baseline + widest.mean.unbaselined) / total;
    const auto at = widest.workers == 1 ? std::string("At 1 worker") : fmt::format("At {} workers", widest.workers);
    const auto text = fmt::format("{} {} of the worker-seconds did useful work", at, percent(useful));

    const auto largest = largest_loss(widest);
    if (!largest) return text + "; nothing was lost";
    const auto lost = static_cast<double>(part_of(widest.mean, *largest)) / total;
    const bool too_wide = *largest == loss_part::idle && widest.usable_width < widest.mean.slots;
    return fmt::format("{}; the largest loss is {} ({}){}", text, words[static_cast<std::size_t>(*largest)].as_loss,
                       percent(lost),
                       too_wide ? fmt::format(": only {} items for {} workers", report.items, widest.mean.slots) : "");
}

}  // namespace sweeplab
