#include <doctest/doctest.h>

#include <sys/stat.h>

#include <filesystem>

#include "engine/exchange/exchange.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

}  // namespace

TEST_CASE("a file is written whole, and replaced") {
    const test::temporary_folder folder;
    const auto file = folder / "out.csv";
    REQUIRE(write_file_atomically(file, "one").has_value());
    CHECK(test::read_file(file) == "one");
    const std::string large(3 << 20, 'x');
    REQUIRE(write_file_atomically(file, large).has_value());
    CHECK(test::read_file(file) == large);
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("an existing file keeps its mode, a link stays a link") {
    const test::temporary_folder folder;
    const auto file = folder.write("real.csv", "old");
    REQUIRE(::chmod(file.c_str(), 0600) == 0);
    fs::create_symlink(file, folder / "link.csv");
    REQUIRE(write_file_atomically(folder / "link.csv", "new").has_value());
    CHECK(fs::is_symlink(folder / "link.csv"));
    CHECK(test::read_file(file) == "new");
    CHECK((fs::status(file).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("what cannot be written says why and leaves nothing behind") {
    const test::temporary_folder folder;
    const auto missing = write_file_atomically(folder / "none/out.csv", "x");
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().text().find("Does the folder exist?") != std::string::npos);
    const auto onto_folder = write_file_atomically(folder.path(), "x");
    REQUIRE_FALSE(onto_folder.has_value());
    CHECK(onto_folder.error().text().find("is a folder") != std::string::npos);
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("a device is written to, not replaced; a full disk is said") {
    REQUIRE(write_file_atomically("/dev/null", "x").has_value());
    CHECK(fs::is_character_file("/dev/null"));
    if (!fs::exists("/dev/full")) return;
    const auto full = write_file_atomically("/dev/full", "x");
    REQUIRE_FALSE(full.has_value());
    CHECK(full.error().text().find("The disk is full") != std::string::npos);
}
