// SQLite behind a pool of connections: two reads to one write, each a transaction of its own.

#include <sqlite3.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "engine/foundation/random.h"
#include "engine/native/chunk_queue.h"
#include "engine/native/kernel_registry.h"
#include "engine/native/latency_sample.h"
#include "engine/native/machine_room.h"

namespace sweeplab::native {
namespace {

constexpr std::int64_t first_balance = 1000;

// Another connection writes: looks again soon, and leaves off when the work is to stop.
int wait_for_writer(void* stop, int) {
    if (static_cast<const stop_signal*>(stop)->asked()) return 0;
    std::this_thread::sleep_for(std::chrono::microseconds(50));
    return 1;
}

struct connection {
    connection(const std::filesystem::path& file, const stop_signal& stop)
        : database(file.string(), SQLite::OPEN_READWRITE),
          read(database, "SELECT balance, changes, note FROM account WHERE id = ?"),
          write(database, "UPDATE account SET balance = balance + ?, changes = changes + 1 WHERE id = ?") {
        ::sqlite3_busy_handler(database.getHandle(), &wait_for_writer, const_cast<stop_signal*>(&stop));
        database.exec("PRAGMA synchronous = NORMAL");
    }
    SQLite::Database database;
    SQLite::Statement read;
    SQLite::Statement write;
};

// Lends connections to threads, who wait when there are none left.
class connection_pool {
public:
    void add(std::unique_ptr<connection> one) { idle_.push_back(std::move(one)); }

    std::unique_ptr<connection> take() {
        std::unique_lock lock(mutex_);
        returned_.wait(lock, [this] { return !idle_.empty(); });
        auto one = std::move(idle_.back());
        idle_.pop_back();
        return one;
    }
    void give_back(std::unique_ptr<connection> one) {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(one));
        returned_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<connection>> idle_;
};

// Borrowed for one transaction, and given back however that ends.
class borrowed {
public:
    explicit borrowed(connection_pool& pool) : pool_(pool), one_(pool.take()) {}
    ~borrowed() { pool_.give_back(std::move(one_)); }
    borrowed(const borrowed&) = delete;
    borrowed& operator=(const borrowed&) = delete;
    connection* operator->() { return one_.get(); }

private:
    connection_pool& pool_;
    std::unique_ptr<connection> one_;
};

std::string note_of(std::int64_t id) { return fmt::format("account {} of the native suite", id); }

class pooled_database final : public kernel {
public:
    explicit pooled_database(const settings& values)
        : rows_(values.at("rows")), connections_(values.at("connections")), queue_(values.at("transactions")) {}

    kernel_needs needs(int) const override {
        constexpr std::int64_t memory_of_connection = 3 << 20, disk_of_row = 128, log_bytes = 32 << 20;
        return {connections_ * memory_of_connection, rows_ * disk_of_row + log_bytes, 8 + connections_ * 3};
    }

    result<void> prepare(const kernel_place& place, const stop_signal& stop) override {
        auto folder = scratch_folder::create(place.folder);
        if (!folder) return tl::unexpected(folder.error());
        folder_ = std::move(*folder);
        const auto file = folder_->path() / "accounts.db";
        fill(file, stop);
        for (std::int64_t i = 0; i < connections_ && !stop.asked(); ++i) pool_.add(std::make_unique<connection>(file, stop));
        latencies_.resize(static_cast<std::size_t>(place.threads));
        return {};
    }

    result<void> work(int thread, const stop_signal& stop) override {
        std::vector<std::int64_t> latencies;
        while (const auto next = queue_.take(stop)) {
            const auto began = clock_.now();
            auto done = carry_out(*next, stop);
            if (!done) return done;
            latencies.push_back((clock_.now() - began).count());
        }
        latencies_[static_cast<std::size_t>(thread)] = std::move(latencies);
        return {};
    }

