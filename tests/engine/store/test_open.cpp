// What opening makes of files and folders of every kind.
#include <grp.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <map>

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include "engine/store/schema.h"
#include "tests/engine/store/child_program.h"
#include "tests/engine/store/store_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

error refusal(const std::filesystem::path& file, bool create = true) {
    store_options options;
    options.file = file;
    options.create = create;
    options.busy_timeout = 50ms;
    const auto opened = run_store::open(options);
    REQUIRE_FALSE(opened);
    CHECK_FALSE(opened.error().message.empty());
    CHECK_FALSE(opened.error().advice.empty());
    return opened.error();
}

void make_library(const std::filesystem::path& file) { value_of(open_store(file)->add_run(plain_run("kept"))); }

std::map<std::string, std::string> content_of(const temporary_folder& folder) {
    std::map<std::string, std::string> content;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        if (entry.is_regular_file()) content[entry.path().filename().string()] = read_file(entry.path());
    return content;
}

// Checks that a file is refused with these words, and that nothing in its folder changed.
void check_refused_untouched(const temporary_folder& folder, const std::string& name, error_kind kind,
                             const std::string& words) {
    const auto before = content_of(folder);
    const error refused = refusal(folder / name);
    CHECK(refused.kind == kind);
    CHECK(refused.where == (folder / name).string());
    CAPTURE(refused.text());
    CHECK(refused.message.find(words) != std::string::npos);
    CHECK(content_of(folder) == before);
}

class environment_variable {
public:
    environment_variable(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
    }
    ~environment_variable() { old_ ? ::setenv(name_, old_->c_str(), 1) : ::unsetenv(name_); }

private:
    const char* name_;
    std::optional<std::string> old_;
};

}  // namespace

TEST_CASE("the default place follows SWEEPLAB_DB, then XDG_DATA_HOME, then HOME") {
    const environment_variable chosen("SWEEPLAB_DB", "/a/b.db");
    const environment_variable data("XDG_DATA_HOME", "/data");
    const environment_variable home("HOME", "/home/me");
    CHECK(default_database_path() == "/a/b.db");
    const environment_variable no_choice("SWEEPLAB_DB", "");
    CHECK(default_database_path() == "/data/sweeplab/runs.db");
    {
        const environment_variable relative("XDG_DATA_HOME", "data");
        CHECK(default_database_path() == "/home/me/.local/share/sweeplab/runs.db");
    }
    const environment_variable no_data("XDG_DATA_HOME", nullptr);
    CHECK(default_database_path() == "/home/me/.local/share/sweeplab/runs.db");
    const environment_variable no_home("HOME", nullptr);
    CHECK(default_database_path().empty());
    CHECK(refusal(default_database_path()).message.find("HOME") != std::string::npos);
}

TEST_CASE("a missing file is made, with its folders") {
    const temporary_folder folder;
    const auto file = folder / "a/b/c" / "runs.db";
    const auto store = open_store(file);
    CHECK(store->file() == file);
    CHECK(value_of(store->list_runs()).empty());
}

TEST_CASE("a missing file is not made when that is not wanted") {
    const temporary_folder folder;
    CHECK(refusal(folder / "runs.db", false).kind == error_kind::not_found);
    CHECK(refusal(folder / "a/runs.db", false).kind == error_kind::not_found);
    CHECK(content_of(folder).empty());
    CHECK_FALSE(std::filesystem::exists(folder / "a"));
}

TEST_CASE("an empty file becomes a database") {
    const temporary_folder folder;
    make_library(folder.write("runs.db", ""));
    CHECK(value_of(open_store(folder / "runs.db")->list_runs()).size() == 1);
}

TEST_CASE("what was stored is there after opening again, and nothing else is left in the folder") {
    const temporary_folder folder;
    make_library(folder / "runs.db");
    CHECK(content_of(folder).size() == 1);  // no journal, no mark
    const auto runs = value_of(open_store(folder / "runs.db")->list_runs());
    REQUIRE(runs.size() == 1);
    CHECK(runs.front().name == "kept");
}

TEST_CASE("a relative path and a link name the same database") {
    const temporary_folder folder;
    make_library(folder / "runs.db");
    std::filesystem::create_symlink(folder / "runs.db", folder / "link.db");
    const auto store = open_store(folder / "link.db");
    CHECK(store->file() == folder / "runs.db");
    CHECK(value_of(store->list_runs()).size() == 1);
    const auto relative = std::filesystem::relative(folder / "runs.db");
    CHECK(value_of(open_store(relative)->list_runs()).size() == 1);
}

TEST_CASE("a file that is no database is refused and stays as it is") {
    const temporary_folder folder;
    folder.write("notes.txt", "my notes");
    check_refused_untouched(folder, "notes.txt", error_kind::refused, "not a database");
    folder.write("long.txt", std::string(5000, 'x'));
    check_refused_untouched(folder, "long.txt", error_kind::refused, "not a database");
    folder.write("cut.db", std::string("SQLite format 3\0", 16));
    check_refused_untouched(folder, "cut.db", error_kind::refused, "not a database");
}

