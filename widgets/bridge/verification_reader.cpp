#include "widgets/bridge/verification_reader.h"

#include <algorithm>
#include <optional>

namespace sweeplab {
namespace {

struct job_place {
    trial_id trial;
    std::int32_t item = 0;
    std::int32_t number = 1;
};

// One for each item of which a try succeeded.
std::vector<job_place> verified_jobs(const run_record& run) {
    std::vector<job_place> places;
    std::vector<bool> found(run.items.size(), false);
    for (const auto& one : run.trials)
        for (const auto& span : one.attempts) {
            const auto item = static_cast<std::size_t>(span.item);
            if (span.state != attempt_state::succeeded || span.item < 0 || item >= found.size() || found[item]) continue;
            found[item] = true;
            places.push_back({one.id, span.item, span.number});
        }
    return places;
}

}  // namespace

QString verified_in(const std::string& output) {
    constexpr std::string_view mark = "Verified: ";
    const auto begin = output.find(mark);
    if (begin == std::string::npos) return {};
    const auto end = output.find('\n', begin);
    return QString::fromStdString(
        output.substr(begin + mark.size(), end == std::string::npos ? end : end - begin - mark.size()));
}

void verification_reader::set_bridge(session_bridge& bridge) {
    bridge_ = &bridge;
    connect(&bridge, &session_bridge::session_closed, this, [this] { asked_.clear(); });
}

void verification_reader::read(const loaded_run_ptr& run) {
    const run_id id = run->record.summary.id;
    auto places = verified_jobs(run->record);
    if (!bridge_ || !bridge_->attached() || places.empty() || !asked_.insert(id).second) return;
    bridge_->ask(
        this,
        [places = std::move(places), items = run->record.items.size()](engine_session& session) {
            QStringList words(static_cast<qsizetype>(items));
            for (const auto& place : places)
                if (const auto span = session.store().load_attempt(place.trial, place.item, place.number))
                    words[place.item] = verified_in(span->output.text);
            return words;
        },
        [this, id](const QStringList& words) { Q_EMIT verified(id.value, words); });
}

}  // namespace sweeplab
