#include <doctest/doctest.h>

#include "engine/foundation/hash.h"
#include "tests/engine/workload/command_trial.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

json script(const std::string& text) { return {{"argv", {text}}, {"shell", true}, {"items", {"a"}}}; }

json with(json value, const char* key, json entry) {
    value[key] = std::move(entry);
    return value;
}

}  // namespace

TEST_CASE("a job that succeeds brings times, measures and texts") {
    command_trial trial({{"argv", {"sh", "-c", "echo out $1; echo err >&2", "sh", "{item}"}}, {"items", {"one", "two"}}});
    REQUIRE(trial.check());
    trial.run_all();
    const auto& job = trial.of(1);
    CHECK(job.verdict.state == attempt_state::succeeded);
    CHECK(job.span.state == attempt_state::succeeded);
    CHECK(job.span.reason == failure_reason::none);
    CHECK(job.span.output.text == "out two\n");
    CHECK(job.span.error_output.text == "err\n");
    CHECK(0 < job.span.start_ns);
    CHECK(trial.of(0).span.end_ns < job.span.start_ns);
    CHECK(job.span.start_ns < job.span.end_ns);
    CHECK(job.span.end_ns <= trial.now_ns());
    CHECK((job.verdict.ended - job.verdict.started).count() == job.span.end_ns - job.span.start_ns);
    const auto& measured = job.span.measured;
    CHECK(measured.get(measure::exit_code) == 0);
    CHECK(measured.get(measure::stdout_bytes) == 8);
    CHECK(measured.get(measure::stderr_bytes) == 4);
    CHECK(measured.get(measure::result_digest) == static_cast<std::int64_t>(hash64("out two\n")));
    CHECK(measured.get(measure::spawn_ns).value_or(0) > 0);
    CHECK(measured.has(measure::user_ns));
    CHECK(measured.has(measure::system_ns));
    CHECK(measured.has(measure::voluntary_switches));
    for (const auto absent : {measure::term_signal, measure::output_truncated, measure::left_behind, measure::result_count})
        CHECK_FALSE(measured.has(absent));
}

TEST_CASE("a whole command is told the worker count") {
    command_trial trial(json{{"argv", {"sh", "-c", "echo $N of {workers}"}}, {"env", {{"N", "{workers}"}}}});
    trial.begin(16);
    trial.start({0, 1, 0});
    trial.loop().run_until([&] { return trial.ended() == 1; });
    CHECK(trial.of(0).span.output.text == "16 of 16\n");
}

TEST_CASE("a command that fails says so in its own words") {
    const auto job = command_trial(script("echo working; echo 'no such model: x' >&2; exit 3")).run_one();
    CHECK(job.span.state == attempt_state::failed);
    CHECK(job.verdict.state == attempt_state::failed);
    CHECK(job.span.reason == failure_reason::exit_code);
    CHECK(job.span.message == "exit code 3: no such model: x");
    CHECK(job.verdict.worth_retrying);
    CHECK_FALSE(job.verdict.ends_sweep);
    CHECK_FALSE(job.span.measured.has(measure::result_digest));
    CHECK(command_trial(script("echo only here; exit 1")).run_one().span.message == "exit code 1: only here");
    CHECK(command_trial(script("exit 1")).run_one().span.message == "exit code 1");
}

TEST_CASE("which exit codes are a success is the plan's to say") {
    const auto expected = with(script("exit 3"), "expect_exit", {3, 4});
    CHECK(command_trial(expected).run_one().span.state == attempt_state::succeeded);
    CHECK(command_trial(with(script("exit 0"), "expect_exit", {3, 4})).run_one().span.reason == failure_reason::exit_code);
}

TEST_CASE("a command killed by a signal says which") {
    const auto job = command_trial(script("echo going >&2; kill -SEGV $$")).run_one();
    CHECK(job.span.reason == failure_reason::killed_by_signal);
    CHECK(job.span.message == "killed by signal 11 (Segmentation fault): going");
    CHECK(job.span.measured.get(measure::term_signal) == 11);
    CHECK_FALSE(job.span.measured.has(measure::exit_code));
}

TEST_CASE("a command that cannot be started is found by check(), and fails job by job otherwise") {
    const test::temporary_folder folder;
    folder.write("plain", "text");
    for (const char* program : {"no-such-program", "./plain", "./absent"}) {
        command_trial trial({{"argv", {program}}, {"items", {"a", "b"}}}, folder.path());
        CHECK_FALSE(trial.check());
        trial.run_all();
        for (int item = 0; item < 2; ++item) {
            const auto& job = trial.of(item);
            CHECK(job.span.state == attempt_state::failed);
            CHECK(job.span.reason == failure_reason::could_not_start);
            CHECK(job.span.message.find(program[0] == '.' ? program + 2 : program) != std::string::npos);
            CHECK_FALSE(job.verdict.worth_retrying);
            CHECK(job.span.measured.empty());
        }
    }
}

TEST_CASE("a command that runs too long is ended") {
    const auto job = command_trial(with(script("echo step 1 >&2; sleep 1000"), "timeout_s", 0.2)).run_one();
    CHECK(job.span.state == attempt_state::failed);
    CHECK(job.span.reason == failure_reason::timed_out_whole);
    CHECK(job.span.message.find("ended after the time limit of 0.2 s") == 0);
    CHECK(job.span.end_ns - job.span.start_ns >= 200'000'000);
}

