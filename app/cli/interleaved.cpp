#include "app/cli/interleaved.h"

#include <algorithm>
#include <future>

#include <fmt/format.h>

#include "app/cli/comparison_table.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"

namespace sweeplab::cli {
namespace {

bool all_well(const run_record& run) {
    return std::ranges::all_of(run.trials, [](const trial& one) { return one.warm_up || one.counts(); });
}

int say_early_end(const interleaved_outcome& outcome, const library_choice& library) {
    if (!outcome.message.empty()) say(outcome.message);
    std::vector<std::string> resumes;
    for (const auto run : {outcome.a, outcome.b})
        if (run) resumes.push_back(fmt::format("sweeplab-cli resume {}{}", run.value, library_arguments(library)));
    say(fmt::format("What was measured is kept. Carry on, each by itself, with: {}", fmt::join(resumes, "; ")));
    return outcome.state == run_state::failed ? exit_trial_failed : exit_stopped;
}

int compare_both(engine_session& session, const interleaved_outcome& outcome, const follow_options& options) {
    const auto a = session.store().load_run(outcome.a, load_detail::attempts);
    if (!a) return complain(a.error());
    const auto b = session.store().load_run(outcome.b, load_detail::attempts);
    if (!b) return complain(b.error());
    say(fmt::format("A is run {}, B is run {}.", a->summary.id.value, b->summary.id.value));
    // Unlike is what they are meant to be.
    const auto text = comparison_text(compare_runs(*a, *b, {.anyway = true}));
    if (options.events) say("\n" + text);
    else write_words(text);
    return all_well(*a) && all_well(*b) ? exit_done : exit_trial_failed;
}

}  // namespace

int run_interleaved(engine_session& session, stop_signals& signals, const follow_options& options, const run_request& a,
                    const run_request& b) {
    std::promise<interleaved_outcome> ended;
    sweep_watch watch(session, signals, options);
    const auto begun =
        session.start_interleaved(a, b, [&ended](interleaved_outcome outcome) { ended.set_value(std::move(outcome)); });
    if (!begun) return complain(begun.error());
    watch.has_begun();
    const auto outcome = ended.get_future().get();
    watch.drain();
    return outcome.state == run_state::complete ? compare_both(session, outcome, options)
                                                : say_early_end(outcome, options.library);
}

}  // namespace sweeplab::cli
