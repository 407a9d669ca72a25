#include "engine/workload/command_workload.h"

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
          jobs_(environment.loop) {}

    void check(std::function<void(result<void>)> done) override { done(line_.check()); }

    void prepare(const trial_setting& setting, std::function<void(result<void>)> done) override {
        items_ = setting.items;
        line_.set(setting.workers, setting.seed);
        done(jobs_.prepare(setting.slots));
    }

    void begin(instant began) override { jobs_.begin(began); }

    void start(const job_ticket& ticket, job_listener& listener) override {
        jobs_.start(ticket, {spec_, line_.request_for((*items_)[static_cast<std::size_t>(ticket.item)]), kept_bytes_},
                    listener);
    }

    void cancel(const job_ticket& ticket) override { jobs_.cancel(ticket); }

    void finish() override {
        jobs_.finish();
        items_ = nullptr;
    }

private:
    std::shared_ptr<const command_spec> spec_;
    std::size_t kept_bytes_;
    command_line line_;
    const item_list* items_ = nullptr;
    command_jobs jobs_;
};

}  // namespace

std::unique_ptr<workload> make_command_workload(std::shared_ptr<const command_spec> spec, workload_environment environment) {
    return std::make_unique<command_workload>(std::move(spec), std::move(environment));
}

}  // namespace sweeplab
