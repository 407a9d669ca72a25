// The disk is full, the file is gone, the process is killed.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <map>

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include "engine/foundation/random.h"
#include "engine/foundation/text.h"
#include "engine/store/connection.h"
#include "tests/engine/store/child_program.h"
#include "tests/engine/store/store_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void limit_file_size(std::uintmax_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, RLIM_INFINITY};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

attempt big_attempt(int item) {
    attempt span = plain_attempt(item, item);
    span.output.text.assign(50'000, static_cast<char>('a' + item % 26));
    return span;
}

// The files of a run that a killed process left behind, as its reports tell of it.
struct told {
    run_id run;
    std::map<std::int64_t, std::int64_t> finished;  // trial, attempts
    std::map<std::int64_t, std::int64_t> flushed;
};

void note(told& known, const std::string& line) {
    const auto parts = split(line, ' ');
    if (parts.at(0) == "run") known.run = run_id{number(parts.at(1))};
    if (parts.at(0) == "finished") known.finished[number(parts.at(1))] = number(parts.at(2));
    if (parts.at(0) == "flushed") known.flushed[number(parts.at(1))] = number(parts.at(2));
}

void check_trial(const trial& each, const told& known) {
    // What is there is the beginning of what was appended: no hole.
    for (std::size_t i = 0; i < each.attempts.size(); ++i) CHECK(each.attempts[i].item == static_cast<int>(i));
    const auto count = static_cast<std::int64_t>(each.attempts.size());
    if (const auto flushed = known.flushed.find(each.id.value); flushed != known.flushed.end())
        CHECK(count >= flushed->second);
    const auto finished = known.finished.find(each.id.value);
    if (finished != known.finished.end()) {
        CHECK(each.state == trial_state::complete);
        CHECK(count == finished->second);
    }
    if (each.state == trial_state::complete) {
        CHECK(each.jobs == count);
        CHECK(each.intervals.size() == 1);
    } else {
        CHECK(each.intervals.empty());
    }
}

}  // namespace

TEST_CASE("child: record without end" * doctest::skip()) {
    const auto store = open_store(child_setting("DB"), 1ms);
    const run_id run = value_of(store->begin_run(plain_run("to be killed")));
    report_to_parent("run " + std::to_string(run.value));
    for (int position = 0;; ++position) {
        trial summary = plain_trial(2);
        summary.position = position;
        const auto recorder = value_of(store->begin_trial(run, summary));
        const std::string name = std::to_string(summary.id.value);
        const int count = 10 + position % 4 * 30;
        for (int i = 0; i < count; ++i) {
            recorder->append(i % 20 == 0 ? rich_attempt(i, i) : plain_attempt(i, i));
            if (i == count / 2) {
                value_of(store->flush());
                report_to_parent("flushed " + name + ' ' + std::to_string(i + 1));
            }
        }
        summary.state = trial_state::complete;
        summary.time_ns = 1000;
        summary.jobs = count;
        value_of(recorder->finish(summary, {{0, worker_state::service, 0, 1, 0, 1000}}));
        report_to_parent("finished " + name + ' ' + std::to_string(count));
    }
}

TEST_CASE("killed at any moment, the database opens and what was durable is there") {
    random_source random(20261121);
    std::size_t trials_seen = 0;
    for (int round = 0; round < 25; ++round) {
        const temporary_folder folder;
        const auto file = folder / "runs.db";
        told known;
        child_program child("child: record without end", {{"DB", file.string()}});
        const auto reports = 1 + random.below(12);
        for (std::uint64_t i = 0; i < reports; ++i) note(known, child.next_report());
        std::this_thread::sleep_for(std::chrono::microseconds(random.below(3000)));
        CHECK(value_of(open_store(file)->load_run(known.run, load_detail::summary)).summary.state == run_state::running);
        child.kill_hard();
        for (std::string line = child.next_report(); !line.empty(); line = child.next_report()) note(known, line);
        CHECK(WIFSIGNALED(child.wait()));

        const auto store = open_store(file);
        const auto record = value_of(store->load_run(known.run, load_detail::everything));
        CHECK(record.summary.state == run_state::interrupted);
        for (const auto& [id, count] : known.finished)
            CHECK(std::any_of(record.trials.begin(), record.trials.end(),
                              [id = id](const trial& each) { return each.id.value == id; }));
        for (const trial& each : record.trials) check_trial(each, known);
        trials_seen += record.trials.size();
        CHECK(SQLite::Database(file.string()).execAndGet("PRAGMA integrity_check").getString() == "ok");
        value_of(store->reopen_run(known.run));  // and can be resumed
        value_of(store->end_run(known.run, run_state::complete));
        value_of(store->delete_run(known.run));
    }
    CHECK(trials_seen > 25);
}

