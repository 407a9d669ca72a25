#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <set>

#include "engine/foundation/hash.h"
#include "engine/foundation/text.h"
#include "engine/process/peak_memory.h"
#include "tests/engine/process/process_test_support.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using test::process_bench;
using test::shell;

namespace {

// Every property of a child holds for both ways of waiting for its end and both ways of polling.
template <class Check>
void on_every_platform(Check check) {
    SUBCASE("pidfd and epoll") {
        process_bench bench(child_waiter::kind::pidfd, event_loop::backend::best);
        check(bench);
    }
    SUBCASE("waiting threads and poll") {
        process_bench bench(child_waiter::kind::threads, event_loop::backend::poll);
        check(bench);
    }
}

bool process_is_gone(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
    std::string content;
    std::getline(status, content);
    const auto after_name = content.rfind(") ");
    return !status || after_name == std::string::npos || content[after_name + 2] == 'Z' || content[after_name + 2] == 'X';
}

// Runs the loop until `reached` holds, which nothing in the loop may announce.
template <class Condition>
void wait_until(process_bench& bench, Condition reached) {
    while (!reached()) {
        bool waited = false;
        bench.loop().call_after(1ms, [&] { waited = true; });
        bench.loop().run_until([&] { return waited; });
    }
}

void wait_until_gone(process_bench& bench, const process_outcome& parent) {
    const auto pid = static_cast<pid_t>(std::stol(parent.output.text()));
    wait_until(bench, [&] { return process_is_gone(pid); });
}

std::set<int> open_descriptors(bool inherited_only = false) {
    std::set<int> open;
    for (int fd = 0; fd < 4096; ++fd) {
        const int flags = ::fcntl(fd, F_GETFD);
        if (flags >= 0 && !(inherited_only && (flags & FD_CLOEXEC) != 0)) open.insert(fd);
    }
    return open;
}

}  // namespace

TEST_CASE("a child is written to while it runs, and heard piece by piece") {
    on_every_platform([](process_bench& bench) {
        auto request = shell("while read -r line; do echo \"got $line\"; [ \"$line\" = end ] && exit 0; done; exit 9");
        request.input = "first\n";
        request.more_input = true;
        std::string heard;
        child_process* running = nullptr;
        const std::string long_line(200'000, 'x');  // more than a pipe holds
        request.on_output = [&](std::string_view piece) {
            heard += piece;
            if (heard == "got first\n") running->write(long_line + "\n");
            if (heard.ends_with("x\n") && heard.size() > long_line.size()) running->write("end\n");
        };
        std::optional<process_outcome> outcome;
        const auto child = bench.make(std::move(request), outcome);
        running = child.get();
        child->start();
        bench.loop().run_until([&] { return outcome.has_value(); });
        CHECK(outcome->exit_code == 0);
        CHECK(heard == "got first\ngot " + long_line + "\ngot end\n");
        CHECK(outcome->output.bytes == static_cast<std::int64_t>(heard.size()));
        running->write("too late\n");
    });
}

TEST_CASE("a child's output, exit code and times come back") {
    on_every_platform([](process_bench& bench) {
        const auto before = bench.loop().now();
        const auto outcome = bench.run(shell("echo out; echo err >&2; exit 3"));
        CHECK(outcome.end == process_end::exited);
        CHECK(outcome.exit_code == 3);
        CHECK(outcome.stopped_by == process_stop::none);
        CHECK(outcome.output.text() == "out\n");
        CHECK(outcome.output.digest == hash64("out\n"));
        CHECK(outcome.error_output.text() == "err\n");
        CHECK_FALSE(outcome.left_behind);
        CHECK(before <= outcome.started);
        CHECK(outcome.started < outcome.spawned);
        CHECK(outcome.started < outcome.ended);
        CHECK(outcome.ended <= bench.loop().now());
    });
}

TEST_CASE("a child killed by a signal says which") {
    on_every_platform([](process_bench& bench) {
        const auto outcome = bench.run(shell("kill -SEGV $$"));
        CHECK(outcome.end == process_end::signalled);
        CHECK(outcome.signal == SIGSEGV);
    });
}

TEST_CASE("what cannot be started is an outcome that says what to do") {
    const test::temporary_folder folder;
    folder.write("plain.txt", "text");
    const auto script = folder.write("script", "#!/no/such/interpreter\n");
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    const auto data = folder.write("data", "\x01\x02\x03");
    std::filesystem::permissions(data, std::filesystem::perms::owner_all);
    on_every_platform([&](process_bench& bench) {
        const auto fault_of = [&](const std::string& program, const std::string& in = {}) {
            process_request request;
            request.program = program;
            request.argv = {program};
            request.folder = in;
            const auto outcome = bench.run(std::move(request));
            CHECK(outcome.end == process_end::could_not_start);
            CHECK(outcome.started <= outcome.ended);
            return outcome.fault.text();
        };
        CHECK(fault_of("/no/such/program").find("there is no program \"/no/such/program\"") != std::string::npos);
        CHECK(fault_of((folder / "plain.txt").string()).find("is not executable. Make it so (chmod +x") !=
              std::string::npos);
        CHECK(fault_of(folder.path().string()).find("is a folder, not a program") != std::string::npos);
        CHECK(fault_of(script.string()).find("interpreter") != std::string::npos);
        CHECK(fault_of(data.string()).find("no format that this machine can run") != std::string::npos);
        CHECK(fault_of("/bin/true", "/no/such/folder").find("the working folder \"/no/such/folder\" does not exist") !=
              std::string::npos);
    });
}

TEST_CASE("arguments that no program can be given are refused") {
    process_bench bench;
    auto request = shell("true");
    request.argv.push_back(std::string("a\0b", 3));
    const auto zero = bench.run(std::move(request));
    CHECK(zero.end == process_end::could_not_start);
    CHECK(zero.fault.kind == error_kind::bad_input);

    request = shell("true");
    request.argv.push_back(std::string(10'000'000, 'x'));
    const auto long_argument = bench.run(std::move(request));
    CHECK(long_argument.end == process_end::could_not_start);
    CHECK(long_argument.fault.text().find("stdin") != std::string::npos);
}

TEST_CASE("a child gets its own environment, folder and stdin") {
    const test::temporary_folder folder;
    process_bench bench;
    auto request = shell("echo $GREETING; pwd -P; cat");
    request.environment =
        std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"GREETING=hello", "PATH=/usr/bin:/bin"});
    request.folder = std::filesystem::canonical(folder.path()).string();
    request.input = "given\n";
    CHECK(bench.run(request).output.text() == "hello\n" + request.folder + "\ngiven\n");
}

