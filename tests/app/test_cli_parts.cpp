#include <doctest/doctest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "app/cli/child_groups.h"
#include "app/cli/console.h"
#include "app/cli/fault_text.h"
#include "app/cli/progress_lines.h"
#include "app/cli/scaling_report.h"
#include "app/cli/standing_trials.h"
#include "app/cli/text_table.h"

using namespace sweeplab;
using namespace sweeplab::cli;

TEST_CASE("a table is aligned by characters, not bytes, and leaves out empty columns") {
    text_table table;
    table.add_column("n", {"1", "10"}, text_table::align::right);
    table.add_column("what", {"2.9×", "a – b"});
    table.add_column_if_any("none", {"", ""});
    table.add_column_if_any("last", {"", "x"});
    CHECK(table.text() ==
          " n  what   last\n"
          " 1  2.9×\n"
          "10  a – b  x\n");
}

TEST_CASE("names cannot move the cursor, colour the terminal or turn its writing") {
    CHECK(without_controls("a\x1b[31mb\rc\td\x7f\ne") == "a [31mb c d \ne");
    CHECK(without_controls(std::string("a\0b", 3)) == "a b");
    CHECK(without_controls("a\xC2\x9B"
                           "31mb\xE2\x80\xAE"
                           "c\xE2\x81\xA6"
                           "d") == "a 31mb c d");
    CHECK(without_controls("2.9× – „ä“ … \xE2\x82\xAC \xC2\xA0.") == "2.9× – „ä“ … \xE2\x82\xAC \xC2\xA0.");
    CHECK(without_controls("cut \xE2\x80") == "cut \xEF\xBF\xBD\xEF\xBF\xBD");
    text_table table;
    table.add_column("name", {"two\nlines", "x"});
    table.add_column("n", {"1", "2"});
    CHECK(table.text() == "name       n\ntwo lines  1\nx          2\n");
}

TEST_CASE("cutting keeps whole characters") {
    CHECK(cut_to_width("abcdef", 6) == "abcdef");
    CHECK(cut_to_width("abcdef", 4) == "abc…");
    CHECK(cut_to_width("äöüß€", 3) == "äö…");
    CHECK(cut_to_width("abc", 1) == "…");
    CHECK(cut_to_width("abc", 0) == "");
}

TEST_CASE("numbers of a column share their decimals") {
    CHECK(number_cells({171.14, 58.5, 3.27}) == std::vector<std::string>{"171.14", "58.50", "3.27"});
    CHECK(number_cells({1000.0, std::nullopt, 250.0}) == std::vector<std::string>{"1000", "", "250"});
    CHECK(number_cells({0.0092, 0.0}) == std::vector<std::string>{"0.00920", "0.00000"});
    CHECK(number_cells({0.000000396}) == std::vector<std::string>{"0.000000396"});  // the cost of a job
    CHECK(number_cells({0.0}) == std::vector<std::string>{"0"});
}

TEST_CASE("the scaling table says what a job and a result cost, where prices are known") {
    run_record run;
    run.summary.workers = {1, 2};
    for (const int workers : {1, 2}) {
        trial one;
        one.workers = one.slots = workers;
        one.state = trial_state::complete;
        one.time_ns = 1'000'000'000 / workers;
        one.jobs = 12;
        run.trials.push_back(one);
    }
    CHECK(scaling_table(make_scaling_curve(run), run).find("cost") == std::string::npos);
    run.trials[0].cost = 0.0096;
    auto table = scaling_table(make_scaling_curve(run), run);
    CHECK(table.find("cost/job") != std::string::npos);
    CHECK(table.find("0.000800 USD") != std::string::npos);
    CHECK(table.find("cost/result") == std::string::npos);
    run.trials[0].result_count = 48;
    table = scaling_table(make_scaling_curve(run), run);
    CHECK(table.find("cost/result") != std::string::npos);
    CHECK(table.find("0.000200 USD") != std::string::npos);
}

