#include "engine/session/sweep_tasks.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/sweep/soaked_time.h"
#include "engine/workload/soak_load.h"
#include "engine/workload/workload_kinds.h"

namespace sweeplab {
namespace {

// A trial that need not be redone. A failed one stands, unless it is what ended the sweep.
bool stands(const trial& done, run_state run) {
    return done.state == trial_state::complete || (done.state == trial_state::failed && run != run_state::failed);
}

int standing_trials(const run_record& record) {
    return static_cast<int>(
        std::ranges::count_if(record.trials, [&](const trial& done) { return stands(done, record.summary.state); }));
}

std::vector<planned_trial> missing_trials(const plan& work, const run_record& record) {
    auto to_do = schedule_of(work.sweep);
    std::erase_if(to_do, [&](const planned_trial& planned) {
        return std::any_of(record.trials.begin(), record.trials.end(), [&](const trial& done) {
            return done.position == planned.position && stands(done, record.summary.state);
        });
    });
    return to_do;
}

// What is missing goes by how long the items took, or by how long a soak has lasted.
bool goes_by_attempts(const plan& work) {
    return work.sweep.items == item_order::longest_first || dynamic_cast<const soak_load*>(work.workload.get()) != nullptr;
}
bool chooses_on_the_way(const plan& work) { return work.sweep.automatic || work.sweep.adaptive; }

result<void> check_resumable(const run_record& record, const plan& work) {
    const auto run = record.summary.id.value;
    const bool needs_earlier = chooses_on_the_way(work) || work.sweep.predict || goes_by_attempts(work);
    if (!record.host.reached_by.empty() && needs_earlier)
        return fail(error_kind::unsupported,
                    fmt::format("run {} was measured on {}, and what is missing depends on what was measured before", run,
                                record.summary.host_name),
                    {}, "Run its plan there anew.");
    const bool ended_by_itself = chooses_on_the_way(work) && record.summary.state == run_state::complete;
    if (ended_by_itself || (!work.sweep.automatic && missing_trials(work, record).empty()))
        return fail(error_kind::bad_input, fmt::format("run {} is complete: no trial is missing", run));
    return {};
}

}  // namespace

result<sweep_task> new_task(run_request request) {
    auto items = load_items(request.work, request.base);
    if (!items) return tl::unexpected(items.error());

    sweep_task task;
    auto& record = task.record;
    record.plan = to_json(request.work);
    record.work_hash = work_hash(request.work, *items);
    record.items = std::move(*items);
    record.base_folder = request.base.string();
    record.host = request.host;
    if (request.work.prices) record.currency = request.work.prices->currency;
    auto& summary = record.summary;
    summary.name = request.work.name;
    summary.host_id = request.host.id;
    summary.host_name = request.host.name;
    summary.workload = request.work.workload->summary();
    summary.kind = request.work.workload->kind();
    summary.workers = request.work.sweep.workers;
    // An automatic sweep plans one trial after the other.
    if (!request.work.sweep.automatic)
        summary.trials_planned = static_cast<int>(request.work.sweep.workers.size()) * request.work.sweep.repeats;
    summary.notes = request.work.notes;
    summary.simulated = request.simulated;

    task.to_do = schedule_of(request.work.sweep);
    task.base = std::move(request.base);
    task.work = std::move(request.work);
    return task;
}

result<sweep_task> task_to_resume(run_store& store, run_id run, std::filesystem::path base) {
    auto record = store.load_run(run, load_detail::trials);
    if (!record) return tl::unexpected(record.error());
    if (record->plan.is_null() || record->summary.origin != run_origin::measured)
        return fail(error_kind::bad_input,
                    fmt::format("run {} was imported, so there is nothing to carry on with", run.value));
    if (record->summary.state == run_state::running)
        return fail(error_kind::busy, fmt::format("run {} is still under way", run.value), {}, "Stop it first.");
    auto work = read_plan(record->plan, known_workload_kinds());
    if (!work) return tl::unexpected(work.error());
    if (const auto can = check_resumable(*record, *work); !can) return tl::unexpected(can.error());
    if (goes_by_attempts(*work)) {
        record = store.load_run(run, load_detail::attempts);
        if (!record) return tl::unexpected(record.error());
    }
    sweep_task task;
    task.to_do = missing_trials(*work, *record);
    task.trials_done_before = work->sweep.automatic ? standing_trials(*record)
                                                    : static_cast<int>(schedule_of(work->sweep).size() - task.to_do.size());
    task.base = base.empty() ? std::filesystem::path(record->base_folder) : std::move(base);
    task.work = std::move(*work);
    task.record = std::move(*record);
    task.earlier = std::exchange(task.record.trials, {});
    return task;
}

result<sweep_task> task_of_order(const remote_order& order) {
    auto work = read_plan(order.record.plan, known_workload_kinds());
    if (!work) return tl::unexpected(work.error());
    std::error_code none;
    sweep_task task;
    task.work = std::move(*work);
    task.record = order.record;
    task.record.summary.id = {};
    task.record.host.reached_by.clear();  // it is here
    task.base = order.base;
    if (!std::filesystem::is_directory(task.base, none)) task.base = std::filesystem::current_path(none);
    task.to_do = order.to_do;
    task.trials_done_before = order.trials_done_before;
    return task;
}

progress_meter meter_of(const sweep_task& task, run_id run) {
    std::vector<progress_meter::trial_size> sizes;
    const auto& jobs = *task.work.workload;
    const auto seconds = jobs.planned_seconds();
    const auto length = seconds ? std::optional(from_seconds(*seconds)) : std::nullopt;
    const int items = static_cast<int>(task.record.items.size());
    soaked_time before;
    for (const auto& earlier : task.earlier) before.add(earlier);
    for (const auto& planned : task.to_do)
        sizes.push_back({planned.workers, jobs.slots(planned.workers), length,
                         before.of(planned.workers, planned.repeat, planned.warm_up),
                         jobs.items_at(planned.workers, items)});
    return {run, std::move(sizes), task.trials_done_before, items};
}

}  // namespace sweeplab