TEST_CASE("a child's signals are at their defaults, and reading the terminal cannot stop it") {
    process_bench bench;
    process_request request;
    request.program = "/bin/grep";
    request.argv = {"grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"};
    std::signal(SIGPIPE, SIG_IGN);
    const auto outcome = bench.run(request);
    std::signal(SIGPIPE, SIG_DFL);
    // Blocked are SIGTTIN and SIGTTOU (21 and 22); the C library ignores 32 and 33, its own, in every child.
    CHECK(outcome.output.text() == "SigBlk:\t0000000000300000\nSigIgn:\t0000000180000000\n");
}

TEST_CASE("without a text stdin is empty, and no descriptor of ours leaks into the child") {
    process_bench bench;
    CHECK(bench.run(shell("cat; echo end")).output.text() == "end\n");

    process_request request;
    request.program = "/bin/ls";
    request.argv = {"ls", "/proc/self/fd"};
    auto expected = open_descriptors(true);  // what this program itself was given
    expected.merge(std::set{0, 1, 2});
    int of_the_folder = 3;  // that ls reads: the lowest number that is free
    while (expected.contains(of_the_folder)) ++of_the_folder;
    expected.insert(of_the_folder);
    const auto listing = bench.run(request).output.text();
    for (const auto line : split(trim(listing), '\n')) CHECK(expected.count(std::stoi(std::string(line))) == 1);
}

TEST_CASE("a text of 10 MB goes through stdin while the output comes back") {
    on_every_platform([](process_bench& bench) {
        std::string text;
        while (text.size() < 10'000'000) text += "a line of the input " + std::to_string(text.size()) + "\n";
        auto request = shell("cat");
        request.input = text;
        request.kept_output_bytes = text.size();
        const auto outcome = bench.run(std::move(request));
        CHECK(outcome.exit_code == 0);
        CHECK(outcome.output.bytes == static_cast<std::int64_t>(text.size()));
        CHECK(outcome.output.digest == hash64(text));
        CHECK(outcome.output.within(text.size()).text == text);
    });
}

