// Recording runs: what is durable when, whose run it is, and what happens when it cannot be written.
#include <atomic>

#include <SQLiteCpp/Database.h>

#include "tests/engine/store/store_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

struct begun {
    run_id run;
    trial summary;
    std::unique_ptr<trial_recorder> recorder;
};

begun begin(run_store& store, const std::string& name = "recorded") {
    begun made;
    made.run = value_of(store.begin_run(plain_run(name)));
    made.summary = plain_trial(2);
    made.recorder = value_of(store.begin_trial(made.run, made.summary));
    return made;
}

run_state state_of(run_store& store, run_id run) {
    return value_of(store.load_run(run, load_detail::summary)).summary.state;
}

std::size_t attempts_of(run_store& store, trial_id id) {
    return value_of(store.load_trial(id, load_detail::attempts)).attempts.size();
}

store_options impatient(const std::filesystem::path& file) {
    store_options options;
    options.file = file;
    options.group_commit = 5ms;
    options.busy_timeout = 20ms;
    return options;
}

std::vector<worker_interval> some_intervals() {
    return {{0, worker_state::service, 0, 1, 0, 70}, {1, worker_state::idle, -1, 0, 0, 70}};
}

}  // namespace

TEST_CASE("a run is recorded from its beginning to its end") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    begun made = begin(*store);
    CHECK(made.summary.id);
    CHECK(state_of(*store, made.run) == run_state::running);
    CHECK(value_of(store->load_trial(made.summary.id, load_detail::trials)).state == trial_state::interrupted);

    made.recorder->append(rich_attempt(1, 50));
    made.recorder->append(plain_attempt(0, 20));
    made.summary.state = trial_state::complete;
    made.summary.time_ns = 70;
    made.summary.jobs = 2;
    made.summary.failed = 1;
    made.summary.message = "one of two failed";
    add_telemetry(made.summary);
    value_of(made.recorder->finish(made.summary, some_intervals()));
    value_of(store->end_run(made.run, run_state::complete));

    const auto back = value_of(store->load_run(made.run, load_detail::everything));
    CHECK(back.summary.state == run_state::complete);
    CHECK(back.summary.ended_at > back.summary.started_at);
    CHECK(back.summary.trials_complete == 1);
    CHECK(back.plan == plain_run("recorded").plan);
    REQUIRE(back.trials.size() == 1);
    trial expected = made.summary;
    expected.attempts = {plain_attempt(0, 20), rich_attempt(1, 50)};
    expected.intervals = some_intervals();
    check_same(back.trials[0], expected);
    CHECK(back.trials[0].id == made.summary.id);
}

TEST_CASE("appended attempts reach another connection by themselves") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db", 100ms);
    const auto onlooker = open_store(folder / "runs.db");
    begun made = begin(*store);
    for (int i = 0; i < 3; ++i) {
        made.recorder->append(plain_attempt(i, i * 100));
        CHECK(holds_in_time([&] { return attempts_of(*onlooker, made.summary.id) == static_cast<std::size_t>(i + 1); }));
    }
    CHECK(store->writer_health());
}

TEST_CASE("attempts are grouped, and a flush does not wait for the group") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db", std::chrono::hours(1));
    begun made = begin(*store);
    for (int i = 0; i < 10; ++i) made.recorder->append(plain_attempt(i, i));
    CHECK(attempts_of(*store, made.summary.id) == 0);
    value_of(store->flush());
    CHECK(attempts_of(*store, made.summary.id) == 10);
    SQLite::Database db((folder / "runs.db").string());
    CHECK(db.execAndGet("SELECT count(*) FROM span_blocks").getInt() == 1);
}

TEST_CASE("the end of a trial takes its attempts along, and closing takes all") {
    const temporary_folder folder;
    auto store = open_store(folder / "runs.db", std::chrono::hours(1));
    begun made = begin(*store);
    made.recorder->append(plain_attempt(0, 0));
    made.summary.state = trial_state::complete;
    value_of(made.recorder->finish(made.summary, {}));
    CHECK(attempts_of(*store, made.summary.id) == 1);

    trial next = plain_trial(4);
    auto recorder = value_of(store->begin_trial(made.run, next));
    recorder->append(plain_attempt(0, 0));
    store.reset();
    CHECK_FALSE(std::filesystem::exists(folder / "runs.db-wal"));
    recorder->append(plain_attempt(1, 1));  // too late, and harmless
    const auto refused = recorder->finish(next, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("closed") != std::string::npos);

    store = open_store(folder / "runs.db");
    CHECK(attempts_of(*store, next.id) == 1);
    CHECK(value_of(store->load_trial(next.id, load_detail::trials)).state == trial_state::interrupted);
}

TEST_CASE("a run is running while the Sweeplab that records it lives, and interrupted after") {
    const temporary_folder folder;
    const auto onlooker = open_store(folder / "runs.db");
    auto recording = open_store(folder / "runs.db");
    const begun made = begin(*recording);
    CHECK(state_of(*onlooker, made.run) == run_state::running);
    CHECK(value_of(onlooker->list_runs()).front().state == run_state::running);
    recording.reset();
    CHECK(state_of(*onlooker, made.run) == run_state::interrupted);
    CHECK(value_of(onlooker->list_runs()).front().state == run_state::interrupted);
}

