#include "engine/analysis/conditions_words.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

constexpr double most_speed_change = 0.03;
constexpr double most_background = 0.05;       // of the machine's processors
constexpr double least_background_cpus = 0.1;  // on large machines a share says little
constexpr double most_stolen = 0.01;
constexpr double most_memory_stall = 0.01;
constexpr double most_start_load = 0.5;  // of the processors
constexpr double ramp_matters_below_s = 1;
constexpr double most_round_trip_ratio = 2;
constexpr std::int64_t least_round_trip_change_ns = 5'000'000;

class trial_judge {
public:
    explicit trial_judge(const trial& value) : trial_(value), around_(value.conditions) {
        if (const auto ns = around_.growth(condition::read_at_ns); ns && *ns > 0) elapsed_s_ = to_seconds(duration(*ns));
    }

    std::vector<condition_finding> judge() {
        judge_throttling();
        judge_others();
        judge_speed();
        judge_memory();
        if (both(condition::on_battery, 1)) add(condition_fault::battery, 1);
        judge_governor();
        judge_changes();
        return std::move(found_);
    }

private:
    std::optional<std::int64_t> before(condition which) const { return around_.before.values.get(which); }
    std::optional<std::int64_t> after(condition which) const { return around_.after.values.get(which); }
    bool both(condition which, std::int64_t value) const { return before(which) == value || after(which) == value; }
    void add(condition_fault fault, double size) { found_.push_back({fault, size}); }

    void judge_throttling() {
        const auto count = around_.growth(condition::throttle_count).value_or(0);
        const auto held_ms = around_.growth(condition::throttle_ms).value_or(0);
        if (count > 0 || held_ms > 0) add(condition_fault::throttled, static_cast<double>(std::max<std::int64_t>(1, count)));
        const auto periods = around_.growth(condition::group_throttled).value_or(0);
        if (periods > 0) add(condition_fault::group_throttled, static_cast<double>(periods));
    }

    void judge_others() {
        const auto processors = after(condition::processors);
        if (!elapsed_s_ || !processors || *processors <= 0) return;
        const double capacity_ms = *elapsed_s_ * 1000 * static_cast<double>(*processors);
        const auto busy = around_.growth(condition::machine_busy_ms);
        const auto own = around_.growth(condition::own_busy_ms);
        if (busy && own) {
            // Ticks are coarse: what is less than some of them is noise.
            const double others_ms = static_cast<double>(*busy - *own) - 20.0 * static_cast<double>(*processors);
            if (others_ms > most_background * capacity_ms && others_ms > least_background_cpus * *elapsed_s_ * 1000)
                add(condition_fault::background, others_ms / (*elapsed_s_ * 1000));
        }
        if (const auto stolen = around_.growth(condition::steal_ms))
            if (static_cast<double>(*stolen) - 20 > most_stolen * capacity_ms)
                add(condition_fault::stolen, static_cast<double>(*stolen) / capacity_ms);
    }

    void judge_speed() {
        const auto first = before(condition::spin_ns);
        const auto last = after(condition::spin_ns);
        const bool same_work = before(condition::spin_rounds) == after(condition::spin_rounds);
        if (!first || !last || *first <= 0 || !same_work) return;
        const double change = static_cast<double>(*last) / static_cast<double>(*first) - 1;
        if (std::abs(change) > most_speed_change) add(condition_fault::speed_changed, change);
    }

    void judge_memory() {
        const auto stalled = around_.growth(condition::stalled_memory_us);
        if (!stalled || !elapsed_s_) return;
        const double share = static_cast<double>(*stalled) * 1e-6 / *elapsed_s_;
        if (share > most_memory_stall) add(condition_fault::memory_short, share);
    }

    void judge_governor() {
        const auto& governor = around_.before.governor;
        if (governor.empty() || governor == "performance") return;
        // These drivers have two governors only, and "powersave" is the one that follows the load.
        const auto& driver = around_.before.frequency_driver;
        const bool follows_load = driver.starts_with("intel_pstate") || driver.starts_with("amd-pstate-epp");
        const bool fixed_low = governor.find("powersave") != std::string::npos && !follows_load;
        if (fixed_low) add(condition_fault::slow_governor, 1);
        else if (trial_.time_ns && to_seconds(duration(*trial_.time_ns)) < ramp_matters_below_s)
            add(condition_fault::dynamic_governor, 1);
    }