TEST_CASE("a child that does not read its stdin is no error, and no signal reaches us") {
    on_every_platform([](process_bench& bench) {
        for (const char* script : {"exit 0", "exec 0<&-; sleep 0.05; exit 0"}) {
            auto request = shell(script);
            request.input = std::string(10'000'000, 'x');
            const auto outcome = bench.run(std::move(request));
            CHECK(outcome.end == process_end::exited);
            CHECK(outcome.exit_code == 0);
        }
    });
}

TEST_CASE("a gigabyte of output is counted and digested, and costs no memory") {
    process_bench bench;
    rusage before{};
    ::getrusage(RUSAGE_SELF, &before);
    const auto outcome = bench.run(shell("head -c 1000000000 /dev/zero; echo last >&2"));
    rusage after{};
    ::getrusage(RUSAGE_SELF, &after);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.output.bytes == 1'000'000'000);
    CHECK_FALSE(outcome.output.whole());
    CHECK(outcome.output.head == std::string(32 * 1024, '\0'));
    CHECK(outcome.output.tail == std::string(32 * 1024, '\0'));
    CHECK(outcome.error_output.text() == "last\n");
    CHECK(after.ru_maxrss - before.ru_maxrss < 64 * 1024);  // KiB
}

TEST_CASE("binary output comes back byte by byte") {
    process_bench bench;
    std::string every_byte;
    for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
    auto request = shell("cat");
    request.input = every_byte;
    CHECK(bench.run(std::move(request)).output.text() == every_byte);
}

TEST_CASE("a time limit ends the child") {
    on_every_platform([](process_bench& bench) {
        auto request = shell("sleep 1000");
        request.time_limit = 50ms;
        const auto outcome = bench.run(std::move(request));
        CHECK(outcome.stopped_by == process_stop::time_limit);
        CHECK(outcome.end == process_end::signalled);
        CHECK(outcome.signal == SIGTERM);
        CHECK(outcome.ended - outcome.started >= 50ms);
    });
}

TEST_CASE("a child and its descendants that ignore SIGTERM are killed after the grace") {
    on_every_platform([](process_bench& bench) {
        const test::temporary_folder folder;
        auto request = shell("trap '' TERM; (while :; do sleep 0.01; done) & echo > deaf; while :; do sleep 0.01; done");
        request.folder = folder.path().string();
        request.kill_grace = 100ms;
        std::optional<process_outcome> outcome;
        const auto child = bench.make(std::move(request), outcome);
        child->start();
        wait_until(bench, [&] { return std::filesystem::exists(folder / "deaf"); });
        child->cancel();
        bench.loop().run_until([&] { return outcome.has_value(); });
        CHECK(outcome->stopped_by == process_stop::cancelled);
        CHECK(outcome->end == process_end::signalled);
        CHECK(outcome->signal == SIGKILL);
    });
}

TEST_CASE("cancelling twice, before the start and after the end does no harm") {
    on_every_platform([](process_bench& bench) {
        int reports = 0;
        std::optional<process_outcome> outcome;
        child_process child(bench.loop(), bench.waiter(), shell("sleep 1000"), [&](process_outcome ended) {
            ++reports;
            outcome = std::move(ended);
        });
        child.cancel();
        child.start();
        child.cancel();
        child.cancel();
        CHECK(reports == 0);
        bench.loop().run_until([&] { return outcome.has_value(); });
        child.cancel();
        CHECK(bench.run(shell("true")).exit_code == 0);
        CHECK(reports == 1);
        CHECK(outcome->stopped_by == process_stop::cancelled);
        CHECK(outcome->signal == SIGTERM);
    });
}

TEST_CASE("a child that ends well while it is being cancelled says so") {
    const test::temporary_folder folder;
    process_bench bench;
    std::optional<process_outcome> outcome;
    auto request = shell("trap 'echo tidied up; exit 0' TERM; echo > ready; while :; do sleep 0.01; done");
    request.folder = folder.path().string();
    const auto child = bench.make(std::move(request), outcome);
    child->start();
    wait_until(bench, [&] { return std::filesystem::exists(folder / "ready"); });
    child->cancel();
    bench.loop().run_until([&] { return outcome.has_value(); });
    CHECK(outcome->stopped_by == process_stop::cancelled);
    CHECK(outcome->end == process_end::exited);
    CHECK(outcome->output.text() == "tidied up\n");
}

