#include <algorithm>
#include <limits>
#include <map>

#include <SQLiteCpp/Database.h>

#include "engine/foundation/random.h"
#include "engine/model/run_event.h"
#include "engine/store/span_rows.h"
#include "tests/engine/store/store_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// A run with everything a run can have.
run_record whole_run() {
    run_record record = plain_run("everything 'quoted' \xe2\x80\x93 \xff");
    auto& summary = record.summary;
    summary.state = run_state::complete;
    summary.origin = run_origin::imported;
    summary.simulated = true;
    summary.starred = true;
    summary.ended_at = summary.started_at + 5000;
    summary.tags = {"slow, but sure", "b", "a"};
    summary.notes = "two\nlines";
    record.plan = json{{"sweeplab", 1}, {"name", "everything"}, {"sweep", {{"workers", {1, 2, 4}}}}};
    record.currency = "EUR";
    record.items = {{"chapter", std::string("text with \0 and \xff", 17)}, {"", "", {0}}};
    record.predictions = {{{"workers", 8}, {"time_s", 1.5}}};

    trial first = plain_trial(2);
    first.state = trial_state::complete;
    first.seed = std::numeric_limits<std::uint64_t>::max();
    first.time_ns = 123'456'789'012;
    first.jobs = 3;
    first.failed = 1;
    first.message = "one failed";
    first.attempts = {plain_attempt(0, 100), rich_attempt(1, 200), plain_attempt(2, 300)};
    first.intervals = {{0, worker_state::service, 0, 1, 0, 50}, {1, worker_state::idle, -1, 0, 0, 50}};
    trial second = plain_trial(4, 2);
    second.position = 1;
    second.warm_up = true;
    second.state = trial_state::cancelled;
    second.input_tokens = 1;
    second.output_tokens = 2;
    second.total_tokens = 3;
    second.cost = 0.125;
    second.result_count = 0;
    record.trials = {first, second};
    return record;
}

int count_of(const std::filesystem::path& file, const std::string& table) {
    SQLite::Database db(file.string());
    return db.execAndGet("SELECT count(*) FROM " + table).getInt();
}

}  // namespace

TEST_CASE("an imported run comes back with every field") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    const run_record record = whole_run();
    const run_id id = value_of(store->add_run(record));
    const run_record back = value_of(store->load_run(id, load_detail::everything));

    CHECK(back.summary.id == id);
    CHECK(back.summary.name == record.summary.name);
    CHECK(back.summary.host_id == "id-of-desk");
    CHECK(back.summary.host_name == "desk");
    CHECK(back.summary.workload == "true");
    CHECK(back.summary.kind == "command");
    CHECK(back.summary.state == run_state::complete);
    CHECK(back.summary.origin == run_origin::imported);
    CHECK(back.summary.simulated);
    CHECK(back.summary.starred);
    CHECK(back.summary.started_at == record.summary.started_at);
    CHECK(back.summary.ended_at == record.summary.ended_at);
    CHECK(back.summary.workers == std::vector<int>{1, 2, 4});
    CHECK(back.summary.trials_planned == 3);
    CHECK(back.summary.trials_complete == 1);
    CHECK(back.summary.tags == record.summary.tags);
    CHECK(back.summary.notes == "two\nlines");
    CHECK((back.host == record.host));
    CHECK(back.plan == record.plan);
    CHECK(back.work_hash == record.work_hash);
    CHECK(back.base_folder == record.base_folder);
    CHECK((back.items == record.items));
    CHECK(back.predictions == record.predictions);
    CHECK(back.currency == "EUR");
    REQUIRE(back.trials.size() == 2);
    CHECK(back.trials[0].id);
    CHECK(back.trials[0].id != back.trials[1].id);
    check_same(back.trials[0], record.trials[0]);
    check_same(back.trials[1], record.trials[1]);
}

