#include <doctest/doctest.h>

#include <fstream>
#include <numeric>

#include "engine/foundation/json_reader.h"
#include "engine/foundation/random.h"
#include "engine/prediction/replay.h"

using namespace sweeplab;

namespace {

constexpr std::int64_t second = 1'000'000'000;

std::vector<replay_item> items_of(const std::vector<double>& seconds) {
    std::vector<replay_item> items;
    for (const double one : seconds) items.push_back({from_seconds(one).count(), 0, {}, {}});
    return items;
}

replay_settings with_workers(int workers) {
    replay_settings settings;
    settings.workers = workers;
    return settings;
}

double seconds_of(const replay_result& replayed) { return to_seconds(duration(replayed.makespan_ns)); }

}  // namespace

TEST_CASE("replay gives every known makespan of list scheduling") {
    const auto cases = json::parse(std::ifstream(SWEEPLAB_SOURCE_DIR "/tests/fixtures/oracle/list_scheduling.json"));
    int checked = 0;
    for (const auto& known : cases) {
        auto items = items_of(known["durations_s"].get<std::vector<double>>());
        for (std::size_t i = 0; i < items.size(); ++i)
            items[i].depends_on = known["dependencies"][i].get<std::vector<int>>();
        for (const auto& [workers, makespan] : known["makespan_s"].items()) {
            auto settings = with_workers(std::stoi(workers));
            settings.order = known["order"] == "fifo" ? item_order::fifo : item_order::longest_first;
            INFO("order ", known["order"].get<std::string>(), ", workers ", workers);
            CHECK(seconds_of(replay(items, settings)) == doctest::Approx(makespan.get<double>()).epsilon(1e-9));
            ++checked;
        }
    }
    CHECK(checked == 84);
}

TEST_CASE("two equal items that slow each other down by half take half as long again") {
    auto settings = with_workers(2);
    settings.inflation = 0.5;
    const auto replayed = replay(items_of({1, 1}), settings);
    CHECK(replayed.makespan_ns == 3 * second / 2);
    CHECK(replayed.states.service == 3 * second);
}

TEST_CASE("an item goes on at full speed once the other has ended") {
    // Together at half speed each until 2 s (a = 1); then 2 of 3 s of the longer are left, alone.
    auto settings = with_workers(2);
    settings.inflation = 1;
    const auto replayed = replay(items_of({1, 3}), settings);
    CHECK(replayed.items[0].end_ns == 2 * second);
    CHECK(replayed.items[1].end_ns == 4 * second);
    // And an item that comes later slows down what runs: 2 and 1 s, then 1 s on the worker that is free at 2 s.
    const auto three = replay(items_of({2, 1, 1}), settings);
    CHECK(three.items[1].end_ns == 2 * second);
    CHECK(three.items[2].start_ns == 2 * second);
    CHECK(three.items[0].end_ns == 4 * second);
    CHECK(three.items[2].end_ns == 4 * second);
}

TEST_CASE("overhead comes before each service, and slows nobody down") {
    auto settings = with_workers(2);
    settings.overhead_ns = second / 4;
    settings.inflation = 1;
    // 0.25 s of overhead on both; then 1 s at half speed; worker 0 takes the third: overhead again, alone.
    const auto replayed = replay(items_of({1, 1, 1}), settings);
    CHECK(replayed.items[0].start_ns == second / 4);
    CHECK(replayed.items[1].end_ns == 9 * second / 4);
    CHECK(replayed.items[2].start_ns == 10 * second / 4);
    CHECK(replayed.makespan_ns == 14 * second / 4);
    CHECK(replayed.states.overhead == 3 * second / 4);
    CHECK(replayed.states.idle == 5 * second / 4);
}

TEST_CASE("requests beyond the first minute's worth go out at the limit's pace") {
    auto settings = with_workers(100);
    settings.limits.requests_per_minute = 60;
    const auto replayed = replay(items_of(std::vector<double>(70, 0.5)), settings);
    // 60 at once, then one a second: the last goes out at 10 s.
    CHECK(seconds_of(replayed) == doctest::Approx(10.5).epsilon(1e-6));
    CHECK(to_seconds(duration(replayed.items[60].start_ns)) == doctest::Approx(1).epsilon(1e-6));
    // Ten workers hold an item meanwhile, for 1 to 10 s.
    CHECK(to_seconds(duration(replayed.states.rate_limit)) == doctest::Approx(55).epsilon(1e-6));
}

