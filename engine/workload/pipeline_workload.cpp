#include "engine/workload/pipeline_workload.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/workload/chat_request.h"
#include "engine/workload/command_jobs.h"
#include "engine/workload/command_line.h"
#include "engine/workload/command_outcome.h"
#include "engine/workload/llm_channel.h"
#include "engine/workload/step_references.h"
#include "engine/workload/step_texts.h"
#include "engine/workload/step_waits.h"

namespace sweeplab {
namespace {

// What a step's part of the plan is called in faults of an endpoint, which are told as those of the pipeline's own.
constexpr std::string_view path_of_endpoint = "/workload/endpoint";

class pipeline_workload final : public workload, private job_listener {
public:
    pipeline_workload(std::shared_ptr<const pipeline_spec> spec, workload_environment environment)
        : spec_(std::move(spec)),
          loop_(environment.loop),
          kept_output_bytes_(environment.kept_output_bytes),
          commands_(loop_),
          waits_(loop_) {
        for (std::size_t i = 0; i < spec_->steps.size(); ++i) add_step(i, environment);
    }

    void check(std::function<void(result<void>)> done) override {
        for (const auto& step : runners_)
            if (step.line)
                if (const auto fit = step.line->check(); !fit) return done(fit);
        check_from(0, std::move(done));
    }

    bool simulated() const override {
        return std::ranges::any_of(channels_, [](const auto& one) { return one.channel->simulated(); });
    }

    void prepare(const trial_setting& setting, std::function<void(result<void>)> done) override {
        items_ = setting.items;
        texts_.clear();
        for (std::size_t i = 0; i < runners_.size(); ++i) {
            auto& step = runners_[i];
            if (step.line) step.line->set(setting.workers, setting.seed);
            if (step.channel)
                step.writer = std::make_unique<chat_request_writer>(*spec_->steps[i].llm, setting.workers, setting.seed);
        }
        if (const auto ready = has_commands_ ? commands_.prepare(setting.slots) : result<void>{}; !ready) return done(ready);
        prepare_from(0, setting, std::move(done));
    }

    std::optional<duration> round_trip() const override {
        return channels_.empty() ? std::nullopt : channels_.front().channel->round_trip();
    }

    void begin(instant began) override {
        for (auto& one : channels_) one.channel->begin(began);
        commands_.begin(began);
        waits_.begin(began);
    }

    void start(const job_ticket& ticket, job_listener& listener) override {
        listeners_[ticket.worker] = &listener;
        const auto& step = spec_->step_at(ticket.item);
        if (step.wait_s) return waits_.start(ticket, from_seconds(*step.wait_s * spec_->time_scale), *this);
        auto& runner = runner_of(ticket.item);
        std::vector<std::string> names;  // of the placeholders; outlive the values
        const auto values = values_for(ticket.item, names);
        const auto whole_text_bytes = step.readers > 0 ? most_step_text_bytes : 0;
        const auto one = instance_of(ticket.item);
        if (!values) {
            commands_.start(ticket, {nullptr, tl::unexpected(values.error())}, *this);
        } else if (step.llm) {
            runner.channel->ask(
                ticket, {step.llm, runner.writer->body_for(one, *values), kept_output_bytes_, whole_text_bytes}, *this);
        } else {
            const auto kept = step.command->keep_output_bytes.value_or(static_cast<std::int64_t>(kept_output_bytes_));
            commands_.start(ticket,
                            {step.command, without_zero_bytes(runner.line->request_for(one, *values), step),
                             static_cast<std::size_t>(kept), whole_text_bytes},
                            *this);
        }
    }

    void cancel(const job_ticket& ticket) override {
        const auto& step = spec_->step_at(ticket.item);
        if (step.llm) runner_of(ticket.item).channel->cancel(ticket);
        if (step.command) commands_.cancel(ticket);
        if (step.wait_s) waits_.cancel(ticket);
    }

    void finish() override {
        for (auto& one : channels_) one.channel->finish();
        commands_.finish();
        waits_.finish();
        texts_.clear();
        listeners_.clear();
        items_ = nullptr;
    }

private:
    // What does a step's jobs.
    struct step_runner {
        llm_channel* channel = nullptr;
        std::unique_ptr<chat_request_writer> writer;  // of the trial
        std::unique_ptr<command_line> line;
    };
    struct named_channel {
        std::unique_ptr<llm_channel> channel;
        std::string path;  // of the endpoint in the plan
    };

    void add_step(std::size_t at, const workload_environment& environment) {
        const auto& step = spec_->steps[at];
        auto& runner = runners_.emplace_back();
        if (step.command) {
            runner.line = std::make_unique<command_line>(step.command, environment.base);
            has_commands_ = true;
        }
        if (!step.llm) return;
        // Steps that ask the same endpoint in the same way share its connections.
        auto same = std::ranges::find_if(channels_, [&](const auto& one) {
            const auto& other = one.channel->spec();
            return other.endpoint == step.llm->endpoint && other.stream == step.llm->stream;
        });
        if (same == channels_.end()) {
            channels_.push_back(
                {std::make_unique<llm_channel>(step.llm, loop_, environment.find_secret),
                 step.own_endpoint ? fmt::format("/workload/steps/{}/llm/endpoint", at) : std::string(path_of_endpoint)});
            same = channels_.end() - 1;
        }
        runner.channel = same->channel.get();
    }

    static result<void> placed(result<void> outcome, const std::string& path) {
        if (!outcome && outcome.error().where.starts_with(path_of_endpoint))
            outcome.error().where.replace(0, path_of_endpoint.size(), path);
        return outcome;
    }

