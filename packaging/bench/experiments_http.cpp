#include <fstream>

#include <fmt/format.h>

#include "packaging/bench/experiments.h"

namespace sweeplab::bench {
namespace {

constexpr double seconds_a_measurement = 0.8;
constexpr const char* body = R"({"model":"bench","messages":[{"role":"user","content":"Say ok"}]})";

using call_maker = std::function<program_call(int workers)>;

// wrk and hey report "Requests/sec:" alike.
result<json> rate_reported_by(const program_call& call) {
    const auto answer = run_program(call);
    if (!answer) return tl::unexpected(answer.error());
    const auto rate = number_after(answer->output, "Requests/sec:");
    if (!rate) return fail(error_kind::io, call.argv.front() + " reported no rate");
    return json{{"per_s", *rate}};
}

call_maker wrk_calls(const surroundings& around) {
    const auto script = (around.folder / "post.lua").string();
    std::ofstream(script) << "wrk.method = 'POST'\nwrk.body = '" << body
                          << "'\nwrk.headers['Content-Type'] = 'application/json'\n";
    return [around, script](int workers) {
        return program_call{
            {"wrk", "-t1", "-c", std::to_string(workers), "-d1s", "-s", script, around.server->url("json/chat/completions")},
            around.processors.client,
            {},
            {}};
    };
}

call_maker hey_calls(const surroundings& around) {
    return [around](int workers) {
        return program_call{{"hey", "-c", std::to_string(workers), "-z", "1s", "-m", "POST", "-T", "application/json", "-d",
                             body, around.server->url("json/chat/completions")},
                            around.processors.client,
                            {},
                            {}};
    };
}

void add_peer(experiment_list& list, const std::string& peer, const std::vector<int>& counts, const call_maker& make,
              double goal_at_64) {
    if (!is_installed(peer)) {
        list.skipped.push_back(peer + " is not installed: no peer for requests a second");
        return;
    }
    for (const int workers : counts) {
        const auto key = fmt::format("requests.{}", workers);
        list.experiments.push_back({key + "." + peer, [make, workers] { return rate_reported_by(make(workers)); }});
        const auto target = workers == 64 ? goal{goal::kind::ratio_at_least, goal_at_64} : goal{};
        list.rows.push_back({fmt::format("requests/s, {} workers", workers), "/s", key + ".per_s", peer,
                             key + "." + peer + ".per_s", target});
    }
}

struct stream_case {
    int streams;
    bool burst;
};

json stream_settings(const surroundings& around, const stream_case& which) {
    const auto path = fmt::format("stream/i20000/n75/s{}", which.burst ? 0 : 1);
    return {{"url", around.server->url(path)}, {"streams", which.streams}};
}

void add_stream_rows(experiment_list& list, const surroundings& around, const stream_case& which, const std::string& key) {
    const auto what =
        fmt::format("{} {}{}", which.streams, which.streams == 1 ? "stream" : "streams", which.burst ? " in bursts" : "");
    const bool judged = which.streams >= 256;
    list.rows.push_back({"stamp error p50, " + what, "µs", key + ".p50_us", {}, {}, {}});
    list.rows.push_back(
        {"stamp error p99, " + what, "µs", key + ".p99_us", {}, {}, judged ? goal{goal::kind::value_at_most, 10} : goal{}});
    const json settings = stream_settings(around, which);
    list.experiments.push_back({key + ".bare", [=] { return measure_apart(around, "bare_streams", settings); }});
    list.rows.push_back({"CPU a chunk, " + what, "µs", key + ".cpu_us", "bare libcurl", key + ".bare.cpu_us",
                         which.streams == 256 && !which.burst ? goal{goal::kind::value_at_most, 10} : goal{}});
}

}  // namespace

result<json> measure_apart(const surroundings& around, const std::string& what, const json& settings, bool pinned) {
    const auto answer = run_program(
        {{around.self, "measure", what, settings.dump()}, pinned ? around.processors.client : std::nullopt, {}, {}});
    if (!answer) return tl::unexpected(answer.error());
    return parse_json(answer->output, "measure " + what);
}

void add_requests(experiment_list& list, const surroundings& around) {
    const std::vector<int> counts{1, 8, 64, 256};
    for (const int workers : counts) {
        const json settings{{"url", around.server->url("json")}, {"workers", workers}, {"seconds", seconds_a_measurement}};
        list.experiments.push_back(
            {fmt::format("requests.{}", workers), [=] { return measure_apart(around, "requests", settings); }});
    }
    for (const int workers : counts) {
        const auto key = fmt::format("requests.{}", workers);
        const json settings{{"url", around.server->url("json")}, {"workers", workers}, {"seconds", seconds_a_measurement}};
        list.experiments.push_back({key + ".bare", [=] { return measure_apart(around, "bare_requests", settings); }});
        list.rows.push_back(
            {fmt::format("requests/s, {} workers", workers), "/s", key + ".per_s", "bare libcurl", key + ".bare.per_s", {}});
    }
    add_peer(list, "wrk", counts, wrk_calls(around), 0.55);
    add_peer(list, "hey", counts, hey_calls(around), 1.4);
    const json settings{{"url", around.server->url("json")}, {"workers", 64}, {"seconds", seconds_a_measurement}};
    list.experiments.push_back({"whole_requests", [=] { return measure_apart(around, "whole_requests", settings); }});
    list.rows.push_back({"the same with answers decoded, 64 workers", "/s", "whole_requests.per_s", {}, {}, {}});
    const json paced{{"url", around.server->url("json")}, {"per_s", 2000}, {"seconds", 2}};
    list.experiments.push_back({"open_loop", [=] { return measure_apart(around, "open_loop", paced); }});
    list.rows.push_back({"open loop, 2,000 requests/s: sent after due p50", "µs", "open_loop.p50_us", {}, {}, {}});
    list.rows.push_back({"open loop, 2,000 requests/s: sent after due p99",
                         "µs",
                         "open_loop.p99_us",
                         {},
                         {},
                         {goal::kind::value_at_most, 1000}});
}

void add_streams(experiment_list& list, const surroundings& around) {
    for (const stream_case which :
         {stream_case{1, false}, {64, false}, {256, false}, {1000, false}, {256, true}, {1000, true}}) {
        const auto key = fmt::format("streams.{}.{}", which.streams, which.burst ? "burst" : "even");
        const json settings = stream_settings(around, which);
        list.experiments.push_back({key, [=] { return measure_apart(around, "streams", settings); }});
        add_stream_rows(list, around, which, key);
    }
    const json steady{{"url", around.server->url("stream/i6500/n150/s1")}, {"streams", 1000}};
    list.experiments.push_back({"steady", [=] { return measure_apart(around, "streams", steady); }});
    const goal steady_rate{goal::kind::value_at_least, 145e3};
    const goal steady_gaps{goal::kind::value_at_most, 1000};
    list.rows.push_back({"chunks/s in a steady flow of 1000 streams", "/s", "steady.per_s", {}, {}, steady_rate});
    list.rows.push_back({"chunk gap error p99 in it", "µs", "steady.gap_p99_us", {}, {}, steady_gaps});
    // Where a read costs more than 6.5 µs the flow above cannot be taken in chunk by chunk: this one is a third slower.
    const json slower{{"url", around.server->url("stream/i10000/n150/s1")}, {"streams", 1000}};
    list.experiments.push_back({"slower", [=] { return measure_apart(around, "streams", slower); }});
    list.rows.push_back({"chunks/s in a slower flow", "/s", "slower.per_s", {}, {}, {}});
    list.rows.push_back({"chunk gap error p99 in it", "µs", "slower.gap_p99_us", {}, {}, steady_gaps});
    const json flood{{"url", around.server->url("flood")}, {"streams", 4}, {"chunks", 100'000}};
    list.experiments.push_back({"flood", [=] { return measure_apart(around, "flood", flood); }});
    list.rows.push_back(
        {"most chunks/s that one loop takes in", "/s", "flood.per_s", {}, {}, {goal::kind::value_at_least, 3e6}});
}

}  // namespace sweeplab::bench