TEST_CASE("killed while the database is being made, it opens all the same") {
    random_source random(7);
    for (int round = 0; round < 15; ++round) {
        const temporary_folder folder;
        {
            child_program child("child: record without end", {{"DB", (folder / "runs.db").string()}});
            std::this_thread::sleep_for(std::chrono::microseconds(random.below(40'000)));
        }
        const auto store = open_store(folder / "runs.db");
        CHECK(value_of(store->list_runs()).size() <= 1);
        CHECK(store->add_run(plain_run("after")));
    }
}

TEST_CASE("a dead one's mark is cleared away") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    child_program child("child: record without end", {{"DB", file.string()}});
    CHECK_FALSE(child.next_report().empty());
    child.kill_hard();
    child.wait();
    const auto marks = [&] {
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            count += entry.path().filename().string().starts_with("runs.db-owner-") ? 1 : 0;
        return count;
    };
    CHECK(marks() == 1);
    const auto store = open_store(file);
    CHECK(marks() == 0);
}

TEST_CASE("child: run into a full disk" * doctest::skip()) {
    const std::filesystem::path file = child_setting("DB");
    const auto store = open_store(file, 1ms);
    const run_id run = value_of(store->begin_run(plain_run("too big")));
    trial first = plain_trial(1);
    auto recorder = value_of(store->begin_trial(run, first));
    recorder->append(big_attempt(0));
    first.state = trial_state::complete;
    value_of(recorder->finish(first, {}));

    limit_file_size(1'000'000);
    trial second = plain_trial(2);
    recorder = value_of(store->begin_trial(run, second));
    for (int i = 0; i < 200; ++i)  // 10 MB
        recorder->append(big_attempt(i));
    const bool noticed = holds_in_time([&] { return !store->writer_health(); });
    report_to_parent(noticed ? store->writer_health().error().text() : "not noticed");
    recorder->append(big_attempt(1));
    second.state = trial_state::complete;
    const auto finished = recorder->finish(second, {});
    report_to_parent(finished ? "finished" : finished.error().text());
    const auto flushed = store->flush();
    report_to_parent(flushed ? "flushed" : "flush tells");
    report_to_parent(store->load_trial(first.id, load_detail::everything) ? "first is there" : "first is lost");

    limit_file_size(RLIM_INFINITY);  // space was made
    value_of(store->end_run(run, run_state::failed));
    const run_id next = value_of(store->begin_run(plain_run("next")));
    report_to_parent(store->writer_health() ? "healthy again" : "still ill");
    trial third = plain_trial(3);
    recorder = value_of(store->begin_trial(next, third));
    recorder->append(big_attempt(3));
    third.state = trial_state::complete;
    report_to_parent(recorder->finish(third, {}) ? "third finished" : "third lost");
}

TEST_CASE("a full disk stops the recording with a message, loses nothing that was durable, and can be got over") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    child_program child("child: run into a full disk", {{"DB", file.string()}});
    const std::string health = child.next_report();
    CAPTURE(health);
    CHECK(health.starts_with(file.string() + ": the disk is full"));
    CHECK(health.find("Free some space") != std::string::npos);
    CHECK(child.next_report() == health);  // the trial does not end as if it were whole
    CHECK(child.next_report() == "flush tells");
    CHECK(child.next_report() == "first is there");
    CHECK(child.next_report() == "healthy again");
    CHECK(child.next_report() == "third finished");
    CHECK(child.wait() == 0);

    const auto store = open_store(file);
    std::vector<trial_state> states;
    for (const auto& run : value_of(store->list_runs()))
        for (const auto& each : value_of(store->load_run(run.id, load_detail::everything)).trials) {
            states.push_back(each.state);
            if (each.state == trial_state::complete) CHECK(each.attempts.size() == 1);
        }
    CHECK(states == std::vector<trial_state>{trial_state::complete, trial_state::complete, trial_state::interrupted});
    CHECK(SQLite::Database(file.string()).execAndGet("PRAGMA integrity_check").getString() == "ok");
}

TEST_CASE("child: import into a full disk" * doctest::skip()) {
    const auto store = open_store(child_setting("DB"));
    run_record record = plain_run("too big");
    record.trials = {plain_trial(1), plain_trial(2)};
    for (int i = 0; i < 200; ++i) record.trials[1].attempts.push_back(big_attempt(i));
    limit_file_size(1'000'000);
    const auto added = store->add_run(record);
    report_to_parent(added ? "added" : added.error().text());
    report_to_parent(std::to_string(value_of(store->list_runs()).size()) + " runs");
}

TEST_CASE("an import that does not fit on the disk leaves nothing behind") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    value_of(open_store(file)->add_run(plain_run("before")));
    child_program child("child: import into a full disk", {{"DB", file.string()}});
    CHECK(child.next_report().find("the disk is full") != std::string::npos);
    CHECK(child.next_report() == "1 runs");
    CHECK(child.wait() == 0);
    CHECK(value_of(open_store(file)->list_runs()).size() == 1);
}

