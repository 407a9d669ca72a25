#include "engine/dispatch/dispatcher.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <deque>
#include <set>

#include "engine/dispatch/free_workers.h"
#include "engine/dispatch/ready_set.h"
#include "engine/dispatch/worker_account.h"
#include "engine/foundation/random.h"

namespace sweeplab {

class dispatcher::machinery {
public:
    machinery(std::vector<dispatch_item> items, dispatch_options options, rate_limiter& limiter, timer_service& timers,
              job_runner& runner, dispatch_observer& observer)
        : items_(std::move(items)),
          options_(options),
          limiter_(limiter),
          timers_(timers),
          runner_(runner),
          observer_(observer),
          ready_(items_, options.order),
          workers_(static_cast<std::size_t>(std::max(options.slots, 1))),
          free_(workers_.size()),
          wanted_(std::clamp(options.begin_with.value_or(options.slots), 1, static_cast<int>(workers_.size()))),
          present_(static_cast<int>(workers_.size())),
          jitter_(options.seed) {
        for (std::size_t i = 0; i < workers_.size(); ++i) workers_[i].ticket.worker = static_cast<int>(i);
    }

    ~machinery() { cancel_timers(); }

    void start() {
        started_ = true;
        result_.began = timers_.now();
        result_.ended = result_.began;
        account_.begin(static_cast<int>(workers_.size()), result_.began);
        if (items_.empty()) finish();
        else dispatch();
    }

    void job_ended(const job_ticket& ticket, const job_verdict& verdict) {
        book_end(ticket, verdict);
        dispatch();
    }

    void jobs_ended(const std::vector<ended_job>& ended) {
        for (const auto& [ticket, verdict] : ended) book_end(ticket, verdict);
        dispatch();
    }

    void cancel() {
        if (finished_ || result_.cancelled) return;
        result_.cancelled = !result_.ends_sweep;
        abandon();
        dispatch();
    }

    void set_slots(int count) {
        wanted_ = std::clamp(count, 1, static_cast<int>(workers_.size()));
        if (!started_ || finished_) return;
        while (present_ < wanted_ && !parked_.empty()) {
            set_free(workers_[*parked_.begin()]);
            parked_.erase(parked_.begin());
            ++present_;
        }
        change_seen_ = true;
        dispatch();
    }

    dispatch_backlog backlog() {
        if (!started_ || finished_ || !free_.empty()) return {};  // a free worker takes what is due at once
        const duration since_start = timers_.now() - result_.began;
        ready_.arrive(since_start);
        const auto first = ready_.first_due();
        return {ready_.claimable(), first ? since_start - *first : duration::zero()};
    }

    int slots() const { return wanted_; }
    bool finished() const { return finished_; }
    int running() const { return running_; }
    int done() const { return result_.succeeded + result_.failed; }
    const dispatch_result& outcome() const { return result_; }

private:
    // waiting: holds an item and may not send it yet; parked: is not there
    enum class slot_step { free, waiting, running, parked };

    struct worker_slot {
        slot_step step = slot_step::free;
        job_ticket ticket;
        instant claimed;
        timer_id timer = timer_id::none;
    };

    void book_end(const job_ticket& ticket, const job_verdict& verdict) {
        auto& worker = workers_[ticket.worker];
        assert(worker.step == slot_step::running && worker.ticket == ticket);
        const instant now = timers_.now();
        const dispatch_times times = book_service(worker, verdict, now);
        if (verdict.tokens_used) limiter_.settle(items_[ticket.item].estimated_tokens, *verdict.tokens_used, now);
        --running_;

        const bool again = will_try_again(ticket, verdict);
        const duration wait = again || verdict.rate_limited ? wait_after(ticket, verdict) : duration::zero();
        if (verdict.rate_limited) limiter_.refused(now, wait, verdict.named);
        else limiter_.accepted();
        if (again) wait_before_retry(worker, verdict, wait, now);
        else settle_item(worker, verdict);
        observer_.on_attempt_ended(ticket, verdict, times, !again);
        if (verdict.ends_sweep || (!again && verdict.state == attempt_state::failed && options_.stop_on_failure)) {
            result_.ends_sweep = true;
            abandon();
        }
    }

    // --- one pass over everything that can move -------------------------------------------------
    void dispatch() {
        if (dispatching_ || finished_) return;  // a callback called back in; the pass under way sees its change
        dispatching_ = true;
        do {
            change_seen_ = false;
            park_surplus();
            claim_items();
            grant_permits();
        } while (change_seen_);
        dispatching_ = false;
        if (running_ == 0 && held_ == 0 && !ready_.anything_unclaimed()) finish();
    }

