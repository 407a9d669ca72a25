#include "engine/analysis/phase_report.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/percentile.h"
#include "engine/analysis/words.h"
#include "engine/foundation/clock.h"

namespace sweeplab {
namespace {

// What became of the requests of one phase in one trial.
struct phase_course {
    std::vector<bool> sent, answered, failed;  // by request of the phase
    std::int64_t last_sent_ns = 0;
};

void add_span(const attempt& span, std::size_t place, phase_course& course, phase_row& row) {
    const auto sent = sent_at(span);
    if (!sent) return;
    course.sent[place] = true;
    course.last_sent_ns = std::max(course.last_sent_ns, *sent);
    if (span.state == attempt_state::failed) course.failed[place] = true;
    if (span.state != attempt_state::succeeded) return;
    course.answered[place] = true;
    const auto end = span.measured.get(measure::last_content_at).value_or(span.end_ns);
    if (end >= *sent) row.from_sent.sorted_ns.push_back(end - *sent);
    if (const auto took = latency_from_due(span)) row.from_due.sorted_ns.push_back(*took);
}

void add_workers(const trial& one, const planned_phase& phase, phase_row& row) {
    int workers = one.workers;
    const auto widen = [&] {
        row.fewest_workers = std::min(row.fewest_workers, workers);
        row.most_workers = std::max(row.most_workers, workers);
    };
    // As many as there are when the phase begins, and every change within it.
    for (const auto& decision : one.decisions)
        if (decision.at_ns <= phase.begin_ns) workers = decision.to;
    widen();
    for (const auto& decision : one.decisions) {
        if (decision.at_ns <= phase.begin_ns || decision.at_ns >= phase.end_ns) continue;
        workers = decision.to;
        widen();
    }
}

class row_builder {
public:
    row_builder(const planned_phase& phase, int workers) : phase_(phase) {
        row_.phase = phase.name;
        row_.workers = workers;
        row_.asked_per_s = phase.rate;
        if (phase.end_ns > phase.begin_ns)
            row_.due_per_s = phase.requests / to_seconds(duration(phase.end_ns - phase.begin_ns));
        row_.fewest_workers = most_workers_seen;
        row_.most_workers = 0;
    }

    // `spans`: the attempts of this phase; `first_item`: the phase's first place in the list of items.
    void add(const trial& one, const std::vector<const attempt*>& spans, int first_item) {
        const auto end = end_of_load(one);
        if (end <= phase_.begin_ns) return;  // it was over before
        ++row_.trials;
        const auto count = static_cast<std::size_t>(phase_.requests);
        phase_course course{std::vector<bool>(count), std::vector<bool>(count), std::vector<bool>(count), 0};
        for (const auto* span : spans) {
            const auto place = static_cast<std::size_t>(span->item - first_item);
            if (place < count) add_span(*span, place, course, row_);
        }
        const auto sent = static_cast<int>(std::ranges::count(course.sent, true));
        row_.requests += phase_.requests;
        row_.not_sent += phase_.requests - sent;
        for (std::size_t i = 0; i < count; ++i) row_.errors += course.failed[i] && !course.answered[i] ? 1 : 0;
        // A trial ends with its last answer, which may come before the last phase is over.
        const bool cut = one.state == trial_state::failed && !one.time_ns;
        const auto until = std::max(cut ? std::min(phase_.end_ns, end) : phase_.end_ns, course.last_sent_ns);
        const double seconds = to_seconds(duration(until - phase_.begin_ns));
        if (seconds > 0) rates_.push_back(sent / seconds);
        add_workers(one, phase_, row_);
    }

