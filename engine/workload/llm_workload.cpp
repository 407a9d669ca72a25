#include "engine/workload/llm_workload.h"

#include "engine/workload/chat_request.h"
#include "engine/workload/llm_channel.h"

namespace sweeplab {
namespace {

class llm_workload final : public workload {
public:
    llm_workload(std::shared_ptr<const llm_spec> spec, workload_environment environment)
        : spec_(std::move(spec)),
          kept_output_bytes_(environment.kept_output_bytes),
          channel_(spec_, environment.loop, std::move(environment.find_secret)) {}

    void check(std::function<void(result<void>)> done) override { channel_.check(std::move(done)); }
    bool simulated() const override { return channel_.simulated(); }

    void prepare(const trial_setting& setting, std::function<void(result<void>)> done) override {
        items_ = setting.items;
        writer_ = std::make_unique<chat_request_writer>(*spec_, setting.workers, setting.seed);
        channel_.prepare(setting.slots, setting.began, std::move(done));
    }

    std::optional<duration> round_trip() const override { return channel_.round_trip(); }

    void begin(instant began) override { channel_.begin(began); }

    void start(const job_ticket& ticket, job_listener& listener) override {
        const auto& one = (*items_)[static_cast<std::size_t>(ticket.item)];
        channel_.ask(ticket, {spec_, writer_->body_for(one), kept_output_bytes_}, listener);
    }

    void cancel(const job_ticket& ticket) override { channel_.cancel(ticket); }

    void finish() override { channel_.finish(); }

private:
    std::shared_ptr<const llm_spec> spec_;
    std::size_t kept_output_bytes_;
    const item_list* items_ = nullptr;
    std::unique_ptr<chat_request_writer> writer_;
    llm_channel channel_;
};

}  // namespace

std::unique_ptr<workload> make_llm_workload(std::shared_ptr<const llm_spec> spec, workload_environment environment) {
    return std::make_unique<llm_workload>(std::move(spec), std::move(environment));
}

}  // namespace sweeplab
