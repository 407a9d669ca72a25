// Kernels at sizes that take milliseconds, for tests.
#pragma once

#include <doctest/doctest.h>

#include "engine/native/kernel_run.h"
#include "tests/support/temporary_folder.h"

namespace sweeplab::test {

// Every kernel that there is, small.
inline std::vector<json> small_kernels() {
    return {
        {{"kernel", "sqrt"}, {"operations", 300'000}},
        {{"kernel", "modulo"}, {"operations", 300'000}, {"divisor", 97}},
        {{"kernel", "reduction"}, {"elements", 100'003}, {"chunk", 1'000}, {"passes", 3}},
        {{"kernel", "copy"}, {"elements", 100'003}, {"passes", 2}},
        {{"kernel", "scale"}, {"elements", 100'003}, {"passes", 2}},
        {{"kernel", "add"}, {"elements", 100'003}, {"passes", 2}},
        {{"kernel", "triad"}, {"elements", 100'003}, {"passes", 2}},
        {{"kernel", "memory_latency"}, {"bytes", 100'000}, {"accesses", 10'001}},
        {{"kernel", "allocate_arrays"}, {"elements", 10'001}, {"arrays", 5}},
        {{"kernel", "object_churn"}, {"objects", 5'001}, {"alive", 100}},
        {{"kernel", "lru_cache"}, {"entries", 100}, {"accesses", 3'000}, {"keys", 500}, {"recent", 50}, {"rounds", 4}},
        {{"kernel", "sqlite_pool"}, {"transactions", 300}, {"connections", 4}, {"rows", 50}},
        {{"kernel", "file_write"}, {"bytes", 3'000'000}},
        {{"kernel", "file_write_direct"}, {"bytes", 3'000'000}},
        {{"kernel", "file_read"}, {"bytes", 3'000'000}},
        {{"kernel", "file_read_direct"}, {"bytes", 3'000'000}},
        {{"kernel", "requests"}, {"requests", 200}, {"concurrent", 50}},
        {{"kernel", "requests_delayed"}, {"requests", 60}, {"concurrent", 20}, {"delay_us", 2'000}},
    };
}

inline native::kernel_choice kernel_of(const json& value) {
    auto choice = native::read_kernel_choice(value, "/kernels/0");
    REQUIRE_MESSAGE(choice, (choice ? std::string{} : choice.error().text()));
    return *choice;
}

inline result<native::kernel_outcome> run_kernel(const json& value, int threads, const std::filesystem::path& folder,
                                                 std::shared_ptr<native::stop_signal> stop = {}) {
    if (!stop) stop = std::make_shared<native::stop_signal>();
    auto run = native::kernel_run::prepare(kernel_of(value), {threads, folder}, stop);
    if (!run) return tl::unexpected(run.error());
    return (*run)->go();
}

}  // namespace sweeplab::test
