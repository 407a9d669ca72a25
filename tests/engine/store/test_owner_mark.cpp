#include "engine/store/owner_mark.h"
#include "tests/engine/store/store_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;

TEST_CASE("an owner lives as long as its mark does") {
    const temporary_folder folder;
    const auto database = folder / "runs.db";
    auto mark = value_of(owner_mark::create(database));
    const std::string token = mark->token();
    const auto file = folder / ("runs.db-owner-" + token);
    CHECK(std::filesystem::exists(file));
    CHECK(owner_lives(database, token));
    CHECK(owner_lives(database, token));  // looking does not take the lock away
    remove_dead_marks(database);
    CHECK(owner_lives(database, token));
    mark.reset();
    CHECK_FALSE(owner_lives(database, token));
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("marks differ") {
    const temporary_folder folder;
    const auto one = value_of(owner_mark::create(folder / "runs.db"));
    const auto other = value_of(owner_mark::create(folder / "runs.db"));
    CHECK(one->token() != other->token());
}

TEST_CASE("a mark without a lock is a dead one's, and goes; other files stay") {
    const temporary_folder folder;
    const auto database = folder / "runs.db";
    const auto left = folder.write("runs.db-owner-12-abc", "");
    const auto strange = folder.write("runs.db-owner-Notes.txt", "mine");
    const auto other = folder.write("old.db-owner-12-abc", "");
    CHECK_FALSE(owner_lives(database, "12-abc"));
    remove_dead_marks(database);
    CHECK_FALSE(std::filesystem::exists(left));
    CHECK(std::filesystem::exists(strange));
    CHECK(std::filesystem::exists(other));
}

TEST_CASE("a token that is none is nobody's") {
    const temporary_folder folder;
    CHECK_FALSE(owner_lives(folder / "runs.db", ""));
    CHECK_FALSE(owner_lives(folder / "runs.db", "../../etc/passwd"));
    CHECK_FALSE(owner_lives(folder / "runs.db", "12-abc"));
}

TEST_CASE("a mark that cannot be made is an error that names the file") {
    const auto refused = owner_mark::create("/nowhere/at/all/runs.db");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == error_kind::io);
    CHECK(refused.error().where.starts_with("/nowhere/at/all/runs.db-owner-"));
}