    void judge_changes() {
        const auto differ = [this](condition which) {
            return before(which) && after(which) && before(which) != after(which);
        };
        const bool governor = !around_.after.governor.empty() && around_.after.governor != around_.before.governor;
        if (governor || differ(condition::turbo) || differ(condition::usable_processors)) add(condition_fault::changed, 1);
    }

    const trial& trial_;
    const trial_conditions& around_;
    std::optional<double> elapsed_s_;
    std::vector<condition_finding> found_;
};

// One kind of fault over a run's trials.
struct fault_account {
    int trials = 0;
    double sum = 0;
    double worst = 0;
    const trial* worst_trial = nullptr;

    void add(double size, const trial& one) {
        ++trials;
        sum += size;
        if (worst_trial && std::abs(size) <= std::abs(worst)) return;
        worst = size;
        worst_trial = &one;
    }
};

std::string place_of(const trial& one) { return fmt::format("{}, repeat {}", workers_in_words(one.workers), one.repeat); }

// "during this trial", "during all 3 trials", "during 3 of 12 trials"
std::string share_of_trials(int trials, int all) {
    if (all == 1) return "during the trial";
    if (trials == all) return fmt::format("during all {} trials", all);
    return fmt::format("during {} of {} trials", trials, all);
}

std::string cpus_in_words(double cpus) { return fmt::format("{:.1f} {}", cpus, cpus == 1 ? "processor" : "processors"); }

std::string in_words(condition_fault fault, const fault_account& account, int all) {
    const auto when = share_of_trials(account.trials, all);
    const auto worst = all > 1 ? fmt::format(" (most at {})", place_of(*account.worst_trial)) : std::string{};
    const auto mean = account.sum / account.trials;
    switch (fault) {
        case condition_fault::throttled:
            return fmt::format(
                "Heat made the processor throttle {} {}{}: its times are too long. Let the machine cool down, "
                "see to its air, or measure with fewer workers at a time.",
                counted(std::llround(account.sum), "time", "times"), when, worst);
        case condition_fault::group_throttled:
            return fmt::format(
                "The CPU limit of the container or service (cpu.max) held the work back {} {}{}. Raise the "
                "limit, or use worker counts that fit it.",
                counted(std::llround(account.sum), "time", "times"), when, worst);
        case condition_fault::background:
            return fmt::format("Other programs kept {} busy {}{}. Close them, or measure when the machine is quiet.",
                               cpus_in_words(mean), when, worst);
        case condition_fault::stolen:
            return fmt::format(
                "The hypervisor gave {} of this virtual machine's processor time to others {}{}. Measure on a "
                "machine of its own, or repeat more often.",
                percent_in_words(mean), when, worst);
        case condition_fault::speed_changed:
            return fmt::format(
                "The machine itself became {} {} {}{}: a fixed amount of arithmetic took that much {} after "
                "the trial than before. Keep its clock steady (governor \"performance\", turbo off, mains "
                "power), or let it warm up first.",
                percent_in_words(std::abs(account.worst)), account.worst > 0 ? "slower" : "faster", when, worst,
                account.worst > 0 ? "longer" : "shorter");
        case condition_fault::battery:
            return fmt::format("The machine ran from its battery {}, which slows most processors down. Plug it in.", when);
        case condition_fault::memory_short:
            return fmt::format(
                "Memory was short {}{}: some task waited for it {} of the time. Use fewer workers or smaller "
                "jobs, or close other programs.",
                when, worst, percent_in_words(mean));
        case condition_fault::slow_governor:
            return fmt::format(
                "The governor \"{}\" keeps the processor at its lowest clock. Set it to \"performance\" "
                "(cpupower frequency-set -g performance).",
                account.worst_trial->conditions.before.governor);
        case condition_fault::dynamic_governor:
            return fmt::format(
                "The governor \"{}\" raises the clock only under load, so trials of less than a second start "
                "slow. Set it to \"performance\", or give the trials more work.",
                account.worst_trial->conditions.before.governor);
        case condition_fault::changed:
            return fmt::format(
                "Governor, turbo or the processors allowed to Sweeplab were changed {}{}. Leave them alone "
                "during a sweep.",
                when, worst);
        case condition_fault::busy_at_start:
            return fmt::format("The machine was busy when the run began: a load of {:.1f}. Wait until it is quiet.",
                               account.worst);
        case condition_fault::few_processors:
            return fmt::format(
                "Only {} may be used here (affinity), fewer than the most workers: local work cannot speed up "
                "beyond that.",
                counted(std::llround(account.worst), "processor", "processors"));
        case condition_fault::round_trip: break;
    }
    return fmt::format(
        "The endpoint's round trip varied {} between trials: the network, or the server's load, was not the "
        "same for all. Measure close to the server, or repeat more often.",
        factor_in_words(account.worst));
}

