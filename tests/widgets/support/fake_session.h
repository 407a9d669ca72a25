// An engine session and a store in memory, for tests of the window: nothing is run, every answer is set by the test,
// and events are sent when the test says so.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

#include "engine/session/engine_session.h"

namespace sweeplab::test {

class fake_store final : public run_store {
public:
    std::vector<run_record> runs;  // newest first; guarded by `mutex`
    std::vector<run_record> bin;   // thrown away, to be taken back
    std::vector<host_profile> saved_hosts;
    std::optional<error> refuses;       // every call fails with this
    std::optional<error> refuses_runs;  // adding runs fails with this
    mutable std::mutex mutex;

    result<run_id> begin_run(const run_record&) override { return fail(error_kind::unsupported, "not in this test"); }
    result<std::unique_ptr<trial_recorder>> begin_trial(run_id, trial&) override {
        return fail(error_kind::unsupported, "not in this test");
    }
    result<void> extend_run(run_id, const std::vector<int>&, int) override { return {}; }
    result<void> end_run(run_id, run_state, std::optional<int>) override { return {}; }
    result<void> reopen_run(run_id) override { return {}; }
    result<std::vector<run_id>> add_runs(std::span<const run_record> records) override {
        const std::lock_guard lock(mutex);
        if (refuses_runs) return tl::make_unexpected(*refuses_runs);
        std::vector<run_id> ids;
        for (run_record added : records) {
            added.summary.id = {static_cast<std::int64_t>(runs.size()) + 1};
            ids.push_back(added.summary.id);
            runs.insert(runs.begin(), std::move(added));
        }
        return ids;
    }
    result<void> writer_health() override { return {}; }
    result<void> flush() override { return {}; }

    result<std::vector<run_summary>> list_runs() override {
        const std::lock_guard lock(mutex);
        if (refuses) return tl::make_unexpected(*refuses);
        std::vector<run_summary> list;
        for (const run_record& run : runs) list.push_back(run.summary);
        return list;
    }
    result<run_record> load_run(run_id id, load_detail) override {
        const std::lock_guard lock(mutex);
        if (refuses) return tl::make_unexpected(*refuses);
        for (const run_record& run : runs)
            if (run.summary.id == id) return run;
        return fail(error_kind::not_found, "there is no such run");
    }
    result<trial> load_trial(trial_id id, load_detail) override {
        const std::lock_guard lock(mutex);
        for (const run_record& run : runs)
            for (const trial& one : run.trials)
                if (one.id == id) return one;
        return fail(error_kind::not_found, "no such trial");
    }
    result<void> set_audit(trial_id, const std::vector<std::string>&) override { return {}; }
    result<void> add_predictions(run_id, const json&) override { return {}; }
    result<void> exclude_trial(trial_id id, const std::string& reason) override {
        const std::lock_guard lock(mutex);
        if (refuses) return tl::make_unexpected(*refuses);
        for (run_record& run : runs)
            for (trial& one : run.trials)
                if (one.id == id) one.excluded = reason;
        return {};
    }
    result<void> delete_run(run_id id) override {
        return change(id, [this](run_record& run) { runs.erase(runs.begin() + (&run - runs.data())); });
    }
    result<void> discard_run(run_id id) override {
        return change(id, [this](run_record& run) {
            bin.push_back(run);
            runs.erase(runs.begin() + (&run - runs.data()));
        });
    }
    result<void> restore_run(run_id id) override {
        const std::lock_guard lock(mutex);
        for (auto& run : bin)
            if (run.summary.id == id) runs.push_back(run);
        std::erase_if(bin, [id](const run_record& run) { return run.summary.id == id; });
        return {};
    }
    result<void> rename_run(run_id id, std::string name) override {
        return change(id, [&](run_record& run) { run.summary.name = name; });
    }
    result<void> set_notes(run_id id, std::string notes) override {
        return change(id, [&](run_record& run) { run.summary.notes = notes; });
    }
    result<void> set_tags(run_id id, std::vector<std::string> tags) override {
        return change(id, [&](run_record& run) { run.summary.tags = tags; });
    }
    result<void> set_starred(run_id id, bool on) override {
        return change(id, [&](run_record& run) { run.summary.starred = on; });
    }

    result<std::vector<host_profile>> list_hosts() override { return saved_hosts; }
    result<void> save_host(const host_profile& host) override {
        std::erase_if(saved_hosts, [&](const host_profile& known) { return known.id == host.id; });
        saved_hosts.push_back(host);
        return {};
    }
    result<void> delete_host(const std::string& id) override {
        std::erase_if(saved_hosts, [&](const host_profile& known) { return known.id == id; });
        return {};
    }
    const std::filesystem::path& file() const override { return file_; }

private:
    result<void> change(run_id id, const std::function<void(run_record&)>& what) {
        const std::lock_guard lock(mutex);
        if (refuses) return tl::make_unexpected(*refuses);
        for (run_record& run : runs) {
            if (run.summary.id != id) continue;
            what(run);
            return {};
        }
        return fail(error_kind::not_found, "there is no such run");
    }

