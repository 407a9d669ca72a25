#include "engine/telemetry/process_watcher.h"

#include <unistd.h>

#include "engine/telemetry/counter_growth.h"
#include "engine/telemetry/process_trees.h"

namespace sweeplab {

process_watcher::process_watcher(std::unique_ptr<resource_sampler> machine, const std::string& root)
    : machine_(std::move(machine)), proc_(root + "/proc") {}

void process_watcher::watch(std::optional<int> pid) {
    pid_ = pid;
    began_.reset();
    last_.reset();
}

resource_values process_watcher::read(instant now) {
    auto values = machine_ ? machine_->read(now) : resource_values{};
    if (!pid_) return values;
    const auto use = read_process_tree(proc_, *pid_);
    if (use && !began_) began_ = use->began;
    if (!use || use->began != *began_) {
        last_.reset();
        return values;
    }
    values.set(resource::process_count, use->tree ? use->tree->processes : 1);
    if (!use->tree) return values;
    if (use->tree->resident_pages > 0)  // it has none for the instant in which it becomes another program
        values.set(resource::process_memory, use->tree->resident_pages * ::sysconf(_SC_PAGESIZE));
    const auto ticks = use->tree->ticks;
    const auto tick_ns = 1'000'000'000 / ::sysconf(_SC_CLK_TCK);
    // A descendant that ended without being waited for takes its time away: then nothing is known.
    if (last_ && ticks >= last_->ticks && now > last_->at)
        values.set(resource::process_cpu,
                   in_thousandths(static_cast<std::int64_t>(ticks - last_->ticks) * tick_ns, now - last_->at));
    last_ = reading{now, ticks};
    return values;
}

void process_watcher::forget() {
    if (machine_) machine_->forget();
    last_.reset();
}

}  // namespace sweeplab
