#include "engine/foundation/random.h"
#include "engine/store/run_store.h"
#include "packaging/bench/bare_sqlite.h"
#include "packaging/bench/measures.h"

namespace sweeplab::bench {
namespace {

// Spans as an llm trial of 64 workers leaves them.
std::vector<attempt> made_up_spans(int count) {
    random_source random(1);
    std::vector<attempt> spans(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        auto& span = spans[static_cast<std::size_t>(i)];
        span.item = i;
        span.worker = i % 64;
        span.claimed_ns = i * 1'000'000LL + static_cast<std::int64_t>(random.below(500'000));
        span.start_ns = span.claimed_ns + 20'000 + static_cast<std::int64_t>(random.below(10'000));
        const auto first = span.start_ns + 50'000'000 + static_cast<std::int64_t>(random.below(50'000'000));
        span.end_ns = first + static_cast<std::int64_t>(random.below(2'000'000'000));
        span.released_ns = span.end_ns + 30'000;
        const auto tokens = static_cast<std::int64_t>(random.below(300));
        auto& m = span.measured;
        m.set(measure::input_tokens, 120);
        m.set(measure::output_tokens, tokens);
        m.set(measure::total_tokens, 120 + tokens);
        m.set(measure::due_at, span.claimed_ns);
        m.set(measure::sent_at, span.start_ns);
        m.set(measure::first_byte_at, first - 1'000);
        m.set(measure::first_event_at, first - 500);
        m.set(measure::first_content_at, first);
        m.set(measure::last_content_at, span.end_ns - 100'000);
        m.set(measure::closed_at, span.end_ns);
        m.set(measure::chunk_count, tokens);
        m.set(measure::http_status, 200);
    }
    return spans;
}

struct store_times {
    double store_s = 0;
    double load_s = 0;
};

run_record record_of_bench() {
    run_record record;
    record.summary.name = "bench";
    record.summary.kind = "llm";
    record.summary.workers = {64};
    record.items = {{"0", "x"}};
    return record;
}

result<store_times> time_store(const std::filesystem::path& file, const std::vector<attempt>& spans) {
    const auto opened = run_store::open({file});
    if (!opened) return tl::unexpected(opened.error());
    auto& library = **opened;
    const auto run = library.begin_run(record_of_bench());
    if (!run) return tl::unexpected(run.error());
    trial summary;
    summary.workers = 64;
    auto recorder = library.begin_trial(*run, summary);
    if (!recorder) return tl::unexpected(recorder.error());

    auto to_append = spans;  // the trial hands its spans over; making them is not the store's work
    const monotonic_clock time;
    const auto begin = time.now();
    for (auto& span : to_append) (*recorder)->append(std::move(span));
    summary.state = trial_state::complete;
    if (const auto done = (*recorder)->finish(summary, {}); !done) return tl::unexpected(done.error());
    const auto stored = time.now();
    const auto loaded = library.load_trial(summary.id, load_detail::attempts);
    const auto end = time.now();
    if (!loaded) return tl::unexpected(loaded.error());
    if (loaded->attempts != spans) return fail(error_kind::internal, "the store gave back other spans than it took");
    return store_times{to_seconds(stored - begin), to_seconds(end - stored)};
}

}  // namespace

result<json> measure_spans(const json& settings) {
    const std::filesystem::path folder = settings.at("folder").get<std::string>();
    const auto spans = made_up_spans(settings.at("spans"));
    const auto count = static_cast<double>(spans.size());
    const auto bare = time_bare_sqlite(folder / "bare.db", spans);
    if (!bare) return tl::unexpected(bare.error());
    const auto ours = time_store(folder / "runs.db", spans);
    if (!ours) return tl::unexpected(ours.error());
    return json{{"stored_per_s", count / ours->store_s},
                {"loaded_per_s", count / ours->load_s},
                {"bare_stored_per_s", count / bare->store_s},
                {"bare_loaded_per_s", count / bare->load_s}};
}

}  // namespace sweeplab::bench
