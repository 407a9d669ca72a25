#include "engine/foundation/plain_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

TEST_CASE("a plain file is read whole, also an empty one") {
    const temporary_folder folder;
    const std::string bytes("a\0b\r\n\xff", 6);
    CHECK(read_plain_file(folder.write("some", bytes), 6) == bytes);
    CHECK(read_plain_file(folder.write("empty", ""), 6) == "");
    std::filesystem::create_symlink(folder / "some", folder / "link");
    CHECK(read_plain_file(folder / "link", 6) == bytes);
}

TEST_CASE("what is no plain file is refused without being opened") {
    const temporary_folder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    std::filesystem::create_symlink(folder / "pipe", folder / "link");
    for (const auto& file : {folder / "pipe", folder / "link", std::filesystem::path("/dev/zero")}) {
        const auto opened = open_plain_file(file);
        REQUIRE_FALSE(opened.has_value());
        CHECK(opened.error().kind == error_kind::bad_input);
        CHECK(opened.error().message == "is a pipe or a device, not a file");
        CHECK(opened.error().where == file.string());
    }
    CHECK(open_plain_file(folder.path()).error().message == "is a folder, not a file");
    CHECK(open_plain_file(folder / "none").error().kind == error_kind::not_found);
    CHECK(open_plain_file("").error().kind == error_kind::not_found);
}

TEST_CASE("too large a file is refused before it is read") {
    const temporary_folder folder;
    const auto file = folder.write("large", "x");
    std::filesystem::resize_file(file, std::uintmax_t{5} << 30);  // takes no room on the disk
    const auto text = read_plain_file(file, 1 << 20);
    REQUIRE_FALSE(text.has_value());
    CHECK(text.error().message == "has 5120 MB; at most 1 MB are read");
}
