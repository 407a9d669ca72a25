#include "app/cli/progress_lines.h"

#include <cmath>
#include <cstdio>

#include <fmt/format.h>

#include "app/cli/console.h"
#include "app/cli/text_table.h"
#include "engine/analysis/words.h"

namespace sweeplab::cli {
namespace {

constexpr duration plain_line_period = std::chrono::seconds(5);

std::string trial_name(int workers, int repeat, bool warm_up) {
    return workers_in_words(workers) + (warm_up ? ", warm-up" : fmt::format(", repeat {}", repeat));
}

std::string_view prefix_of(run_message::level severity) {
    if (severity == run_message::level::failure) return "failure: ";
    return severity == run_message::level::warning ? "warning: " : "";
}

}  // namespace

std::string time_left_in_words(double seconds) {
    const auto whole = static_cast<long long>(std::ceil(seconds));
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string progress_in_words(const run_progress& progress, const std::optional<trial_started>& trial,
                              const std::string& whose) {
    auto text = fmt::format("trial {}", std::min(progress.trials_done + 1, progress.trials_total));
    if (!progress.more_may_follow) text += fmt::format(" of {}", progress.trials_total);
    // Early in the line: a narrow terminal cuts its end off.
    if (progress.eta_s)
        text +=
            fmt::format(" · about {} left{}", time_left_in_words(*progress.eta_s), progress.more_may_follow ? " of it" : "");
    if (trial) text += " · " + whose + trial_name(trial->workers, trial->repeat, trial->warm_up);
    text += fmt::format(" · {} of {} items, {} running", progress.jobs_done, progress.jobs_total, progress.jobs_running);
    if (progress.jobs_failed > 0) text += fmt::format(", {} failed", progress.jobs_failed);
    if (progress.tokens_per_s) text += fmt::format(" · {:.0f} tokens/s", *progress.tokens_per_s);
    return text;
}

std::string trial_in_words(const trial& summary) {
    std::string text = trial_name(summary.workers, summary.repeat, summary.warm_up) + ": ";
    if (summary.state == trial_state::complete && summary.time_ns)
        text += seconds_in_words(to_seconds(duration(*summary.time_ns)));
    else text += to_text(summary.state);
    if (summary.failed > 0) text += ", " + counted(summary.failed, "item failed", "items failed");
    if (!summary.message.empty()) text += ": " + summary.message;
    return text;
}

void progress_lines::on_event(const run_event& event) {
    // Single jobs are not shown, and there may be a hundred thousand a second of them.
    if (std::holds_alternative<job_started>(event) || std::holds_alternative<job_finished>(event)) return;
    writer_.post([this, event] { show(event); });
}

void progress_lines::show(const run_event& event) {
    if (const auto* started = std::get_if<run_started>(&event)) {
        // A run has something to do; an automatic sweep only does not know yet how much.
        in_turn_ = started->in_turn;
        const auto to_do = started->trials_to_do > 0 ? counted(started->trials_to_do, "trial", "trials") + " to do"
                                                     : "trials chosen one after the other";
        keep_line(fmt::format("Run {}: {}{}, {}, {}", started->run.value, started->name,
                              started->simulated ? " (simulated)" : "", counted(started->items, "item", "items"), to_do));
    } else if (const auto* begun = std::get_if<trial_started>(&event)) {
        trial_ = *begun;
    } else if (const auto* ended = std::get_if<trial_finished>(&event)) {
        // Of one that went wrong a message follows, which says why.
        if (ended->summary.state != trial_state::failed && ended->summary.state != trial_state::interrupted)
            keep_line("  " + of_run(ended->run) + trial_in_words(ended->summary));
    } else if (const auto* message = std::get_if<run_message>(&event)) {
        keep_line(fmt::format("  {}{}{}", prefix_of(message->severity), of_run(message->run), message->text));
    } else if (const auto* progress = std::get_if<run_progress>(&event)) {
        show_progress(*progress);
    } else if (const auto* finished = std::get_if<run_finished>(&event)) {
        clear_line();
        outcome_ = *finished;
    }
}

void progress_lines::show_progress(const run_progress& progress) {
    const auto text = "  " + progress_in_words(progress, trial_, trial_ ? of_run(trial_->run) : std::string());
    if (on_terminal_) {
        const auto columns = static_cast<std::size_t>(std::max(terminal_columns() - 1, 10));
        const std::string line = "\r\x1b[K" + cut_to_width(text, columns);
        std::fwrite(line.data(), 1, line.size(), stderr);
        line_is_shown_ = true;
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!last_plain_line_) last_plain_line_ = now;  // a short run needs none
    if (now - *last_plain_line_ < plain_line_period) return;
    last_plain_line_ = now;
    say(text);
}

std::string progress_lines::of_run(run_id run) const {
    return in_turn_ ? fmt::format("run {}, ", run.value) : std::string();
}

void progress_lines::keep_line(const std::string& line) {
    clear_line();
    say(line);
}

void progress_lines::clear_line() {
    if (!line_is_shown_) return;
    std::fputs("\r\x1b[K", stderr);
    line_is_shown_ = false;
}

}  // namespace sweeplab::cli
