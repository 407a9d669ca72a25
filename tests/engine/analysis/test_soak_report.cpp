#include <doctest/doctest.h>

#include "engine/analysis/soak_report.h"

using namespace sweeplab;

namespace {

constexpr std::int64_t s = 1'000'000'000;
constexpr std::int64_t mb = 1'000'000;

soak_terms terms() {
    soak_terms made;
    made.duration_s = 3600;
    made.settled_after_s = 60;
    return made;
}

// A sample every 5 seconds; memory as `bytes_at` says, in the part's own seconds.
template <class Memory>
trial part(std::int64_t seconds, Memory bytes_at, unix_ms started_at = 1'000'000) {
    trial made;
    made.state = trial_state::complete;
    made.started_at = started_at;
    for (std::int64_t at = 0; at <= seconds; at += 5) {
        soak_sample sample;
        sample.at_ns = at * s;
        sample.length_ns = at == 0 ? 0 : 5 * s;
        sample.used.set(resource::process_count, 1);
        sample.used.set(resource::process_memory, bytes_at(at));
        if (at > 0) sample.used.set(resource::process_cpu, 250);
        made.soak.push_back(std::move(sample));
    }
    return made;
}

run_record run_of(std::vector<trial> trials) {
    run_record run;
    run.summary.kind = "soak";
    run.trials = std::move(trials);
    return run;
}

leak_verdict verdict_of(const trial& one) { return make_soak_report(run_of({one}), terms()).rows.at(0).memory.verdict; }

}  // namespace

TEST_CASE("memory that grows is a leak, memory that stands is none, and what is too short is neither") {
    CHECK(verdict_of(part(3600, [](auto at) { return 100 * mb + 30 * mb * at / 3600; })) == leak_verdict::leak);
    CHECK(verdict_of(part(3600, [](auto at) { return 100 * mb + 15 * mb * at / 3600; })) == leak_verdict::grows);
    CHECK(verdict_of(part(3600, [](auto at) { return 100 * mb + 5 * mb * at / 3600; })) == leak_verdict::none);
    CHECK(verdict_of(part(3600, [](auto) { return 100 * mb; })) == leak_verdict::none);
    CHECK(verdict_of(part(3600, [](auto at) { return 200 * mb - 30 * mb * at / 3600; })) == leak_verdict::none);
    // 10 MB an hour would be 0.7 MB after four minutes.
    CHECK(verdict_of(part(300, [](auto) { return 100 * mb; })) == leak_verdict::undecided);
    CHECK(verdict_of(part(300, [](auto at) { return 100 * mb + at * mb; })) == leak_verdict::leak);
    CHECK(verdict_of(part(10, [](auto at) { return 100 * mb + at * mb; })) == leak_verdict::undecided);
}

TEST_CASE("a cache that fills up is told from a leak by the second half") {
    const auto one = part(3600, [](auto at) { return 100 * mb + 40 * mb * std::min<std::int64_t>(at, 1500) / 1500; });
    const auto report = make_soak_report(run_of({one}), terms());
    const auto& memory = report.rows.at(0).memory;
    CHECK(memory.growth->per_hour > 20e6);
    CHECK(memory.second_half->per_hour == doctest::Approx(0));
    CHECK(memory.verdict == leak_verdict::settling);
    CHECK(leak_in_words(memory, report.terms).find("memory has settled") == 0);
}

TEST_CASE("what settles at the start of each part is left out") {
    // 50 MB within the first minute of each part, then nothing.
    const auto course = [](auto at) { return 100 * mb + 50 * mb * std::min<std::int64_t>(at, 60) / 60; };
    auto first = part(1200, course);
    first.state = trial_state::interrupted;
    const auto report = make_soak_report(run_of({first, part(2400, course, 1'000'000 + 1'300'000)}), terms());
    REQUIRE(report.rows.size() == 1);
    const auto& row = report.rows[0];
    CHECK(row.parts == 2);
    CHECK(row.measured_s == doctest::Approx(3600));
    CHECK(row.memory.growth->per_hour == doctest::Approx(0));
    CHECK(row.memory.verdict == leak_verdict::none);
    CHECK(describe_soak(report).detail.find("in 2 parts") != std::string::npos);
}

