#include "engine/session/engine_session.h"

#include <algorithm>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "engine/host/host_probe.h"
#include "engine/imports/imports.h"
#include "engine/model/plan_folder.h"
#include "engine/session/event_hub.h"
#include "engine/session/host_library.h"
#include "engine/session/interleaved_job.h"
#include "engine/session/keep_runs.h"
#include "engine/session/one_job.h"
#include "engine/session/plan_estimator.h"
#include "engine/session/remote_job.h"
#include "engine/session/sweep_job.h"
#include "engine/session/sweep_tasks.h"
#include "engine/workload/llm_spec.h"
#include "engine/workload/workload_kinds.h"

namespace sweeplab {
namespace {

constexpr int most_earlier_runs = 5;  // looked at for an estimate

class engine_session_impl final : public engine_session {
public:
    engine_session_impl(std::unique_ptr<run_store> library, session_options options)
        : options_(std::move(options)), store_(std::move(library)) {}

    ~engine_session_impl() override {
        stop();  // a start that still checks its workload lets go of start_mutex_
        const std::lock_guard starting(start_mutex_);
        job_.reset();
        trials_of_one_.clear();
    }

    void add_sink(event_sink& sink) override { hub_.add(sink); }
    void remove_sink(event_sink& sink) override { hub_.remove(sink); }

    result<run_id> start(run_request request) override;
    result<run_id> start_interleaved(run_request a, run_request b, std::function<void(interleaved_outcome)> done) override;
    result<run_id> carry_out(const remote_order& order) override;
    result<run_id> resume(run_id run, std::filesystem::path base) override;
    result<run_id> resume_interleaved(run_id a, run_id b, std::function<void(interleaved_outcome)> done) override;
    void stop() override;
    bool sweeping() const override;
    run_id current_run() const override;
    void wait() override;

    void try_one_job(plan work, std::filesystem::path base, std::function<void(result<trial_job_result>)> done) override;
    result<plan_estimate> estimate(const plan& work, const std::filesystem::path& base, const std::string& host_id) override;

    const host_profile& this_host() override;
    result<std::vector<host_profile>> hosts() override;
    result<std::string> simulated_base_url(const simulator_options& options) override;
    run_store& store() override { return *store_; }

    result<void> put_in_examples();

private:
    using job_maker = std::function<std::unique_ptr<running_job>(running_job::ended_callback)>;

    result<sweep_task> made_ready(result<sweep_task> task);
    std::unique_ptr<running_job> job_for(sweep_task task, event_hub& hub, running_job::ended_callback ended);
    result<run_id> launch(sweep_task task);
    result<run_id> launch_interleaved(result<sweep_task> a, result<sweep_task> b,
                                      std::function<void(interleaved_outcome)> done);
    result<run_id> launch(const job_maker& make_job, run_id run);
    result<void> put_in_simulated_address(plan& work, bool& simulated);
    void sweep_ended();

    session_options options_;
    std::unique_ptr<run_store> store_;
    event_hub hub_;
    std::mutex simulator_mutex_;
    std::unique_ptr<simulated_endpoint> simulator_;
    std::once_flag host_once_;
    host_profile host_;

