#include "engine/exchange/csv_records.h"

#include <algorithm>
#include <cstring>
#include <istream>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::size_t block_bytes = 1 << 18;
constexpr auto npos = std::string_view::npos;

}  // namespace

csv_records::csv_records(std::istream& input, std::string file_name)
    : input_(input), file_name_(std::move(file_name)), buffer_(block_bytes) {}

std::string csv_records::place(std::size_t column, std::string_view name) const {
    std::string text = fmt::format("{}, line {}", file_name_, record_line_);
    if (column > 0) text += fmt::format(", column {}", column);
    if (!name.empty()) text += fmt::format(" ({})", name);
    return text;
}

// Moves the rest to the front and reads on; false when nothing more came.
bool csv_records::refill() {
    if (at_end_) return false;
    std::memmove(buffer_.data(), buffer_.data() + position_, filled_ - position_);
    filled_ -= position_;
    bytes_before_buffer_ += static_cast<std::int64_t>(position_);
    position_ = 0;
    if (buffer_.size() - filled_ < block_bytes) buffer_.resize(buffer_.size() * 2);
    input_.read(buffer_.data() + filled_, static_cast<std::streamsize>(block_bytes));
    const auto got = static_cast<std::size_t>(input_.gcount());
    filled_ += got;
    at_end_ = got < block_bytes;
    return got > 0;
}

// Looks at the first block: what kind of text is this?
result<void> csv_records::start() {
    started_ = true;
    refill();
    const std::string_view text(buffer_.data(), filled_);
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        return fail(error_kind::bad_input, "the text is UTF-16", file_name_, "Save it as CSV in UTF-8.");
    }
    if (text.find('\0') != npos) {
        return fail(error_kind::bad_input, "not a text file", file_name_, "A CSV file with a header line is expected.");
    }
    if (text.starts_with("\xEF\xBB\xBF")) position_ = 3;
    if (text.find('\n') == npos && text.find('\r') != npos) line_end_ = '\r';
    return {};
}

bool csv_records::ends_cell(char c) const { return separator_ ? c == separator_ : c == ',' || c == ';' || c == '\t'; }

// The same reading of quotes as split(): only a cell that begins with one is quoted.
std::size_t csv_records::find_quoted_end() const {
    bool at_cell_start = true;
    bool quoted_cell = false;
    bool inside = false;
    for (std::size_t i = position_; i < filled_; ++i) {
        const char c = buffer_[i];
        if (inside) {
            inside = c != '"';
            continue;
        }
        if (c == line_end_) return i;
        if (c == '"' && (at_cell_start || quoted_cell)) inside = quoted_cell = true;
        at_cell_start = ends_cell(c);
        if (at_cell_start) quoted_cell = false;
    }
    return inside || !at_end_ ? npos : filled_;
}

std::size_t csv_records::find_end(bool& has_quotes) const {
    const char* from = buffer_.data() + position_;
    const std::size_t length = filled_ - position_;
    const auto* line_end = static_cast<const char*>(std::memchr(from, line_end_, length));
    const std::size_t line_length = line_end ? static_cast<std::size_t>(line_end - from) : length;
    has_quotes = from[0] != '#' && std::memchr(from, '"', line_length) != nullptr;
    if (has_quotes) return find_quoted_end();
    if (line_end) return position_ + line_length;
    return at_end_ ? filled_ : npos;
}

result<std::optional<std::string_view>> csv_records::next() {
    if (!started_) {
        if (auto begun = start(); !begun) return tl::unexpected(begun.error());
    }
    while (true) {
        record_line_ = next_line_;
        if (position_ == filled_ && !refill()) return std::optional<std::string_view>{};
        std::size_t end = find_end(has_quotes_);
        while (end == npos) {
            if (filled_ - position_ > longest_record) {
                return fail(error_kind::bad_input, "a record is longer than 1 MiB", place(),
                            "Is a quote missing, or is this no CSV file?");
            }
            if (!refill() && find_end(has_quotes_) == npos) {
                return fail(error_kind::bad_input, "a quote is opened and never closed", place(), "Is the file cut off?");
            }
            end = find_end(has_quotes_);
        }
        std::string_view record(buffer_.data() + position_, end - position_);
        next_line_ += 1 + (has_quotes_ ? std::count(record.begin(), record.end(), line_end_) : 0);
        position_ = std::min(end + 1, filled_);
        if (record.ends_with('\r')) record.remove_suffix(1);
        if (record.starts_with('#')) on_comment(record.substr(1));
        else if (!trim(record).empty()) return std::optional(record);
    }
}

// Resolves doubled quotes in place: the buffer is ours, and the text only gets shorter.
std::string_view csv_records::unquote(std::string_view cell) {
    char* const begin = buffer_.data() + (cell.data() - buffer_.data());
    char* write = begin;
    bool inside = false;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const char c = cell[i];
        if (c != '"') {
            *write++ = c;
        } else if (inside && i + 1 < cell.size() && cell[i + 1] == '"') {
            *write++ = '"';
            ++i;
        } else {
            inside = !inside;
        }
    }
    return {begin, static_cast<std::size_t>(write - begin)};
}

void csv_records::split(std::string_view record, std::vector<std::string_view>& cells) {
    cells.clear();
    std::size_t start = 0;
    while (true) {
        std::size_t end = start;
        const bool quoted = has_quotes_ && start < record.size() && record[start] == '"';
        if (quoted) {
            bool inside = false;
            for (; end < record.size() && (inside || record[end] != separator_); ++end) {
                if (record[end] == '"') inside = !inside;
            }
        } else {
            end = std::min(record.find(separator_, start), record.size());
        }
        const auto cell = record.substr(start, end - start);
        cells.push_back(quoted ? unquote(cell) : cell);
        if (end >= record.size()) return;
        start = end + 1;
    }
}

}  // namespace sweeplab
