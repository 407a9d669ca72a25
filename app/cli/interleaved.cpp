#include "app/cli/interleaved.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/cli/comparison_table.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "engine/comparison/merge_runs.h"
#include "engine/foundation/text.h"

namespace sweeplab::cli {
namespace {

struct side {
    const run_request& request;
    std::string label;  // "A"
    std::vector<run_id> rounds;
};

result<void> check_rounds(const sweep_spec& a, const sweep_spec& b) {
    for (const auto& [sweep, label] : {std::pair{&a, "A"}, {&b, "B"}}) {
        const char* unfit = sweep->automatic ? "/sweep/auto" : sweep->adaptive ? "/sweep/adaptive" : nullptr;
        if (sweep->predict) unfit = "/sweep/predict";
        if (unfit)
            return fail(error_kind::bad_input, fmt::format("plan {} decides on the way what it measures", label), unfit,
                        "Name worker counts and repeats: rounds are taken in turn.");
    }
    auto counts_a = a.workers, counts_b = b.workers;
    std::ranges::sort(counts_a);
    std::ranges::sort(counts_b);
    if (counts_a == counts_b && a.repeats == b.repeats) return {};
    return fail(error_kind::bad_input, "the two plans have not the same worker counts and repeats", "/sweep",
                "Give both with --workers and --repeats.");
}

// The same round of both plans has the same seed, so that it is the same work in the same order.
run_request round_of(const side& one, int round) {
    auto request = one.request;
    auto& sweep = request.work.sweep;
    sweep.repeats = 1;
    sweep.order = trial_order::blocks;
    sweep.seed += static_cast<std::uint64_t>(round);
    if (round > 0) sweep.warm_up = 0;
    request.work.name = fmt::format("{} ({}, round {})", one.request.work.name, one.label, round + 1);
    return request;
}

result<run_record> whole_of(engine_session& session, const side& one) {
    std::vector<run_record> rounds;
    for (const auto run : one.rounds) {
        auto record = session.store().load_run(run, load_detail::everything);
        if (!record) return tl::unexpected(record.error());
        rounds.push_back(std::move(*record));
    }
    auto whole = rounds.size() == 1 ? result<run_record>(rounds.front()) : merge_runs(rounds);
    if (!whole) return whole;
    whole->plan = to_json(one.request.work);
    whole->summary.name = fmt::format("{} ({})", one.request.work.name, one.label);
    whole->summary.notes = "Measured in turn with the other plan, round by round (ABBA).";
    return whole;
}

std::string numbers_of(const std::vector<run_id>& runs) {
    std::vector<std::string> numbers;
    for (const auto run : runs) numbers.push_back(std::to_string(run.value));
    return join(numbers, ", ");
}

int keep_rounds(const side& a, const side& b, int exit_code) {
    if (!a.rounds.empty() || !b.rounds.empty())
        say(fmt::format("What was measured is kept: rounds of A are runs {}; of B {}.",
                        a.rounds.empty() ? "none" : numbers_of(a.rounds), b.rounds.empty() ? "none" : numbers_of(b.rounds)));
    return exit_code;
}

// The rounds go only when the whole is safely there.
result<run_record> put_together(engine_session& session, const side& one) {
    const auto whole = whole_of(session, one);
    if (!whole) return whole;
    const auto run = session.store().add_run(*whole);
    if (!run) return tl::unexpected(run.error());
    for (const auto round : one.rounds)
        if (const auto gone = session.store().delete_run(round); !gone) return tl::unexpected(gone.error());
    return session.store().load_run(*run, load_detail::attempts);
}

}  // namespace

int run_interleaved(engine_session& session, stop_signals& signals, const follow_options& options, const run_request& a,
                    const run_request& b) {
    if (const auto fits = check_rounds(a.work.sweep, b.work.sweep); !fits) return complain(fits.error());
    side first{a, "A", {}}, second{b, "B", {}};
    for (int round = 0; round < a.work.sweep.repeats; ++round) {
        std::array<side*, 2> order{&first, &second};
        if (round % 2 == 1) std::swap(order[0], order[1]);
        for (auto* one : order) {
            const auto followed = follow_to_end(session, signals, options,
                                                [&](engine_session& at) { return at.start(round_of(*one, round)); });
            if (!followed) return keep_rounds(first, second, complain(followed.error()));
            one->rounds.push_back(followed->run);
            const bool stopped = followed->outcome && followed->outcome->state != run_state::complete;
            if (stopped)
                return keep_rounds(first, second,
                                   followed->outcome->state == run_state::failed ? exit_trial_failed : exit_stopped);
        }
    }
    const auto whole_a = put_together(session, first);
    if (!whole_a) return keep_rounds(first, second, complain(whole_a.error()));
    const auto whole_b = put_together(session, second);
    if (!whole_b) return complain(whole_b.error());
    say(fmt::format("A is run {}, B is run {}.", whole_a->summary.id.value, whole_b->summary.id.value));
    // Unlike is what they are meant to be.
    const auto text = comparison_text(compare_runs(*whole_a, *whole_b, {.anyway = true}));
    if (options.events) say("\n" + text);
    else write_data(text);
    const auto all_well = [](const run_record& run) {
        return std::ranges::all_of(run.trials, [](const trial& one) { return one.warm_up || one.counts(); });
    };
    return all_well(*whole_a) && all_well(*whole_b) ? exit_done : exit_trial_failed;
}

}  // namespace sweeplab::cli