    std::mutex start_mutex_;    // one start at a time; held while a start waits for the workload's check
    mutable std::mutex mutex_;  // guards what follows
    std::condition_variable idle_;
    bool sweeping_ = false;
    bool stop_wanted_ = false;  // stop() came before the job could take it
    run_id current_;
    running_job* stoppable_ = nullptr;  // job_, while it may be stopped
    std::unique_ptr<running_job> job_;  // changed under start_mutex_ only
    std::list<one_job> trials_of_one_;
};

// Another machine has a simulated endpoint of its own.
result<sweep_task> engine_session_impl::made_ready(result<sweep_task> task) {
    if (!task) return task;
    task->find_secret = options_.find_secret;
    if (!task->record.host.reached_by.empty()) return task;
    if (const auto placed = put_in_simulated_address(task->work, task->record.summary.simulated); !placed)
        return tl::unexpected(placed.error());
    return task;
}

result<run_id> engine_session_impl::start(run_request request) {
    auto task = made_ready(new_task(std::move(request)));
    if (!task) return tl::unexpected(task.error());
    return launch(std::move(*task));
}

result<run_id> engine_session_impl::start_interleaved(run_request a, run_request b,
                                                      std::function<void(interleaved_outcome)> done) {
    return launch_interleaved(new_task(as_side(std::move(a), 'A')), new_task(as_side(std::move(b), 'B')), std::move(done));
}

result<run_id> engine_session_impl::carry_out(const remote_order& order) {
    auto task = made_ready(task_of_order(order));
    if (!task) return tl::unexpected(task.error());
    return launch(std::move(*task));
}

result<run_id> engine_session_impl::resume(run_id run, std::filesystem::path base) {
    auto task = made_ready(task_to_resume(*store_, run, std::move(base)));
    if (!task) return tl::unexpected(task.error());
    return launch(std::move(*task));
}

result<run_id> engine_session_impl::resume_interleaved(run_id a, run_id b, std::function<void(interleaved_outcome)> done) {
    if (a == b) return fail(error_kind::bad_input, "a run cannot take turns with itself");
    return launch_interleaved(task_to_resume(*store_, a, {}), task_to_resume(*store_, b, {}), std::move(done));
}

result<run_id> engine_session_impl::launch_interleaved(result<sweep_task> a, result<sweep_task> b,
                                                       std::function<void(interleaved_outcome)> done) {
    auto first = made_ready(std::move(a));
    if (!first) return tl::unexpected(first.error());
    auto second = made_ready(std::move(b));
    if (!second) return tl::unexpected(second.error());
    if (const auto fits = check_interleaved(first->work.sweep, second->work.sweep); !fits)
        return tl::unexpected(fits.error());
    const auto make_job = [&](running_job::ended_callback ended) {
        return std::make_unique<interleaved_job>(
            std::move(*first), std::move(*second), hub_,
            [this](sweep_task task, event_hub& hub, running_job::ended_callback round_ended) {
                return job_for(std::move(task), hub, std::move(round_ended));
            },
            std::move(ended), std::move(done));
    };
    return launch(make_job, {});
}

result<void> engine_session_impl::put_in_simulated_address(plan& work, bool& simulated) {
    if (!wants_simulated_endpoint(*work.workload)) return {};
    const auto url = simulated_base_url({});
    if (!url) return tl::unexpected(url.error());
    work.workload = with_base_url(work.workload, *url);
    simulated = true;
    return {};
}

std::unique_ptr<running_job> engine_session_impl::job_for(sweep_task task, event_hub& hub,
                                                          running_job::ended_callback ended) {
    if (!task.record.host.reached_by.empty())
        return std::make_unique<remote_job>(std::move(task), *store_, hub, std::move(ended));
    return std::make_unique<sweep_job>(std::move(task), *store_, hub, std::move(ended));
}

result<run_id> engine_session_impl::launch(sweep_task task) {
    const run_id known = task.record.summary.id;
    return launch([&](running_job::ended_callback ended) { return job_for(std::move(task), hub_, std::move(ended)); },
                  known);
}

result<run_id> engine_session_impl::launch(const job_maker& make_job, run_id run) {
    const std::lock_guard starting(start_mutex_);
    {
        const std::lock_guard lock(mutex_);
        if (sweeping_)
            return fail(error_kind::busy, fmt::format("run {} is under way", current_.value), {},
                        "Wait for it or stop it; one sweep at a time keeps the measurement clean.");
        sweeping_ = true;
        stop_wanted_ = false;
        current_ = run;
    }
    job_.reset();  // the former one has ended; this joins its thread
    job_ = make_job([this](run_state) { sweep_ended(); });
    {
        const std::lock_guard lock(mutex_);
        if (sweeping_) stoppable_ = job_.get();
        if (stoppable_ && stop_wanted_) stoppable_->stop();
    }
    const auto begun = job_->wait_until_begun();
    const std::lock_guard lock(mutex_);
    if (begun && sweeping_) current_ = *begun;
    return begun;
}

void engine_session_impl::sweep_ended() {
    const std::lock_guard lock(mutex_);
    sweeping_ = false;
    stoppable_ = nullptr;
    current_ = {};
    idle_.notify_all();
}

void engine_session_impl::stop() {
    const std::lock_guard lock(mutex_);
    stop_wanted_ = sweeping_;
    if (stoppable_) stoppable_->stop();
}

bool engine_session_impl::sweeping() const {
    const std::lock_guard lock(mutex_);
    return sweeping_;
}

run_id engine_session_impl::current_run() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

void engine_session_impl::wait() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return !sweeping_; });
}

