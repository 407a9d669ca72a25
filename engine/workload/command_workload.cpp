#include "engine/workload/command_workload.h"

#include "engine/workload/agent_jobs.h"
#include "engine/workload/command_jobs.h"
#include "engine/workload/command_line.h"

namespace sweeplab {
namespace {

class command_workload final : public workload {
public:
    command_workload(std::shared_ptr<const command_spec> spec, workload_environment environment)
        : spec_(std::move(spec)),
          kept_bytes_(static_cast<std::size_t>(
              spec_->keep_output_bytes.value_or(static_cast<std::int64_t>(environment.kept_output_bytes)))),
          line_(spec_, environment.base),
          jobs_(environment.loop) {
        if (spec_->workspace || spec_->check || spec_->results_file)
            agents_ = std::make_unique<agent_jobs>(environment.loop, spec_, environment.base, kept_bytes_);
    }

    void check(std::function<void(result<void>)> done) override { done(agents_ ? agents_->check() : line_.check()); }

    void prepare(const trial_setting& setting, std::function<void(result<void>)> done) override {
        items_ = setting.items;
        if (agents_) return done(agents_->prepare(setting));
        line_.set(setting.workers, setting.seed);
        done(jobs_.prepare(setting.slots));
    }

    void begin(instant began) override {
        if (agents_) agents_->begin(began);
        else jobs_.begin(began);
    }

    void start(const job_ticket& ticket, job_listener& listener) override {
        const auto& one = (*items_)[static_cast<std::size_t>(ticket.item)];
        if (agents_) agents_->start(ticket, one, listener);
        else jobs_.start(ticket, {spec_, line_.request_for(one), kept_bytes_}, listener);
    }

    void cancel(const job_ticket& ticket) override {
        if (agents_) agents_->cancel(ticket);
        else jobs_.cancel(ticket);
    }

    void finish() override {
        if (agents_) agents_->finish();
        else jobs_.finish();
        items_ = nullptr;
    }

private:
    std::shared_ptr<const command_spec> spec_;
    std::size_t kept_bytes_;
    command_line line_;
    const item_list* items_ = nullptr;
    command_jobs jobs_;
    std::unique_ptr<agent_jobs> agents_;  // in place of `jobs_`, for a command whose work is in files
};

}  // namespace

std::unique_ptr<workload> make_command_workload(std::shared_ptr<const command_spec> spec, workload_environment environment) {
    return std::make_unique<command_workload>(std::move(spec), std::move(environment));
}

}  // namespace sweeplab