TEST_CASE("a database that may not grow any more reads as a full disk") {
    const temporary_folder folder;
    const auto link = value_of(connection::open(folder / "x.db", connection::access::write, 1s));
    const auto filled = link->guarded([](SQLite::Database& db) -> result<void> {
        db.exec("PRAGMA max_page_count = 5; CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(100000));");
        return {};
    });
    REQUIRE_FALSE(filled);
    CHECK(filled.error().kind == error_kind::io);
    CHECK(filled.error().text().find("the disk is full") != std::string::npos);
}

TEST_CASE("every fault of the database has a message and names the file") {
    for (const int code :
         {SQLITE_BUSY, SQLITE_FULL, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB}) {
        const error told_of = explain_database_fault(code, EIO, "it says", "/a/b.db", 5s);
        CAPTURE(code);
        CHECK(told_of.where == "/a/b.db");
        CHECK_FALSE(told_of.message.empty());
        CHECK_FALSE(told_of.advice.empty());
    }
    CHECK(explain_database_fault(SQLITE_IOERR, ENOSPC, "", "/a", 5s).message.find("full") != std::string::npos);
    CHECK(explain_database_fault(SQLITE_IOERR, EIO, "", "/a", 5s).message.find("full") == std::string::npos);
    CHECK(explain_database_fault(SQLITE_BUSY_SNAPSHOT, 0, "", "/a", 5s).kind == error_kind::busy);
}

TEST_CASE("a database that is deleted or replaced while it is open is noticed by reader and writer") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    const auto store = open_store(file, 1ms);
    const run_id run = value_of(store->begin_run(plain_run("lost")));
    trial summary = plain_trial(1);
    const auto recorder = value_of(store->begin_trial(run, summary));
    CHECK(store->list_runs());
    std::filesystem::rename(file, folder / "elsewhere.db");
    SUBCASE("deleted") {}
    SUBCASE("replaced") { folder.write("runs.db", ""); }
    const auto gone = [](const auto& outcome) {
        return !outcome && outcome.error().kind == error_kind::io &&
               outcome.error().message.find("removed or replaced") != std::string::npos;
    };
    recorder->append(plain_attempt(0, 0));
    CHECK(holds_in_time([&] { return gone(store->writer_health()); }));
    CHECK(gone(recorder->finish(summary, {})));
    CHECK(gone(store->list_runs()));
    CHECK(gone(store->begin_run(plain_run("another"))));
}
