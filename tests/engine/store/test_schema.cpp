#include <SQLiteCpp/Database.h>

#include "engine/store/schema.h"
#include "tests/engine/store/store_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

std::unique_ptr<connection> linked(const std::filesystem::path& file) {
    return value_of(connection::open(file, connection::access::write, 1s));
}

std::int64_t pragma(connection& link, const std::string& name) {
    return link.database().execAndGet("PRAGMA " + name).getInt64();
}

const migration later_ladder[] = {
    {1, "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT)"},
    {2, "ALTER TABLE runs ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'"},
    {3, "CREATE TABLE shades (run INTEGER REFERENCES runs); INSERT INTO shades SELECT id FROM runs;"},
};
const migration broken_ladder[] = {
    {1, "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT)"},
    {2, "ALTER TABLE runs ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'"},
    {3, "CREATE TABLE shades (run INTEGER); INSERT INTO nowhere VALUES (1);"},
};

void make_version_one(connection& link) {
    value_of(migrate(link, std::span(later_ladder).first(1)));
    link.database().exec("INSERT INTO runs (name) VALUES ('old'), ('older')");
}

}  // namespace

TEST_CASE("the ladder's rungs are numbered from 1 without a gap") {
    int expected = 1;
    for (const migration& rung : migrations()) CHECK(rung.version == expected++);
    CHECK(newest_schema_version() == expected - 1);
}

TEST_CASE("a new file gets all tables, the version and our mark") {
    const temporary_folder folder;
    const auto link = linked(folder / "runs.db");
    value_of(migrate(*link, migrations()));
    CHECK(pragma(*link, "user_version") == newest_schema_version());
    CHECK(pragma(*link, "application_id") == database_application_id);
    CHECK(link->database().tableExists("span_blocks"));
    CHECK(link->database().execAndGet("PRAGMA integrity_check").getString() == "ok");
    const auto tables = link->database().execAndGet("SELECT count(*) FROM sqlite_schema").getInt();
    value_of(migrate(*link, migrations()));  // a second time changes nothing
    CHECK(link->database().execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == tables);
}

TEST_CASE("an old file climbs the rungs it lacks and keeps its rows") {
    const temporary_folder folder;
    const auto link = linked(folder / "runs.db");
    make_version_one(*link);
    value_of(migrate(*link, later_ladder));
    CHECK(pragma(*link, "user_version") == 3);
    CHECK(link->database().execAndGet("SELECT group_concat(name || colour) FROM runs").getString() == "oldblue,olderblue");
    CHECK(link->database().execAndGet("SELECT count(*) FROM shades").getInt() == 2);
}

TEST_CASE("a rung that breaks leaves the old file as it was") {
    const temporary_folder folder;
    const auto link = linked(folder / "runs.db");
    make_version_one(*link);
    CHECK_FALSE(migrate(*link, broken_ladder));
    CHECK(pragma(*link, "user_version") == 1);
    CHECK_FALSE(link->database().tableExists("shades"));
    CHECK(link->database().execAndGet("SELECT count(*) FROM pragma_table_info('runs') WHERE name = 'colour'").getInt() == 0);
    value_of(migrate(*link, later_ladder));
    CHECK(pragma(*link, "user_version") == 3);
}

TEST_CASE("a file that is newer than the ladder is refused") {
    const temporary_folder folder;
    const auto link = linked(folder / "runs.db");
    value_of(migrate(*link, later_ladder));
    const auto refused = migrate(*link, std::span(later_ladder).first(2));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == error_kind::refused);
    CHECK(pragma(*link, "user_version") == 3);
}

TEST_CASE("a library of the first schema keeps its trials and takes in telemetry") {
    const temporary_folder folder;
    {
        const auto link = linked(folder / "runs.db");
        value_of(migrate(*link, migrations().first(1)));
        link->database().exec(
            "INSERT INTO runs VALUES (7, 'old', 'h', 'host', 'true', 'command', 2, 1, 0, 0, 5, 6, '2', 1, '', NULL);"
            "INSERT INTO run_documents VALUES (7, 'hash', 'USD', '', '{}', NULL);"
            "INSERT INTO trials VALUES (9, 7, 2, 1, 0, 0, 2, 1, 5, 123456, 2, 1, 0, '', NULL, NULL, NULL, NULL, NULL);");
    }
    const auto store = open_store(folder / "runs.db");
    const auto old = value_of(store->load_run(run_id{7}, load_detail::attempts));
    REQUIRE(old.trials.size() == 1);
    CHECK(old.trials[0].time_ns == 123456);
    CHECK(old.trials[0].conditions.empty());
    CHECK(old.trials[0].resources == resource_summary{});
    CHECK(old.trials[0].samples.empty());

    auto record = plain_run("new");
    record.trials = {plain_trial(2)};
    add_telemetry(record.trials[0]);
    const auto loaded = value_of(store->load_run(value_of(store->add_run(record)), load_detail::attempts));
    record.trials[0].id = loaded.trials[0].id;
    check_same(loaded.trials[0], record.trials[0]);
}
