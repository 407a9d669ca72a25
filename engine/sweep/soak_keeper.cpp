#include "engine/sweep/soak_keeper.h"

#include <utility>

#include <fmt/format.h>

namespace sweeplab {

soak_instruments::soak_instruments(std::unique_ptr<resource_sampler> machine)
    : watcher_(new process_watcher(std::move(machine))), sampling_(std::unique_ptr<resource_sampler>(watcher_)) {}

void soak_instruments::start(std::optional<int> process, duration period, resource_sampling::handler on_sample) {
    stop();
    watcher_->watch(process);
    sampling_.start(period, std::move(on_sample));
}

void soak_instruments::stop() { sampling_.stop(instant{}); }

soak_keeper::soak_keeper(const soak_load& load, soak_meter& meter, soak_instruments& instruments, event_loop& loop,
                         handlers tell)
    : period_(from_seconds(load.sample_seconds())),
      meter_(meter),
      instruments_(instruments),
      loop_(loop),
      tell_(std::move(tell)) {}

soak_keeper::~soak_keeper() { instruments_.stop(); }

void soak_keeper::begin(instant began) {
    began_ = last_at_ = began;
    const auto process = meter_.watched_process();
    if (process && !process->own_child) foreign_process_ = process->pid;
    const auto pid = process ? std::optional(process->pid) : std::nullopt;
    instruments_.start(pid, period_, [this, alive = std::weak_ptr(alive_)](instant at, resource_values values) {
        loop_.post([this, alive, at, values = std::move(values)]() mutable {
            if (alive.lock()) on_reading(at, std::move(values));
        });
    });
}

void soak_keeper::on_reading(instant at, resource_values values) {
    soak_sample sample;
    sample.at_ns = std::max<std::int64_t>(0, (at - began_).count());
    sample.length_ns = std::max<std::int64_t>(0, (at - std::exchange(last_at_, std::max(at, last_at_))).count());
    const bool ended = foreign_process_ && !values.has(resource::process_count);
    totals_.add({sample.at_ns, values});
    sample.used = std::move(values);
    meter_.take_window([this, alive = std::weak_ptr(alive_), sample = std::move(sample)](soak_window window) mutable {
        if (!alive.lock()) return;
        sample.gaps = std::move(window.gaps);
        sample.jitter = std::move(window.jitter);
        sample.first_content = std::move(window.first_content);
        sample.chunks = window.chunks;
        sample.requests = window.requests;
        sample.failed = window.failed;
        sample.series = std::move(window.series);
        tell_.sampled(std::move(sample));
    });
    if (!ended) return;
    tell_.process_ended(fmt::format("the watched process {} ended after {:.0f} s", *std::exchange(foreign_process_, {}),
                                    to_seconds(at - began_)));
}

void soak_keeper::finish(std::function<void()> done) {
    instruments_.stop();  // its last reading is posted by now
    loop_.post([this, alive = std::weak_ptr(alive_), done = std::move(done)] {
        if (!alive.lock()) return;
        // Windows are answered in their order: this one, of which nothing is wanted, behind those of all samples.
        foreign_process_.reset();
        meter_.take_window([alive, done](const soak_window&) {
            if (alive.lock()) done();
        });
    });
}

}  // namespace sweeplab
