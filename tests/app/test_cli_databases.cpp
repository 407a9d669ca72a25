// Databases that cannot be used: a message that says which and what to do, nothing lost or overwritten.
#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>

#include <sqlite3.h>

#include "tests/app/cli_process.h"
#include "tests/app/plans.h"

using namespace sweeplab;
using namespace sweeplab::test;
namespace fs = std::filesystem;

namespace {

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    MESSAGE(text);
    return false;
}

json quick_plan() { return script_plan("exit 0", {"a"}, {1}); }

cli_result run_quickly(const fs::path& db, long most_file_bytes = 0) {
    return run_cli({"run", "-", "--db", db.string()}, {.input = quick_plan().dump(), .most_file_bytes = most_file_bytes});
}

// A connection of another program to the same file.
class other_program {
public:
    explicit other_program(const fs::path& file) { REQUIRE(::sqlite3_open(file.c_str(), &db_) == SQLITE_OK); }
    ~other_program() { ::sqlite3_close(db_); }
    other_program(const other_program&) = delete;
    other_program& operator=(const other_program&) = delete;
    void execute(const std::string& sql) {
        REQUIRE(::sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    }

private:
    sqlite3* db_ = nullptr;
};

}  // namespace

TEST_CASE("database: its folder is missing and cannot be made") {
    const auto ended = run_quickly("/proc/sweeplab/runs.db");
    CHECK(ended.exit_code == 2);
    CHECK(says(ended.err, "/proc/sweeplab"));
    const temporary_folder folder;
    folder.write("file", "in the way");
    const auto in_the_way = run_quickly(folder / "file/runs.db");
    CHECK(in_the_way.exit_code == 2);
    CHECK(read_file(folder / "file") == "in the way");
}

TEST_CASE("database: one that is named for reading must be there; the default one need not") {
    const temporary_folder folder;
    const auto named = run_cli({"list", "--db", (folder / "none.db").string()});
    CHECK(named.exit_code == 2);
    CHECK(says(named.err, "none.db"));
    CHECK_FALSE(fs::exists(folder / "none.db"));
    const cli_setting setting{.environment = {{"SWEEPLAB_DB", (folder / "later.db").string()}}};
    CHECK(json_of(run_cli({"list", "--json"}, setting)).empty());
    CHECK_FALSE(fs::exists(folder / "later.db"));
    CHECK(run_cli({"show", "1"}, setting).exit_code == 2);
    CHECK(run_cli({"export", "last"}, setting).exit_code == 2);
    CHECK(run_cli({"resume", "last"}, setting).exit_code == 2);
}

TEST_CASE("database: SWEEPLAB_DB names it, --db goes before it") {
    const temporary_folder folder;
    const cli_setting setting{.input = quick_plan().dump(), .environment = {{"SWEEPLAB_DB", (folder / "env.db").string()}}};
    CHECK(run_cli({"run", "-"}, setting).exit_code == 0);
    CHECK(fs::exists(folder / "env.db"));
    CHECK(json_of(run_cli({"list", "--json"}, setting)).size() == 1);
    CHECK(run_cli({"run", "-", "--db", (folder / "flag.db").string()}, setting).exit_code == 0);
    CHECK(json_of(run_cli({"list", "--json"}, setting)).size() == 1);
    CHECK(json_of(run_cli({"list", "--json", "--db", (folder / "flag.db").string()}, setting)).size() == 1);
}

TEST_CASE("database: not a database") {
    const temporary_folder folder;
    const std::string text(5000, 'x');
    const auto file = folder.write("notes.txt", text);
    for (const auto* command : {"list", "run"}) {
        std::vector<std::string> arguments{command, "--db", file.string()};
        if (std::string(command) == "run") arguments.insert(arguments.begin() + 1, "-");
        const auto ended = run_cli(arguments, {.input = quick_plan().dump()});
        CHECK(ended.exit_code == 2);
        CHECK(says(ended.err, "notes.txt"));
        CHECK(read_file(file) == text);
    }
    const auto is_folder = run_cli({"list", "--db", folder.path().string()});
    CHECK(is_folder.exit_code == 2);
}

TEST_CASE("database: from a newer version, or another program's") {
    const temporary_folder folder;
    const auto newer = folder / "newer.db";
    REQUIRE(run_quickly(newer).exit_code == 0);
    other_program(newer).execute("PRAGMA user_version = 9999");
    const auto before = read_file(newer);
    for (const auto& ended : {run_cli({"list", "--db", newer.string()}), run_quickly(newer)}) {
        CHECK(ended.exit_code == 2);
        CHECK(says(ended.err, "newer"));
    }
    CHECK(read_file(newer) == before);

    const auto foreign = folder / "foreign.db";
    other_program(foreign).execute("CREATE TABLE cookies (name TEXT); INSERT INTO cookies VALUES ('x')");
    const auto content = read_file(foreign);
    CHECK(run_quickly(foreign).exit_code == 2);
    CHECK(read_file(foreign) == content);
}

TEST_CASE("database: read-only") {
    if (::geteuid() == 0) return;  // root may write everywhere
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    REQUIRE(run_quickly(file).exit_code == 0);
    fs::permissions(file, fs::perms::owner_read);
    const auto ended = run_quickly(file);
    CHECK(ended.exit_code == 2);
    CHECK(says(ended.err, "writ"));
}

TEST_CASE("database: locked by another program") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    REQUIRE(run_quickly(file).exit_code == 0);
    other_program holder(file);
    holder.execute("BEGIN EXCLUSIVE");
    const auto ended = run_quickly(file);
    CHECK(ended.exit_code == 2);
    CHECK(says(ended.err, "locked"));
    holder.execute("COMMIT");
    CHECK(json_of(run_cli({"list", "--json", "--db", file.string()})).size() == 1);
}

TEST_CASE("database: the disk is full") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    REQUIRE(run_quickly(file).exit_code == 0);
    const auto size = static_cast<long>(fs::file_size(file));
    // Room for the journal's head, but not for what the run writes.
    json plan = script_plan("head -c 60000 /dev/zero | tr '\\0' x", {"a", "b", "c", "d", "e", "f", "g", "h"}, {1, 2});
    const auto ended = run_cli({"run", "-", "--db", file.string()}, {.input = plan.dump(), .most_file_bytes = size + 8192});
    CHECK(ended.exit_code != 0);
    CHECK(says(ended.err, file.string()));
    CHECK(says(ended.err, "disk"));
    const auto runs = json_of(run_cli({"list", "--json", "--db", file.string()}));
    REQUIRE_FALSE(runs.empty());
    CHECK(runs.back()["state"] == "complete");  // what was there before is still there
}
