#include "engine/store/soak_rows.h"

#include "engine/store/soak_codec.h"
#include "engine/store/sql_values.h"

namespace sweeplab {

void soak_writer::add(trial_id trial, const soak_sample& sample) {
    if (!insert_) insert_.emplace(db_, "INSERT INTO soak_samples (trial, at_ns, data) VALUES (?, ?, ?)");
    const std::string packed = pack_soak_sample(sample);
    execute(*insert_, trial.value, sample.at_ns, kept_bytes{packed});
}

bool read_soak_samples(SQLite::Database& db, trial_id trial, std::vector<soak_sample>& samples) {
    SQLite::Statement query(db, "SELECT data FROM soak_samples WHERE trial = ? ORDER BY at_ns, rowid");
    ask(query, trial.value);
    while (query.executeStep()) {
        soak_sample sample;
        if (!unpack_soak_sample(row_reader(query).bytes(), sample)) return false;
        samples.push_back(std::move(sample));
    }
    return true;
}

}  // namespace sweeplab
