#include "engine/advice/auto_sweep.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "engine/advice/auto_ledger.h"
#include "engine/advice/run_analysis.h"
#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

constexpr int least_repeats = 2;       // of the counts that a decision stands on: one trial says nothing of noise
constexpr int most_repeats = 5;        // where noise still cannot tell counts apart, that is the answer
constexpr int steady_trials = 3;       // the recommendation did not move for so many
constexpr double close_enough = 1.25;  // counts nearer to each other than this are not told apart by one between them
constexpr int failures_that_decide = 2;

struct wish {
    int workers = 1;
    std::string why;
};

class auto_chooser {
public:
    auto_chooser(const run_record& run, const plan& work)
        : run_(run), work_(work), rule_(*work.sweep.automatic), ledger_(run) {
        request_.asked = rule_.asked;
        request_.deadline_s = rule_.deadline_s;
        request_.latency_target_s = rule_.latency_target_s;
    }

    auto_step next() {
        if (ledger_.trials() > 0 && rule_.cost && !ledger_.cost_known())
            return end(auto_end::stuck,
                       "What a trial costs is not known, so a budget of money cannot be kept. Give prices, or a budget of "
                       "trials or minutes.");
        if (auto why = used_up(); !why.empty()) return end(auto_end::budget, std::move(why));
        if (const auto first = first_count()) return measure(*first);
        if (ledger_.counted().empty())
            return end(auto_end::stuck, fmt::format("No trial counts: {}.", ledger_.last_message()));
        report_ = advise_run(run_, request_);
        if (const auto wanted = wanted_count()) return measure(*wanted);
        return end(end_, words_);
    }

private:
    // --- how it ends ---------------------------------------------------------------------------------
    auto_step end(auto_end how, std::string why) {
        auto_step step;
        step.end = how;
        step.why = std::move(why);
        if (how == auto_end::budget && !ledger_.counted().empty()) step.why += " " + standing_advice();
        return step;
    }

    std::string standing_advice() {
        if (!report_) report_ = advise_run(run_, request_);
        const auto& chosen = report_->chosen;
        if (!chosen.workers) return "There is no recommendation yet.";
        return fmt::format("The recommendation was {} by then{}, and may still move.", answer(),
                           chosen.predicted ? ", which is predicted" : "");
    }

    std::string answer() const {
        const auto& chosen = report_->chosen;
        auto words = workers_in_words(*chosen.workers);
        if (chosen.range) words += fmt::format(" ({} to {} cannot be told apart)", chosen.range->from, chosen.range->to);
        return words;
    }

    std::string used_up() const {
        if (ledger_.trials() >= rule_.trials)
            return fmt::format("The budget of {} is used up.", counted(rule_.trials, "trial", "trials"));
        if (rule_.minutes && ledger_.seconds() >= *rule_.minutes * 60)
            return fmt::format("The budget of {:g} minutes is used up.", *rule_.minutes);
        if (rule_.cost && ledger_.cost() >= *rule_.cost)
            return fmt::format("The budget of {:g} {} is used up.", *rule_.cost, run_.currency);
        return {};
    }

    // A trial that would go over the budget is not begun.
    auto_step measure(const wish& wanted) {
        const auto seconds = expected_time(wanted.workers);
        const double left_s = rule_.minutes.value_or(0) * 60 - ledger_.seconds();
        if (rule_.minutes && seconds && *seconds > left_s)
            return end(auto_end::budget,
                       fmt::format("The next trial, {}, would take about {}, and of the budget of {:g} minutes {} are left.",
                                   workers_in_words(wanted.workers), seconds_in_words(*seconds), *rule_.minutes,
                                   seconds_in_words(left_s)));
        const auto cost = ledger_.mean_cost();
        if (rule_.cost && cost && ledger_.cost() + *cost > *rule_.cost)
            return end(
                auto_end::budget,
                fmt::format("The next trial would cost about {:.2g} {}, and of the budget of {:g} {} {:.2g} are left.",
                            *cost, run_.currency, *rule_.cost, run_.currency, *rule_.cost - ledger_.cost()));
        return {wanted.workers, auto_end::goes_on, wanted.why, seconds};
    }

    // Measured there, predicted, or what the nearest fewer workers took: no more than that.
    std::optional<double> expected_time(int workers) const {
        if (const auto known = ledger_.mean_time(workers)) return known;
        if (report_)
            for (const auto& one : report_->candidates)
                if (one.workers == workers) return one.time_s;
        return ledger_.time_below(workers);
    }

