#include <doctest/doctest.h>

#include "engine/analysis/loss_json.h"
#include "engine/analysis/loss_report.h"
#include "engine/analysis/loss_share.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr std::int64_t second = 1'000'000'000;

struct made_up_item {
    int worker;
    int item;
    std::int64_t start_s;
    std::int64_t end_s;
    std::int64_t tokens = 0;         // 0: not known
    std::int64_t first_token_s = 0;  // after its start; 0: not streamed
};

// Every item begins where the one before it on its worker ends; a worker is idle after its last.
trial trial_of(int workers, std::int64_t seconds, const std::vector<made_up_item>& items, int repeat = 1) {
    auto one = made_up_trial(workers, static_cast<double>(seconds), repeat, static_cast<int>(items.size()));
    one.id.value = workers * 100 + repeat;
    std::vector<std::int64_t> reached(static_cast<std::size_t>(workers), 0);
    for (const auto& made : items) {
        attempt span;
        span.item = made.item;
        span.worker = made.worker;
        span.start_ns = made.start_s * second;
        span.end_ns = made.end_s * second;
        if (made.tokens > 0) span.measured.set(measure::output_tokens, made.tokens);
        if (made.first_token_s > 0)
            span.measured.set(measure::first_content_at, (made.start_s + made.first_token_s) * second);
        one.attempts.push_back(span);
        one.intervals.push_back({made.worker, worker_state::service, made.item, 1, span.start_ns, span.end_ns});
        reached[static_cast<std::size_t>(made.worker)] = span.end_ns;
    }
    for (int worker = 0; worker < workers; ++worker)
        if (reached[static_cast<std::size_t>(worker)] < seconds * second)
            one.intervals.push_back(
                {worker, worker_state::idle, -1, 0, reached[static_cast<std::size_t>(worker)], seconds * second});
    return one;
}

run_record run_of(int items, std::vector<trial> trials) {
    auto run = made_up_run({}, items);
    run.trials = std::move(trials);
    return run;
}

// Two items: 4 s and 2 s alone; 5 s and 3 s at once on two workers.
run_record two_items() {
    return run_of(2, {trial_of(1, 6, {{0, 0, 0, 4}, {0, 1, 4, 6}}), trial_of(2, 5, {{0, 0, 0, 5}, {1, 1, 0, 3}})});
}

}  // namespace

TEST_CASE("worked by hand: shares, extra worker-seconds, factors, usable width") {
    const auto report = make_loss_report(two_items());
    REQUIRE(report.points.size() == 2);
    const auto& both = report.points[1];
    CHECK(both.mean.total == 10 * second);
    CHECK(both.mean.baseline == 6 * second);
    CHECK(both.mean.inflation == 2 * second);
    CHECK(both.mean.idle == 2 * second);
    CHECK(both.extra.total == 4 * second);  // N·T(2) − T(1)
    CHECK(both.extra.baseline == 0);
    CHECK(both.extra.inflation + both.extra.idle == both.extra.total);
    CHECK(*both.factors.product == doctest::Approx(0.6));
    CHECK(both.usable_width == 2);
    CHECK(*both.usable_efficiency == doctest::Approx(0.6));
    CHECK(both.idle.unavoidable == 2 * second);  // the item of 5 s decides
    CHECK(both.idle.avoidable == 0);
    CHECK(describe_losses(report) ==
          "At 2 workers 60 % of the worker-seconds did useful work; the largest loss is slower service (20 %)");
}

TEST_CASE("more workers than items: the width that can be used is the items'") {
    auto run = two_items();
    run.trials.push_back(trial_of(4, 4, {{0, 0, 0, 4}, {1, 1, 0, 2}}));
    const auto report = make_loss_report(run);
    const auto& wide = report.points.back();
    CHECK(wide.usable_width == 2);
    CHECK(wide.mean.inflation == 0);
    CHECK(wide.mean.idle == 10 * second);
    CHECK(*wide.usable_efficiency == doctest::Approx(6.0 / 8));
    CHECK(describe_losses(report).ends_with("idle workers (62 %): only 2 items for 4 workers"));
}

