// Sorts the rows of a tidy CSV into runs: one for each run x host x workload. Repeats that are not given are
// counted; repeats that are given twice get the next free number.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/exchange/items_from_rate.h"
#include "engine/exchange/tidy_row.h"

namespace sweeplab {

// What holds for rows that do not say it themselves.
struct run_defaults {
    std::string run;
    std::string host;
    std::string workload;
    std::string currency = "USD";
    unix_ms started_at = 0;
    std::string notes;
};

class run_groups {
public:
    static constexpr std::size_t most_runs = 10'000;

    run_groups(const run_defaults& defaults, const tidy_header& header, run_origin origin);

    // How many rows the file will have, about: memory is then asked for once.
    void expect_rows(std::size_t count) { expected_rows_ = count; }
    // False when the file names more than most_runs runs.
    bool add(tidy_row&& row, const std::vector<std::string_view>& cells);
    bool empty() const { return groups_.empty(); }
    // Ends it: the runs in the order of the file.
    std::vector<run_record> take(std::vector<std::string>& remarks);

private:
    struct group {
        std::string run;
        std::string host;
        std::string workload;
        run_record record;
        std::unordered_map<int, int> repeats;  // the highest number so far, by worker count
        bool may_repeat_numbers = false;       // a row gave a repeat that is not above those before
        std::size_t rows_without_notes = 0;
        std::string notes;
        items_from_rate rates;
    };

    group* find(const tidy_row& row);
    void make_room(std::vector<trial>& trials) const;
    group& begin_group(std::string_view run, std::string_view host, std::string_view workload);
    void keep_other_columns(group& target, const trial& row, const std::vector<std::string_view>& cells) const;
    static std::size_t number_repeats_anew(std::vector<trial>& trials);
    void set_items(group& target, std::vector<std::string>& remarks) const;
    void finish(group& target, std::vector<std::string>& remarks) const;

    const run_defaults& defaults_;
    const tidy_header& header_;
    run_origin origin_;
    bool has_other_columns_;
    std::optional<std::size_t> rate_column_;  // where no column gives the items themselves
    std::vector<group> groups_;
    std::unordered_map<std::string, std::size_t> by_key_;
    std::size_t last_ = 0;
    std::size_t rows_ = 0;
    std::size_t expected_rows_ = 0;
};

}  // namespace sweeplab
