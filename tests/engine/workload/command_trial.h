// One trial of a command workload, for tests.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <map>

#include "engine/workload/command_workload.h"

namespace sweeplab::test {

// One trial of a command workload with real processes: starts what it is told, keeps what comes back.
class command_trial final : public job_listener {
public:
    explicit command_trial(json value, const std::filesystem::path& base = {}, std::size_t kept_bytes = 64 * 1024)
        : loop_(std::move(*event_loop::create())) {
        value["kind"] = "command";
        auto read = read_command_spec(value, "/workload");
        REQUIRE_MESSAGE(read, (read ? std::string{} : read.error().text()));
        spec_ = std::dynamic_pointer_cast<const command_spec>(*read);
        items_ = spec_->load_items(base).value();
        workload_environment environment{*loop_, base};
        environment.kept_output_bytes = kept_bytes;
        jobs_ = make_command_workload(spec_, environment);
    }

    event_loop& loop() { return *loop_; }
    workload& jobs() { return *jobs_; }

    result<void> check() {
        std::optional<result<void>> verdict;
        jobs_->check([&](result<void> answer) { verdict = std::move(answer); });
        loop_->run_until([&] { return verdict.has_value(); });
        return *verdict;
    }

    void begin(int workers) {
        std::optional<result<void>> ready;
        jobs_->prepare({workers, spec_->slots(workers), 1, &items_, {}},
                       [&](result<void> answer) { ready = std::move(answer); });
        loop_->run_until([&] { return ready.has_value(); });
        REQUIRE(*ready);
        began_ = loop_->now();
        jobs_->begin(began_);
    }

    void start(const job_ticket& ticket) {
        starting_ = true;
        jobs_->start(ticket, *this);
        starting_ = false;
    }

    std::size_t ended() const { return outcomes_.size(); }
    job_outcome& of(int item) { return outcomes_.at(item); }
    std::int64_t now_ns() const { return (loop_->now() - began_).count(); }

    // All items, one after the other, on one worker.
    void run_all() {
        begin(1);
        for (int item = 0; item < static_cast<int>(items_.size()); ++item) {
            start({item, 1, 0});
            loop_->run_until([&] { return outcomes_.count(item) == 1; });
        }
        jobs_->finish();
    }
    job_outcome run_one() {
        run_all();
        return of(0);
    }

    void on_job_ended(const job_ticket& ticket, job_outcome outcome) override {
        CHECK_FALSE(starting_);
        CHECK(outcomes_.emplace(ticket.item, std::move(outcome)).second);
        if (then_) then_(ticket);
    }
    void then(std::function<void(const job_ticket&)> act) { then_ = std::move(act); }

private:
    std::unique_ptr<event_loop> loop_;
    std::shared_ptr<const command_spec> spec_;
    item_list items_;
    std::unique_ptr<workload> jobs_;
    instant began_{};
    bool starting_ = false;
    std::map<int, job_outcome> outcomes_;
    std::function<void(const job_ticket&)> then_;
};

}  // namespace sweeplab::test
