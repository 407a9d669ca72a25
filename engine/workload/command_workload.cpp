#include "engine/workload/command_workload.h"

#include <algorithm>
#include <unordered_map>

#include "engine/foundation/task_thread.h"
#include "engine/process/child_process.h"
#include "engine/process/pipes.h"
#include "engine/workload/command_line.h"
#include "engine/workload/command_outcome.h"

namespace sweeplab {
namespace {

// Result rules look at more than what is kept for people: a JSON document is of no use without its end.
constexpr std::size_t bytes_for_rules = 1 << 20;

class command_workload final : public workload {
public:
    command_workload(std::shared_ptr<const command_spec> spec, workload_environment environment)
        : spec_(std::move(spec)),
          loop_(environment.loop),
          kept_bytes_(static_cast<std::size_t>(
              spec_->keep_output_bytes.value_or(static_cast<std::int64_t>(environment.kept_output_bytes)))),
          waiter_(child_waiter::create(loop_)),
          line_(spec_, environment.base) {
        if (!spec_->rules.empty()) decoder_ = std::make_unique<task_thread>("command-results");
    }

    ~command_workload() override {
        finish();
        decoder_.reset();  // while what it hands back still finds `alive_`
    }

    void check(std::function<void(result<void>)> done) override { done(line_.check()); }

    void prepare(const trial_setting& setting, std::function<void(result<void>)> done) override {
        constexpr std::size_t descriptors_of_a_child = 4;  // stdin, stdout, stderr and its end
        items_ = setting.items;
        line_.set(setting.workers, setting.seed);
        done(ensure_descriptors(static_cast<std::size_t>(setting.slots) * descriptors_of_a_child));
    }

    void begin(instant began) override { began_ = began; }

    void start(const job_ticket& ticket, job_listener& listener) override {
        auto& job = jobs_[ticket.worker];
        job = running_job{ticket, &listener, nullptr, timer_id::none};
        auto request = line_.request_for((*items_)[static_cast<std::size_t>(ticket.item)]);
        if (!request) {
            job.timer = loop_.call_after(duration::zero(), [this, ticket, fault = request.error(), at = loop_.now()] {
                deliver(ticket, judge_unstartable(fault, at, began_));
            });
            return;
        }
        request->kept_output_bytes = spec_->rules.empty() ? kept_bytes_ : std::max(kept_bytes_, bytes_for_rules);
        if (spec_->timeout_s) request->time_limit = from_seconds(*spec_->timeout_s);
        job.child = std::make_unique<child_process>(
            loop_, *waiter_, std::move(*request),
            [this, ticket](process_outcome ended) { on_process_ended(ticket, std::move(ended)); });
        job.child->start();
    }

    void cancel(const job_ticket& ticket) override {
        const auto job = jobs_.find(ticket.worker);
        if (job != jobs_.end() && job->second.ticket == ticket && job->second.child) job->second.child->cancel();
    }

    void finish() override {
        for (auto& [worker, job] : jobs_) loop_.cancel(job.timer);
        jobs_.clear();
        items_ = nullptr;
    }

private:
    struct running_job {
        job_ticket ticket;
        job_listener* listener = nullptr;
        std::unique_ptr<child_process> child;  // null once it has ended
        timer_id timer = timer_id::none;
    };

    void on_process_ended(const job_ticket& ticket, process_outcome ended) {
        jobs_[ticket.worker].child.reset();
        auto outcome = judge_process(ended, *spec_, began_, kept_bytes_);
        if (!decoder_ || outcome.verdict.state != attempt_state::succeeded) return deliver(ticket, std::move(outcome));
        // Off the loop: another child's end may be waiting for its time stamp.
        decoder_->post([this, alive = std::weak_ptr(alive_), ticket, output = std::move(ended.output),
                        outcome = std::move(outcome), spec = spec_, &loop = loop_]() mutable {
            take_results(*spec, output, outcome);
            loop.post([this, alive, ticket, outcome = std::move(outcome)]() mutable {
                if (!alive.expired()) deliver(ticket, std::move(outcome));
            });
        });
    }

    void deliver(const job_ticket& ticket, job_outcome outcome) {
        const auto job = jobs_.find(ticket.worker);
        if (job == jobs_.end() || !(job->second.ticket == ticket)) return;  // the trial is over
        job_listener& listener = *job->second.listener;
        jobs_.erase(job);  // the listener may start the worker's next job at once
        listener.on_job_ended(ticket, std::move(outcome));
    }

    std::shared_ptr<const command_spec> spec_;
    event_loop& loop_;
    std::size_t kept_bytes_;
    std::unique_ptr<child_waiter> waiter_;  // outlives the children
    command_line line_;
    const item_list* items_ = nullptr;
    instant began_{};
    std::unordered_map<int, running_job> jobs_;  // by worker, who does one at a time
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
    std::unique_ptr<task_thread> decoder_;
};

}  // namespace

std::unique_ptr<workload> make_command_workload(std::shared_ptr<const command_spec> spec, workload_environment environment) {
    return std::make_unique<command_workload>(std::move(spec), std::move(environment));
}

}  // namespace sweeplab