TEST_CASE("the wanted detail is loaded and no more") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    const run_id id = value_of(store->add_run(whole_run()));

    const auto summary = value_of(store->load_run(id, load_detail::summary));
    CHECK(summary.trials.empty());
    CHECK(summary.items.empty());
    CHECK(summary.host.name == "desk");
    const auto trials = value_of(store->load_run(id, load_detail::trials));
    REQUIRE(trials.trials.size() == 2);
    CHECK(trials.items.size() == 2);
    CHECK(trials.trials[0].attempts.empty());
    CHECK(trials.trials[0].intervals.empty());
    const auto attempts = value_of(store->load_run(id, load_detail::attempts));
    REQUIRE(attempts.trials[0].attempts.size() == 3);
    CHECK(attempts.trials[0].intervals.size() == 2);
    CHECK(attempts.trials[0].attempts[1].message == rich_attempt(1, 200).message);
    CHECK(attempts.trials[0].attempts[1].output.text.empty());
    CHECK(attempts.trials[0].attempts[1].chunk_ns == rich_attempt(1, 200).chunk_ns);

    const trial_id first = trials.trials[0].id;
    CHECK(value_of(store->load_trial(first, load_detail::trials)).attempts.empty());
    CHECK(value_of(store->load_trial(first, load_detail::attempts)).attempts.size() == 3);
    check_same(value_of(store->load_trial(first, load_detail::everything)), whole_run().trials[0]);
}

TEST_CASE("one attempt comes back whole, without the others") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    run_record record = whole_run();
    trial& many = record.trials[0];
    many.attempts.clear();
    for (int i = 0; i < 2500; ++i)
        many.attempts.push_back(i % 7 == 0 ? rich_attempt(i, 100 + i) : plain_attempt(i, 100 + i));
    const trial_id id = value_of(store->load_run(value_of(store->add_run(record)), load_detail::trials)).trials[0].id;
    for (const int i : {0, 1, 999, 1001, 2499})
        CHECK(value_of(store->load_attempt(id, i, many.attempts[static_cast<std::size_t>(i)].number)) ==
              many.attempts[static_cast<std::size_t>(i)]);
    for (const auto& missing :
         {store->load_attempt(id, 0, 1), store->load_attempt(id, 2500, 1), store->load_attempt(trial_id{9999}, 0, 3)}) {
        REQUIRE(!missing);
        CHECK(missing.error().kind == error_kind::not_found);
    }
}

TEST_CASE("a run without plan and host details comes back so") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    run_record record;
    record.summary.name = "times only";
    record.summary.host_id = "m4";
    record.summary.host_name = "a laptop";
    record.summary.state = run_state::complete;
    const auto back = value_of(store->load_run(value_of(store->add_run(record)), load_detail::everything));
    CHECK(back.plan.is_null());
    CHECK(back.host.id == "m4");
    CHECK(back.host.name == "a laptop");
    CHECK(back.trials.empty());
    CHECK(back.summary.workers.empty());
}

TEST_CASE("a plan that is no valid UTF-8 is stored with marks in place of the faults") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    run_record record = plain_run("x");
    record.plan = json{{"name",
                        "a\xff"
                        "b"}};
    const auto back = value_of(store->load_run(value_of(store->add_run(record)), load_detail::summary));
    CHECK(back.plan.at("name") ==
          "a\xef\xbf\xbd"
          "b");
}

TEST_CASE("attempts come back by start, in blocks of any number") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    run_record record = plain_run("many");
    trial many = plain_trial(8);
    for (int i = 0; i < 2500; ++i)
        many.attempts.push_back(i % 100 == 7 ? rich_attempt(i, i * 1000) : plain_attempt(i, i * 1000));
    const auto in_order = many.attempts;
    random_source(3).shuffle(many.attempts);
    record.trials = {many, plain_trial(9)};
    const auto back = value_of(store->load_run(value_of(store->add_run(record)), load_detail::everything));
    CHECK((back.trials.at(0).attempts == in_order));
    CHECK(back.trials.at(1).attempts.empty());
}

