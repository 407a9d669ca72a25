// Runs llm jobs on a loop of its own, as the sweep would: check, prepare, begin, start, finish.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "engine/workload/llm_spec.h"
#include "engine/workload/workload_kinds.h"

namespace sweeplab::test {

class llm_test_bench : private job_listener {
public:
    explicit llm_test_bench(const std::string& base_url, const json& changes = json::object()) {
        json plan = {
            {"kind", "llm"}, {"endpoint", {{"base_url", base_url}, {"model", "sim-small"}}}, {"items", {"first", "second"}}};
        plan.merge_patch(changes);
        auto spec = known_workload_kinds().read(plan, "/workload");
        if (!spec) throw std::runtime_error(spec.error().text());
        spec_ = *spec;
    }

    event_loop& loop() { return *loop_; }
    workload& work() {
        if (!workload_) {
            workload_environment environment{*loop_, ".", find_secret, kept_output_bytes};
            workload_ = make_workload(spec_, environment).value();
        }
        return *workload_;
    }
    void drop_workload() { workload_.reset(); }

    result<void> check() {
        std::optional<result<void>> outcome;
        work().check([&outcome](result<void> answer) { outcome = std::move(answer); });
        loop_->run_until([&outcome] { return outcome.has_value(); });
        return *outcome;
    }
    result<void> prepare(int slots = 1) {
        items_ = spec_->load_items(".").value();
        std::optional<result<void>> outcome;
        trial_setting setting;
        setting.workers = setting.slots = slots;
        setting.items = &items_;
        work().prepare(setting, [&outcome](result<void> answer) { outcome = std::move(answer); });
        loop_->run_until([&outcome] { return outcome.has_value(); });
        work().begin(began = loop_->now());
        return *outcome;
    }
    void start(const job_ticket& ticket) { work().start(ticket, *this); }
    job_outcome wait_for(const job_ticket& ticket) {
        loop_->run_until([&] { return ended_.contains(ticket.worker); });
        auto outcome = std::move(ended_.at(ticket.worker));
        ended_.erase(ticket.worker);
        return outcome;
    }
    // One job from the preparation to the end.
    job_outcome run_one(const job_ticket& ticket = {}) {
        const auto prepared = prepare();
        if (!prepared) throw std::runtime_error(prepared.error().text());
        start(ticket);
        auto outcome = wait_for(ticket);
        work().finish();
        return outcome;
    }
    std::size_t ended() const { return ended_.size(); }

    secret_lookup find_secret = secret_from_environment;
    std::size_t kept_output_bytes = 64 * 1024;
    instant began{};

private:
    void on_job_ended(const job_ticket& ticket, job_outcome outcome) override {
        ended_.emplace(ticket.worker, std::move(outcome));
    }

    std::unique_ptr<event_loop> loop_ = event_loop::create().value();
    std::shared_ptr<const workload_spec> spec_;
    item_list items_;
    std::map<int, job_outcome> ended_;
    std::unique_ptr<workload> workload_;
};

}  // namespace sweeplab::test
