// A library of many runs: taken in at once or not at all, and listed whole.
#include <sys/wait.h>

#include <algorithm>

#include <SQLiteCpp/Database.h>
#include <fmt/format.h>

#include "tests/engine/store/child_program.h"
#include "tests/engine/store/store_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;

TEST_CASE("child: import many runs" * doctest::skip()) {
    const auto store = open_store(child_setting("DB"));
    std::vector<run_record> many(40, plain_run("one of many"));
    for (auto& each : many) {
        each.trials = {plain_trial(1)};
        for (int i = 0; i < 10; ++i) {
            each.trials[0].attempts.push_back(plain_attempt(i, i));
            each.trials[0].attempts.back().output.text.assign(50'000, 'x');
        }
    }
    report_to_parent("begins");
    value_of(store->add_runs(many));
    report_to_parent("done");
}

TEST_CASE("killed in the middle of an import of many runs, none of them is there") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    value_of(open_store(file)->add_run(plain_run("before")));
    child_program child("child: import many runs", {{"DB", file.string()}});
    CHECK(child.next_report() == "begins");
    // What memory does not hold goes to the journal long before the end.
    std::error_code missing;
    const auto journal = file.string() + "-wal";
    const bool under_way = holds_in_time([&] {
        const auto bytes = std::filesystem::file_size(journal, missing);
        return !missing && bytes > 1'000'000;
    });
    child.kill_hard();
    CHECK(under_way);
    const bool was_done = child.next_report() == "done";
    CHECK(WIFSIGNALED(child.wait()));
    CHECK(value_of(open_store(file)->list_runs()).size() == (was_done ? 41 : 1));
    CHECK(SQLite::Database(file.string()).execAndGet("PRAGMA integrity_check").getString() == "ok");
}

TEST_CASE("ten thousand runs are listed, newest first, each with what is its own") {
    constexpr int count = 10'000;
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    std::vector<run_record> all(count, plain_run(""));
    for (int i = 0; i < count; ++i) {
        auto& each = all[static_cast<std::size_t>(i)];
        // Not in the order of their numbers, and some at the same moment.
        each.summary.started_at = 1'700'000'000'000 + (i * 7919) % count / 2;
        each.summary.name = fmt::format("run {}", i);
        each.summary.host_id = each.summary.host_name = fmt::format("host {}", i % 3);
        each.summary.state = run_state::complete;
        each.summary.starred = i % 1000 == 0;
        if (i % 10 == 0) each.summary.tags = {"tenth", fmt::format("tag {}", i)};
        each.trials.assign(static_cast<std::size_t>(i % 4), plain_trial(2));
        for (auto& one : each.trials) one.state = trial_state::complete;
    }
    const auto ids = value_of(store->add_runs(all));
    REQUIRE(ids.size() == count);
    value_of(store->discard_run(ids[4711]));

    const auto listed = value_of(store->list_runs());
    REQUIRE(listed.size() == count - 1);
    const auto is_newer = [](const run_summary& a, const run_summary& b) {
        return a.started_at != b.started_at ? a.started_at > b.started_at : a.id.value > b.id.value;
    };
    CHECK(std::ranges::is_sorted(listed, is_newer));
    int wrong = 0, starred = 0, tenth = 0;
    for (const auto& each : listed) {
        const auto i = static_cast<std::size_t>(each.id.value - ids.front().value);
        const auto& told = all.at(i).summary;
        starred += each.starred ? 1 : 0;
        tenth += each.tags.empty() ? 0 : 1;
        wrong += each.name == told.name && each.host_id == told.host_id && each.started_at == told.started_at &&
                         each.tags == told.tags && each.starred == told.starred &&
                         each.trials_complete == static_cast<int>(i % 4) && each.workers == told.workers
                     ? 0
                     : 1;
    }
    CHECK(wrong == 0);
    CHECK(starred == 10);
    CHECK(tenth == 1000);
}
