// The host profiles of the library, kept as JSON.
#include "engine/store/sql_values.h"
#include "engine/store/sqlite_run_store.h"

namespace sweeplab {

result<std::vector<host_profile>> sqlite_run_store::list_hosts() {
    return readers_.read([](SQLite::Database& db) -> result<std::vector<host_profile>> {
        std::vector<host_profile> hosts;
        SQLite::Statement query(db, "SELECT id, profile FROM hosts ORDER BY name COLLATE NOCASE, id");
        while (query.executeStep()) {
            row_reader row(query);
            const std::string what = "the stored profile of host " + row.text();
            const auto value = parse_json(row.text(), what);
            if (!value) return tl::unexpected(value.error());
            auto host = read_host_profile(*value, "");
            if (!host) return fail(error_kind::io, what + ": " + host.error().text());
            hosts.push_back(std::move(*host));
        }
        return hosts;
    });
}

result<void> sqlite_run_store::save_host(const host_profile& host) {
    const json value = to_json(host);
    // What could not be read back is not taken in.
    const auto readable = read_host_profile(value, "");
    if (!readable) return tl::unexpected(readable.error());
    const std::string profile = stored_json(value);
    return writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        SQLite::Statement insert(db, "INSERT OR REPLACE INTO hosts (id, name, profile) VALUES (?, ?, ?)");
        execute(insert, readable->id, readable->name, profile);
        return {};
    });
}

result<void> sqlite_run_store::delete_host(const std::string& id) {
    return writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        SQLite::Statement remove(db, "DELETE FROM hosts WHERE id = ?");
        if (execute(remove, id) == 0) return fail(error_kind::not_found, "there is no host profile \"" + id + "\"");
        return {};
    });
}

}  // namespace sweeplab
