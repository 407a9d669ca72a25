#include "app/cli/interleaved.h"

#include <algorithm>
#include <functional>
#include <future>

#include <fmt/format.h>

#include "app/cli/comparison_table.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/standing_trials.h"

namespace sweeplab::cli {
namespace {

bool all_well(const run_record& run) {
    return std::ranges::all_of(standing_trials(run), [](const trial* one) { return one->counts(); });
}

int say_early_end(engine_session& session, const interleaved_outcome& outcome, const library_choice& library) {
    if (!outcome.message.empty()) say(outcome.message);
    std::string to_resume;
    for (const auto number : {outcome.a, outcome.b}) {
        const auto run = session.store().load_run(number, load_detail::summary);
        if (run && run->summary.state != run_state::complete) to_resume += fmt::format(" {}", number.value);
    }
    say(fmt::format("What was measured is kept. Carry on with: sweeplab-cli resume{}{}", to_resume,
                    library_arguments(library)));
    if (!outcome.b) say("B has not begun.");
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

using begin_both = std::function<result<run_id>(std::function<void(interleaved_outcome)>)>;

int follow_both(engine_session& session, stop_signals& signals, const follow_options& options, const begin_both& begin) {
    std::promise<interleaved_outcome> ended;
    sweep_watch watch(session, signals, options);
    const auto begun = begin([&ended](interleaved_outcome outcome) { ended.set_value(std::move(outcome)); });
    if (!begun) return complain(begun.error());
    watch.has_begun();
    const auto outcome = ended.get_future().get();
    watch.drain();
    return outcome.state == run_state::complete ? compare_both(session, outcome, options)
                                                : say_early_end(session, outcome, options.library);
}

}  // namespace

int run_interleaved(engine_session& session, stop_signals& signals, const follow_options& options, const run_request& a,
                    const run_request& b) {
    return follow_both(session, signals, options,
                       [&](auto done) { return session.start_interleaved(a, b, std::move(done)); });
}

int resume_interleaved(engine_session& session, stop_signals& signals, const follow_options& options, run_id a, run_id b) {
    return follow_both(session, signals, options,
                       [&](auto done) { return session.resume_interleaved(a, b, std::move(done)); });
}

}  // namespace sweeplab::cli
