#include <charconv>
#include <limits>

#include "engine/calibration/lone_trial.h"
#include "engine/calibration/measures.h"
#include "engine/calibration/quantile.h"
#include "engine/http/http_client.h"

namespace sweeplab::calibration {
namespace {

json streamed_workload(const std::string& url, int streams) {
    return {{"kind", "llm"},
            {"endpoint", {{"base_url", url}, {"model", "bench"}}},
            {"prompt", "{item}"},
            {"items", {{"made_up", {{"count", streams}, {"words", 3}}}}}};
}

// The server writes each chunk's send time into its content: "12345 12346 ".
std::vector<std::int64_t> send_times_in(std::string_view text) {
    std::vector<std::int64_t> times;
    while (!text.empty()) {
        const auto space = text.find(' ');
        std::int64_t time = 0;
        std::from_chars(text.data(), text.data() + std::min(space, text.size()), time);
        times.push_back(time);
        text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    }
    return times;
}

struct stamp_errors {
    std::vector<double> lag_us;  // our stamp minus the server's
    std::vector<double> gap_us;  // how far a gap between chunks is off
    std::size_t chunks = 0;
    std::int64_t merged = 0;  // chunks that share their stamp with the one before
    std::int64_t first_sent = std::numeric_limits<std::int64_t>::max();
    std::int64_t last_sent = 0;
};

result<void> add_errors(const attempt& span, instant began, stamp_errors& errors) {
    const auto sent = send_times_in(span.output.text);
    if (sent.empty() || sent.size() != span.chunk_ns.size()) {
        return fail(error_kind::internal, "a stream has " + std::to_string(span.chunk_ns.size()) + " stamps for " +
                                              std::to_string(sent.size()) + " chunks");
    }
    for (std::size_t i = 0; i < sent.size(); ++i) {
        errors.lag_us.push_back(static_cast<double>(to_ns(began) + span.chunk_ns[i] - sent[i]) / 1000);
        if (i > 0) errors.gap_us.push_back(std::abs(errors.lag_us.back() - errors.lag_us[errors.lag_us.size() - 2]));
    }
    errors.chunks += sent.size();
    errors.first_sent = std::min(errors.first_sent, sent.front());
    errors.last_sent = std::max(errors.last_sent, sent.back());
    errors.merged += span.measured.get(measure::merged_chunks).value_or(0);
    return {};
}

// One flood through the HTTP client: bytes kept, stamps taken, ends found; decoding comes later on another thread.
result<double> flood_once(event_loop& loop, http_client& client, const std::shared_ptr<const http_target>& target,
                          int streams) {
    const auto begin = loop.now();
    int open = streams;
    std::size_t bytes = 0;
    bool well = true;
    for (int i = 0; i < streams; ++i) {
        http_request request{target, "{}", true, {}};
        request.most_body_bytes = std::size_t{1} << 30;
        client.start(std::move(request), [&](const http_response& response) {
            --open;
            bytes += response.body.size();
            well = well && response.end == http_end::complete && response.stream_ended;
        });
    }
    loop.run_until([&] { return open == 0; });
    if (!well || bytes == 0) return fail(error_kind::internal, "a flood did not arrive whole");
    return to_seconds(loop.now() - begin);
}

}  // namespace

result<stream_figures> measure_streams(const std::string& url, int streams) {
    const auto trial = run_trial(streamed_workload(url, streams), streams);
    if (!trial) return tl::unexpected(trial.error());
    stamp_errors errors;
    for (const auto& span : trial->attempts)
        if (const auto added = add_errors(span, trial->began, errors); !added) return tl::unexpected(added.error());
    if (errors.gap_us.empty()) return fail(error_kind::internal, "no chunks arrived");
    const auto chunks = static_cast<double>(errors.chunks);
    return stream_figures{quantile(errors.lag_us, 0.5),
                          quantile(errors.lag_us, 0.99),
                          quantile(errors.gap_us, 0.99),
                          trial->cpu_seconds * 1e6 / chunks,
                          static_cast<double>(errors.merged) / chunks,
                          chunks * 1e9 / static_cast<double>(errors.last_sent - errors.first_sent)};
}

result<double> flood_chunks_per_s(const std::string& url, int streams, int chunks) {
    const auto loop = event_loop::create();
    if (!loop) return tl::unexpected(loop.error());
    const auto client = http_client::create(**loop);
    if (!client) return tl::unexpected(client.error());
    const auto target =
        http_target::create({url + "/n" + std::to_string(chunks) + "/chat/completions", {}, http_version::one_one, true});
    if (!target) return tl::unexpected(target.error());
    double best = 0;
    for (int i = 0; i < 4; ++i) {  // the first opens the connections and the memory
        const auto seconds = flood_once(**loop, **client, *target, streams);
        if (!seconds) return tl::unexpected(seconds.error());
        best = std::max(best, static_cast<double>(streams) * chunks / *seconds);
    }
    return best;
}

}  // namespace sweeplab::calibration