TEST_CASE("attempts that start together are ordered by end, item and number") {
    std::vector<attempt> spans;
    random_source random(11);
    for (int i = 0; i < 500; ++i) {
        attempt span;
        span.start_ns = static_cast<std::int64_t>(random.below(5));
        span.end_ns = static_cast<std::int64_t>(random.below(5));
        span.item = static_cast<int>(random.below(5));
        span.number = i;
        spans.push_back(span);
    }
    const auto key = [](const attempt& a) { return std::tuple(a.start_ns, a.end_ns, a.item, a.number); };
    auto expected = spans;
    std::sort(expected.begin(), expected.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    order_by_start(spans);
    CHECK((spans == expected));
}

TEST_CASE("runs are listed newest first, with tags and complete trials") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    CHECK(value_of(store->list_runs()).empty());
    for (const unix_ms started : {2000, 3000, 1000, 3000}) {
        run_record record = plain_run("at " + std::to_string(started), started);
        record.summary.state = run_state::complete;
        record.summary.tags = {"of " + std::to_string(started)};
        trial complete = plain_trial(1);
        complete.state = trial_state::complete;
        trial warm_up = complete;
        warm_up.warm_up = true;
        record.trials = {warm_up, complete, complete, plain_trial(2)};
        value_of(store->add_run(record));
    }
    std::vector<std::int64_t> ids;
    for (const auto& each : value_of(store->list_runs())) {
        ids.push_back(each.id.value);
        CHECK(each.trials_complete == 2);
        CHECK(each.tags == std::vector<std::string>{"of " + std::to_string(each.started_at)});
        CHECK(each.state == run_state::complete);
    }
    CHECK(ids == std::vector<std::int64_t>{4, 2, 1, 3});
}

TEST_CASE("a run's name, notes, tags and star can be changed") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    const run_id id = value_of(store->add_run(plain_run("before")));
    const run_id other = value_of(store->add_run(plain_run("other")));
    value_of(store->rename_run(id, "after'; DELETE FROM runs; --"));
    value_of(store->set_notes(id, std::string("a\0b", 3)));
    value_of(store->set_tags(id, {"x", "y", "x", "with, comma"}));
    value_of(store->set_starred(id, true));
    auto summary = value_of(store->load_run(id, load_detail::summary)).summary;
    CHECK(summary.name == "after'; DELETE FROM runs; --");
    CHECK(summary.notes == std::string("a\0b", 3));
    CHECK(summary.tags == std::vector<std::string>{"x", "y", "with, comma"});
    CHECK(summary.starred);
    value_of(store->set_tags(id, {}));
    value_of(store->set_starred(id, false));
    summary = value_of(store->load_run(id, load_detail::summary)).summary;
    CHECK(summary.tags.empty());
    CHECK_FALSE(summary.starred);
    CHECK(value_of(store->load_run(other, load_detail::summary)).summary.name == "other");
}

TEST_CASE("what is not there is said so") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    const run_id none{77};
    const auto missing = [](const auto& outcome) { return !outcome && outcome.error().kind == error_kind::not_found; };
    CHECK(missing(store->load_run(none, load_detail::summary)));
    CHECK(missing(store->load_trial(trial_id{5}, load_detail::attempts)));
    CHECK(missing(store->delete_run(none)));
    CHECK(missing(store->rename_run(none, "x")));
    CHECK(missing(store->set_notes(none, "x")));
    CHECK(missing(store->set_tags(none, {"x"})));
    CHECK(missing(store->set_starred(none, true)));
    CHECK(missing(store->add_predictions(none, json::array({1}))));
    CHECK(missing(store->end_run(none, run_state::complete)));
    CHECK(missing(store->reopen_run(none)));
    CHECK(missing(store->delete_host("nobody")));
    trial summary = plain_trial(1);
    CHECK(missing(store->begin_trial(none, summary)));
    CHECK(store->rename_run(none, "x").error().text().find("there is no run 77") != std::string::npos);
}

