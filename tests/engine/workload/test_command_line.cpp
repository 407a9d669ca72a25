#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "engine/workload/command_line.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;

namespace {

std::shared_ptr<const command_spec> spec_of(json value) {
    value["kind"] = "command";
    const auto read = read_command_spec(value, "/workload");
    REQUIRE_MESSAGE(read, (read ? std::string{} : read.error().text()));
    return std::dynamic_pointer_cast<const command_spec>(*read);
}

process_request request_of(command_line& line, const item& one) {
    auto request = line.request_for(one);
    REQUIRE_MESSAGE(request, (request ? std::string{} : request.error().text()));
    return *request;
}

bool holds(const process_request& request, const std::string& variable) {
    return std::count(request.environment->begin(), request.environment->end(), variable) == 1;
}

}  // namespace

TEST_CASE("placeholders are filled in everywhere, and other braces stay") {
    const test::temporary_folder folder;
    std::filesystem::create_directory(folder / "in-7");
    command_line line(spec_of({{"argv", {"sh", "-w{workers}", "{item}/{item_name}", "{\"json\": {unknown}}", "{prompt}"}},
                               {"env", {{"SEED", "{seed}"}, {"TEXT", "<{item}>"}}},
                               {"cwd", "in-{seed}"},
                               {"stdin", "{prompt}!"},
                               {"prompt", "sum up {item} on {workers}"},
                               {"items", {"a"}}}),
                      folder.path());
    line.set(4, 7);
    const auto request = request_of(line, {"name", "text {seed}"});
    CHECK(request.argv ==
          std::vector<std::string>{"sh", "-w4", "text {seed}/name", "{\"json\": {unknown}}", "sum up text {seed} on 4"});
    CHECK(request.input == "sum up text {seed} on 4!");
    CHECK(request.folder == (folder / "in-7").string());
    CHECK(holds(request, "SEED=7"));
    CHECK(holds(request, "TEXT=<text {seed}>"));
    CHECK(request.program.ends_with("/sh"));
}

TEST_CASE("the environment is inherited, with the plan's on top") {
    ::setenv("SWEEPLAB_TEST_INHERITED", "kept", 1);
    ::setenv("SWEEPLAB_TEST_CHANGED", "old", 1);
    command_line line(spec_of({{"argv", {"true"}}, {"env", {{"SWEEPLAB_TEST_CHANGED", "new {workers}"}}}, {"items", {"a"}}}),
                      "");
    ::unsetenv("SWEEPLAB_TEST_INHERITED");
    ::unsetenv("SWEEPLAB_TEST_CHANGED");
    line.set(2, 1);
    const auto first = request_of(line, {"0", "a"});
    CHECK(holds(first, "SWEEPLAB_TEST_INHERITED=kept"));
    CHECK(holds(first, "SWEEPLAB_TEST_CHANGED=new 2"));
    CHECK(request_of(line, {"1", "b"}).environment == first.environment);  // made once, not for each job
    line.set(3, 1);
    CHECK(holds(request_of(line, {"0", "a"}), "SWEEPLAB_TEST_CHANGED=new 3"));
}

TEST_CASE("the program is found in the PATH that the command is given") {
    const test::temporary_folder folder;
    std::filesystem::create_directory(folder / "bin");
    std::filesystem::permissions(folder.write("bin/own-tool", "#!/bin/sh\n"), std::filesystem::perms::owner_all);
    command_line line(spec_of({{"argv", {"own-tool"}}, {"env", {{"PATH", (folder / "bin").string()}}}, {"items", {"a"}}}),
                      "");
    CHECK(line.check());
    CHECK(request_of(line, {"0", "a"}).program == (folder / "bin/own-tool").string());

    command_line relative(spec_of({{"argv", {"./own-tool"}}, {"cwd", "bin"}, {"items", {"a"}}}), folder.path());
    CHECK(relative.check());
    CHECK(request_of(relative, {"0", "a"}).program == (folder / "bin/./own-tool").string());

    command_line by_item(spec_of({{"argv", {"{item}"}}, {"items", {"a"}}}), "");
    CHECK(by_item.check());
    CHECK(request_of(by_item, {"0", "true"}).program.ends_with("/true"));
    const auto absent = by_item.request_for({"1", "no-such-program"});
    REQUIRE_FALSE(absent);
    CHECK(absent.error().message == "the command \"no-such-program\" was not found in PATH");
}

TEST_CASE("check() says what is wrong before anything runs") {
    const test::temporary_folder folder;
    folder.write("plain", "text");
    const auto fault = [&](const json& value) {
        const auto verdict = command_line(spec_of(value), folder.path()).check();
        REQUIRE_FALSE(verdict);
        return verdict.error().text();
    };
    CHECK(fault({{"argv", {"no-such-program"}}, {"items", {"a"}}}) ==
          "the command \"no-such-program\" was not found in PATH. Install it, or write its full path in argv");
    CHECK(fault({{"argv", {"./plain"}}, {"items", {"a"}}}).find("is not executable. Make it so (chmod +x") !=
          std::string::npos);
    CHECK(fault({{"argv", {"true"}}, {"cwd", "absent"}, {"items", {"a"}}})
              .find("does not exist. Make it, or correct \"cwd\"") != std::string::npos);
    CHECK(command_line(spec_of({{"argv", {"true"}}, {"cwd", "{item}"}, {"items", {"a"}}}), folder.path()).check());
    CHECK(command_line(spec_of({{"argv", {"anything at all"}}, {"shell", true}, {"items", {"a"}}}), folder.path()).check());
}

TEST_CASE("what is filled into a script is quoted, the arguments after it are not") {
    CHECK(quoted_for_shell("plain-4.txt") == "plain-4.txt");
    CHECK(quoted_for_shell("") == "''");
    CHECK(quoted_for_shell("a b") == "'a b'");
    CHECK(quoted_for_shell("it's; rm -rf /") == "'it'\\''s; rm -rf /'");

    command_line line(spec_of({{"argv", {"echo {item} | head -n {workers}", "{item}"}}, {"shell", true}, {"items", {"a"}}}),
                      "");
    line.set(3, 1);
    const auto request = request_of(line, {"0", "$(reboot) 'x'"});
    CHECK(request.program == "/bin/sh");
    CHECK(request.argv ==
          std::vector<std::string>{"sh", "-c", "echo '$(reboot) '\\''x'\\''' | head -n 3", "sh", "$(reboot) 'x'"});
}
