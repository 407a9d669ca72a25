#include "engine/sweep/trial_run.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {

class trial_run::sums {
public:
    void add(const measures& measured) {
        add(measured, measure::input_tokens, input_tokens_);
        add(measured, measure::output_tokens, output_tokens_);
        add(measured, measure::total_tokens, total_tokens_);
        add(measured, measure::cost_nano, cost_nano_);
        add(measured, measure::result_count, result_count_);
    }

    void write_to(trial& summary) const {
        summary.input_tokens = input_tokens_.value();
        summary.output_tokens = output_tokens_.value();
        summary.total_tokens = total_tokens_.value();
        if (const auto nano = cost_nano_.value()) summary.cost = static_cast<double>(*nano) * 1e-9;
        summary.result_count = result_count_.value();
    }

private:
    struct part {
        std::int64_t total = 0;
        bool seen = false;
        bool incomplete = false;
        std::optional<std::int64_t> value() const { return seen && !incomplete ? std::optional(total) : std::nullopt; }
    };
    static void add(const measures& measured, measure which, part& into) {
        if (const auto value = measured.get(which)) {
            into.total += *value;
            into.seen = true;
        } else {
            into.incomplete = true;
        }
    }
    part input_tokens_, output_tokens_, total_tokens_, cost_nano_, result_count_;
};

namespace {

const open_load* open_load_of(const plan& work) { return dynamic_cast<const open_load*>(work.workload.get()); }

std::vector<load_arrival> arrivals_of(const plan& work) {
    const auto* load = open_load_of(work);
    return load ? load->arrivals() : std::vector<load_arrival>{};
}

std::vector<dispatch_item> dispatch_items_of(const workload_spec& spec, int workers, const item_list& items,
                                             const std::vector<std::optional<std::int64_t>>& known_services_ns,
                                             const std::vector<load_arrival>& arrivals) {
    std::vector<dispatch_item> list;
    const auto taking_part = static_cast<std::size_t>(spec.items_at(workers, static_cast<int>(items.size())));
    list.reserve(taking_part);
    for (const auto& one : items) {
        if (list.size() == taking_part) break;
        dispatch_item entry;
        entry.depends_on = one.depends_on;
        if (list.size() < known_services_ns.size()) entry.expected_service_ns = known_services_ns[list.size()];
        if (list.size() < arrivals.size()) entry.due = arrivals[list.size()].due;
        entry.max_attempts = spec.max_attempts_of(static_cast<int>(list.size()));
        entry.estimated_tokens = spec.expected_input_tokens(one).value_or(0) + spec.expected_output_tokens(one).value_or(0);
        list.push_back(std::move(entry));
    }
    return list;
}

dispatch_options dispatch_options_of(const plan& work, const trial& summary) {
    dispatch_options options;
    options.slots = summary.slots;
    if (const auto* load = open_load_of(work); load && load->scaling()) options.begin_with = summary.workers;
    options.order = work.sweep.items;
    options.max_attempts = work.limits.max_attempts;
    options.stop_on_failure = work.limits.stop_on_failure;
    options.seed = summary.seed;
    return options;
}

// Nano-units of the plan's currency; absent when tokens or their price are unknown.
std::optional<std::int64_t> cost_of(const measures& measured, const prices_spec& prices) {
    const auto input = measured.get(measure::input_tokens);
    const auto output = measured.get(measure::output_tokens);
    double cost = prices.per_request.value_or(0);
    if (prices.input_per_million) {
        if (!input) return std::nullopt;
        const auto cached = measured.get(measure::cached_input_tokens).value_or(0);
        const double cached_price = prices.cached_input_per_million.value_or(*prices.input_per_million);
        cost +=
            (static_cast<double>(*input - cached) * *prices.input_per_million + static_cast<double>(cached) * cached_price) *
            1e-6;
    }
    if (prices.output_per_million) {
        if (!output) return std::nullopt;
        cost += static_cast<double>(*output) * *prices.output_per_million * 1e-6;
    }
    const bool priced = prices.per_request || prices.input_per_million || prices.output_per_million;
    return priced ? std::optional(static_cast<std::int64_t>(cost * 1e9 + 0.5)) : std::nullopt;
}

void note_failure(std::map<std::string, int>& reasons, const std::string& message) {
    constexpr std::size_t most_reasons = 100;  // each may name its own item
    constexpr std::size_t longest = 200;
    const auto words = shorten(message, longest);
    if (reasons.size() < most_reasons || reasons.contains(words)) ++reasons[words];
}

}  // namespace