    // Free workers beyond those wanted leave, the highest first; busy ones when they are done.
    void park_surplus() {
        if (present_ <= wanted_ || free_.empty()) return;
        const instant now = timers_.now();
        for (const int index : free_.take_highest(present_ - wanted_)) {
            workers_[index].step = slot_step::parked;
            parked_.insert(index);
            --present_;
            account_.enter(index, worker_state::parked, now);
        }
    }

    void claim_items() {
        const instant now = timers_.now();
        ready_.arrive(now - result_.began);
        while (!free_.empty()) {
            const auto item = ready_.claim_next();
            if (!item) {
                free_workers_wait(now);
                await_next_arrival();
                return;
            }
            claim(free_.take(), *item, now);
        }
    }

    void set_free(worker_slot& worker) {
        worker.step = slot_step::free;
        free_.add(worker.ticket.worker);
    }

    void claim(int index, int item, instant now) {
        auto& worker = workers_[index];
        worker.step = slot_step::waiting;
        worker.ticket = {item, 1, index};
        worker.claimed = now;
        ++held_;
        account_.enter(index, worker_state::overhead, now, item, 1);
        ask_permit(worker);
    }

    void free_workers_wait(instant now) {
        const auto state = !ready_.anything_unclaimed()      ? worker_state::idle
                           : ready_.only_arrivals_are_left() ? worker_state::arrival
                                                             : worker_state::dependency;
        free_.wait_in(state, [&](int index) {
            if (workers_[index].step == slot_step::free) account_.enter(index, state, now);
        });
    }

    // A timer that rings too early only asks once more.
    void await_next_arrival() {
        const auto due = ready_.next_due();
        if (!due) return;
        const instant at = result_.began + *due;
        if (arrival_timer_ != timer_id::none && arrival_at_ <= at) return;
        timers_.cancel(arrival_timer_);
        arrival_at_ = at;
        arrival_timer_ = timers_.call_at(at, [this] {
            arrival_timer_ = timer_id::none;
            dispatch();
        });
    }

    // --- permits ---------------------------------------------------------------------------------
    void ask_permit(worker_slot& worker) {
        permit_queue_.push_back(worker.ticket.worker);
        change_seen_ = true;
    }

    void grant_permits() {
        while (!permit_queue_.empty()) {
            auto& worker = workers_[permit_queue_.front()];
            const auto tokens = items_[worker.ticket.item].estimated_tokens;
            const instant now = timers_.now();
            const instant at = limiter_.permit_at(tokens, now);
            if (at > now) {
                all_in_queue_wait(now);
                set_permit_timer(at);
                return;
            }
            permit_queue_.pop_front();
            limiter_.charge(tokens, now);
            send(worker, now);
        }
    }

    void all_in_queue_wait(instant now) {
        for (const int index : permit_queue_) {
            const auto& ticket = workers_[index].ticket;
            account_.enter(index, worker_state::rate_limit, now, ticket.item, ticket.number);
        }
    }

    void set_permit_timer(instant at) {
        timers_.cancel(permit_timer_);
        permit_timer_ = timers_.call_at(at, [this] {
            permit_timer_ = timer_id::none;
            dispatch();
        });
    }

    void send(worker_slot& worker, instant now) {
        worker.step = slot_step::running;
        --held_;
        ++running_;
        const auto ticket = worker.ticket;
        account_.enter(ticket.worker, worker_state::overhead, now, ticket.item, ticket.number);
        observer_.on_attempt_started(ticket, now);
        runner_.start(ticket);
    }

    // --- the end of an attempt ---------------------------------------------------------------------
    dispatch_times book_service(worker_slot& worker, const job_verdict& verdict, instant now) {
        const auto& ticket = worker.ticket;
        const instant started = std::clamp(verdict.started, worker.claimed, now);
        const instant ended = std::clamp(verdict.ended, started, now);
        account_.enter(ticket.worker, worker_state::service, started, ticket.item, ticket.number);
        account_.enter(ticket.worker, worker_state::overhead, ended, ticket.item, ticket.number);
        result_.ended = std::max(result_.ended, ended);
        return {worker.claimed, started, ended, now};
    }

    // How long it takes until a refused or broken job may be tried again.
    duration wait_after(const job_ticket& ticket, const job_verdict& verdict) {
        if (verdict.retry_after) return std::max(*verdict.retry_after, duration::zero());
        return back_off(ticket.number);
    }

    bool will_try_again(const job_ticket& ticket, const job_verdict& verdict) const {
        return verdict.state == attempt_state::failed && verdict.worth_retrying && !verdict.ends_sweep && !abandoned_ &&
               ticket.number < items_[ticket.item].max_attempts.value_or(options_.max_attempts);
    }

