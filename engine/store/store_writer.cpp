#include "engine/store/store_writer.h"

#include <iterator>
#include <utility>

#include <SQLiteCpp/Transaction.h>

#include "engine/store/soak_rows.h"
#include "engine/store/span_rows.h"

namespace sweeplab {

store_writer::store_writer(std::unique_ptr<connection> link, duration group_commit)
    : file_(link->file()), link_(std::move(link)), group_commit_(group_commit), thread_([this] { work_off(); }) {}

store_writer::~store_writer() { close(); }

void store_writer::append(trial_id trial, std::variant<attempt, soak_sample> record) {
    const std::lock_guard lock(mutex_);
    if (closing_) return;
    queue_.push_back({trial, std::move(record)});
    if (queue_.size() > 1) return;
    group_due_ = std::chrono::steady_clock::now() + group_commit_;
    wake_.notify_one();
}

result<void> store_writer::perform(durability wanted, task work) {
    std::future<result<void>> done;
    {
        const std::lock_guard lock(mutex_);
        if (closing_) return fail(error_kind::cancelled, "the database was closed", file_.string());
        done = tasks_.emplace_back(waiting_task{wanted, std::move(work), {}}).done.get_future();
        wake_.notify_one();
    }
    return done.get();
}

result<void> store_writer::check_whole(trial_id trial) const {
    if (!broken_trials_.contains(trial)) return {};
    const std::lock_guard lock(mutex_);
    if (failure_) return tl::unexpected(*failure_);
    return fail(error_kind::io, "some attempts of this trial could not be saved", file_.string());
}

result<void> store_writer::health() const {
    const std::lock_guard lock(mutex_);
    if (failure_) return tl::unexpected(*failure_);
    if (delay_) return tl::unexpected(*delay_);
    return {};
}

void store_writer::forget_failures() {
    const std::lock_guard lock(mutex_);
    failure_.reset();
}

void store_writer::close() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
        wake_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
    link_.reset();
}

// Returns false when all is done and the thread shall end.
bool store_writer::wait_for_work(std::unique_lock<std::mutex>& lock) {
    const auto urgent = [this] { return closing_ || !tasks_.empty(); };
    while (!urgent()) {
        if (queue_.empty() && group_.empty()) wake_.wait(lock);
        else if (wake_.wait_until(lock, group_due_) == std::cv_status::timeout) break;
    }
    return !(closing_ && tasks_.empty() && queue_.empty() && group_.empty());
}

void store_writer::work_off() {
    std::unique_lock lock(mutex_);
    while (wait_for_work(lock)) {
        take_queue();
        std::vector<waiting_task> tasks = std::exchange(tasks_, {});
        const bool last_chance = closing_;
        lock.unlock();
        const result<void> stored = store_group();
        keep_account(stored);
        for (waiting_task& next : tasks)
            next.done.set_value(group_.empty() ? in_transaction(next.wanted, next.work) : stored);
        if (last_chance) lose_group();
        lock.lock();
        if (!group_.empty()) group_due_ = std::chrono::steady_clock::now() + group_commit_;
    }
}

void store_writer::take_queue() {
    if (group_.empty()) group_.swap(queue_);  // in no time: appending waits for the mutex
    else std::move(queue_.begin(), queue_.end(), std::back_inserter(group_));
    queue_.clear();
}

result<void> store_writer::store_group() {
    if (group_.empty()) return {};
    const result<void> stored = in_transaction(durability::against_kill, [this](SQLite::Database& db) -> result<void> {
        span_writer spans(db);
        soak_writer samples(db);
        for (const queued_record& each : group_) {
            if (broken_trials_.contains(each.trial)) continue;
            if (const auto* span = std::get_if<attempt>(&each.record)) spans.add(each.trial, *span);
            else samples.add(each.trial, std::get<soak_sample>(each.record));
        }
        spans.end_block();
        return {};
    });
    if (stored) group_.clear();
    else if (stored.error().kind != error_kind::busy) lose_group();
    return stored;
}

// A trial with a hole must not end as if it were whole, and what follows the hole is no use.
void store_writer::lose_group() {
    for (const queued_record& each : group_) broken_trials_.insert(each.trial);
    group_.clear();
}

result<void> store_writer::in_transaction(durability wanted, const task& work) {
    if (const auto in_place = link_->check_in_place(); !in_place) return in_place;
    return link_->guarded([&](SQLite::Database& db) -> result<void> {
        if (set_durability_ != wanted)
            db.exec(wanted == durability::against_kill ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
        set_durability_ = wanted;
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        if (auto done = work(db); !done) return done;
        transaction.commit();
        return {};
    });
}

void store_writer::keep_account(const result<void>& stored) {
    const std::lock_guard lock(mutex_);
    delay_.reset();
    if (stored) return;
    if (stored.error().kind == error_kind::busy) delay_ = stored.error();
    else if (!failure_) failure_ = stored.error();
}

}  // namespace sweeplab
