// Requests with a start and an end as attempts: which worker did which is not in the files, so each is given to the first
// worker that is free. Sums over all workers do not depend on that.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/imports/tool_run.h"

namespace sweeplab {
namespace {

std::int64_t ns_between(double from_s, double to_s) { return std::llround((to_s - from_s) * 1e9); }

std::vector<std::size_t> by_start(const std::vector<tool_request>& spans) {
    std::vector<std::size_t> order(spans.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return spans[a].start_s < spans[b].start_s; });
    return order;
}

attempt make_attempt(const tool_request& request, std::size_t item, double origin_s, std::int64_t most_ns) {
    attempt span;
    span.item = static_cast<std::int32_t>(item);
    span.start_ns = std::clamp<std::int64_t>(ns_between(origin_s, request.start_s), 0, most_ns);
    span.end_ns = std::clamp<std::int64_t>(ns_between(origin_s, request.end_s), span.start_ns, most_ns);
    span.claimed_ns = span.start_ns;
    span.released_ns = span.end_ns;
    span.measured.set(measure::input_tokens, request.input_tokens);
    span.measured.set(measure::output_tokens, request.output_tokens);
    if (request.failed) {
        span.state = attempt_state::failed;
        span.reason = failure_reason::internal;
        span.message = request.message;
    }
    return span;
}

// The first worker that is free at this time; a new one where none is.
std::size_t free_worker(std::vector<std::int64_t>& free_at, std::int64_t time) {
    for (std::size_t i = 0; i < free_at.size(); ++i)
        if (free_at[i] <= time) return i;
    free_at.push_back(0);
    return free_at.size() - 1;
}

void add_interval(trial& into, int worker, worker_state state, const attempt* span, std::int64_t from, std::int64_t to) {
    if (to > from) into.intervals.push_back({worker, state, span ? span->item : -1, span ? 1 : 0, from, to});
}

// Between its requests a worker is at work of the tool's own; after its last there was none left for it.
void tile(trial& into) {
    std::vector<std::int64_t> until(static_cast<std::size_t>(into.slots));
    for (const auto& span : into.attempts) {
        auto& at = until[static_cast<std::size_t>(span.worker)];
        add_interval(into, span.worker, worker_state::overhead, nullptr, at, span.start_ns);
        add_interval(into, span.worker, worker_state::service, &span, span.start_ns, span.end_ns);
        at = span.end_ns;
    }
    for (int worker = 0; worker < into.slots; ++worker)
        add_interval(into, worker, worker_state::idle, nullptr, until[static_cast<std::size_t>(worker)], *into.time_ns);
}

}  // namespace

void add_spans(const tool_point& point, trial& into) {
    if (point.spans.empty() || !into.time_ns) return;
    const auto order = by_start(point.spans);
    const double origin = point.spans[order.front()].start_s;
    std::vector<std::int64_t> free_at;
    for (const auto item : order) {
        auto span = make_attempt(point.spans[item], item, origin, *into.time_ns);
        const auto worker = free_worker(free_at, span.start_ns);
        free_at[worker] = span.end_ns;
        span.worker = static_cast<std::int32_t>(worker);
        into.attempts.push_back(std::move(span));
    }
    if (free_at.size() <= static_cast<std::size_t>(into.slots)) tile(into);
}

}  // namespace sweeplab