TEST_CASE("predictions are added to those that are there") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    const run_id run = value_of(store->add_run(whole_run()));
    value_of(store->add_predictions(run, json::parse(R"([{"workers": 16}, {"workers": 32}])")));
    const auto back = value_of(store->load_run(run, load_detail::trials)).predictions;
    REQUIRE(back.size() == 3);
    CHECK(back[0]["workers"] == 8);
    CHECK(back[2]["workers"] == 32);
}

TEST_CASE("past predictions of a host come with the times that count, and nothing else") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    const auto add = [&](const std::string& name, const std::string& host, unix_ms started_at, bool predicts) {
        auto run = plain_run(name);
        run.summary.host_id = run.host.id = host;
        run.summary.started_at = started_at;
        for (const int workers : {1, 8, 16}) {
            auto one = plain_trial(workers);
            one.state = workers == 16 ? trial_state::failed : trial_state::complete;
            one.time_ns = workers * 1000;
            run.trials.push_back(one);
        }
        run.trials.push_back(run.trials[1]);
        run.trials.back().excluded = "a backup ran";
        if (predicts) run.predictions = json::parse(R"([{"workers": 8}, {"workers": 16}])");
        return value_of(store->add_run(run));
    };
    const auto older = add("older", "here", 1000, true);
    add("without", "here", 1500, false);
    const auto newer = add("newer", "here", 2000, true);
    const auto elsewhere = add("elsewhere", "there", 3000, true);
    const auto found = value_of(store->past_predictions("here"));
    REQUIRE(found.size() == 2);
    CHECK(found[0].summary.id == newer);
    CHECK(found[1].summary.id == older);
    CHECK(found[0].summary.name == "newer");
    CHECK(found[0].predictions.size() == 2);
    REQUIRE(found[0].trials.size() == 2);
    CHECK(found[0].trials[1].workers == 8);
    CHECK(found[0].trials[1].time_ns == 8000);
    CHECK(found[0].trials[1].counts());
    CHECK(value_of(store->past_predictions("")).front().summary.id == elsewhere);
    CHECK(value_of(store->past_predictions("nowhere")).empty());
    // The long way round, which other stores take, finds the same.
    const auto longer = value_of(store->run_store::past_predictions("here"));
    REQUIRE(longer.size() == 2);
    CHECK(longer[0].summary.id == newer);
    CHECK(longer[0].predictions == found[0].predictions);
    CHECK(longer[0].trials.size() == found[0].trials.size());
}

TEST_CASE("deleting a run takes along all that belongs to it, and its number is not used again") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    const auto store = open_store(file);
    const run_id kept = value_of(store->add_run(whole_run()));
    const std::vector<std::string> tables{"runs",        "run_documents", "run_tags",         "items",      "trials",
                                          "span_blocks", "span_details",  "worker_intervals", "predictions"};
    std::map<std::string, int> before;
    for (const auto& table : tables) before[table] = count_of(file, table);
    const run_id gone = value_of(store->add_run(whole_run()));
    value_of(store->delete_run(gone));
    for (const auto& table : tables) {
        CAPTURE(table);
        CHECK(before[table] > 0);
        CHECK(count_of(file, table) == before[table]);
    }
    CHECK(value_of(store->load_run(kept, load_detail::everything)).trials.size() == 2);
    CHECK(value_of(store->add_run(plain_run("next"))).value > gone.value);
}

TEST_CASE("a discarded run is nowhere, can be taken back whole, and is gone for good after a week") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    run_id run;
    {
        const auto store = open_store(file);
        run = value_of(store->add_run(whole_run()));
        const auto before = value_of(store->load_run(run, load_detail::everything));
        value_of(store->discard_run(run));
        CHECK(value_of(store->list_runs()).empty());
        CHECK_FALSE(store->load_run(run, load_detail::summary));
        CHECK_FALSE(store->reopen_run(run));
        CHECK(value_of(store->past_predictions("")).empty());
        value_of(store->restore_run(run));
        const auto after = value_of(store->load_run(run, load_detail::everything));
        CHECK(to_json(after) == to_json(before));
        CHECK_FALSE(store->restore_run(run_id{4711}));
        value_of(store->discard_run(run));
    }
    {
        const auto store = open_store(file);  // within the week
        value_of(store->restore_run(run));
        CHECK(value_of(store->list_runs()).size() == 1);
        value_of(store->discard_run(run));
    }
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE runs SET discarded_at = discarded_at - 8 * 24 * 3600000");
    const auto store = open_store(file);
    CHECK_FALSE(store->restore_run(run));
    CHECK(count_of(file, "trials") == 0);
}