TEST_CASE("a descendant that keeps the pipe open is ended, and its time does not count") {
    on_every_platform([](process_bench& bench) {
        auto request = shell("sleep 1000 & echo $!");
        request.pipe_grace = 100ms;
        const auto outcome = bench.run(std::move(request));
        CHECK(outcome.end == process_end::exited);
        CHECK(outcome.exit_code == 0);
        CHECK(outcome.left_behind);
        CHECK(bench.loop().now() - outcome.ended >= 100ms);  // the end was stamped before the grace began
        wait_until_gone(bench, outcome);
    });
}

TEST_CASE("a descendant that only needs a moment more delivers its output") {
    process_bench bench;
    auto request = shell("(sleep 0.05; echo late) & echo early");
    request.pipe_grace = 100s;
    const auto outcome = bench.run(std::move(request));
    CHECK(outcome.output.text() == "early\nlate\n");
}

TEST_CASE("a descendant in a session of its own that keeps the pipe open is cut off") {
    process_bench bench;
    auto request = shell("setsid sh -c 'while :; do echo still here; sleep 0.01; done' & echo $!");
    request.pipe_grace = 50ms;
    const auto outcome = bench.run(std::move(request));
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.left_behind);
    // The next line that it writes ends it (SIGPIPE).
    wait_until_gone(bench, outcome);
}

TEST_CASE("cancelling while a descendant is waited for ends the wait") {
    const test::temporary_folder folder;
    process_bench bench;
    auto request = shell("sleep 1000 & echo $$ > written; mv written pid; exit 0");
    request.folder = folder.path().string();
    request.pipe_grace = 1000s;
    std::optional<process_outcome> outcome;
    const auto child = bench.make(std::move(request), outcome);
    child->start();
    wait_until(bench, [&] {
        return std::filesystem::exists(folder / "pid") && process_is_gone(std::stoi(test::read_file(folder / "pid")));
    });
    wait_until(bench, [looks = 0]() mutable { return ++looks > 10; });  // the loop hears of the end meanwhile
    child->cancel();
    bench.loop().run_until([&] { return outcome.has_value(); });
    CHECK(outcome->left_behind);
}

TEST_CASE("a silent descendant is ended with the child") {
    process_bench bench;
    const auto outcome = bench.run(shell("sleep 1000 >/dev/null 2>&1 & echo $!"));
    wait_until_gone(bench, outcome);
    CHECK(outcome.exit_code == 0);
}

TEST_CASE("destroying a running child ends it, and nothing stays open") {
    on_every_platform([](process_bench& bench) {
        bench.run(shell("true"));
        const auto before = open_descriptors();
        for (int i = 0; i < 99; ++i) {
            std::optional<process_outcome> outcome;
            const auto child = bench.make(shell("sleep 1000 & sleep 1000"), outcome);
            child->start();
            if (i % 3 == 1) child->cancel();
            if (i % 3 == 2) bench.run(shell("true"));
        }
        CHECK(open_descriptors() == before);
        CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // no child is left, not even a zombie
    });
}

TEST_CASE("a child may be destroyed from its own callback") {
    on_every_platform([](process_bench& bench) {
        for (const char* script : {"true", "echo text", "sleep 0.05 & exit 0"}) {
            bool ended = false;
            std::unique_ptr<child_process> child;
            child = std::make_unique<child_process>(bench.loop(), bench.waiter(), shell(script), [&](process_outcome) {
                child.reset();
                ended = true;
            });
            child->start();
            bench.loop().run_until([&] { return ended; });
            CHECK_FALSE(child);
        }
    });
}

TEST_CASE("processor time is the child's") {
    process_bench bench;
    const auto busy = bench.run(shell("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"));
    CHECK(busy.usage.user > 10ms);
    CHECK(busy.usage.user + busy.usage.system <= busy.ended - busy.started + 50ms);
}

TEST_CASE("peak memory is the child's, and absent where it may be our own") {
    process_bench bench;
    const std::vector<char> ours(100 << 20, 1);
    CHECK(ours.back() == 1);
    const auto small = bench.run(shell("true"));
    CHECK_FALSE(small.usage.peak_memory_bytes);
    // tail keeps the whole input, which has no line break: well above what this program ever used.
    rusage own{};
    ::getrusage(RUSAGE_SELF, &own);
    const auto input_bytes = reported_peak_memory(own) + 200'000'000;
    const auto large = bench.run(shell("head -c " + std::to_string(input_bytes) + " /dev/zero | tail -n 1 | wc -c"));
    REQUIRE(large.usage.peak_memory_bytes);
    CHECK(*large.usage.peak_memory_bytes > input_bytes - 50'000'000);
}