void engine_session_impl::try_one_job(plan work, std::filesystem::path base,
                                      std::function<void(result<trial_job_result>)> done) {
    bool simulated = false;
    if (const auto placed = put_in_simulated_address(work, simulated); !placed) return done(tl::unexpected(placed.error()));
    const std::lock_guard lock(mutex_);
    trials_of_one_.remove_if([](const one_job& job) { return job.ended(); });
    trials_of_one_.emplace_back(std::move(work), std::move(base), options_.find_secret, std::move(done));
}

result<plan_estimate> engine_session_impl::estimate(const plan& work, const std::filesystem::path& base,
                                                    const std::string& host_id) {
    const auto items = load_items(work, base);
    if (!items) return tl::unexpected(items.error());
    const auto saved = store_->list_runs();
    if (!saved) return tl::unexpected(saved.error());

    const auto hash = work_hash(work, *items);
    const auto summary = work.workload->summary();
    run_record asked;  // as far as its folder goes
    asked.plan = to_json(work);
    asked.base_folder = base.string();
    std::vector<run_record> earlier;
    for (const auto& candidate : *saved) {
        if (candidate.host_id != host_id || candidate.workload != summary || candidate.trials_complete == 0) continue;
        auto record = store_->load_run(candidate.id, load_detail::trials);
        if (record && record->work_hash == hash && !folders_differ(*record, asked)) earlier.push_back(std::move(*record));
        if (earlier.size() == most_earlier_runs) break;
    }
    return estimate_plan(work, *items, earlier);
}

const host_profile& engine_session_impl::this_host() {
    std::call_once(host_once_, [this] { host_ = probe_this_host(); });
    return host_;
}

result<std::vector<host_profile>> engine_session_impl::hosts() {
    auto saved = store_->list_hosts();
    if (!saved) return saved;
    const auto& here = this_host();
    // What a person added to this machine's profile is kept; the hardware is read anew.
    const auto known = std::find_if(saved->begin(), saved->end(), [&](const host_profile& h) { return h.id == here.id; });
    host_profile first = known == saved->end() ? here : with_what_a_person_said(here, *known);
    if (known != saved->end()) saved->erase(known);
    saved->insert(saved->begin(), std::move(first));
    return saved;
}

result<std::string> engine_session_impl::simulated_base_url(const simulator_options& options) {
    const std::lock_guard lock(simulator_mutex_);
    if (!simulator_) {
        auto started = simulated_endpoint::start(options);
        if (!started) return tl::unexpected(started.error());
        simulator_ = std::move(*started);
    }
    return simulator_->base_url();
}

result<void> engine_session_impl::put_in_examples() {
    const auto folder = options_.resources.empty() ? find_resources() : options_.resources;
    std::error_code unreadable;
    if (!std::filesystem::exists(folder / "hosts.json", unreadable)) return {};  // a bare engine works without them
    const auto example = import_any_file(folder / "examples/worker_benchmark.csv", run_origin::example);
    if (!example) return tl::unexpected(example.error());
    if (const auto kept = keep_runs(*store_, example->runs); !kept) return tl::unexpected(kept.error());
    auto profiles = read_host_profiles(folder / "hosts.json");
    if (!profiles) return tl::unexpected(profiles.error());
    for (const auto& profile : *profiles)
        if (const auto saved = store_->save_host(profile); !saved) return saved;
    return {};
}

}  // namespace

result<std::unique_ptr<engine_session>> engine_session::open(session_options options) {
    if (options.store.file.empty()) options.store.file = default_database_path();
    std::error_code unreadable;
    const bool is_new = !std::filesystem::exists(options.store.file, unreadable);
    const bool with_examples = options.with_examples && is_new;
    auto library = run_store::open(options.store);
    if (!library) return tl::unexpected(library.error());
    auto session = std::make_unique<engine_session_impl>(std::move(*library), std::move(options));
    if (with_examples) {
        if (const auto put_in = session->put_in_examples(); !put_in) return tl::unexpected(put_in.error());
    }
    return session;
}

}  // namespace sweeplab
