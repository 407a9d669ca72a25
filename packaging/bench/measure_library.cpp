// A library of many runs: opened and listed, beside a program that selects the same rows through the sqlite3 API.
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "engine/store/run_store.h"
#include "packaging/bench/measures.h"

namespace sweeplab::bench {
namespace {

constexpr int listings = 5;  // the median of as many

std::vector<run_record> made_up_runs(int count) {
    std::vector<run_record> runs(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        auto& run = runs[static_cast<std::size_t>(i)];
        auto& summary = run.summary;
        summary.name = fmt::format("belief extraction, evening {}", i);
        summary.host_id = run.host.id = fmt::format("host-{}", i % 5);
        summary.host_name = run.host.name = fmt::format("a machine of the lab, {}", i % 5);
        summary.workload = "sim-small: List the beliefs in this chunk";
        summary.kind = "llm";
        summary.state = run_state::complete;
        summary.started_at = 1'700'000'000'000 + i * 60'000LL;
        summary.ended_at = summary.started_at + 50'000;
        summary.workers = {1, 2, 4, 8};
        summary.trials_planned = 12;
        summary.notes = i % 7 == 0 ? "the fan was loud" : "";
        if (i % 4 == 0) summary.tags = {"nightly"};
        run.plan = {{"sweeplab", 1}, {"name", summary.name}, {"sweep", {{"workers", summary.workers}, {"repeats", 3}}}};
        for (int repeat = 1; repeat <= 3; ++repeat)
            for (const int workers : summary.workers) {
                auto& made = run.trials.emplace_back();
                made.workers = workers;
                made.repeat = repeat;
                made.position = static_cast<int>(run.trials.size()) - 1;
                made.state = trial_state::complete;
                made.time_ns = 10'000'000'000 / workers;
            }
    }
    return runs;
}

constexpr const char* same_rows =
    "SELECT id, name, host_id, host_name, workload, kind, state, origin, simulated, starred, started_at, ended_at, workers, "
    "trials_planned, notes, (SELECT count(*) FROM trials WHERE run = runs.id AND state = 2 AND warm_up = 0) "
    "FROM runs WHERE discarded_at = 0 ORDER BY started_at DESC, id DESC";

struct plain_row {
    std::vector<std::string> texts;
    std::vector<std::int64_t> numbers;
};

struct closer {
    void operator()(sqlite3* db) const { ::sqlite3_close(db); }
    void operator()(sqlite3_stmt* statement) const { ::sqlite3_finalize(statement); }
};

class bare_library {
public:
    explicit bare_library(const std::filesystem::path& file) {
        sqlite3* opened = nullptr;
        ::sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
        db_.reset(opened);
    }
    std::size_t list() {
        sqlite3_stmt* prepared = nullptr;
        ::sqlite3_prepare_v2(db_.get(), same_rows, -1, &prepared, nullptr);
        const std::unique_ptr<sqlite3_stmt, closer> query(prepared);
        std::vector<plain_row> rows;
        while (::sqlite3_step(query.get()) == SQLITE_ROW) {
            auto& row = rows.emplace_back();
            for (int i = 0; i < ::sqlite3_column_count(query.get()); ++i) {
                if (::sqlite3_column_type(query.get(), i) == SQLITE_TEXT)
                    row.texts.emplace_back(reinterpret_cast<const char*>(::sqlite3_column_text(query.get(), i)),
                                           static_cast<std::size_t>(::sqlite3_column_bytes(query.get(), i)));
                else row.numbers.push_back(::sqlite3_column_int64(query.get(), i));
            }
        }
        return rows.size();
    }

private:
    std::unique_ptr<sqlite3, closer> db_;
};

// Milliseconds; an error when it gave another number of runs.
template <class List>
result<double> time_listing(std::size_t count, const List& list) {
    std::vector<double> ms;
    const monotonic_clock time;
    for (int i = 0; i < listings; ++i) {
        const auto begin = time.now();
        const std::size_t found = list();
        ms.push_back(to_seconds(time.now() - begin) * 1e3);
        if (found != count) return fail(error_kind::internal, fmt::format("{} of {} runs were listed", found, count));
    }
    std::ranges::sort(ms);
    return ms[listings / 2];
}

std::size_t listed(run_store& library) {
    const auto runs = library.list_runs();
    return runs ? runs->size() : 0;
}

}  // namespace

result<json> measure_library(const json& settings) {
    const auto file = std::filesystem::path(settings.at("folder").get<std::string>()) / "runs.db";
    const auto count = settings.at("runs").get<std::size_t>();
    {
        const auto filled = run_store::open({file});
        if (!filled) return tl::unexpected(filled.error());
        if (const auto added = (*filled)->add_runs(made_up_runs(static_cast<int>(count))); !added)
            return tl::unexpected(added.error());
    }
    const auto open = time_listing(count, [&] {
        const auto library = run_store::open({file});
        return library ? listed(**library) : 0;
    });
    const auto bare_open = time_listing(count, [&] { return bare_library(file).list(); });
    const auto library = run_store::open({file});
    if (!library) return tl::unexpected(library.error());
    bare_library bare(file);
    const auto list = time_listing(count, [&] { return listed(**library); });
    const auto bare_list = time_listing(count, [&] { return bare.list(); });
    for (const auto* each : {&open, &bare_open, &list, &bare_list})
        if (!*each) return tl::unexpected(each->error());
    return json{{"open_ms", *open}, {"bare_open_ms", *bare_open}, {"list_ms", *list}, {"bare_list_ms", *bare_list}};
}

}  // namespace sweeplab::bench