TEST_CASE("progress in words") {
    CHECK(time_left_in_words(0.2) == "1 s");
    CHECK(time_left_in_words(59.9) == "1 min 0 s");
    CHECK(time_left_in_words(200) == "3 min 20 s");
    CHECK(time_left_in_words(7500) == "2 h 5 min");
    run_progress progress;
    progress.trials_done = 2;
    progress.trials_total = 8;
    progress.jobs_done = 7;
    progress.jobs_total = 12;
    progress.jobs_running = 4;
    CHECK(progress_in_words(progress, std::nullopt) == "trial 3 of 8 · 7 of 12 items, 4 running");
    progress.jobs_failed = 1;
    progress.tokens_per_s = 310.4;
    progress.eta_s = 12;
    trial_started begun;
    begun.workers = 4;
    CHECK(progress_in_words(progress, begun) ==
          "trial 3 of 8 · about 12 s left · 4 workers, repeat 1 · 7 of 12 items, 4 running, 1 failed · 310 tokens/s");
    progress.trials_done = 8;
    CHECK(progress_in_words(progress, std::nullopt).starts_with("trial 8 of 8"));
}

TEST_CASE("a finished trial in words") {
    trial one;
    one.workers = 4;
    one.state = trial_state::complete;
    one.time_ns = 2'910'000'000;
    CHECK(trial_in_words(one) == "4 workers, repeat 1: 2.91 s");
    one.failed = 1;
    CHECK(trial_in_words(one) == "4 workers, repeat 1: 2.91 s, 1 item failed");
    one.state = trial_state::failed;
    one.message = "exit code 3";
    one.warm_up = true;
    one.workers = 1;
    CHECK(trial_in_words(one) == "1 worker, warm-up: failed, 1 item failed: exit code 3");
}

TEST_CASE("a trial that was cut off counts no more once it was redone") {
    run_record run;
    const auto add = [&](int workers, int repeat, trial_state state, bool warm_up = false) {
        trial one;
        one.workers = workers;
        one.repeat = repeat;
        one.state = state;
        one.warm_up = warm_up;
        run.trials.push_back(one);
    };
    add(1, 1, trial_state::complete, true);
    add(1, 1, trial_state::complete);
    add(2, 1, trial_state::cancelled);
    add(2, 1, trial_state::complete);
    add(2, 2, trial_state::failed);
    const auto standing = standing_trials(run);
    REQUIRE(standing.size() == 3);
    CHECK(standing[0] == &run.trials[1]);
    CHECK(standing[1] == &run.trials[3]);
    CHECK(standing[2] == &run.trials[4]);
}

TEST_CASE("faults as a person types them") {
    CHECK(parse_fault_text("server_error:share=0.1,status=503").value() ==
          json{{"what", "server_error"}, {"share", 0.1}, {"status", 503}});
    CHECK(parse_fault_text("hang:nth=3+7").value() == json{{"what", "hang"}, {"nth_requests", {3, 7}}});
    CHECK(parse_fault_text("{\"what\": \"refuse\"}").value() == json{{"what", "refuse"}});
    CHECK(parse_fault_text("hang").value() == json{{"what", "hang"}});
    CHECK_FALSE(parse_fault_text("hang:nth=x").has_value());
    CHECK_FALSE(parse_fault_text("hang:share").has_value());
    CHECK_FALSE(parse_fault_text("{").has_value());
}

TEST_CASE("child groups: a child that leads one is found by both ways, one that does not is not") {
    int pipe_ends[2];
    REQUIRE(::pipe(pipe_ends) == 0);
    const auto start = [&](bool leads) {
        const pid_t child = ::fork();
        if (child == 0) {
            if (leads) ::setpgid(0, 0);
            if (::write(pipe_ends[1], "r", 1) != 1) ::_exit(1);
            while (true) ::pause();
        }
        char ready = 0;
        REQUIRE(::read(pipe_ends[0], &ready, 1) == 1);
        return child;
    };
    const pid_t leader = start(true);
    const pid_t follower = start(false);
    const auto has = [](const std::vector<pid_t>& list, pid_t pid) {
        return std::find(list.begin(), list.end(), pid) != list.end();
    };
    CHECK(has(child_groups(), leader));
    CHECK_FALSE(has(child_groups(), follower));
    if (::access("/bin/ps", X_OK) == 0 || ::access("/usr/bin/ps", X_OK) == 0) {
        CHECK(has(child_groups_by_ps(), leader));
        CHECK_FALSE(has(child_groups_by_ps(), follower));
    }
    kill_child_groups();
    int status = 0;
    CHECK(::waitpid(leader, &status, 0) == leader);
    CHECK(WIFSIGNALED(status));
    CHECK(::waitpid(follower, &status, WNOHANG) == 0);
    ::kill(follower, SIGKILL);
    ::waitpid(follower, &status, 0);
    ::close(pipe_ends[0]);
    ::close(pipe_ends[1]);
}