    // --- which count -----------------------------------------------------------------------------------
    std::optional<wish> first_count() const {
        for (const int workers : work_.sweep.workers)
            if (ledger_.counted_at(workers) == 0 && ledger_.failed_at(workers) < failures_that_decide)
                return wish{workers, fmt::format("{}: {}.", workers_in_words(workers),
                                                 ledger_.failed_at(workers) > 0 ? "once more, since the trial failed"
                                                 : workers == 1                 ? "what everything is compared with"
                                                                                : "the plan begins with it")};
        return std::nullopt;
    }

    // No trial beyond: no item would be left for a further worker, or trials there fail.
    int widest() const {
        int most = rule_.most_workers;
        const bool splits_by_itself = work_.workload && work_.workload->slots(2) == 1;
        if (!splits_by_itself) most = std::min(most, std::max(1, static_cast<int>(run_.items.size())));
        if (!splits_by_itself && report_->usable_workers) most = std::min(most, *report_->usable_workers);
        if (const auto failing = ledger_.fewest_failing(failures_that_decide)) most = std::min(most, *failing - 1);
        return most;
    }

    bool between(int low, int high) const { return high - low > 1 && high > low * close_enough; }
    static int middle(int low, int high) {
        return std::clamp(static_cast<int>(std::lround(std::sqrt(static_cast<double>(low) * high))), low + 1, high - 1);
    }

    std::optional<wish> wanted_count() {
        const int widest_count = widest();
        for (const auto& rule : {&auto_chooser::second_count, &auto_chooser::predicted_count, &auto_chooser::wider_count,
                                 &auto_chooser::count_between, &auto_chooser::repeat_of_deciding_count,
                                 &auto_chooser::repeat_within_range, &auto_chooser::repeat_while_moving}) {
            auto wanted = (this->*rule)(widest_count);
            if (wanted && ledger_.failed_at(wanted->workers) < failures_that_decide) return wanted;
        }
        conclude();
        return std::nullopt;
    }

    std::optional<wish> second_count(int widest_count) {
        if (ledger_.counted().size() > 1 || widest_count <= ledger_.most()) return std::nullopt;
        const int first = ledger_.most();
        const int workers = widest_count - first > 1 ? middle(first, widest_count) : widest_count;
        return wish{workers, fmt::format("{}: about halfway to {} on a log scale, which shows how much the items slow each "
                                         "other down.",
                                         workers_in_words(workers), workers_in_words(widest_count))};
    }

    const advice_candidate* fastest() const {
        const auto found = std::ranges::min_element(report_->candidates, {}, &advice_candidate::time_s);
        return found == report_->candidates.end() ? nullptr : &*found;
    }

    // What is only predicted is measured before it is recommended, and so is the best time that it is compared with.
    std::optional<wish> predicted_count(int widest_count) {
        const auto& chosen = report_->chosen;
        if (chosen.workers && chosen.predicted && *chosen.workers <= widest_count)
            return wish{*chosen.workers, fmt::format("{}: predicted to be the count to use, and not measured yet.",
                                                     words_for(*chosen.workers))};
        const auto* best = fastest();
        const bool counts = chosen.which == objective::fewest_near_best || chosen.which == objective::fewest_within_15;
        if (counts && best && best->predicted && best->workers <= widest_count)
            return wish{best->workers,
                        fmt::format("{}: predicted to be the fastest, which the recommended count is compared "
                                    "with.",
                                    words_for(best->workers))};
        return std::nullopt;
    }

    static std::string words_for(int workers) { return workers_in_words(workers); }

    // While the most workers are still the best, or nothing meets the objective, more of them may do.
    std::optional<wish> wider_count(int widest_count) {
        const int most = ledger_.most();
        if (most >= widest_count) return std::nullopt;
        const auto& chosen = report_->chosen;
        const auto* best = fastest();
        const bool best_is_widest = best && best->workers >= most;
        const bool chosen_is_widest = !chosen.workers || *chosen.workers >= most;
        const bool wants_time = chosen.which == objective::fewest_near_best || chosen.which == objective::fewest_within_15;
        if (!(chosen_is_widest || (wants_time && best_is_widest))) return std::nullopt;
        int workers = std::min(widest_count, most * 2);
        if (const auto failing = ledger_.fewest_failing(failures_that_decide); failing && *failing <= most * 2) {
            if (!between(most, *failing)) return std::nullopt;
            workers = middle(most, *failing);
        }
        return wish{workers, fmt::format("{}: {} {} still the best so far.", words_for(workers), workers_in_words(most),
                                         most == 1 ? "is" : "are")};
    }

    bool wants_most_workers() const {
        const auto which = report_->chosen.which;
        return which == objective::efficient || which == objective::well_used || which == objective::next_worker_pays ||
               which == objective::throughput_within_latency;
    }

