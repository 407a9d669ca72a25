// Samples of a soak in the database: as they come, whole, and damaged.
#include "engine/store/soak_codec.h"

#include "engine/model/run_event.h"

#include "tests/engine/store/store_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

soak_sample sample_at(std::int64_t at_s) {
    soak_sample sample;
    sample.at_ns = at_s * 1'000'000'000;
    sample.length_ns = 5'000'000'000;
    sample.chunks = 12;
    sample.requests = 2;
    sample.failed = 1;
    for (int i = 0; i < 10; ++i) sample.gaps.add(20'000'000 + i * 1'000'003);
    sample.jitter.add(0);
    sample.used.set(resource::process_memory, 123'456'789 + at_s);
    sample.used.set(resource::process_cpu, 250);
    sample.series = {1.5, std::nullopt, -2e300};
    return sample;
}

}  // namespace

TEST_CASE("a sample comes back as it was") {
    for (const auto& sample : {sample_at(5), soak_sample{}}) {
        soak_sample again;
        REQUIRE(unpack_soak_sample(pack_soak_sample(sample), again));
        CHECK(again == sample);
    }
}

TEST_CASE("bytes that are cut short or changed are refused, never read past") {
    const auto packed = pack_soak_sample(sample_at(5));
    for (std::size_t size = 0; size < packed.size(); ++size) {
        soak_sample read;
        CHECK_FALSE(unpack_soak_sample(std::string_view(packed).substr(0, size), read));
    }
    for (std::size_t at = 0; at < packed.size(); ++at) {
        auto changed = packed;
        changed[at] = static_cast<char>(0xff);
        soak_sample read;
        unpack_soak_sample(changed, read);  // right or wrong, it ends
    }
}

TEST_CASE("samples are there before the trial has ended, in their order, and go with the run") {
    const temporary_folder folder;
    const auto store = open_store(folder / "runs.db");
    const auto run = value_of(store->begin_run(plain_run("soak")));
    auto summary = plain_trial(2);
    const auto recorder = value_of(store->begin_trial(run, summary));
    for (const std::int64_t at : {5, 10, 15}) recorder->append(sample_at(at));
    recorder->append(plain_attempt(0, 20));
    REQUIRE(store->flush());
    const auto cut = value_of(store->load_trial(summary.id, load_detail::attempts));
    REQUIRE(cut.soak.size() == 3);
    CHECK(cut.soak[1] == sample_at(10));
    CHECK(cut.attempts.size() == 1);
    CHECK(value_of(store->load_trial(summary.id, load_detail::trials)).soak.empty());
    summary.state = trial_state::complete;
    summary.time_ns = 70;
    REQUIRE(recorder->finish(summary, {}));
    REQUIRE(store->end_run(run, run_state::complete));

    // A whole run is taken in with them.
    const auto whole = value_of(store->load_run(run, load_detail::everything));
    REQUIRE(whole.trials.at(0).soak.size() == 3);
    const auto copy = value_of(store->add_run(whole));
    CHECK(value_of(store->load_run(copy, load_detail::attempts)).trials.at(0).soak == whole.trials[0].soak);
    const auto written = to_json(whole.trials[0], true);
    const auto read = read_trial(written, "");
    REQUIRE_MESSAGE(read, read.error().text());
    CHECK(read->soak == whole.trials[0].soak);
    REQUIRE(store->delete_run(run));
    CHECK(value_of(store->load_run(copy, load_detail::attempts)).trials.at(0).soak.size() == 3);
}