    std::filesystem::path file_ = "/nowhere/runs.db";
};

class fake_session final : public engine_session {
public:
    fake_session() {
        host_.id = "here";
        host_.name = "Test machine";
        host_.measured = true;
        host_.threads = 8;
        host_.default_sweep = {1, 2, 4};
    }

    fake_store library;
    std::function<result<run_id>(const run_request&)> on_start = [](const run_request&) { return run_id{1}; };
    std::function<result<run_id>(const run_request& a, const run_request& b, std::function<void(interleaved_outcome)> done)>
        on_start_interleaved = [](const run_request&, const run_request&, auto) { return run_id{1}; };
    std::function<result<run_id>(run_id a, run_id b, std::function<void(interleaved_outcome)> done)> on_resume_interleaved =
        [](run_id a, run_id, auto) { return a; };
    std::function<result<run_id>(run_id)> on_resume = [](run_id run) { return run; };
    std::function<void(plan, std::function<void(result<trial_job_result>)>)> on_try_one_job;
    result<plan_estimate> estimated = plan_estimate{4, 48, 12.0, 0.02, "USD", "from a test"};
    std::atomic<int> stops = 0;
    std::atomic<bool> sweeps = false;

    void send(const run_event& event) {
        const std::lock_guard lock(sinks_mutex_);
        for (event_sink* sink : sinks_) sink->on_event(event);
    }

    void add_sink(event_sink& sink) override {
        const std::lock_guard lock(sinks_mutex_);
        sinks_.push_back(&sink);
    }
    void remove_sink(event_sink& sink) override {
        const std::lock_guard lock(sinks_mutex_);
        std::erase(sinks_, &sink);
    }
    result<run_id> start(run_request request) override { return on_start(request); }
    result<run_id> resume_interleaved(run_id a, run_id b, std::function<void(interleaved_outcome)> done) override {
        return on_resume_interleaved(a, b, std::move(done));
    }
    result<run_id> start_interleaved(run_request a, run_request b, std::function<void(interleaved_outcome)> done) override {
        return on_start_interleaved(a, b, std::move(done));
    }
    result<run_id> carry_out(const remote_order&) override { return fail(error_kind::unsupported, "not in this test"); }
    result<run_id> resume(run_id run, std::filesystem::path) override { return on_resume(run); }
    void stop() override { ++stops; }
    bool sweeping() const override { return sweeps; }
    run_id current_run() const override { return {}; }
    void wait() override {}
    void try_one_job(plan work, std::filesystem::path, std::function<void(result<trial_job_result>)> done) override {
        if (on_try_one_job) on_try_one_job(std::move(work), std::move(done));
    }
    result<plan_estimate> estimate(const plan&, const std::filesystem::path&, const std::string&) override {
        return estimated;
    }
    const host_profile& this_host() override { return host_; }
    result<std::vector<host_profile>> hosts() override {
        std::vector<host_profile> all{host_};
        all.insert(all.end(), library.saved_hosts.begin(), library.saved_hosts.end());
        return all;
    }
    result<std::string> simulated_base_url(const simulator_options&) override {
        return std::string("http://127.0.0.1:1/v1");
    }
    run_store& store() override { return library; }

private:
    host_profile host_;
    std::mutex sinks_mutex_;
    std::vector<event_sink*> sinks_;
};

// A complete run with one trial at each worker count: time = 10 s / workers + 1 s.
inline run_record example_run(std::int64_t id, const std::string& name, const std::string& host = "Test machine",
                              std::vector<int> workers = {1, 2, 4}) {
    run_record run;
    run.summary.id = {id};
    run.summary.name = name;
    run.summary.host_name = host;
    run.summary.host_id = host;
    run.summary.workload = "work of " + name;
    run.summary.kind = "command";
    run.summary.state = run_state::complete;
    run.summary.started_at = 1'700'000'000'000 + id * 60'000;
    run.summary.workers = workers;
    run.summary.trials_planned = run.summary.trials_complete = static_cast<int>(workers.size());
    run.host.name = host;
    for (const int count : workers) {
        trial one;
        one.id = {id * 100 + count};
        one.workers = one.slots = count;
        one.state = trial_state::complete;
        one.time_ns = 10'000'000'000 / count + 1'000'000'000;
        one.jobs = 10;
        run.trials.push_back(one);
    }
    return run;
}

}  // namespace sweeplab::test