    // The neighbours of the chosen count that were measured.
    std::optional<int> fewer() const { return ledger_.measured_below(*report_->chosen.workers); }
    std::optional<int> more() const { return ledger_.measured_above(shown()); }
    int shown() const { return report_->chosen.shown_by.value_or(*report_->chosen.workers); }

    std::optional<wish> count_between(int widest_count) {
        if (!report_->chosen.workers) return std::nullopt;
        const int chosen = *report_->chosen.workers;
        if (const auto low = fewer(); low && !wants_most_workers() && between(*low, chosen))
            return wish{middle(*low, chosen), fmt::format("{}: fewer than {} may do as well, and {} do not.",
                                                          words_for(middle(*low, chosen)), chosen, *low)};
        if (const auto high = more(); high && wants_most_workers() && between(chosen, std::min(*high, widest_count)))
            return wish{middle(chosen, std::min(*high, widest_count)),
                        fmt::format("{}: more than {} may still meet the objective, and {} do not.",
                                    words_for(middle(chosen, std::min(*high, widest_count))), chosen, *high)};
        return std::nullopt;
    }

    // The counts that the recommendation stands on.
    std::vector<int> deciding() const {
        std::vector<int> counts;
        const auto add = [&](std::optional<int> workers) {
            if (workers && ledger_.counted_at(*workers) > 0 && std::ranges::find(counts, *workers) == counts.end())
                counts.push_back(*workers);
        };
        if (report_->chosen.workers) {
            add(shown());
            add(fewer());
            if (wants_most_workers()) add(more());
        }
        if (const auto* best = fastest(); best && !best->predicted) add(best->shown_by.front());
        return counts;
    }

    std::optional<int> least_repeated(const std::vector<int>& counts, int enough) const {
        std::optional<int> least;
        for (const int workers : counts)
            if (ledger_.counted_at(workers) < enough && (!least || ledger_.counted_at(workers) < ledger_.counted_at(*least)))
                least = workers;
        return least;
    }

    std::optional<wish> repeat_of_deciding_count(int) {
        const auto workers = least_repeated(deciding(), least_repeats);
        if (!workers) return std::nullopt;
        return wish{*workers, fmt::format("{} again: the decision stands on it, and one trial says nothing of the noise.",
                                          words_for(*workers))};
    }

    std::optional<wish> repeat_within_range(int) {
        const auto& range = report_->chosen.range;
        if (!range) return std::nullopt;
        std::vector<int> counts;
        for (const int workers : ledger_.counted())
            if (workers >= range->from && (workers <= range->to || workers == shown())) counts.push_back(workers);
        const auto workers = least_repeated(counts, most_repeats);
        if (!workers) return std::nullopt;
        return wish{*workers, fmt::format("{} again: noise cannot tell {} to {} apart yet.", words_for(*workers),
                                          range->from, range->to)};
    }

    // What was recommended before the last trials, newest first; asked only when all else is settled.
    bool moved() const {
        if (static_cast<int>(ledger_.trials()) < steady_trials + 1) return true;
        const auto same = [&](int workers) {
            const auto& chosen = report_->chosen;
            if (workers == *chosen.workers) return true;
            return chosen.range && workers >= chosen.range->from && workers <= chosen.range->to;
        };
        for (int back = 1; back < steady_trials; ++back) {
            const auto before = advise_run(without_last(run_, back), request_).chosen.workers;
            if (!before || !same(*before)) return true;
        }
        return false;
    }

    std::optional<wish> repeat_while_moving(int) {
        if (!report_->chosen.workers || !moved()) return std::nullopt;
        const auto workers = least_repeated(deciding(), most_repeats);
        if (!workers) return std::nullopt;
        return wish{*workers, fmt::format("{} again: the recommendation moved to {} within the last trials.",
                                          words_for(*workers), workers_in_words(*report_->chosen.workers))};
    }

    void conclude() {
        const auto& chosen = report_->chosen;
        if (!chosen.workers) {
            end_ = auto_end::stuck;
            words_ = "No worker count meets the objective: " + chosen.reason;
            return;
        }
        end_ = auto_end::settled;
        words_ = fmt::format("The recommendation is {}, and did not move in the last trials: {}, {}.", answer(),
                             counted(ledger_.trials(), "trial", "trials"),
                             counted(static_cast<long long>(ledger_.counted().size()), "worker count", "worker counts"));
    }

    const run_record& run_;
    const plan& work_;
    const auto_counts& rule_;
    auto_ledger ledger_;
    analysis_request request_;
    std::optional<advice_report> report_;
    auto_end end_ = auto_end::settled;
    std::string words_;
};

}  // namespace

auto_step next_auto_step(const run_record& run, const plan& work) { return auto_chooser(run, work).next(); }

}  // namespace sweeplab