TEST_CASE("use of the processor and memory at its ends") {
    const auto report = make_soak_report(run_of({part(3600, [](auto at) { return (100 + at / 3600) * mb; })}), terms());
    const auto& row = report.rows.at(0);
    CHECK(row.cpu_pct.mean == doctest::Approx(25));
    CHECK(row.cpu_pct.p95 == doctest::Approx(25));
    CHECK(row.cpu_pct.samples == 720);
    CHECK(row.memory.bytes.first == 100e6);
    CHECK(row.memory.bytes.last == 101e6);
    CHECK_FALSE(row.own_process);
    CHECK_FALSE(row.gpu_memory_bytes.mean);
    const auto told = to_json(report)["rows"][0];
    CHECK(told["memory_mb"]["first"] == 100.0);
    CHECK(told["gpu_memory_mb"]["mean"].is_null());
    CHECK(told["gap_ms"]["p50"].is_null());
    // Few samples say nothing of the highest twentieth.
    CHECK_FALSE(make_soak_report(run_of({part(300, [](auto) { return mb; })}), terms()).rows.at(0).cpu_pct.p95);
}

TEST_CASE("gaps of all samples together, with percentiles only where there are enough") {
    auto one = part(100, [](auto) { return mb; });
    for (std::size_t i = 1; i < one.soak.size(); ++i) {
        one.soak[i].chunks = 50;
        for (int k = 0; k < 49; ++k) one.soak[i].gaps.add(20 * mb);  // 20 ms
        one.soak[i].gaps.add(80 * mb);
    }
    const auto report = make_soak_report(run_of({one}), terms());
    const auto& row = report.rows.at(0);
    CHECK(row.chunks == 1000);
    CHECK(*row.gaps.percentile(500) == doctest::Approx(20e6).epsilon(0.004));
    CHECK(*row.gaps.percentile(990) == doctest::Approx(80e6).epsilon(0.004));
    CHECK_FALSE(row.gaps.percentile(999));
    CHECK(*row.gaps_below(50) == doctest::Approx(0.98));
    CHECK_FALSE(row.jitter_below(20));
    CHECK(describe_soak(report).headline.find("p99 of chunk gaps 80") != std::string::npos);
}

TEST_CASE("a series that counts is told by its growth a second, and a restart is no growth") {
    auto one = part(40, [](auto) { return mb; });
    const std::vector<std::optional<double>> counts = {100.0, 150.0, 200.0, std::nullopt, 300.0, 10.0, 60.0, 110.0, 160.0};
    for (std::size_t i = 0; i < one.soak.size(); ++i) one.soak[i].series = {counts[i], 7.0};
    auto asked = terms();
    asked.settled_after_s = 0;
    asked.series = {{"requests_total", true}, {"queue", false}};
    const auto row = make_soak_report(run_of({one}), asked).rows.at(0);
    REQUIRE(row.series.size() == 2);
    CHECK(row.series[0].values.samples == 6);
    CHECK(row.series[0].values.mean == doctest::Approx(10));
    CHECK_FALSE(row.series[0].growth);
    CHECK(row.series[1].values.first == 7);
    CHECK_FALSE(row.series[1].growth);  // forty seconds say nothing of an hour
}

TEST_CASE("without a named process it is Sweeplab itself that is told of") {
    trial one;
    one.state = trial_state::failed;
    one.message = "no content came";
    for (int i = 0; i < 3; ++i) {
        soak_sample sample;
        sample.at_ns = i * s;
        sample.used.set(resource::own_memory, 30 * mb);
        sample.failed = i;
        one.soak.push_back(sample);
    }
    const auto report = make_soak_report(run_of({one}), terms());
    CHECK(report.rows.at(0).own_process);
    CHECK(report.rows.at(0).memory.bytes.last == 30e6);
    const auto words = describe_soak(report);
    CHECK(words.headline.find("2 s of 60 min with 1 client: 3 of 3 requests failed") == 0);
    CHECK(words.detail.find("It ended early: no content came.") != std::string::npos);
}

TEST_CASE("warm-ups and trials that were taken out are no soaks, and without samples there is none") {
    auto warm = part(100, [](auto) { return mb; });
    warm.warm_up = true;
    auto out = part(100, [](auto) { return mb; });
    out.excluded = "the machine was busy";
    trial none;
    CHECK(make_soak_report(run_of({warm, out, none}), terms()).empty());
    CHECK_FALSE(describe_soak({}).headline.empty());
}
