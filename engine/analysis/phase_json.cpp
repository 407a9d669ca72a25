#include "engine/analysis/phase_report.h"

#include "engine/foundation/clock.h"

namespace sweeplab {
namespace {

json milliseconds(const latency_percentile& read) {
    return read.ns ? json(static_cast<double>(*read.ns) * 1e-6) : json(nullptr);
}

json percentiles(const phase_latency& latency) {
    return {{"p50", milliseconds(latency.p50)}, {"p95", milliseconds(latency.p95)}, {"p99", milliseconds(latency.p99)}};
}

json row_json(const phase_row& row) {
    return {{"phase", row.phase},
            {"workers", row.workers},
            {"trials", row.trials},
            {"asked_per_s", row.asked_per_s},
            {"sent_per_s", row.sent_per_s ? json(*row.sent_per_s) : json(nullptr)},
            {"requests", row.requests},
            {"not_sent", row.not_sent},
            {"errors", row.errors},
            {"workers_from", row.fewest_workers},
            {"workers_to", row.most_workers},
            {"from_due_ms", percentiles(row.from_due)},
            {"from_sent_ms", percentiles(row.from_sent)}};
}

json trial_json(const phase_trial& one) {
    json decisions = json::array();
    for (const auto& made : one.decisions)
        decisions.push_back(
            {{"at_s", to_seconds(duration(made.at_ns))}, {"from", made.from}, {"to", made.to}, {"reason", made.reason}});
    return {{"workers", one.workers},
            {"repeat", one.repeat},
            {"state", to_text(one.state)},
            {"message", one.message},
            {"decisions", std::move(decisions)}};
}

}  // namespace

json to_json(const phase_report& report) {
    json rows = json::array(), trials = json::array();
    for (const auto& row : report.rows) rows.push_back(row_json(row));
    for (const auto& one : report.trials) trials.push_back(trial_json(one));
    return {{"rows", std::move(rows)}, {"trials", std::move(trials)}};
}

}  // namespace sweeplab
