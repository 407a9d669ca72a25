#include "engine/workload/agent_jobs.h"

#include <fstream>

#include <fmt/format.h>

#include "engine/workload/command_outcome.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_result_bytes = 16 << 20;

std::shared_ptr<const command_spec> without_rules(const std::shared_ptr<const command_spec>& spec) {
    if (!spec->results_file) return spec;
    auto bare = std::make_shared<command_spec>(*spec);
    bare->rules = {};
    return bare;
}

void fail_with(job_outcome& outcome, failure_reason reason, std::string message) {
    outcome.span.state = outcome.verdict.state = attempt_state::failed;
    outcome.span.reason = reason;
    outcome.span.message = std::move(message);
    outcome.verdict.worth_retrying = reason == failure_reason::check_failed || reason == failure_reason::result_not_found;
}

job_outcome never_run(instant at, instant began) {
    job_outcome outcome;
    outcome.verdict.started = outcome.verdict.ended = at;
    outcome.verdict.state = outcome.span.state = attempt_state::cancelled;
    outcome.span.start_ns = outcome.span.end_ns = (at - began).count();
    outcome.span.reason = failure_reason::stopped;
    outcome.span.message = "stopped";
    return outcome;
}

result<std::string> read_result_file(const std::filesystem::path& file) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(file, failed);
    if (failed) return fail(error_kind::not_found, "the command left no such file: " + failed.message(), file.filename());
    if (size > most_result_bytes)
        return fail(error_kind::bad_input, fmt::format("is {} bytes, and at most {} are read", size, most_result_bytes),
                    file.filename());
    std::ifstream input(file, std::ios::binary);
    std::string text(size, '\0');
    if (!input.read(text.data(), static_cast<std::streamsize>(size)))
        return fail(error_kind::io, "cannot be read", file.filename());
    return text;
}

// What a job that failed used up counts as well; that nothing is found there is no further fault of it.
void take_results_of_file(const command_spec& spec, const std::filesystem::path& folder, job_outcome& outcome) {
    const bool succeeded = outcome.verdict.state == attempt_state::succeeded;
    const auto text = read_result_file(folder / *spec.results_file);
    auto found = text ? spec.rules.apply(*text, outcome.span.measured) : result<void>(tl::unexpected(text.error()));
    if (outcome.span.measured.has(measure::total_tokens) || outcome.span.measured.has(measure::output_tokens))
        outcome.verdict.tokens_used = outcome.span.tokens();
    if (!found && succeeded) fail_with(outcome, failure_reason::result_not_found, found.error().text());
}

}  // namespace

class agent_jobs::stage_listener final : public job_listener {
public:
    using handler = std::function<void(const job_ticket&, job_outcome)>;
    explicit stage_listener(handler handle) : handle_(std::move(handle)) {}
    void on_job_ended(const job_ticket& ticket, job_outcome outcome) override { handle_(ticket, std::move(outcome)); }

private:
    handler handle_;
};

agent_jobs::agent_jobs(event_loop& loop, std::shared_ptr<const command_spec> spec, std::filesystem::path base,
                       std::size_t kept_output_bytes)
    : loop_(loop),
      spec_(std::move(spec)),
      run_spec_(without_rules(spec_)),
      base_(std::move(base)),
      kept_bytes_(kept_output_bytes),
      line_(spec_, base_),
      commands_(loop),
      checks_(loop),
      background_("job-folders") {
    if (spec_->check) check_line_ = std::make_unique<command_line>(spec_->check, base_);
    if (const auto& wanted = spec_->workspace) {
        const auto from = wanted->from ? std::optional(base_ / *wanted->from) : std::nullopt;
        folders_ = std::make_unique<job_folders>(wanted->in ? base_ / *wanted->in : std::filesystem::path(), from);
    }
    on_command_ = std::make_unique<stage_listener>(
        [this](const job_ticket& ticket, job_outcome outcome) { command_ended(ticket, std::move(outcome)); });
    on_check_ = std::make_unique<stage_listener>(
        [this](const job_ticket& ticket, const job_outcome& outcome) { check_ended(ticket, outcome); });
}

agent_jobs::~agent_jobs() { finish(); }

result<void> agent_jobs::check() {
    if (folders_)
        if (auto there = folders_->check(); !there) return there;
    // A program of the folder that is made for each job is there only then.
    const auto within = [&](const command_spec& spec) {
        return spec_->workspace && !spec.shell && spec.argv.front().find('/') != std::string::npos &&
               spec.argv.front().front() != '/';
    };
    const bool own_folder = spec_->workspace.has_value() && spec_->cwd.has_value();
    if (!within(*spec_) && !own_folder)
        if (auto found = line_.check(); !found) return found;
    if (!check_line_ || within(*spec_->check)) return {};
    if (auto found = check_line_->check(); !found) {
        found.error().where = "/workload/check" + (found.error().where.empty() ? "" : ", " + found.error().where);
        return found;
    }
    return {};
}

result<void> agent_jobs::prepare(const trial_setting& setting) {
    workers_ = setting.workers;
    line_.set(setting.workers, setting.seed);
    if (check_line_) check_line_->set(setting.workers, setting.seed);
    if (auto ready = commands_.prepare(setting.slots); !ready) return ready;
    return checks_.prepare(setting.slots);
}

void agent_jobs::begin(instant began) {
    began_ = began;
    commands_.begin(began);
    checks_.begin(began);
}