TEST_CASE("the mean's parts sum to its total for any number of repeats") {
    auto run = run_of(1, {});
    const std::int64_t lengths[] = {1, 3, 7};
    for (int repeat = 1; repeat <= 3; ++repeat)
        run.trials.push_back(trial_of(2, 8, {{0, 0, 0, lengths[repeat - 1]}}, repeat));
    for (auto& one : run.trials) one.intervals.front().end_ns += 1;  // no multiple of three
    for (auto& one : run.trials) one.intervals[1].start_ns += 1;
    const auto report = make_loss_report(run);
    REQUIRE(report.points.size() == 1);
    CHECK(report.points[0].mean.sum() == report.points[0].mean.total);
    CHECK(report.points[0].trials.size() == 3);
}

TEST_CASE("inflation is split into more tokens, a slower first token and slower tokens, exactly") {
    // Alone: first token after 1 s, 10 tokens in 2 s more. At two: first after 2 s, 20 tokens in 8 s more.
    const auto report =
        make_loss_report(run_of(1, {trial_of(1, 3, {{0, 0, 0, 3, 10, 1}}), trial_of(2, 10, {{0, 0, 0, 10, 20, 2}})}));
    const auto& inside = report.points[1].inside_inflation;
    CHECK(inside.items == 1);
    CHECK(*inside.slower_first_token_s == doctest::Approx(1));
    CHECK(*inside.more_tokens_s == doctest::Approx(2));    // 10 more at 0.2 s
    CHECK(*inside.slower_tokens_s == doctest::Approx(4));  // 20 tokens, each 0.2 s slower
    CHECK(*inside.slower_first_token_s + *inside.more_tokens_s + *inside.slower_tokens_s ==
          doctest::Approx(static_cast<double>(report.points[1].mean.inflation) * 1e-9));
    CHECK_FALSE(inside.cpu_s);
}

TEST_CASE("an answer that was not streamed leaves no first token to blame, and the split still sums") {
    const auto report = make_loss_report(run_of(2, {trial_of(1, 6, {{0, 0, 0, 3, 10, 1}, {0, 1, 3, 6, 10}}),
                                                    trial_of(2, 5, {{0, 0, 0, 5, 10, 2}, {1, 1, 0, 4, 15}})}));
    const auto& inside = report.points[1].inside_inflation;
    CHECK_FALSE(inside.slower_first_token_s);
    CHECK(*inside.more_tokens_s + *inside.slower_tokens_s == doctest::Approx(3));
}

TEST_CASE("for processes the inflation is CPU and time off the CPU") {
    auto run = two_items();
    const std::int64_t cpu_s[2][2] = {{3, 1}, {3, 2}};
    for (std::size_t t = 0; t < 2; ++t)
        for (std::size_t i = 0; i < 2; ++i) {
            run.trials[t].attempts[i].measured.set(measure::user_ns, cpu_s[t][i] * second);
            run.trials[t].attempts[i].measured.set(measure::system_ns, std::int64_t{0});
        }
    const auto report = make_loss_report(run);
    const auto& inside = report.points[1].inside_inflation;
    CHECK(*inside.cpu_s == doctest::Approx(1));
    CHECK(*inside.off_cpu_s == doctest::Approx(1));
    CHECK_FALSE(inside.more_tokens_s);
}

TEST_CASE("inflation inside the noise of the repeats is called noise, and is never the largest loss") {
    std::vector<trial> trials;
    for (int repeat = 1; repeat <= 2; ++repeat) {
        trials.push_back(trial_of(1, 30, {{0, 0, 0, repeat == 1 ? 10 : 30}}, repeat));
        trials.push_back(trial_of(2, 30, {{0, 0, 0, repeat == 1 ? 12 : 30}}, repeat));
    }
    const auto report = make_loss_report(run_of(1, trials));
    const auto& both = report.points[1];
    CHECK(both.mean.inflation == 1 * second);
    // Variance 200 s² of one repeat at the baseline, over two repeats on both sides: SE = sqrt(200).
    CHECK(*both.inflation_se_s == doctest::Approx(std::sqrt(200.0)));
    CHECK(both.inflation_is_noise());
    CHECK(describe_losses(report).find("slower service") == std::string::npos);
}

