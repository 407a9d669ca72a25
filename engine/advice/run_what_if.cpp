#include "engine/advice/run_what_if.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "engine/prediction/sequential_basis.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_steps_named = 8;  // of a chain; of a longer one its two ends
constexpr std::size_t most_letters_of_name = 40;

int workers_as_it_is(const run_analysis& made) {
    if (made.advice.chosen.workers) return *made.advice.chosen.workers;
    int largest = 1;
    for (const auto& point : made.curve.points) largest = std::max(largest, point.workers);
    return largest;
}

std::optional<double> measured_at(const scaling_curve& curve, int workers) {
    for (const auto& point : curve.points)
        if (point.workers == workers) return point.time_s.value;
    return std::nullopt;
}

std::string basis_in_words(const sequential_basis& basis, double inflation, const run_what_if& asked) {
    auto words = fmt::format("Replayed from the items of {} at 1 worker",
                             counted(static_cast<long long>(basis.trials.size()), "trial", "trials"));
    if (inflation > 0)
        words += fmt::format(", each slowed down by {} for every other one under way", percent_in_words(inflation));
    if (asked.measured_s)
        words += fmt::format("; measured with {}: {}", workers_in_words(asked.workers), seconds_in_words(*asked.measured_s));
    return words + ".";
}

std::string plain_name(const run_what_if& asked, int item) {
    const auto at = static_cast<std::size_t>(item);
    if (at >= asked.names.size() || asked.names[at].empty()) return fmt::format("step {}", item + 1);
    return shorten(asked.names[at], most_letters_of_name);
}

std::vector<std::string> path_names(const run_what_if& asked, const what_if& one) {
    std::vector<std::string> names;
    for (const int item : one.critical_path) names.push_back(plain_name(asked, item));
    return names;
}

}  // namespace

tl::expected<run_what_if, std::string> what_if_of(const run_record& run, const run_analysis& made,
                                                  std::optional<int> workers) {
    const auto basis = read_sequential_basis(run, 1);
    if (!basis) return tl::unexpected(basis.error());
    run_what_if asked;
    asked.workers = workers ? *workers : workers_as_it_is(made);
    asked.measured_s = measured_at(made.curve, asked.workers);
    for (const auto& one : run.items) asked.names.push_back(one.name);
    asked.has_dependencies =
        std::ranges::any_of(basis->items, [](const replay_item& one) { return !one.depends_on.empty(); });

    replay_settings settings;
    settings.workers = asked.workers;
    settings.order = basis->carried_out;
    settings.overhead_ns = basis->overhead_ns;
    settings.inflation = made.replay && made.replay->fit ? made.replay->fit->inflation : 0;
    settings.limits = basis->limits;
    asked.report = ask_what_if(basis->items, asked.names, settings);
    asked.basis = basis_in_words(*basis, settings.inflation, asked);
    return asked;
}

std::string change_in_words(const run_what_if& asked, const what_if& one) {
    switch (one.what) {
        case change::none: return fmt::format("As it is, with {}", workers_in_words(one.workers));
        case change::all_sequential: return "All one after the other";
        case change::one_more_worker: return fmt::format("One more worker, {} in all", one.workers);
        case change::step_parallel: break;
    }
    return fmt::format("“{}” beside what it waits for", plain_name(asked, one.step.value_or(0)));
}

std::string critical_path_in_words(const run_what_if& asked, const what_if& one) {
    auto names = path_names(asked, one);
    if (names.empty()) return {};
    const auto time = seconds_in_words(one.critical_path_s);
    if (names.size() == 1)
        return fmt::format("No number of workers gets below {}, the longest item: {}.", time, names.front());
    if (names.size() > most_steps_named) {
        constexpr auto end = static_cast<std::ptrdiff_t>(most_steps_named / 2);
        const auto left_out = names.size() - most_steps_named;
        names.erase(names.begin() + end, names.end() - end);
        names.insert(names.begin() + end, fmt::format("… {} more …", left_out));
    }
    return fmt::format("No number of workers gets below {}: {}.", time, join(names, " → "));
}

std::string describe_what_if(const run_what_if& asked) {
    if (!asked.report.fault.empty()) return asked.report.fault;
    const auto& now = asked.report.cases.front();
    const auto* best = asked.report.best();
    if (!best) {
        return fmt::format("{} Nothing asked about here saves time.",
                           fmt::format("With {} it takes {}.", workers_in_words(now.workers), seconds_in_words(now.time_s)));
    }
    return "Most saves: " + best->text;
}

json to_json(const run_what_if& asked) {
    auto value = to_json(asked.report);
    value["workers"] = asked.workers;
    value["measured_s"] = asked.measured_s ? json(*asked.measured_s) : json(nullptr);
    value["has_dependencies"] = asked.has_dependencies;
    value["basis"] = asked.basis;
    value["text"] = describe_what_if(asked);
    if (asked.report.fault.empty()) value["critical_path"] = path_names(asked, asked.report.cases.front());
    return value;
}

}  // namespace sweeplab
