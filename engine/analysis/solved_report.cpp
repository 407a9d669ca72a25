#include "engine/analysis/solved_report.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/clock.h"
#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

bool has_check(const run_record& run) {
    if (!run.plan.is_object()) return false;
    const auto work = run.plan.find("workload");
    return work != run.plan.end() && work->is_object() && work->contains("check");
}

// A sum of what every try must have said, or it is none.
class whole_sum {
public:
    void add(std::optional<std::int64_t> value) {
        if (value) sum_ += static_cast<double>(*value);
        else complete_ = false;
    }
    std::optional<double> over(int count, double unit) const {
        return complete_ && count > 0 ? std::optional(sum_ * unit / count) : std::nullopt;
    }

private:
    double sum_ = 0;
    bool complete_ = true;
};

struct tally {
    solved_point point;
    whole_sum cost, tokens, cpu_ns;
    double service_ns = 0;
};

void add(const attempt& span, tally& sum) {
    sum.cost.add(span.measured.get(measure::cost_nano));
    sum.tokens.add(span.tokens());
    const auto user = span.measured.get(measure::user_ns);
    const auto system = span.measured.get(measure::system_ns);
    sum.cpu_ns.add(user && system ? std::optional(*user + *system) : std::nullopt);
    auto memory = span.measured.get(measure::tree_peak_memory_bytes);
    if (!memory) memory = span.measured.get(measure::peak_memory_bytes);
    if (memory) sum.point.peak_memory_bytes = std::max(sum.point.peak_memory_bytes.value_or(0), *memory);
    if (span.state == attempt_state::succeeded) sum.service_ns += static_cast<double>(span.end_ns - span.start_ns);
}

solved_point conclude(tally sum) {
    auto& point = sum.point;
    if (point.solved > 0) {
        point.s_per_solved = point.time_s / point.solved;
        point.mean_service_s = sum.service_ns * 1e-9 / point.solved;
    }
    point.cost_per_solved = sum.cost.over(point.solved, 1e-9);
    point.tokens_per_solved = sum.tokens.over(point.solved, 1);
    point.cpu_s_per_solved = sum.cpu_ns.over(point.solved, 1e-9);
    return point;
}

std::string in_words(const solved_point& point, const std::string& currency) {
    auto words = fmt::format("{}: {} of {} solved", workers_in_words(point.workers), point.solved,
                             counted(point.tasks, "task", "tasks"));
    if (point.s_per_solved)
        words += fmt::format(", one every {}, {} of work each", seconds_in_words(*point.s_per_solved),
                             seconds_in_words(*point.mean_service_s));
    if (point.cost_per_solved) words += fmt::format(", {:.3g} {} each", *point.cost_per_solved, currency);
    if (point.tokens_per_solved) words += fmt::format(", {:.0f} tokens each", *point.tokens_per_solved);
    if (point.cpu_s_per_solved) words += fmt::format(", {} of CPU each", seconds_in_words(*point.cpu_s_per_solved));
    if (point.peak_memory_bytes)
        words += fmt::format(", at most {:.0f} MB", static_cast<double>(*point.peak_memory_bytes) / 1e6);
    return words + ".\n";
}

}  // namespace

solved_report make_solved_report(const run_record& run) {
    solved_report report;
    report.currency = run.currency;
    if (!has_check(run)) return report;
    std::map<int, tally> by_workers;
    for (const auto& one : run.trials) {
        const bool ran_to_its_end = one.time_ns && !one.warm_up && one.excluded.empty() && !one.attempts.empty();
        if (!ran_to_its_end) continue;
        auto& sum = by_workers[one.workers];
        ++sum.point.trials;
        sum.point.tasks += one.jobs;
        sum.point.solved += one.jobs - one.failed;
        sum.point.time_s += to_seconds(duration(*one.time_ns));
        for (const auto& span : one.attempts) add(span, sum);
    }
    for (auto& [workers, sum] : by_workers) {
        sum.point.workers = workers;
        report.points.push_back(conclude(std::move(sum)));
    }
    return report;
}

std::string describe_solved(const solved_report& report) {
    std::string text;
    for (const auto& point : report.points) text += in_words(point, report.currency);
    return text;
}

json to_json(const solved_report& report) {
    json points = json::array();
    for (const auto& point : report.points)
        points.push_back({{"workers", point.workers},
                          {"trials", point.trials},
                          {"tasks", point.tasks},
                          {"solved", point.solved},
                          {"time_s", point.time_s},
                          {"s_per_solved", value_or_null(point.s_per_solved)},
                          {"mean_service_s", value_or_null(point.mean_service_s)},
                          {"cost_per_solved", value_or_null(point.cost_per_solved)},
                          {"tokens_per_solved", value_or_null(point.tokens_per_solved)},
                          {"cpu_s_per_solved", value_or_null(point.cpu_s_per_solved)},
                          {"peak_memory_bytes", value_or_null(point.peak_memory_bytes)}});
    return points;
}

}  // namespace sweeplab