    result<kernel_findings> verify(const stop_signal& stop) override {
        if (stop.asked()) return fail(error_kind::cancelled, "stopped");
        borrowed last(pool_);
        auto& database = last->database;
        SQLite::Statement sums(database, "SELECT sum(balance), sum(changes), count(*) FROM account");
        sums.executeStep();
        std::int64_t added = 0, writes = 0;
        for (std::int64_t i = 0; i < queue_.size(); ++i)
            if (is_write(i)) {
                added += amount_of(i);
                ++writes;
            }
        const auto known = rows_ * first_balance + added;
        if (sums.getColumn(0).getInt64() != known || sums.getColumn(1).getInt64() != writes ||
            sums.getColumn(2).getInt64() != rows_)
            return fail(error_kind::internal,
                        fmt::format("the accounts hold {} after {} changes instead of {} after {}",
                                    sums.getColumn(0).getInt64(), sums.getColumn(1).getInt64(), known, writes),
                        "kernel sqlite_pool");
        SQLite::Statement whole(database, "PRAGMA quick_check");
        whole.executeStep();
        if (const std::string said = whole.getColumn(0).getString(); said != "ok")
            return fail(error_kind::internal, "the database is damaged: " + said, "kernel sqlite_pool");
        kernel_findings found;
        found.work_done = queue_.size();
        found.result_digest = static_cast<std::uint64_t>(known);
        set_latencies(found, latencies_);
        found.verified = fmt::format("every read found its row whole, and after {} writes the accounts hold {} as they must",
                                     grouped(writes), grouped(known));
        found.remarks = {
            fmt::format("A pool of {} connections, 2 reads to 1 write, each a transaction of its own on one of {} rows; "
                        "write-ahead log, synchronous NORMAL: a write waits for no disk.",
                        connections_, grouped(rows_))};
        if (lies_in_memory(folder_->path()).value_or(false))
            found.remarks.push_back("The folder's file system lies in memory.");
        return found;
    }

private:
    void fill(const std::filesystem::path& file, const stop_signal& stop) {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            "CREATE TABLE account(id INTEGER PRIMARY KEY, balance INTEGER NOT NULL, changes INTEGER NOT NULL, note TEXT NOT "
            "NULL)");
        SQLite::Transaction all(database);
        SQLite::Statement insert(database, "INSERT INTO account VALUES (?, ?, 0, ?)");
        for (std::int64_t id = 0; id < rows_; ++id) {
            if ((id & 0xfff) == 0 && stop.asked()) return;
            insert.bind(1, id);
            insert.bind(2, first_balance);
            insert.bind(3, note_of(id));
            insert.exec();
            insert.reset();
        }
        all.commit();
    }

    // Row and amount follow from the transaction's number, whichever thread does it.
    static bool is_write(std::int64_t number) { return number % 3 == 2; }
    static std::int64_t amount_of(std::int64_t number) { return number % 7 + 1; }
    std::int64_t row_of(std::int64_t number) const {
        return static_cast<std::int64_t>(
            random_source(static_cast<std::uint64_t>(number)).below(static_cast<std::uint64_t>(rows_)));
    }

    result<void> carry_out(std::int64_t number, const stop_signal& stop) {
        borrowed one(pool_);
        const auto id = row_of(number);
        auto& statement = is_write(number) ? one->write : one->read;
        try {
            if (is_write(number)) {
                statement.bind(1, amount_of(number));
                statement.bind(2, id);
                const bool changed = statement.exec() == 1;
                statement.reset();
                if (changed) return {};
            } else {
                statement.bind(1, id);
                const bool whole = statement.executeStep() && statement.getColumn(2).getString() == note_of(id);
                statement.reset();
                if (whole) return {};
            }
        } catch (const SQLite::Exception& fault) {
            statement.tryReset();
            if (stop.asked()) return fail(error_kind::cancelled, "stopped");
            return fail(error_kind::io, std::string("SQLite: ") + fault.what(), "kernel sqlite_pool");
        }
        return fail(error_kind::internal, fmt::format("row {} was not found as it was written", id), "kernel sqlite_pool");
    }

    std::int64_t rows_, connections_;
    chunk_queue queue_;
    monotonic_clock clock_;
    std::unique_ptr<scratch_folder> folder_;  // outlives the connections
    connection_pool pool_;
    std::vector<std::vector<std::int64_t>> latencies_;
};

std::unique_ptr<kernel> make(const settings& values) { return std::make_unique<pooled_database>(values); }

}  // namespace

std::vector<kernel_entry> database_kernels() {
    return {{"sqlite_pool",
             "database",
             work_unit::transactions,
             "SQLite behind a pool of connections, 2 reads to 1 write",
             {{"transactions", 15'000, 1, 1'000'000'000, "how many, over all threads"},
              {"connections", 20, 1, 1'000, "in the pool"},
              {"rows", 10'000, 1, 100'000'000, "in the table"}},
             &make}};
}

}  // namespace sweeplab::native