TEST_CASE("a job can be cancelled, twice, and no other with it") {
    command_trial trial(with(script("[ {item} = short ] || sleep 1000"), "items", {"long", "short"}));
    trial.begin(2);
    trial.start({0, 1, 0});
    trial.start({1, 1, 1});
    trial.jobs().cancel({0, 1, 0});
    trial.jobs().cancel({0, 1, 0});
    trial.jobs().cancel({1, 2, 1});  // another attempt than the one that runs
    trial.loop().run_until([&] { return trial.ended() == 2; });
    CHECK(trial.of(0).span.state == attempt_state::cancelled);
    CHECK(trial.of(0).verdict.state == attempt_state::cancelled);
    CHECK(trial.of(0).span.reason == failure_reason::stopped);
    CHECK(trial.of(1).span.state == attempt_state::succeeded);
    trial.jobs().cancel({0, 1, 0});
    trial.jobs().finish();
}

TEST_CASE("numbers are taken from the output") {
    const auto job = command_trial(with(script("echo log; echo '{\"beliefs\": [1, 2], \"usage\": {\"tokens\": 12}}'"),
                                        "result", {{"count", "/beliefs"}, {"tokens", {{"regex", "tokens\": (\\d+)"}}}}))
                         .run_one();
    CHECK(job.span.state == attempt_state::succeeded);
    CHECK(job.span.measured.get(measure::result_count) == 2);
    CHECK(job.span.measured.get(measure::total_tokens) == 12);
    CHECK(job.verdict.tokens_used == 12);
}

TEST_CASE("an output without the number is a failure, and one that failed is not searched") {
    const auto rules = json{{"count", "/beliefs"}};
    const auto job = command_trial(with(script("echo nothing"), "result", rules)).run_one();
    CHECK(job.span.state == attempt_state::failed);
    CHECK(job.span.reason == failure_reason::result_not_found);
    CHECK(job.span.message.find("\"/beliefs\" found no number in the output: it holds no JSON") != std::string::npos);
    CHECK(command_trial(with(script("exit 2"), "result", rules)).run_one().span.reason == failure_reason::exit_code);
    const auto too_long = command_trial(with(script("head -c 3000000 /dev/zero"), "result", rules)).run_one();
    CHECK(too_long.span.message.find("Of the 3000000 bytes that the command wrote only 1048576 were looked at") !=
          std::string::npos);
}

TEST_CASE("of a long output the ends are kept, and result rules see more of it than is kept") {
    const auto value =
        with(with(script("seq 1 20000; echo '{\"n\": 5}'"), "result", {{"count", "/n"}}), "keep_output_bytes", 10);
    const auto job = command_trial(value).run_one();
    CHECK(job.span.measured.get(measure::result_count) == 5);
    CHECK(job.span.measured.get(measure::stdout_bytes) == 108'903);
    CHECK(job.span.measured.get(measure::output_truncated) == 1);
    CHECK(job.span.output.truncated);
    CHECK(job.span.output.text == "1\n2\n3\n… 108893 bytes left out …\n: 5}\n");
    const auto by_default = command_trial(script("seq 1 20000"), {}, 10).run_one();
    CHECK(by_default.span.output.text == "1\n2\n3\n… 108884 bytes left out …\n0000\n");
}

TEST_CASE("a descendant that is left behind is noted and does not count") {
    const auto job = command_trial(script("sleep 1000 & echo done")).run_one();
    CHECK(job.span.state == attempt_state::succeeded);
    CHECK(job.span.output.text == "done\n");
    CHECK(job.span.measured.get(measure::left_behind) == 1);
}

TEST_CASE("many jobs at once and one after the other on the same workers") {
    constexpr int workers = 16;
    constexpr int items = 400;
    command_trial trial({{"argv", {"sh", "-c", "echo {item_name} {workers}"}},
                         {"result", {{"count", {{"regex", "^\\d+"}}}}},
                         {"items", {{"made_up", {{"count", items}, {"words", 3}}}}}});
    trial.begin(workers);
    int next = workers;
    trial.then([&](const job_ticket& ended) {
        if (next < items) trial.start({next++, 1, ended.worker});
    });
    for (int worker = 0; worker < workers; ++worker) trial.start({worker, 1, worker});
    trial.loop().run_until([&] { return trial.ended() == items; });
    for (int item = 0; item < items; ++item) {
        CHECK(trial.of(item).span.measured.get(measure::result_count) == item);
        CHECK(trial.of(item).span.output.text == std::to_string(item) + " 16\n");
    }
    trial.jobs().finish();
}

TEST_CASE("a workload may go while its jobs run or are being decoded") {
    for (int i = 0; i < 50; ++i) {
        command_trial trial(with(with(script("echo {\\\"n\\\": 1}; [ {item} = a ] || sleep 1000"), "items", {"a", "b"}),
                                 "result", {{"count", "/n"}}));
        trial.begin(2);
        trial.start({0, 1, 0});
        trial.start({1, 1, 1});
        bool waited = false;
        trial.loop().call_after(std::chrono::microseconds(i * 100), [&] { waited = true; });
        trial.loop().run_until([&] { return waited; });
    }
}
