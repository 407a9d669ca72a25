// Attempts as rows: one row for a block of spans, and one more for each attempt that has texts or chunk
// times. These throw SQLite::Exception; connection::guarded() catches.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "engine/foundation/error.h"
#include "engine/foundation/ids.h"
#include "engine/model/attempt.h"
#include "engine/store/span_codec.h"

namespace sweeplab {

class span_writer {
public:
    explicit span_writer(SQLite::Database& db);

    // The attempt must stay where it is until its block has ended.
    void add(trial_id trial, const attempt& span);
    void end_block();

private:
    void insert_details(std::int64_t block, int position, const attempt& span);

    SQLite::Database& db_;
    SQLite::Statement block_;
    SQLite::Statement details_;
    span_packer packer_;
    trial_id trial_;
    std::vector<std::pair<int, const attempt*>> detailed_;
};

class span_reader {
public:
    span_reader(SQLite::Database& db, bool with_texts);

    // A trial's attempts by start; false when a block is damaged.
    bool read(trial_id trial, std::vector<attempt>& spans);
    // The item's n-th try; empty when there is none. The texts of the others stay where they are.
    bool read_one(trial_id trial, std::int32_t item, std::int32_t number, std::optional<attempt>& found);

private:
    std::size_t count(trial_id trial);
    bool read_details(std::int64_t block, std::size_t first, std::vector<attempt>& spans);

    SQLite::Statement count_;
    SQLite::Statement blocks_;
    SQLite::Statement details_;
};

tl::unexpected<error> no_such_attempt(trial_id trial, std::int32_t item, std::int32_t number);

// By start; those that start together by end, item and number.
void order_by_start(std::vector<attempt>& spans);

}  // namespace sweeplab
