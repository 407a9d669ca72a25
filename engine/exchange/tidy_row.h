// One data line of a tidy CSV as a trial.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/exchange/tidy_header.h"
#include "engine/model/run.h"

namespace sweeplab {

struct tidy_row {
    trial values;  // repeat is 0 when the row gives none
    // Valid until the next record is read; nullopt: the column is missing or the cell empty.
    std::optional<std::string_view> run;
    std::optional<std::string_view> host;
    std::optional<std::string_view> workload;
    std::optional<std::string_view> currency;
};

class tidy_row_reader {
public:
    // Both outlive this.
    tidy_row_reader(const tidy_header& header, csv_records& records) : header_(header), records_(records) {}

    // false: all cells are empty, there is no row. The error names line and column. Fills `row`.
    result<bool> read(std::string_view record, tidy_row& row);
    const std::vector<std::string_view>& cells() const { return cells_; }  // of the last record

private:
    result<void> read_cell(std::size_t index, tidy_row& row);
    result<void> read_workers(std::size_t index, trial& values);
    result<void> read_time(std::size_t index, trial& values);
    result<void> read_state(std::size_t index, trial& values);
    result<void> read_started_at(std::size_t index, trial& values);
    result<void> read_warm_up(std::size_t index, trial& values);
    result<void> read_cost(std::size_t index, trial& values);
    result<std::optional<std::int64_t>> read_count(std::size_t index, std::int64_t least, std::int64_t most);
    result<void> read_int(std::size_t index, int least, int& target);
    result<void> check_whole_row(const tidy_row& row) const;
    tl::unexpected<error> refuse(std::size_t index, std::string message, std::string advice = {}) const;

    const tidy_header& header_;
    csv_records& records_;
    std::vector<std::string_view> cells_;
};

}  // namespace sweeplab
