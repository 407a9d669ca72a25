// The one thread that writes to the database. Attempts are queued and stored in groups; every other change is
// a task with a transaction of its own, whose caller waits for it.
//
// Durability. Groups commit with synchronous = NORMAL: written to the operating system, so a killed process
// loses nothing of them, without waiting for the disk a few times a second while a trial measures. Tasks that
// end something (a trial, a run, an import, a person's change) commit with synchronous = FULL, which waits for
// the disk and takes all groups before them along: they survive a power cut too.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <variant>
#include <vector>

#include "engine/model/run.h"
#include "engine/store/connection.h"

namespace sweeplab {

struct queued_record {
    trial_id trial;
    std::variant<attempt, soak_sample> record;
};

enum class durability { against_kill, against_power_cut };

class store_writer {
public:
    using task = std::function<result<void>(SQLite::Database&)>;

    store_writer(std::unique_ptr<connection> link, duration group_commit);
    ~store_writer();  // close()

    // Only queues. Any thread.
    void append(trial_id trial, std::variant<attempt, soak_sample> record);
    // Stores what was appended before, then runs the task in a transaction; returns when that is durable.
    // Any thread but the writer's.
    result<void> perform(durability wanted, task work);
    // What became of the trial's attempts: an error when some could not be stored. For tasks.
    result<void> check_whole(trial_id trial) const;
    // The first failure since the last call of forget_failures(), or that the database is locked just now.
    result<void> health() const;
    void forget_failures();
    // Stores what is queued, ends the thread and closes the file; what comes later is refused. Not from two
    // threads at once.
    void close();

private:
    struct waiting_task {
        durability wanted;
        task work;
        std::promise<result<void>> done;
    };

    void work_off();
    bool wait_for_work(std::unique_lock<std::mutex>& lock);
    void take_queue();
    result<void> store_group();
    result<void> in_transaction(durability wanted, const task& work);
    void keep_account(const result<void>& stored);
    void lose_group();

    const std::filesystem::path file_;
    std::unique_ptr<connection> link_;  // the writer thread's, once it runs
    const duration group_commit_;
    std::deque<queued_record> group_;   // being stored; kept while the database is locked
    std::set<trial_id> broken_trials_;  // attempts of these were lost
    durability set_durability_ = durability::against_power_cut;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<queued_record> queue_;
    std::vector<waiting_task> tasks_;
    instant group_due_;
    bool closing_ = false;
    std::optional<error> failure_;
    std::optional<error> delay_;
    std::thread thread_;
};

}  // namespace sweeplab
