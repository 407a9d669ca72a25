#include <doctest/doctest.h>
#include <unistd.h>

#include "engine/process/program_lookup.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;

namespace {

void make_executable(const std::filesystem::path& file) {
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
}

}  // namespace

TEST_CASE("a bare name is searched for in PATH, in order") {
    const test::temporary_folder folder;
    std::filesystem::create_directory(folder / "a");
    std::filesystem::create_directory(folder / "b");
    folder.write("a/tool", "not executable");
    make_executable(folder.write("b/tool", "#!/bin/sh\n"));
    const auto a = (folder / "a").string();
    const auto b = (folder / "b").string();

    CHECK(find_program("tool", folder.path(), a + ":" + b).value() == b + "/tool");
    CHECK(find_program("tool", folder.path(), "a:b").value() == (folder / "b/tool").string());
    CHECK(find_program("tool", folder / "b", a + ":").value() == (folder / "b/tool").string());

    const auto unfit = find_program("tool", folder.path(), a);
    REQUIRE_FALSE(unfit);
    CHECK(unfit.error().kind == error_kind::refused);
    CHECK(unfit.error().text().find("is not executable. Make it so (chmod +x") != std::string::npos);

    const auto absent = find_program("tool-that-is-not-there", folder.path(), a + ":" + b);
    REQUIRE_FALSE(absent);
    CHECK(absent.error().kind == error_kind::not_found);
    CHECK(absent.error().text() ==
          "the command \"tool-that-is-not-there\" was not found in PATH. Install it, or write its full path in argv");
}

TEST_CASE("a name with a slash is a path from the working folder") {
    const test::temporary_folder folder;
    make_executable(folder.write("tool", "#!/bin/sh\n"));
    CHECK(find_program("./tool", folder.path(), "").value() == (folder.path() / "./tool").string());
    CHECK(find_program("/bin/sh", folder.path(), "").value() == "/bin/sh");
    CHECK(find_program("./other", folder.path(), "/bin").error().kind == error_kind::not_found);
    CHECK(find_program(folder.path().string(), "/", "").error().text().find("is a folder") != std::string::npos);
}

TEST_CASE("a working folder must be there, be a folder and let us in") {
    const test::temporary_folder folder;
    const auto file = folder.write("file", "");
    CHECK(check_working_folder(folder.path()));
    CHECK(check_working_folder(folder / "absent").error().text().find("does not exist. Make it, or correct \"cwd\"") !=
          std::string::npos);
    CHECK(check_working_folder(file).error().text().find("is no folder") != std::string::npos);
    std::filesystem::create_directory(folder / "shut");
    std::filesystem::permissions(folder / "shut", std::filesystem::perms::none);
    if (::geteuid() != 0)  // everything is open to root
        CHECK(check_working_folder(folder / "shut").error().text().find("may not be entered") != std::string::npos);
}