TEST_CASE("tokens are charged before an item and settled by what it used") {
    auto items = items_of({1, 1, 1});
    for (auto& one : items) one.charged_tokens = 3000;
    auto settings = with_workers(1);
    settings.limits.tokens_per_minute = 6000;  // 100 a second
    // Two fit; for the third, 2800 of its 3000 tokens have yet to flow back after 2 s.
    CHECK(seconds_of(replay(items, settings)) == doctest::Approx(31).epsilon(1e-6));
    for (auto& one : items) one.used_tokens = 10;
    CHECK(seconds_of(replay(items, settings)) == doctest::Approx(3).epsilon(1e-6));
}

TEST_CASE("an item starts after all that it needs, and what two ends of one instant release is taken in list order") {
    auto items = items_of({1, 1, 5, 2, 2});
    items[2].depends_on = {1};
    items[3].depends_on = {1};
    items[4].depends_on = {0};
    // At 1 s both workers are free, and 2, 3 and 4 are ready at once: 2 and 3 go first, although what 4 needs stands
    // before what they need.
    const auto replayed = replay(items, with_workers(2));
    CHECK(replayed.items[2].start_ns == second);
    CHECK(replayed.items[3].start_ns == second);
    CHECK(replayed.items[4].start_ns == 3 * second);
    CHECK(replayed.makespan_ns == 6 * second);
}

TEST_CASE("a chain takes the same with any number of workers, who wait for it") {
    auto items = items_of({1, 2, 3});
    items[1].depends_on = {0};
    items[2].depends_on = {1};
    for (const int workers : {1, 2, 3, 7}) {
        const auto replayed = replay(items, with_workers(workers));
        CHECK(replayed.makespan_ns == 6 * second);
        // Once the last item is claimed, at 3 s, the others wait for nothing any more.
        CHECK(replayed.states.dependency == (std::min(workers, 3) - 1) * 3 * second);
        CHECK(replayed.states.sum() == workers * replayed.makespan_ns);
    }
}

TEST_CASE("more workers than items, one item, no item, items that take no time") {
    const auto wide = replay(items_of({1, 2}), with_workers(10'000));
    CHECK(wide.makespan_ns == 2 * second);
    CHECK(wide.states.sum() == 20'000 * second);
    CHECK(replay(items_of({4}), with_workers(1)).makespan_ns == 4 * second);
    CHECK(replay({}, with_workers(4)).makespan_ns == 0);
    CHECK(replay(items_of({0, 0, 0}), with_workers(2)).makespan_ns == 0);
}

TEST_CASE("for any work: one worker takes services and overheads, and the states fill workers times makespan exactly") {
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        random_source random(seed);
        const int count = 1 + static_cast<int>(random.below(30));
        std::vector<replay_item> items(static_cast<std::size_t>(count));
        std::int64_t service = 0;
        for (int i = 0; i < count; ++i) {
            items[i].service_ns = static_cast<std::int64_t>(random.below(3'000'000'000));
            items[i].charged_tokens = static_cast<std::int64_t>(random.below(500));
            if (i > 0 && random.uniform() < 0.3) items[i].depends_on.push_back(static_cast<int>(random.below(i)));
            service += items[i].service_ns;
        }
        replay_settings settings;
        settings.order = random.uniform() < 0.5 ? item_order::fifo : item_order::longest_first;
        settings.overhead_ns =
            static_cast<std::int64_t>(random.below(2)) * static_cast<std::int64_t>(random.below(50'000'000));
        settings.inflation = random.uniform() < 0.5 ? 0 : random.uniform();
        INFO("seed ", seed);
        CHECK(replay(items, settings).makespan_ns == service + count * settings.overhead_ns);

        settings.workers = 1 + static_cast<int>(random.below(40));
        if (random.uniform() < 0.3) settings.limits.requests_per_minute = 1 + static_cast<double>(random.below(300));
        if (random.uniform() < 0.3) settings.limits.tokens_per_minute = 600 + static_cast<double>(random.below(5000));
        const auto replayed = replay(items, settings);
        CHECK(replayed.states.sum() == settings.workers * replayed.makespan_ns);
        CHECK(replayed.states.service >= service - count);
        CHECK(replayed.states.overhead == count * settings.overhead_ns);
        std::int64_t last = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto& [start, end] = replayed.items[i];
            CHECK(end - start >= items[i].service_ns - 1);
            for (const int needed : items[i].depends_on)
                CHECK(start >= replayed.items[needed].end_ns + settings.overhead_ns);
            last = std::max(last, end);
        }
        CHECK(last == replayed.makespan_ns);
    }
}
