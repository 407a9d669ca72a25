// The peer of the store: attempts as plain rows through the sqlite3 API, as a careful program without a
// store of its own would do it (write-ahead log, one prepared statement, a thousand rows a transaction).
#pragma once

#include <filesystem>
#include <vector>

#include "engine/foundation/error.h"
#include "engine/model/attempt.h"

namespace sweeplab::bench {

struct bare_sqlite_times {
    double store_s = 0;  // until the last transaction is committed
    double load_s = 0;   // into attempts again
};

result<bare_sqlite_times> time_bare_sqlite(const std::filesystem::path& file, const std::vector<attempt>& spans);

}  // namespace sweeplab::bench
