#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "engine/native/machine_room.h"
#include "tests/engine/native/kernel_bench.h"

using namespace sweeplab;
using namespace sweeplab::native;
using namespace sweeplab::test;

namespace {

bool nothing_left_in(const std::filesystem::path& folder) { return std::filesystem::is_empty(folder); }

// As small_kernels(), but with hours to do where the amount alone makes them; else as it was.
json endless(json kernel) {
    const auto* const entry = find_kernel(kernel["kernel"].get<std::string>());
    if (entry->name == "lru_cache") return kernel;
    for (const auto& each : entry->parameters)
        for (const auto* amount : {"operations", "passes", "accesses", "arrays", "objects", "transactions", "requests"})
            if (each.name == amount) kernel[each.name] = each.most;
    return kernel;
}

}  // namespace

TEST_CASE("every kernel is tested here") {
    std::set<std::string> tested;
    for (const auto& kernel : small_kernels()) tested.insert(kernel["kernel"].get<std::string>());
    for (const auto& entry : all_kernels()) {
        CHECK(tested.contains(entry.name));
        for (const auto& each : entry.parameters) {
            CHECK(each.least <= each.usual);
            CHECK(each.usual <= each.most);
            CHECK_FALSE(each.meaning.empty());
        }
    }
    CHECK(tested.size() == all_kernels().size());
}

TEST_CASE("every kernel does the same amount of verified work on 1 and on 3 threads, and leaves nothing behind") {
    const temporary_folder folder;
    for (const auto& kernel : small_kernels()) {
        CAPTURE(kernel.dump());
        std::optional<kernel_outcome> first;
        for (const int threads : {1, 3}) {
            CAPTURE(threads);
            auto outcome = run_kernel(kernel, threads, folder.path());
            REQUIRE_MESSAGE(outcome, (outcome ? std::string{} : outcome.error().text()));
            CHECK(outcome->began <= outcome->ended);
            CHECK(outcome->work_time > duration::zero());
            CHECK(outcome->found.work_done > 0);
            CHECK(outcome->rate().per_s > 0);
            CHECK(outcome->unit == kernel_of(kernel).kernel->unit);
            const auto text = describe(kernel_of(kernel), *outcome, threads);
            CHECK(text.find("Verified: ") != std::string::npos);
            CHECK(text.find(threads == 1 ? "on 1 thread:" : "on 3 threads:") != std::string::npos);
            if (!first) first = std::move(*outcome);
            else {
                CHECK(outcome->found.work_done == first->found.work_done);
                CHECK(outcome->found.result_digest == first->found.result_digest);
                CHECK(outcome->found.hit_ppm == first->found.hit_ppm);
            }
            CHECK(nothing_left_in(folder.path()));
        }
    }
}

TEST_CASE("more threads than work") {
    const temporary_folder folder;
    for (const json& kernel : {json{{"kernel", "sqrt"}, {"operations", 1}}, json{{"kernel", "triad"}, {"elements", 1}},
                               json{{"kernel", "reduction"}, {"elements", 1}, {"passes", 1}},
                               json{{"kernel", "memory_latency"}, {"bytes", 128}, {"accesses", 1}},
                               json{{"kernel", "object_churn"}, {"objects", 1}}, json{{"kernel", "file_read"}, {"bytes", 1}},
                               json{{"kernel", "requests"}, {"requests", 2}}}) {
        CAPTURE(kernel.dump());
        const auto outcome = run_kernel(kernel, 5, folder.path());
        CHECK_MESSAGE(outcome, (outcome ? std::string{} : outcome.error().text()));
    }
}

TEST_CASE("a kernel that is stopped in its middle ends, says so and removes its files") {
    const temporary_folder folder;
    for (const auto& small : small_kernels()) {
        const auto kernel = endless(small);
        CAPTURE(kernel.dump());
        const auto stop = std::make_shared<stop_signal>();
        auto run = kernel_run::prepare(kernel_of(kernel), {3, folder.path()}, stop);
        REQUIRE_MESSAGE(run, (run ? std::string{} : run.error().text()));
        std::optional<result<kernel_outcome>> outcome;
        if (kernel == small) stop->ask();  // it might end before
        std::thread going([&] { outcome = (*run)->go(); });
        stop->ask();
        going.join();
        REQUIRE(outcome);
        REQUIRE_FALSE(*outcome);
        CHECK(outcome->error().kind == error_kind::cancelled);
        run->reset();
        CHECK(nothing_left_in(folder.path()));
    }
}

TEST_CASE("a kernel that is made ready and never goes ends as well") {
    const temporary_folder folder;
    for (const auto& kernel : small_kernels()) {
        CAPTURE(kernel.dump());
        CHECK(kernel_run::prepare(kernel_of(kernel), {2, folder.path()}, std::make_shared<stop_signal>()));
        const auto stopped = std::make_shared<stop_signal>();
        stopped->ask();
        const auto refused = kernel_run::prepare(kernel_of(kernel), {2, folder.path()}, stopped);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == error_kind::cancelled);
        CHECK(nothing_left_in(folder.path()));
    }
}

TEST_CASE("what the machine has no room for is refused before anything runs") {
    const temporary_folder folder;
    const auto disk = run_kernel({{"kernel", "file_write"}, {"bytes", 1'000'000'000'000'000}}, 1, folder.path());
    REQUIRE_FALSE(disk);
    CHECK(disk.error().text().find("kernel file_write: needs 1.00 PB on disk, and ") == 0);
    CHECK(disk.error().text().find("free in " + folder.path().string()) != std::string::npos);
    if (free_memory()) {
        const auto memory = run_kernel({{"kernel", "triad"}, {"elements", 100'000'000'000}}, 1, folder.path());
        REQUIRE_FALSE(memory);
        CHECK(memory.error().text().find("kernel triad: needs 2.40 TB of memory, and ") == 0);
    }
    const auto nowhere = run_kernel({{"kernel", "file_write"}}, 1, folder / "not there");
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().kind == error_kind::not_found);
    CHECK(nothing_left_in(folder.path()));
    const auto threads = run_kernel({{"kernel", "sqrt"}, {"operations", 1}}, 5000, folder.path());
    REQUIRE_FALSE(threads);
    CHECK(threads.error().message == "native kernels run on 1 to 1,024 threads, not 5000");
}

TEST_CASE("the cache's hit rate is that of a cache which knows nothing but the rule") {
    const temporary_folder folder;
    // A cache that holds every key misses each once; what is asked for is the same with any number of entries.
    json kernel{{"kernel", "lru_cache"}, {"entries", 500},      {"accesses", 20'000},
                {"keys", 500},           {"recent_percent", 0}, {"rounds", 1}};
    const auto whole = run_kernel(kernel, 1, folder.path());
    REQUIRE(whole);
    CHECK(whole->found.hit_ppm == 975'000);  // 500 of 20,000 miss
    kernel["entries"] = 1;
    const auto least = run_kernel(kernel, 1, folder.path());
    REQUIRE(least);
    CHECK(*least->found.hit_ppm < 10'000);
}

TEST_CASE("no answer comes before its delay, and the rate is what so many in flight allow") {
    const temporary_folder folder;
    const auto outcome = run_kernel(
        {{"kernel", "requests_delayed"}, {"requests", 40}, {"concurrent", 10}, {"delay_us", 5'000}}, 2, folder.path());
    REQUIRE(outcome);
    CHECK(outcome->found.latency_p50_ns >= 5'000'000);
    CHECK(outcome->rate().per_s <= 10 / 0.005);
}