TEST_CASE("a run that is being recorded can be neither resumed nor deleted, by nobody") {
    const temporary_folder folder;
    const auto onlooker = open_store(folder / "runs.db");
    const auto recording = open_store(folder / "runs.db");
    const begun made = begin(*recording);
    for (run_store* each : {onlooker.get(), recording.get()}) {
        const auto resumed = each->reopen_run(made.run);
        REQUIRE_FALSE(resumed);
        CHECK(resumed.error().kind == error_kind::busy);
        const auto deleted = each->delete_run(made.run);
        REQUIRE_FALSE(deleted);
        CHECK(deleted.error().kind == error_kind::busy);
    }
    value_of(recording->end_run(made.run, run_state::cancelled));
    CHECK(state_of(*onlooker, made.run) == run_state::cancelled);

    value_of(onlooker->reopen_run(made.run));
    CHECK(state_of(*recording, made.run) == run_state::running);
    CHECK(value_of(recording->load_run(made.run, load_detail::summary)).summary.ended_at == 0);
    value_of(onlooker->end_run(made.run, run_state::complete));
    value_of(recording->delete_run(made.run));
    CHECK(value_of(onlooker->list_runs()).empty());
}

TEST_CASE("attempts wait out another program's lock, and the caller hears of it") {
    const temporary_folder folder;
    const auto store = value_of(run_store::open(impatient(folder / "runs.db")));
    begun made = begin(*store);
    SQLite::Database other((folder / "runs.db").string(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    made.recorder->append(plain_attempt(0, 0));
    CHECK(holds_in_time([&] { return !store->writer_health(); }));
    const auto health = store->writer_health();
    REQUIRE_FALSE(health);
    CHECK(health.error().kind == error_kind::busy);
    CHECK(health.error().where == (folder / "runs.db").string());
    const auto unfinished = made.recorder->finish(made.summary, {});
    REQUIRE_FALSE(unfinished);
    CHECK(unfinished.error().kind == error_kind::busy);
    CHECK(value_of(store->list_runs()).size() == 1);  // reading goes on

    other.exec("ROLLBACK");
    CHECK(holds_in_time([&] { return attempts_of(*store, made.summary.id) == 1; }));
    CHECK(holds_in_time([&] { return store->writer_health().has_value(); }));
    CHECK(made.recorder->finish(made.summary, {}));
}

TEST_CASE("two stores record into one file at the same time") {
    const temporary_folder folder;
    const auto record_one = [&folder](int count) {
        const auto store = open_store(folder / "runs.db", 1ms);
        for (int i = 0; i < 10; ++i) {
            begun made = begin(*store, "of " + std::to_string(count));
            for (int a = 0; a < count; ++a) made.recorder->append(plain_attempt(a, a));
            value_of(made.recorder->finish(made.summary, {}));
            value_of(store->end_run(made.run, run_state::complete));
        }
    };
    std::thread first(record_one, 20);
    std::thread second(record_one, 30);
    first.join();
    second.join();
    const auto store = open_store(folder / "runs.db");
    const auto runs = value_of(store->list_runs());
    CHECK(runs.size() == 20);
    for (const auto& each : runs) {
        const auto record = value_of(store->load_run(each.id, load_detail::attempts));
        REQUIRE(record.trials.size() == 1);
        CHECK("of " + std::to_string(record.trials[0].attempts.size()) == each.name);
    }
}

TEST_CASE("readers and writers on many threads do not disturb one another") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db", 1ms);
    begun made = begin(*store);
    std::atomic<bool> done{false};
    std::vector<std::thread> readers;
    for (int i = 0; i < 6; ++i)
        readers.emplace_back([&] {
            std::size_t seen = 0;
            while (!done) {
                const auto attempts = value_of(store->load_trial(made.summary.id, load_detail::everything)).attempts;
                CHECK(attempts.size() >= seen);
                seen = attempts.size();
                CHECK(value_of(store->list_runs()).size() == 1);
            }
        });
    std::thread notes([&] {
        for (int i = 0; i < 50; ++i) value_of(store->set_notes(made.run, std::to_string(i)));
    });
    for (int i = 0; i < 2000; ++i) made.recorder->append(i % 50 == 0 ? rich_attempt(i, i) : plain_attempt(i, i));
    value_of(made.recorder->finish(made.summary, some_intervals()));
    notes.join();
    done = true;
    for (auto& each : readers) each.join();
    CHECK(attempts_of(*store, made.summary.id) == 2000);
    CHECK(value_of(store->load_run(made.run, load_detail::summary)).summary.notes == "49");
}

TEST_CASE("a store can be opened and closed many times, with work in flight") {
    const temporary_folder folder;
    run_id run;
    for (int i = 0; i < 200; ++i) {
        const auto store = open_store(folder / "runs.db");
        if (i == 0) run = begin(*store).run;
        if (i % 10 == 1) {
            value_of(store->reopen_run(run));
            trial summary = plain_trial(i);
            value_of(store->begin_trial(run, summary))->append(plain_attempt(0, i));
        }
    }
    const auto back = value_of(open_store(folder / "runs.db")->load_run(run, load_detail::attempts));
    CHECK(back.summary.state == run_state::interrupted);
    REQUIRE(back.trials.size() == 21);
    for (std::size_t i = 1; i < back.trials.size(); ++i) CHECK(back.trials[i].attempts.size() == 1);
}