trial_run::trial_run(surroundings around, trial summary)
    : around_(around), summary_(std::move(summary)), arrivals_(arrivals_of(around_.work)), sums_(std::make_unique<sums>()) {
    rate_limiter& limiter = around_.limiter;
    dispatcher_ = std::make_unique<dispatcher>(
        dispatch_items_of(*around_.work.workload, summary_.workers, around_.items, around_.services.means_ns(), arrivals_),
        dispatch_options_of(around_.work, summary_), limiter, around_.loop, static_cast<job_runner&>(*this),
        static_cast<dispatch_observer&>(*this));
    if (const auto* load = open_load_of(around_.work); load && !arrivals_.empty()) keep_load(*load);
    keep_soak();
}

void trial_run::keep_soak() {
    const auto* load = dynamic_cast<const soak_load*>(around_.work.workload.get());
    auto* meter = dynamic_cast<soak_meter*>(&around_.jobs);
    if (!load || !meter || !around_.soaking) return;
    soak_keeper::handlers tell;
    tell.sampled = [this](soak_sample sample) { around_.sink.soak_sampled(std::move(sample)); };
    tell.process_ended = [this](std::string why) {
        given_up_ = std::move(why);
        dispatcher_->cancel();
    };
    soak_ = std::make_unique<soak_keeper>(*load, *meter, *around_.soaking, around_.loop, std::move(tell));
}

void trial_run::keep_load(const open_load& load) {
    load_keeper::handlers tell;
    tell.decided = [this](const scaling_decision& decision) {
        summary_.decisions.push_back(decision);
        around_.sink.scaling_decided(decision);
    };
    tell.saturated = [this](std::string why) {
        given_up_ = std::move(why);
        dispatcher_->cancel();
    };
    keeper_ = std::make_unique<load_keeper>(load, arrivals_, summary_.workers, *dispatcher_, around_.loop, std::move(tell));
}

trial_run::~trial_run() { around_.loop.cancel(time_limit_); }

void trial_run::start(std::function<void(trial_end)> done) {
    done_ = std::move(done);
    if (const auto limit = around_.work.sweep.trial_timeout_s) {
        time_limit_ = around_.loop.call_after(from_seconds(*limit), [this] { time_limit_passed(); });
    }
    began_ = around_.loop.now();
    around_.jobs.begin(began_);
    if (keeper_) keeper_->begin(began_);
    if (soak_) soak_->begin(began_);
    dispatcher_->start();
}

void trial_run::stop() {
    if (dispatcher_->finished()) return;
    stopped_ = true;
    dispatcher_->cancel();
}

void trial_run::time_limit_passed() {
    time_limit_ = timer_id::none;
    timed_out_ = true;
    dispatcher_->cancel();
}

void trial_run::start(const job_ticket& ticket) { around_.jobs.start(ticket, *this); }
void trial_run::cancel(const job_ticket& ticket) { around_.jobs.cancel(ticket); }

void trial_run::on_job_ended(const job_ticket& ticket, job_outcome outcome) {
    auto& span = outcome.span;
    span.item = ticket.item;
    span.number = ticket.number;
    span.worker = ticket.worker;
    span.state = outcome.verdict.state;
    if (const auto& prices = around_.work.prices; prices && !span.measured.has(measure::cost_nano))
        span.measured.set(measure::cost_nano, cost_of(span.measured, *prices));
    if (outcome.verdict.ends_sweep && fatal_message_.empty()) fatal_message_ = span.message;
    put_planned_times(span);
    ended_span_ = &span;
    dispatcher_->job_ended(ticket, outcome.verdict);
}