    phase_row take() {
        if (row_.trials == 0) row_.fewest_workers = row_.most_workers = row_.workers;
        double sum = 0;
        for (const double rate : rates_) sum += rate;
        if (!rates_.empty()) row_.sent_per_s = sum / static_cast<double>(rates_.size());
        for (auto* latency : {&row_.from_due, &row_.from_sent}) {
            std::ranges::sort(latency->sorted_ns);
            latency->p50 = read_percentile(latency->sorted_ns, 500);
            latency->p95 = read_percentile(latency->sorted_ns, 950);
            latency->p99 = read_percentile(latency->sorted_ns, 990);
        }
        return std::move(row_);
    }

private:
    static constexpr int most_workers_seen = 1'000'000'000;
    const planned_phase& phase_;
    phase_row row_;
    std::vector<double> rates_;  // of the trials
};

std::vector<std::vector<const attempt*>> by_phase(const trial& one, std::size_t phases) {
    std::vector<std::vector<const attempt*>> spans(phases);
    for (const auto& span : one.attempts) {
        const auto phase = span.measured.get(measure::phase);
        if (phase && *phase >= 0 && static_cast<std::size_t>(*phase) < phases)
            spans[static_cast<std::size_t>(*phase)].push_back(&span);
    }
    return spans;
}

std::string workers_and(const std::string& words, int workers) {
    return fmt::format("With {} {}", workers_in_words(workers), words);
}

}  // namespace

bool speaks_of_load(const trial& one) {
    const bool ended_by_itself = one.state == trial_state::complete || one.state == trial_state::failed;
    return ended_by_itself && !one.warm_up && one.excluded.empty() && !one.attempts.empty();
}

std::int64_t end_of_load(const trial& one) {
    if (one.time_ns) return *one.time_ns;
    std::int64_t end = 0;
    for (const auto& span : one.attempts) end = std::max(end, span.end_ns);
    for (const auto& interval : one.intervals) end = std::max(end, interval.end_ns);
    return end;
}

std::optional<std::int64_t> sent_at(const attempt& span) {
    const auto sent = span.measured.get(measure::sent_at);
    if (span.state == attempt_state::cancelled && !sent) return std::nullopt;
    return sent.value_or(span.start_ns);
}

std::optional<std::int64_t> latency_from_due(const attempt& span) {
    const auto due = span.measured.get(measure::due_at);
    if (span.state != attempt_state::succeeded || !due) return std::nullopt;
    const auto end = span.measured.get(measure::last_content_at).value_or(span.end_ns);
    return end >= *due ? std::optional(end - *due) : std::nullopt;
}

bool is_open_loop(const run_record& run) { return run.summary.kind == "phases"; }

phase_report make_phase_report(const run_record& run, const std::vector<planned_phase>& phases) {
    phase_report report;
    std::map<int, std::vector<row_builder>> builders;
    for (const auto& one : run.trials) {
        if (!speaks_of_load(one)) continue;
        report.trials.push_back({one.workers, one.repeat, one.state, one.message, one.decisions});
        auto& of_count = builders[one.workers];
        if (of_count.empty())
            for (const auto& phase : phases) of_count.emplace_back(phase, one.workers);
        const auto spans = by_phase(one, phases.size());
        int first_item = 0;
        for (std::size_t i = 0; i < phases.size(); ++i) {
            of_count[i].add(one, spans[i], first_item);
            first_item += phases[i].requests;
        }
    }
    for (auto& [workers, of_count] : builders)
        for (auto& builder : of_count) report.rows.push_back(builder.take());
    return report;
}

bool kept_up(const phase_row& row) {
    return row.not_sent == 0 && row.sent_per_s && *row.sent_per_s >= kept_up_share * row.due_per_s;
}

std::string describe_phases(const phase_report& report) {
    std::string words;
    const auto say = [&](const std::string& one) { words += (words.empty() ? "" : " ") + one; };
    for (auto row = report.rows.begin(); row != report.rows.end();) {
        const int workers = row->workers;
        std::string behind;
        bool all_reached = true;
        for (; row != report.rows.end() && row->workers == workers; ++row) {
            all_reached = all_reached && row->trials > 0;
            if (row->trials == 0 || kept_up(*row)) continue;
            behind += fmt::format("{}phase \"{}\" reached {:.4g} of {:.4g} requests/s", behind.empty() ? "" : ", ",
                                  row->phase, row->sent_per_s.value_or(0), row->asked_per_s);
        }
        if (behind.empty() && all_reached) say(workers_and("every phase was sent at the rate asked for.", workers));
        else if (!behind.empty()) say(workers_and(behind + ".", workers));
        if (!all_reached) say(workers_and("not every phase was reached.", workers));
    }
    for (const auto& one : report.trials)
        if (!one.message.empty())
            say(fmt::format("{}, repeat {}: {}.", workers_in_words(one.workers), one.repeat, one.message));
    return words;
}

std::string open_loop_words() {
    return "this is an open loop: how long it takes is the plan's, whatever the workers, so losses, laws, predictions and "
           "a best worker count do not apply";
}

}  // namespace sweeplab
