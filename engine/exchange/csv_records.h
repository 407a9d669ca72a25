// Reads the records of a CSV text from a stream, block by block, so that a file of any size takes no more
// memory than its longest record. RFC 4180, and what spreadsheets make of it: BOM, CRLF or CR, quotes with
// line breaks inside, blank lines, # comments.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/foundation/error.h"

namespace sweeplab {

class csv_records {
public:
    static constexpr std::size_t longest_record = 1 << 20;

    // `file_name` is for messages. The stream outlives this.
    csv_records(std::istream& input, std::string file_name);

    // The next record, without its line end; nullopt at the end. Valid until the next call. Comments go to
    // `on_comment` (without the #). Until set_separator() any of , ; and tab begins a new cell.
    result<std::optional<std::string_view>> next();
    std::function<void(std::string_view comment)> on_comment = [](std::string_view) {};

    void set_separator(char separator) { separator_ = separator; }
    // The cells of a record of next(), quotes and doubled quotes resolved; valid until the next call of next().
    void split(std::string_view record, std::vector<std::string_view>& cells);

    std::int64_t bytes_read() const { return bytes_before_buffer_ + static_cast<std::int64_t>(position_); }
    std::size_t buffer_bytes() const { return buffer_.size(); }
    std::int64_t line() const { return record_line_; }  // on which the record begins, from 1
    // "file.csv, line 3, column 2 (time_s)"; columns count from 1; 0 leaves the column out.
    std::string place(std::size_t column = 0, std::string_view name = {}) const;

private:
    bool ends_cell(char c) const;
    result<void> start();
    bool refill();
    // The end of the record that begins at position_; npos when the buffer ends before it.
    std::size_t find_end(bool& has_quotes) const;
    std::size_t find_quoted_end() const;
    std::string_view unquote(std::string_view cell);

    std::istream& input_;
    std::string file_name_;
    std::vector<char> buffer_;
    std::size_t position_ = 0;
    std::size_t filled_ = 0;
    std::int64_t bytes_before_buffer_ = 0;
    bool started_ = false;
    bool at_end_ = false;
    char line_end_ = '\n';
    char separator_ = 0;
    bool has_quotes_ = false;  // in the current record
    std::int64_t record_line_ = 0;
    std::int64_t next_line_ = 1;
};

}  // namespace sweeplab
