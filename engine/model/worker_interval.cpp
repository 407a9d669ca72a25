#include "engine/model/worker_interval.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/model/enum_names.h"

namespace sweeplab {
namespace {

constexpr auto names = std::to_array<enum_name<worker_state>>({
    {worker_state::service, "service"},
    {worker_state::back_off, "back_off"},
    {worker_state::rate_limit, "rate_limit"},
    {worker_state::dependency, "dependency"},
    {worker_state::overhead, "overhead"},
    {worker_state::idle, "idle"},
    {worker_state::arrival, "arrival"},
    {worker_state::parked, "parked"},
});

tl::unexpected<error> broken(int worker, std::int64_t at_ns, std::string_view how) {
    return fail(error_kind::internal, fmt::format("worker {} {} at {} ns", worker, how, at_ns));
}

// Walks one worker's intervals from 0 and says where they first fail to join.
result<void> check_one(int worker, const worker_interval* first, const worker_interval* last, std::int64_t makespan_ns) {
    std::int64_t reached = 0;
    for (; first != last; ++first) {
        if (first->start_ns > reached) return broken(worker, reached, "is in no state");
        if (first->start_ns < reached) return broken(worker, first->start_ns, "is in two states");
        if (first->end_ns < first->start_ns)
            return broken(worker, first->start_ns, "has an interval that ends before it starts");
        reached = first->end_ns;
    }
    if (reached < makespan_ns) return broken(worker, reached, "is in no state");
    if (reached > makespan_ns) return broken(worker, makespan_ns, "goes on after the trial's end");
    return {};
}

}  // namespace

std::string_view to_text(worker_state state) { return name_in(names, state); }
std::optional<worker_state> worker_state_from(std::string_view text) { return value_in(names, text); }

result<void> check_tiling(const std::vector<worker_interval>& intervals, int workers, std::int64_t makespan_ns) {
    auto sorted = intervals;
    // Stable, so that intervals without length keep their place between their neighbours.
    std::stable_sort(sorted.begin(), sorted.end(), [](const worker_interval& a, const worker_interval& b) {
        if (a.worker != b.worker) return a.worker < b.worker;
        return a.start_ns != b.start_ns ? a.start_ns < b.start_ns : a.end_ns < b.end_ns;
    });
    for (const auto& interval : sorted)
        if (interval.worker < 0 || interval.worker >= workers)
            return broken(interval.worker, interval.start_ns,
                          fmt::format("does not exist among {} workers, but has a state", workers));
    const worker_interval* const end = sorted.data() + sorted.size();
    const worker_interval* next = sorted.data();
    for (int worker = 0; worker < workers; ++worker) {
        const worker_interval* const first = next;
        while (next != end && next->worker == worker) ++next;
        if (const auto checked = check_one(worker, first, next, makespan_ns); !checked) return checked;
    }
    return {};
}

}  // namespace sweeplab