void agent_jobs::start(const job_ticket& ticket, const item& one, job_listener& listener) {
    auto& job = jobs_[ticket.worker];
    job = running_job{};
    job.ticket = ticket;
    job.listener = &listener;
    job.work = &one;
    if (!folders_) return run(job);
    const auto made = std::make_shared<result<std::filesystem::path>>();
    job.made = made;
    in_background(
        ticket, [this, made, name = name_of(job)] { *made = folders_->make(name); },
        [this, ticket, made] { folder_made(ticket, *made); });
}

void agent_jobs::cancel(const job_ticket& ticket) {
    auto* job = find(ticket);
    if (!job) return;
    job->cancelled = true;
    if (job->now == stage::running) commands_.cancel(ticket);
    if (job->now == stage::checking) checks_.cancel(ticket);
}

void agent_jobs::finish() {
    commands_.finish();
    checks_.finish();
    background_.drain();
    // Folders of jobs that were dropped in the middle, or before it.
    for (auto& [worker, job] : jobs_)
        if (job.made && *job.made && !(*job.made)->empty()) folders_->remove(**job.made);
    jobs_.clear();
}

agent_jobs::running_job* agent_jobs::find(const job_ticket& ticket) {
    const auto job = jobs_.find(ticket.worker);
    return job != jobs_.end() && job->second.ticket == ticket ? &job->second : nullptr;
}

std::string agent_jobs::name_of(const running_job& job) const {
    return fmt::format("{}-{}-workers-try-{}", job.work->name, workers_, job.ticket.number);
}

void agent_jobs::in_background(const job_ticket& ticket, std::function<void()> work, std::function<void()> then) {
    background_.post([this, alive = std::weak_ptr(alive_), ticket, work = std::move(work), then = std::move(then),
                      &loop = loop_]() mutable {
        work();
        loop.post([this, alive, ticket, then = std::move(then)] {
            if (!alive.expired() && find(ticket)) then();
        });
    });
}

void agent_jobs::folder_made(const job_ticket& ticket, const result<std::filesystem::path>& folder) {
    auto& job = *find(ticket);
    if (!folder) {
        job.outcome = judge_unstartable(folder.error(), loop_.now(), began_);
        return deliver(ticket);
    }
    job.folder = *folder;
    if (!job.cancelled) return run(job);
    job.outcome = never_run(loop_.now(), began_);
    deliver(ticket);
}

void agent_jobs::run(running_job& job) {
    job.now = stage::running;
    commands_.start(job.ticket, {run_spec_, line_.request_for(*job.work, {}, job.folder), kept_bytes_}, *on_command_);
}

void agent_jobs::command_ended(const job_ticket& ticket, job_outcome outcome) {
    auto* job = find(ticket);
    if (!job) return;
    job->outcome = std::move(outcome);
    const bool succeeded = job->outcome.verdict.state == attempt_state::succeeded;
    if (!succeeded || !spec_->check) return read_results(*job);
    job->now = stage::checking;
    checks_.start(ticket, {spec_->check, check_line_->request_for(*job->work, {}, job->folder), kept_bytes_}, *on_check_);
}

void agent_jobs::check_ended(const job_ticket& ticket, const job_outcome& verdict) {
    auto* job = find(ticket);
    if (!job) return;
    const auto& judged = verdict.span;
    auto& measured = job->outcome.span.measured;
    if (const auto code = judged.measured.get(measure::exit_code)) measured.set(measure::check_exit_code, *code);
    measured.set(measure::check_ns, judged.end_ns - judged.start_ns);
    if (job->cancelled || judged.state == attempt_state::cancelled) {
        job->outcome.span.state = job->outcome.verdict.state = attempt_state::cancelled;
        job->outcome.span.reason = failure_reason::stopped;
        job->outcome.span.message = "stopped during its check";
    } else if (judged.reason == failure_reason::could_not_start) {
        fail_with(job->outcome, failure_reason::could_not_start, "the check could not be run: " + judged.message);
    } else if (judged.state != attempt_state::succeeded) {
        fail_with(job->outcome, failure_reason::check_failed, "its check failed: " + judged.message);
    }
    read_results(*job);
}

void agent_jobs::read_results(running_job& job) {
    job.now = stage::reading;
    const bool ran =
        job.outcome.span.reason != failure_reason::could_not_start && job.outcome.verdict.state != attempt_state::cancelled;
    if (!spec_->results_file || !ran) return deliver(job.ticket);
    auto outcome = std::make_shared<job_outcome>(std::move(job.outcome));
    const auto folder = job.folder.empty() ? base_ : job.folder;
    in_background(
        job.ticket, [this, outcome, folder] { take_results_of_file(*spec_, folder, *outcome); },
        [this, ticket = job.ticket, outcome] {
            find(ticket)->outcome = std::move(*outcome);
            deliver(ticket);
        });
}

// Behind the job's end: the worker does not wait for it.
void agent_jobs::put_folder_away(running_job& job) {
    if (!folders_ || job.folder.empty()) return;
    const auto kept = spec_->workspace->kept;
    const bool failed = job.outcome.verdict.state == attempt_state::failed;
    const bool stays = kept == workspace_spec::keep::all || (kept == workspace_spec::keep::failed && failed);
    if (stays && failed) job.outcome.span.message += fmt::format("; its folder is kept: {}", job.folder.string());
    if (!stays) background_.post([this, folder = job.folder] { folders_->remove(folder); });
}

void agent_jobs::deliver(job_ticket ticket) {
    auto& job = *find(ticket);
    put_folder_away(job);
    auto outcome = std::move(job.outcome);
    auto& listener = *job.listener;
    jobs_.erase(ticket.worker);  // the listener may start the worker's next job at once
    listener.on_job_ended(ticket, std::move(outcome));
}

}  // namespace sweeplab