// A server on this machine is no child of Sweeplab, and what it does is the work itself.
bool is_served_here(const run_record& run) {
    static const json::json_pointer place("/workload/endpoint/base_url");
    if (!run.plan.is_object() || !run.plan.contains(place) || !run.plan[place].is_string()) return false;
    const auto url = run.plan[place].get<std::string>();
    return url.find("://127.") != std::string::npos || url.find("://localhost") != std::string::npos ||
           url.find("://[::1]") != std::string::npos;
}

bool is_counted_trial(const trial& one) { return one.counts() && !one.conditions.empty(); }

using fault_accounts = std::map<condition_fault, fault_account>;

// What the first trial found: later ones have the load of those before them.
void judge_start(const std::vector<const trial*>& trials, fault_accounts& accounts) {
    const auto& first = **std::min_element(trials.begin(), trials.end(),
                                           [](const auto* a, const auto* b) { return a->position < b->position; });
    const auto load = first.conditions.before.values.get(condition::load_milli);
    const auto processors = first.conditions.before.values.get(condition::processors);
    if (first.position > 0 || !load || !processors) return;
    const double busy = static_cast<double>(*load) / 1000;
    if (busy > most_start_load * static_cast<double>(*processors)) accounts[condition_fault::busy_at_start].add(busy, first);
}

void judge_processors(const run_record& run, const std::vector<const trial*>& trials, fault_accounts& accounts) {
    if (run.summary.kind == "llm") return;  // its work is done elsewhere
    for (const trial* one : trials) {
        const auto usable = one->conditions.before.values.get(condition::usable_processors);
        const auto online = one->conditions.before.values.get(condition::processors);
        if (usable && online && *usable < *online && one->workers > *usable)
            accounts[condition_fault::few_processors].add(static_cast<double>(*usable), *one);
    }
}

void judge_round_trips(const std::vector<const trial*>& trials, fault_accounts& accounts) {
    const trial* slowest = nullptr;
    std::optional<std::int64_t> least, most;
    for (const trial* one : trials) {
        const auto ns = one->conditions.before.values.get(condition::round_trip_ns);
        if (!ns) continue;
        least = std::min(least.value_or(*ns), *ns);
        if (most && *ns <= *most) continue;
        most = *ns;
        slowest = one;
    }
    if (!least || *least <= 0 || *most - *least < least_round_trip_change_ns) return;
    const double ratio = static_cast<double>(*most) / static_cast<double>(*least);
    if (ratio > most_round_trip_ratio) accounts[condition_fault::round_trip].add(ratio, *slowest);
}

}  // namespace

std::vector<condition_finding> judge_conditions(const trial& value) { return trial_judge(value).judge(); }

std::vector<std::string> describe_conditions(const run_record& run) {
    std::vector<const trial*> trials;
    for (const auto& one : run.trials)
        if (is_counted_trial(one)) trials.push_back(&one);
    if (trials.empty()) return {};
    fault_accounts accounts;
    for (const trial* one : trials)
        for (const auto& [fault, size] : judge_conditions(*one)) accounts[fault].add(size, *one);
    if (is_served_here(run)) accounts.erase(condition_fault::background);
    judge_start(trials, accounts);
    judge_processors(run, trials, accounts);
    judge_round_trips(trials, accounts);
    // The load at the start says nothing more when others were busy all the time.
    if (accounts.contains(condition_fault::background)) accounts.erase(condition_fault::busy_at_start);
    std::vector<std::string> words;
    for (const auto& [fault, account] : accounts) words.push_back(in_words(fault, account, static_cast<int>(trials.size())));
    return words;
}

}  // namespace sweeplab
