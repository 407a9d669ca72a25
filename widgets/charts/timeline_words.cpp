#include "widgets/charts/timeline_words.h"

#include <QLocale>
#include <algorithm>

#include "engine/foundation/text.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

QString number_text(std::int64_t number) { return QLocale(QLocale::English).toString(static_cast<qlonglong>(number)); }

QString state_text(const attempt& one) {
    switch (one.state) {
        case attempt_state::succeeded: return QStringLiteral("succeeded");
        case attempt_state::failed: return QStringLiteral("failed: ") + reason_in_words(one);
        case attempt_state::cancelled: return QStringLiteral("cancelled");
    }
    return {};
}

void add_tokens(std::vector<std::pair<QString, QString>>& rows, const attempt& one) {
    if (const auto tokens = one.tokens())
        rows.emplace_back(
            QStringLiteral("Tokens"),
            (one.measured.get(measure::tokens_estimated) ? QStringLiteral("~") : QString()) + number_text(*tokens));
    const auto sent = one.measured.get(measure::sent_at), first = one.measured.get(measure::first_content_at);
    if (sent && first) rows.emplace_back(QStringLiteral("First token"), time_text(static_cast<double>(*first - *sent)));
}

std::int64_t last_known_ns(const trial& one) {
    std::int64_t end = one.time_ns.value_or(0);
    for (const auto& interval : one.intervals) end = std::max(end, interval.end_ns);
    if (one.intervals.empty())
        for (const auto& each : one.attempts) end = std::max(end, each.released_ns);
    return end;
}

bool under_way(const run_record& run, const trial& one) {
    return one.state == trial_state::interrupted && run.summary.state == run_state::running;
}

}  // namespace

QString span_name(span_kind kind) {
    switch (kind) {
        case span_kind::succeeded: return QStringLiteral("Served");
        case span_kind::failed: return QStringLiteral("Failed");
        case span_kind::cancelled: return QStringLiteral("Cancelled");
        case span_kind::back_off: return QStringLiteral("Retry wait");
        case span_kind::rate_limit: return QStringLiteral("Rate limit");
        case span_kind::dependency: return QStringLiteral("Dependency");
        case span_kind::overhead: return QStringLiteral("Overhead");
        case span_kind::idle: return QStringLiteral("Idle");
    }
    return {};
}

QString span_meaning(span_kind kind) {
    switch (kind) {
        case span_kind::succeeded: return QStringLiteral("An attempt is served, and succeeds.");
        case span_kind::failed: return QStringLiteral("An attempt is served, and fails. It is marked at every zoom.");
        case span_kind::cancelled: return QStringLiteral("An attempt was under way when the trial was stopped.");
        case span_kind::back_off: return QStringLiteral("The worker waits after an error before it tries again.");
        case span_kind::rate_limit: return QStringLiteral("The worker holds an item and waits for the rate limit.");
        case span_kind::dependency: return QStringLiteral("Nothing is ready: the items left wait for others.");
        case span_kind::overhead: return QStringLiteral("Claiming, starting, collecting the result.");
        case span_kind::idle: return QStringLiteral("No item is left for this worker.");
    }
    return {};
}

QString worker_name(int lane) { return QStringLiteral("worker %1").arg(lane + 1); }

