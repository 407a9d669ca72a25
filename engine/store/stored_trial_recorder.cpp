#include "engine/store/stored_trial_recorder.h"

#include <fmt/format.h>

#include "engine/store/trial_rows.h"

namespace sweeplab {

result<void> stored_trial_recorder::finish(const trial& summary, std::vector<worker_interval> intervals) {
    return writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        if (const auto whole = writer_->check_whole(id_); !whole) return whole;
        if (!update_trial(db, id_, summary))
            return fail(error_kind::not_found, fmt::format("trial {} was deleted while it was being recorded", id_.value));
        trial_writer writer(db);
        writer.insert_intervals(id_, intervals);
        writer.insert_samples(id_, summary.samples);
        return {};
    });
}

}  // namespace sweeplab
