// One table of a document as a tidy CSV, so that all further rules are those of such a file. Pure; for .cpp files of this
// folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/audit/table.h"

namespace sweeplab {

class markdown_table {
public:
    // Both outlive this.
    markdown_table(const published_table& table, const std::string& file_name);

    bool has_times() const { return workers_ && time_; }
    std::string why_no_times() const;  // to be set behind "a table"

    result<std::string> as_csv();
    // Of the last as_csv().
    std::size_t rows() const { return rows_; }
    std::size_t rows_without_time() const { return rows_without_time_; }
    const std::string& time_heading() const { return table_.columns[*time_].name; }
    const std::vector<std::string>& means() const { return means_; }  // columns with means of counts, which stay out

private:
    bool has_fractions(std::size_t column) const;
    result<void> tell_commas();
    result<std::string> plain_number(const table_row& row, std::size_t column, double unit) const;

    const published_table& table_;
    const std::string& file_name_;
    std::optional<std::size_t> workers_;
    std::optional<std::size_t> time_;
    std::string part_;
    bool decimal_comma_ = false;
    bool thousands_ = false;
    std::size_t rows_ = 0;
    std::size_t rows_without_time_ = 0;
    std::vector<std::string> means_;
};

}  // namespace sweeplab