QString reason_in_words(const attempt& one) {
    const auto numbered = [&](const char* words, measure which) {
        const auto number = one.measured.get(which);
        return number ? QStringLiteral("%1 %2").arg(QLatin1String(words)).arg(*number) : QString::fromLatin1(words);
    };
    switch (one.reason) {
        case failure_reason::none: return QStringLiteral("no reason is known");
        case failure_reason::could_not_start: return QStringLiteral("could not be started");
        case failure_reason::exit_code: return numbered("exit code", measure::exit_code);
        case failure_reason::killed_by_signal: return numbered("ended by signal", measure::term_signal);
        case failure_reason::connect_failed: return QStringLiteral("no connection");
        case failure_reason::connection_broken: return QStringLiteral("the connection broke");
        case failure_reason::http_status: return numbered("HTTP status", measure::http_status);
        case failure_reason::server_error_event: return QStringLiteral("the server reported an error within the stream");
        case failure_reason::malformed_answer: return QStringLiteral("the answer is malformed");
        case failure_reason::timed_out_connect: return QStringLiteral("not connected in time");
        case failure_reason::timed_out_first_token: return QStringLiteral("no first token in time");
        case failure_reason::timed_out_between_tokens: return QStringLiteral("no further token in time");
        case failure_reason::timed_out_whole: return QStringLiteral("not done in time");
        case failure_reason::empty_answer: return QStringLiteral("the answer is empty");
        case failure_reason::result_not_found: return QStringLiteral("the answer holds no result");
        case failure_reason::stopped: return QStringLiteral("stopped");
        case failure_reason::rate_limited: return QStringLiteral("rate limited (429)");
        case failure_reason::check_failed: return QStringLiteral("its check failed");
        case failure_reason::internal: return QStringLiteral("a fault of Sweeplab");
    }
    return {};
}

point_words describe_span(const timeline_trial& trial, span_place place) {
    const timeline_span& span = trial.index->at(place);
    const attempt* one = trial.attempt_of(span);
    point_words words;
    words.title = span.item >= 0 ? QStringLiteral("Item %1").arg(to_qt(trial.item_name(span.item))) : span_name(span.kind);
    if (span.number > 0) words.title += QStringLiteral(", attempt %1").arg(span.number);
    if (!is_service(span.kind)) words.note = span_meaning(span.kind);
    words.rows.emplace_back(QStringLiteral("State"), one ? state_text(*one) : span_name(span.kind).toLower());
    words.rows.emplace_back(QStringLiteral("Start"), time_text(static_cast<double>(span.start_ns)));
    words.rows.emplace_back(QStringLiteral("Length"), time_text(static_cast<double>(span.end_ns - span.start_ns)));
    words.rows.emplace_back(QStringLiteral("Worker"), QString::number(place.lane + 1));
    if (one) add_tokens(words.rows, *one);
    return words;
}

QString cut_in_words(const run_record& run, const trial& one) {
    if (under_way(run, one)) return QStringLiteral("under way");
    switch (one.state) {
        case trial_state::complete: return {};
        case trial_state::interrupted: return QStringLiteral("cut off: Sweeplab ended");
        case trial_state::cancelled: return QStringLiteral("stopped here");
        case trial_state::failed: return QStringLiteral("given up here");
    }
    return {};
}

QString trial_in_words(const run_record& run, const trial& one) {
    const QString length = time_text(static_cast<double>(last_known_ns(one)));
    QString text = one.warm_up ? QStringLiteral("warm-up %1").arg(one.repeat) : QString::number(one.repeat);
    text += QStringLiteral(" · ");
    if (one.state == trial_state::complete) text += length;
    else if (under_way(run, one)) text += QStringLiteral("under way");
    else if (one.state == trial_state::interrupted) text += QStringLiteral("cut off after %1").arg(length);
    else if (one.state == trial_state::cancelled) text += QStringLiteral("stopped after %1").arg(length);
    else text += QStringLiteral("given up after %1").arg(length);
    if (one.failed > 0) text += QStringLiteral(" · %1 failed").arg(one.failed);
    return text;
}

QString describe_timeline(const timeline_trial& trial) {
    if (!trial.shown()) return QStringLiteral("No trial is shown.");
    std::size_t failed = 0;
    for (const auto& lane : trial.index->lanes()) failed += lane.failed().size();
    QString text = QStringLiteral("%1, repeat %2, %3 attempts in %4 by %5.")
                       .arg(to_qt(trial.run->summary.name), trial_in_words(*trial.run, *trial.measured),
                            number_text(static_cast<std::int64_t>(trial.measured->attempts.size())),
                            time_text(static_cast<double>(trial.index->end_ns())),
                            counted(trial.index->lane_count(), "worker", "workers"));
    if (failed > 0)
        text += QStringLiteral(" %1 failed; F goes to the next.").arg(number_text(static_cast<std::int64_t>(failed)));
    return text;
}

}  // namespace sweeplab
