// Connections for reading: one for each thread that reads at the moment, kept for the next. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include <SQLiteCpp/Transaction.h>

#include "engine/store/connection.h"

namespace sweeplab {

class reader_pool {
public:
    reader_pool(std::filesystem::path file, duration busy_timeout) : file_(std::move(file)), busy_timeout_(busy_timeout) {}

    // Runs `work` on a connection, in one transaction: all its queries see the same moment.
    template <class Work>
    auto read(Work&& work) -> decltype(work(std::declval<SQLite::Database&>())) {
        auto link = take();
        if (!link) return tl::unexpected(link.error());
        auto found = (*link)->guarded([&work](SQLite::Database& db) {
            SQLite::Transaction moment(db);
            return work(db);
        });
        give_back(std::move(*link));
        return found;
    }

    // Before the writer's connection is closed: the last one to go folds the journal into the file, and a reader
    // may not.
    void close();

private:
    result<std::unique_ptr<connection>> take();
    void give_back(std::unique_ptr<connection> link);

    const std::filesystem::path file_;
    const duration busy_timeout_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<connection>> free_;
};

}  // namespace sweeplab