    void check_from(std::size_t at, std::function<void(result<void>)> done) {
        if (at == channels_.size()) return done({});
        channels_[at].channel->check([this, at, done = std::move(done)](result<void> outcome) mutable {
            if (!outcome) return done(placed(std::move(outcome), channels_[at].path));
            check_from(at + 1, std::move(done));
        });
    }

    void prepare_from(std::size_t at, const trial_setting& setting, std::function<void(result<void>)> done) {
        if (at == channels_.size()) return done({});
        channels_[at].channel->prepare(setting.slots, setting.began,
                                       [this, at, setting, done = std::move(done)](result<void> outcome) mutable {
                                           if (!outcome) return done(placed(std::move(outcome), channels_[at].path));
                                           prepare_from(at + 1, setting, std::move(done));
                                       });
    }

    step_runner& runner_of(int item) { return runners_[static_cast<std::size_t>(item) % runners_.size()]; }
    int step_count() const { return static_cast<int>(spec_->steps.size()); }
    // The item that `step` of the same instance is.
    int beside(int item, int step) const { return item - item % step_count() + step; }

    // What {item} and {item_name} are: the same for all steps of an instance.
    item instance_of(int at) const {
        const auto& one = (*items_)[static_cast<std::size_t>(at)];
        const auto slash = one.name.rfind('/');
        return {slash == std::string::npos ? std::string{} : one.name.substr(0, slash), one.text};
    }

    result<std::vector<named_value>> values_for(int item, std::vector<std::string>& names) const {
        const auto& reads = spec_->step_at(item).reads;
        names.reserve(reads.size());
        std::vector<named_value> values;
        for (const int step : reads) {
            const auto& name = spec_->steps[static_cast<std::size_t>(step)].name;
            const auto* text = texts_.find(beside(item, step));
            if (text == nullptr)
                return fail(error_kind::not_found,
                            fmt::format("uses the text of the step \"{}\", which has not succeeded", name));
            names.push_back(step_placeholder(name));
            values.push_back({names.back(), *text});
        }
        return values;
    }

    // Neither arguments nor variables can hold one; a model or a program may well have written one.
    static result<process_request> without_zero_bytes(result<process_request> request, const pipeline_step& step) {
        if (!request || step.reads.empty()) return request;
        const auto holds_one = [](const std::string& text) { return text.find('\0') != std::string::npos; };
        if (std::ranges::any_of(request->argv, holds_one) || std::ranges::any_of(*request->environment, holds_one) ||
            holds_one(request->folder))
            return fail(error_kind::bad_input, "a step's text with a zero byte in it cannot be an argument of a command", {},
                        "Hand it over by \"stdin\"");
        return request;
    }

    void on_job_ended(const job_ticket& ticket, job_outcome outcome) override {
        const auto& step = spec_->step_at(ticket.item);
        if (outcome.verdict.state == attempt_state::succeeded) settle(ticket.item, step, outcome);
        outcome.whole_text.reset();
        if (!step.llm) count_no_tokens(step, outcome);
        auto* const listener = listeners_.at(ticket.worker);
        listener->on_job_ended(ticket, std::move(outcome));
    }

    void settle(int item, const pipeline_step& step, job_outcome& outcome) {
        if (step.readers > 0 && !keep_text(item, step, outcome)) return;
        for (const int read : step.reads) texts_.read_by_one(beside(item, read));
    }

    bool keep_text(int item, const pipeline_step& step, job_outcome& outcome) {
        if (!outcome.whole_text) {
            fail_for_its_text(outcome, fmt::format("its text is longer than the {} MiB that other steps can use",
                                                   most_step_text_bytes >> 20));
            return false;
        }
        auto text = std::move(*outcome.whole_text);
        if (step.command) text.erase(text.find_last_not_of("\r\n") + 1);
        if (texts_.keep(item, std::move(text), step.readers)) return true;
        fail_for_its_text(outcome, fmt::format("the texts that steps wait for are longer than {} MiB together",
                                               most_step_texts_bytes >> 20));
        return false;
    }

    static void fail_for_its_text(job_outcome& outcome, std::string message) {
        outcome.verdict.state = outcome.span.state = attempt_state::failed;
        outcome.verdict.worth_retrying = false;
        outcome.span.reason = failure_reason::result_not_found;
        outcome.span.message = std::move(message);
    }

    // What asks no model takes no tokens, so that a trial's sums are whole; a command that says otherwise by its result
    // rules is believed.
    void count_no_tokens(const pipeline_step& step, job_outcome& outcome) const {
        if (!spec_->asks_models() || (step.command && !step.command->rules.empty())) return;
        for (const auto which : {measure::input_tokens, measure::output_tokens, measure::total_tokens, measure::cost_nano})
            outcome.span.measured.set(which, 0);
    }

    std::shared_ptr<const pipeline_spec> spec_;
    event_loop& loop_;
    std::size_t kept_output_bytes_;
    bool has_commands_ = false;
    const item_list* items_ = nullptr;
    step_texts texts_;
    std::unordered_map<int, job_listener*> listeners_;  // by worker
    std::vector<named_channel> channels_;
    std::vector<step_runner> runners_;  // by step
    command_jobs commands_;
    step_waits waits_;
};

}  // namespace

std::unique_ptr<workload> make_pipeline_workload(std::shared_ptr<const pipeline_spec> spec,
                                                 workload_environment environment) {
    return std::make_unique<pipeline_workload>(std::move(spec), std::move(environment));
}

}  // namespace sweeplab