    void wait_before_retry(worker_slot& worker, const job_verdict& verdict, duration wait, instant now) {
        const bool asked_to = verdict.rate_limited || verdict.retry_after;
        worker.step = slot_step::waiting;
        ++held_;
        ++worker.ticket.number;
        worker.claimed = now;
        account_.enter(worker.ticket.worker, asked_to ? worker_state::rate_limit : worker_state::back_off, now,
                       worker.ticket.item, worker.ticket.number);
        worker.timer = timers_.call_at(now + wait, [this, &worker] {
            worker.timer = timer_id::none;
            // The wait is over: the next attempt's time counts from here, its permit included.
            worker.claimed = timers_.now();
            ask_permit(worker);
            dispatch();
        });
    }

    // Exponential with full jitter above half: 0.5 to 1 of first * 2^(n-1), so that workers spread out.
    duration back_off(int failed_number) {
        const double doubled = to_seconds(options_.first_back_off) * std::exp2(std::min(failed_number - 1, 30));
        const double bounded = std::min(doubled, to_seconds(options_.longest_back_off));
        return from_seconds(bounded * (0.5 + 0.5 * jitter_.uniform()));
    }

    void settle_item(worker_slot& worker, const job_verdict& verdict) {
        const int item = worker.ticket.item;
        set_free(worker);
        if (verdict.state == attempt_state::succeeded) {
            ++result_.succeeded;
            ready_.succeed(item);
        } else if (verdict.state == attempt_state::failed) {
            result_.failed += 1 + ready_.fail(item);
        }
    }

    // --- the end -----------------------------------------------------------------------------------
    // Lets go of everything that has not been sent and cancels what runs.
    void abandon() {
        if (abandoned_) return;
        abandoned_ = true;
        ready_.abandon();
        permit_queue_.clear();
        cancel_timers();
        const instant now = timers_.now();
        for (auto& worker : workers_) {
            if (worker.step != slot_step::waiting) continue;
            set_free(worker);
            --held_;
            account_.enter(worker.ticket.worker, worker_state::idle, now);
        }
        for (const auto& worker : workers_) {
            if (worker.step == slot_step::running) runner_.cancel(worker.ticket);
        }
    }

    void cancel_timers() {
        timers_.cancel(permit_timer_);
        permit_timer_ = timer_id::none;
        timers_.cancel(arrival_timer_);
        arrival_timer_ = timer_id::none;
        for (auto& worker : workers_) {
            timers_.cancel(worker.timer);
            worker.timer = timer_id::none;
        }
    }

    void finish() {
        finished_ = true;
        if (result_.cancelled) result_.ended = std::max(result_.ended, timers_.now());
        result_.not_done = static_cast<int>(items_.size()) - result_.succeeded - result_.failed;
        result_.intervals = account_.end(result_.ended);
        observer_.on_finished();
    }

    std::vector<dispatch_item> items_;
    dispatch_options options_;
    rate_limiter& limiter_;
    timer_service& timers_;
    job_runner& runner_;
    dispatch_observer& observer_;
    ready_set ready_;
    std::vector<worker_slot> workers_;
    free_workers free_;
    std::deque<int> permit_queue_;  // workers that hold an item and wait for the limiter, in order
    worker_account account_;
    std::set<int> parked_;
    int wanted_;   // workers that there are to be
    int present_;  // workers that there are: more than wanted while some that should go are still busy
    random_source jitter_;
    dispatch_result result_;
    timer_id permit_timer_ = timer_id::none;
    timer_id arrival_timer_ = timer_id::none;
    instant arrival_at_{};
    int running_ = 0;
    int held_ = 0;  // workers in slot_step::waiting
    bool started_ = false;
    bool dispatching_ = false;
    bool change_seen_ = false;
    bool abandoned_ = false;
    bool finished_ = false;
};

dispatcher::dispatcher(std::vector<dispatch_item> items, dispatch_options options, rate_limiter& limiter,
                       timer_service& timers, job_runner& runner, dispatch_observer& observer)
    : machinery_(std::make_unique<machinery>(std::move(items), options, limiter, timers, runner, observer)) {}
dispatcher::~dispatcher() = default;
void dispatcher::start() { machinery_->start(); }
void dispatcher::job_ended(const job_ticket& ticket, const job_verdict& verdict) { machinery_->job_ended(ticket, verdict); }
void dispatcher::jobs_ended(const std::vector<ended_job>& ended) { machinery_->jobs_ended(ended); }
void dispatcher::cancel() { machinery_->cancel(); }
void dispatcher::set_slots(int count) { machinery_->set_slots(count); }
int dispatcher::slots() const { return machinery_->slots(); }
dispatch_backlog dispatcher::backlog() { return machinery_->backlog(); }
bool dispatcher::finished() const { return machinery_->finished(); }
int dispatcher::running() const { return machinery_->running(); }
int dispatcher::done() const { return machinery_->done(); }
const dispatch_result& dispatcher::outcome() const { return machinery_->outcome(); }

}  // namespace sweeplab
