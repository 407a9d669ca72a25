// Many children at once and many one after the other: nothing is lost, mixed up or left open.
#include <sys/wait.h>

#include <csignal>

#include "engine/process/pipes.h"
#include "tests/engine/process/process_test_support.h"

using namespace sweeplab;
using test::process_bench;

namespace {

process_request program(std::string path, std::vector<std::string> argv) {
    process_request request;
    request.program = std::move(path);
    request.argv = std::move(argv);
    return request;
}

// Keeps `width` children running until `total` have ended.
class crowd {
public:
    crowd(process_bench& bench, int width, int total, std::function<process_request(int)> request_of,
          std::function<void(int, const process_outcome&)> check)
        : bench_(bench), total_(total), request_of_(std::move(request_of)), check_(std::move(check)) {
        slots_.resize(static_cast<std::size_t>(width));
    }

    void run() {
        for (auto& slot : slots_) start_next(slot);
        bench_.loop().run_until([this] { return ended_ == total_; });
    }

private:
    void start_next(std::unique_ptr<child_process>& slot) {
        if (started_ == total_) return;
        const int number = started_++;
        slot = std::make_unique<child_process>(bench_.loop(), bench_.waiter(), request_of_(number),
                                               [this, number, &slot](const process_outcome& outcome) {
                                                   check_(number, outcome);
                                                   ++ended_;
                                                   start_next(slot);
                                               });
        slot->start();
    }

    process_bench& bench_;
    int total_;
    int started_ = 0;
    int ended_ = 0;
    std::function<process_request(int)> request_of_;
    std::function<void(int, const process_outcome&)> check_;
    std::vector<std::unique_ptr<child_process>> slots_;
};

void run_512_at_once(process_bench& bench) {
    REQUIRE(ensure_descriptors(512 * 4));
    crowd all(
        bench, 512, 512,
        [](int number) {
            auto request = program("/bin/cat", {"cat"});
            request.input = "child " + std::to_string(number);
            return request;
        },
        [](int number, const process_outcome& outcome) {
            CHECK(outcome.exit_code == 0);
            CHECK(outcome.output.text() == "child " + std::to_string(number));
        });
    all.run();
}

// A stale event that reached the next child under the same descriptor or process id would end a
// sleeper before its time.
void run_thousands(process_bench& bench, int total) {
    constexpr auto nap = 30ms;
    crowd all(
        bench, 32, total,
        [](int number) {
            return number % 8 == 0 ? program("/bin/sleep", {"sleep", "0.03"}) : program("/bin/true", {"true"});
        },
        [&](int number, const process_outcome& outcome) {
            CHECK(outcome.end == process_end::exited);
            CHECK(outcome.exit_code == 0);
            CHECK_FALSE(outcome.left_behind);
            CHECK(outcome.ended - outcome.started > (number % 8 == 0 ? nap : 0ms));
            CHECK(outcome.ended <= bench.loop().now());
        });
    all.run();
}

}  // namespace

TEST_CASE("512 children at once each get their own text back") {
    SUBCASE("pidfd and epoll") {
        process_bench bench(child_waiter::kind::pidfd);
        run_512_at_once(bench);
    }
    SUBCASE("waiting threads and poll") {
        process_bench bench(child_waiter::kind::threads, event_loop::backend::poll);
        run_512_at_once(bench);
    }
}

TEST_CASE("thousands of short children each get their own times") {
    SUBCASE("pidfd and epoll") {
        process_bench bench(child_waiter::kind::pidfd);
        run_thousands(bench, 2000);
    }
    SUBCASE("waiting threads and poll") {
        process_bench bench(child_waiter::kind::threads, event_loop::backend::poll);
        run_thousands(bench, 500);
    }
}

TEST_CASE("loops, waiters and children come and go") {
    for (const auto kind : {child_waiter::kind::pidfd, child_waiter::kind::threads}) {
        for (int i = 0; i < 100; ++i) {
            process_bench bench(kind);
            std::optional<process_outcome> outcome;
            const auto child = bench.make(program("/bin/true", {"true"}), outcome);
            child->start();
            if (i % 2 == 0) bench.loop().run_until([&] { return outcome.has_value(); });
        }
    }
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("exit codes are known even when this program was started with SIGCHLD ignored") {
    std::signal(SIGCHLD, SIG_IGN);
    process_bench bench;
    const auto outcome = bench.run(test::shell("exit 7"));
    CHECK(outcome.exit_code == 7);
}