TEST_CASE("a row of shares sums to the whole, with slower service inside the noise and below 0") {
    std::vector<trial> trials;
    for (int repeat = 1; repeat <= 2; ++repeat) {
        trials.push_back(trial_of(1, 30, {{0, 0, 0, repeat == 1 ? 10 : 30}}, repeat));
        trials.push_back(trial_of(2, 20, {{0, 0, 0, repeat == 1 ? 12 : 20}}, repeat));
    }
    const auto report = make_loss_report(run_of(1, trials));
    const auto& both = report.points[1];
    REQUIRE(both.mean.inflation == -4 * second);
    REQUIRE(both.inflation_is_noise());
    double sum = 0;
    for (const auto part : all_loss_parts) sum += loss_share(both, part);
    CHECK(sum == doctest::Approx(1));
    // SE = sqrt(200) s of 40 worker-seconds.
    CHECK(loss_share_in_words(both, loss_part::inflation) == "-10.0 ± 69.3 %");
    CHECK(loss_share_in_words(both, loss_part::baseline) == "50.0 %");
    CHECK(loss_share_in_words(report.points[0], loss_part::inflation) == "0.0 %");
    CHECK(loss_share_notes(report).size() == 2);
}

TEST_CASE("cut and failed trials are accounted for, and never averaged") {
    auto run = two_items();
    auto cut = trial_of(2, 5, {{0, 0, 0, 5}, {1, 1, 0, 3}}, 2);
    cut.state = trial_state::cancelled;
    cut.time_ns.reset();
    cut.attempts[0].state = attempt_state::cancelled;
    run.trials.push_back(cut);
    auto failed = trial_of(2, 5, {{0, 0, 0, 5}, {1, 1, 0, 3}}, 3);
    failed.failed = 2;
    for (auto& span : failed.attempts) span.state = attempt_state::failed;
    run.trials.push_back(failed);
    const auto report = make_loss_report(run);
    CHECK(report.points[1].trials.size() == 1);
    REQUIRE(report.not_averaged.size() == 2);
    CHECK(report.not_averaged[0].account.retries == 5 * second);  // what was in flight
    CHECK(report.not_averaged[1].account.retries == 8 * second);  // every job failed
    for (const auto& one : report.not_averaged) CHECK(one.account.sum() == one.account.total);
}

TEST_CASE("a run of times alone has no account, and says so") {
    const auto report = make_loss_report(made_up_run({{1, 10.0}, {2, 5.0}}));
    CHECK(report.empty());
    CHECK(report.not_accounted.size() == 2);
    CHECK(describe_losses(report).starts_with("No trial of this run that counts was recorded job by job"));
}

TEST_CASE("as JSON the losses of every trial and worker count sum to its worker time") {
    const auto text = to_json(make_loss_report(two_items()));
    REQUIRE(text.at("trials").size() == 2);
    for (const auto& list : {"trials", "worker_counts"})
        for (const auto& one : text.at(list)) {
            std::int64_t sum = 0;
            for (const auto& [key, value] : one.at("losses_ns").items()) sum += value.get<std::int64_t>();
            CHECK(one.at("losses_ns").size() == 8);
            CHECK(sum == one.at("worker_ns").get<std::int64_t>());
        }
    const auto& both = text.at("worker_counts").at(1);
    CHECK(both.at("usable_width") == 2);
    CHECK(both.at("unavoidable_idle_ns") == 2 * second);
    CHECK(both.at("extra_worker_ns") == 4 * second);
    CHECK(both.at("factors").at("product").get<double>() == doctest::Approx(0.6));
    CHECK(both.at("inflation").at("cpu_s").is_null());
}