// What a person who sent it would count from: not when a worker was free for it.
void trial_run::put_planned_times(attempt& span) const {
    const auto item = static_cast<std::size_t>(span.item);
    if (item >= arrivals_.size()) return;
    span.measured.set(measure::due_at, arrivals_[item].due.count());
    span.measured.set(measure::phase, arrivals_[item].phase);
}

void trial_run::on_attempt_started(const job_ticket& ticket, instant at) {
    if (keeper_) keeper_->attempt_started(at);
    around_.sink.attempt_started(ticket, since_began(at));
}

void trial_run::on_attempt_ended(const job_ticket&, const job_verdict&, const dispatch_times& times, bool final) {
    attempt span = std::move(*ended_span_);
    ended_span_ = nullptr;
    span.claimed_ns = since_began(times.claimed);
    span.start_ns = since_began(times.started);
    span.end_ns = since_began(times.ended);
    span.released_ns = since_began(times.released);
    if (keeper_) {
        const bool answered = span.state == attempt_state::succeeded;
        const auto due = arrivals_[static_cast<std::size_t>(span.item)].due;
        keeper_->attempt_ended(times.released, answered ? std::optional(duration(span.end_ns) - due) : std::nullopt);
    }
    around_.services.add(span);
    if (span.state == attempt_state::succeeded) sums_->add(span.measured);
    else if (final && !span.message.empty()) note_failure(failure_reasons_, span.message);
    around_.sink.attempt_ended(std::move(span), final);
}

void trial_run::on_finished() {
    around_.loop.cancel(time_limit_);
    time_limit_ = timer_id::none;
    if (keeper_) keeper_->stop();
    if (soak_) return soak_->finish([this] { conclude(); });
    // Not from inside the dispatcher's call: concluding may destroy it.
    around_.loop.call_after(duration::zero(), [this] { conclude(); });
}

// The most frequent reason stands for all: "exit code 3 (so 2 of the 3 that failed)".
std::string trial_run::failures_in_words(int failed) const {
    const auto most = std::max_element(failure_reasons_.begin(), failure_reasons_.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == failure_reasons_.end()) return "no reason is known";
    if (most->second == failed) return most->first;
    return fmt::format("{} (so {} of the {} that failed)", most->first, most->second, failed);
}

void trial_run::conclude() {
    const auto& outcome = dispatcher_->outcome();
    trial_end end;
    summary_.jobs = outcome.succeeded + outcome.failed;
    summary_.failed = outcome.failed;
    if (outcome.ends_sweep) {
        summary_.state = trial_state::failed;
        summary_.message = fatal_message_.empty() ? "an item failed, and the plan says to stop then" : fatal_message_;
        end.ends_sweep = true;
    } else if (timed_out_) {
        summary_.state = trial_state::failed;
        summary_.message = fmt::format("the trial's time limit of {} s passed with {} of {} items done",
                                       *around_.work.sweep.trial_timeout_s, summary_.jobs, around_.items.size());
    } else if (stopped_) {
        summary_.state = trial_state::cancelled;
        summary_.message = "stopped by the user";
    } else if (!given_up_.empty()) {
        summary_.state = trial_state::failed;
        summary_.message = given_up_;
    } else {
        summary_.time_ns = (outcome.ended - outcome.began).count();
        summary_.state = outcome.failed == 0 ? trial_state::complete : trial_state::failed;
        if (outcome.failed > 0) summary_.message = failures_in_words(outcome.failed);
    }
    sums_->write_to(summary_);
    if (soak_) summary_.resources = soak_->resources();
    end.summary = summary_;
    end.intervals = outcome.intervals;
    auto done = std::move(done_);
    done(std::move(end));  // may destroy this
}

}  // namespace sweeplab