TEST_CASE("an import that cannot be finished leaves nothing behind") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    const auto store = open_store(file);
    {
        SQLite::Database db(file.string(), SQLite::OPEN_READWRITE);
        db.exec("CREATE TRIGGER no_fours BEFORE INSERT ON trials WHEN new.workers = 4 BEGIN SELECT raise(ABORT, 'no'); END");
    }
    CHECK_FALSE(store->add_run(whole_run()));  // its first trial goes in, its second does not
    for (const auto* table : {"runs", "run_documents", "run_tags", "items", "trials", "span_blocks", "span_details"})
        CHECK(count_of(file, table) == 0);
    CHECK(store->add_run(plain_run("fine")));
}

TEST_CASE("several runs come in together, in their order, or not at all") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    const auto store = open_store(file);
    const std::vector<run_record> three{whole_run(), plain_run("second"), whole_run()};
    const auto ids = value_of(store->add_runs(three));
    REQUIRE(ids.size() == 3);
    CHECK(value_of(store->load_run(ids[1], load_detail::summary)).summary.name == "second");
    CHECK(value_of(store->load_run(ids[2], load_detail::everything)).trials.size() == 2);
    CHECK(value_of(store->add_runs({})).empty());
    const auto before = count_of(file, "span_details");
    {
        SQLite::Database db(file.string(), SQLite::OPEN_READWRITE);
        db.exec("CREATE TRIGGER no_nines BEFORE INSERT ON trials WHEN new.workers = 9 BEGIN SELECT raise(ABORT, 'no'); END");
    }
    auto refused = plain_run("refused");
    refused.trials = {plain_trial(9)};
    CHECK_FALSE(store->add_runs(std::vector{whole_run(), refused, plain_run("third")}));
    CHECK(count_of(file, "runs") == 3);
    CHECK(count_of(file, "run_documents") == 3);
    CHECK(count_of(file, "span_details") == before);
    CHECK(store->add_runs(std::vector{plain_run("fine"), plain_run("fine too")}));
}

TEST_CASE("host profiles are kept by id") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    CHECK(value_of(store->list_hosts()).empty());
    host_profile second = a_host("Workstation");
    const host_profile first = a_host("a laptop");
    value_of(store->save_host(second));
    value_of(store->save_host(first));
    second.price = 1999.5;
    value_of(store->save_host(second));
    CHECK((value_of(store->list_hosts()) == std::vector<host_profile>{first, second}));
    value_of(store->delete_host(first.id));
    CHECK((value_of(store->list_hosts()) == std::vector<host_profile>{second}));
    host_profile nameless;
    nameless.id = "x";
    const auto refused = store->save_host(nameless);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == error_kind::bad_input);
}

TEST_CASE("a damaged block of spans is an error, not a shorter trial") {
    const temporary_folder folder;
    const auto file = folder / "runs.db";
    const auto store = open_store(file);
    const run_id id = value_of(store->add_run(whole_run()));
    {
        SQLite::Database db(file.string(), SQLite::OPEN_READWRITE);
        db.exec("UPDATE span_blocks SET data = substr(data, 1, length(data) - 1)");
    }
    const auto loaded = store->load_run(id, load_detail::attempts);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().kind == error_kind::io);
    CHECK(loaded.error().text().find("damaged") != std::string::npos);
    CHECK(store->load_run(id, load_detail::trials));
}