TEST_CASE("another program's database is refused and stays as it is") {
    const temporary_folder folder;
    SQLite::Database(folder / "other.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("PRAGMA journal_mode = WAL; CREATE TABLE t (a); PRAGMA application_id = 99;");
    check_refused_untouched(folder, "other.db", error_kind::refused, "another program");
    SQLite::Database(folder / "plain.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE runs (a)");
    check_refused_untouched(folder, "plain.db", error_kind::refused, "another program");
}

TEST_CASE("a newer Sweeplab's database is refused and stays as it is") {
    const temporary_folder folder;
    make_library(folder / "runs.db");
    {
        SQLite::Database db(folder / "runs.db", SQLite::OPEN_READWRITE);
        db.exec("PRAGMA user_version = 4711");
    }
    check_refused_untouched(folder, "runs.db", error_kind::refused, "4711");

    // A newer Sweeplab that was killed: its version is in the journal only.
    SQLite::Database(folder / "runs.db", SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 1");
    {
        SQLite::Database db(folder / "runs.db", SQLite::OPEN_READWRITE);
        ::sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        db.exec("PRAGMA user_version = 4712");
    }
    const std::string before = read_file(folder / "runs.db");
    const error refused = refusal(folder / "runs.db");
    CHECK(refused.kind == error_kind::refused);
    CHECK(refused.message.find("4712") != std::string::npos);
    CHECK(read_file(folder / "runs.db") == before);
    SQLite::Database db(folder / "runs.db", SQLite::OPEN_READONLY);
    CHECK(db.execAndGet("PRAGMA user_version").getInt() == 4712);
}

TEST_CASE("a folder or a device is no database") {
    const temporary_folder folder;
    CHECK(refusal(folder.path()).kind == error_kind::bad_input);
    CHECK(refusal("/dev/null").kind == error_kind::bad_input);
    folder.write("file", "x");
    CHECK(refusal(folder / "file/runs.db").kind == error_kind::io);
}

TEST_CASE("a damaged database says so") {
    const temporary_folder folder;
    make_library(folder / "runs.db");
    std::string bytes = read_file(folder / "runs.db");
    std::fill(bytes.begin() + 100, bytes.end(), '\x55');
    folder.write("runs.db", bytes);
    const error refused = refusal(folder / "runs.db");
    CHECK(refused.kind == error_kind::io);
    CHECK(refused.message.find("damaged") != std::string::npos);
}

TEST_CASE("a database that another program holds for itself is refused with what to do") {
    const temporary_folder folder;
    make_library(folder / "runs.db");
    SQLite::Database other(folder / "runs.db", SQLite::OPEN_READWRITE);
    other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;");
    const error refused = refusal(folder / "runs.db");
    CHECK(refused.kind == error_kind::busy);
    CHECK(refused.where == (folder / "runs.db").string());
    CHECK(refused.message.find("locked") != std::string::npos);
    other.exec("ROLLBACK");
}

TEST_CASE("child: open without rights" * doctest::skip()) {
    if (::geteuid() == 0 && (::setgroups(0, nullptr) != 0 || ::setgid(65534) != 0 || ::setuid(65534) != 0))
        report_to_parent("could not become nobody");
    store_options options;
    options.file = child_setting("DB");
    const auto opened = run_store::open(options);
    report_to_parent(opened ? "opened" : opened.error().text());
}

TEST_CASE("a file or folder that may not be written is refused with what to do") {
    const temporary_folder folder;
    ::chmod(folder.path().c_str(), 0755);
    std::filesystem::create_directory(folder / "d");
    make_library(folder / "d/runs.db");
    const auto answer = [&](const std::string& name) {
        const auto before = read_file(folder / "d/runs.db");
        std::string line = child_program("child: open without rights", {{"DB", (folder / name).string()}}).next_report();
        CHECK(read_file(folder / "d/runs.db") == before);
        return line;
    };
    const auto contains = [](const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    };

    ::chmod((folder / "d/runs.db").c_str(), 0444);
    ::chmod((folder / "d").c_str(), 0777);
    const auto read_only = answer("d/runs.db");
    CAPTURE(read_only);
    CHECK(contains(read_only, "d/runs.db: the database may not be written"));
    CHECK(contains(read_only, "Make the file writable"));

    ::chmod((folder / "d/runs.db").c_str(), 0666);
    ::chmod((folder / "d").c_str(), 0555);
    const auto folder_read_only = answer("d/runs.db");
    CAPTURE(folder_read_only);
    CHECK(contains(folder_read_only, "the folder of the database may not be written"));

    const auto new_folder = answer("d/e/runs.db");
    CAPTURE(new_folder);
    CHECK(contains(new_folder, "the folder for the database could not be made"));

    ::chmod((folder / "d").c_str(), 0777);
    ::chmod((folder / "d/runs.db").c_str(), 0000);
    const auto unreadable = answer("d/runs.db");
    CAPTURE(unreadable);
    CHECK(contains(unreadable, "the database may not be read"));
    ::chmod((folder / "d/runs.db").c_str(), 0666);
}

TEST_CASE("several that make the same database at the same moment all get it") {
    for (int round = 0; round < 20; ++round) {
        const temporary_folder folder;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&folder] { value_of(open_store(folder / "runs.db")->add_run(plain_run("one of four"))); });
        for (auto& each : threads) each.join();
        CHECK(value_of(open_store(folder / "runs.db")->list_runs()).size() == 4);
    }
}
