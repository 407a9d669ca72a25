#include <istream>

#include <fmt/format.h>

#include "engine/exchange/exchange.h"
#include "engine/exchange/run_groups.h"
#include "engine/foundation/text.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_comment_bytes = 16 * 1024;

// "# host: lab-3" sets what all rows share; any other comment becomes a note.
class comment_reader {
public:
    explicit comment_reader(run_defaults& defaults) : defaults_(defaults) {}

    void read(std::string_view comment) {
        const auto colon = comment.find(':');
        const auto key = trim(comment.substr(0, colon));
        const auto value = colon == std::string_view::npos ? std::string_view{} : trim(comment.substr(colon + 1));
        if (value.empty() || !set(key, value)) keep(trim(comment));
    }

private:
    bool set(std::string_view key, std::string_view value) {
        if (key == "started_at") {
            const auto time = from_iso8601(value);
            if (time) defaults_.started_at = *time;
            return time.has_value();
        }
        std::string* const target = key == "run"        ? &defaults_.run
                                    : key == "host"     ? &defaults_.host
                                    : key == "workload" ? &defaults_.workload
                                    : key == "currency" ? &defaults_.currency
                                                        : nullptr;
        if (target) *target = to_valid_utf8(value);
        return target != nullptr;
    }

    void keep(std::string_view comment) {
        if (comment.empty() || defaults_.notes.size() + comment.size() > most_comment_bytes) return;
        defaults_.notes += (defaults_.notes.empty() ? "" : "\n") + to_valid_utf8(comment);
    }

    run_defaults& defaults_;
};

std::string list_of_other_columns(const tidy_header& header) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        if (header.columns[i] == tidy_column::other) names.push_back(header.names[i]);
    }
    return join(names, ", ");
}

// 0 for a stream that cannot tell.
std::int64_t size_of(std::istream& input) {
    const auto here = input.tellg();
    if (here < 0 || !input.seekg(0, std::ios::end)) {
        input.clear();
        return 0;
    }
    const auto end = input.tellg();
    input.seekg(here);
    return static_cast<std::int64_t>(end - here);
}

result<void> read_rows(csv_records& records, const tidy_header& header, std::int64_t file_bytes, run_groups& groups) {
    constexpr std::int64_t enough_to_guess = 1000;  // rows that tell how long a row is
    tidy_row_reader reader(header, records);
    tidy_row row;
    for (std::int64_t rows = 0;; ++rows) {
        if (rows == enough_to_guess) groups.expect_rows(static_cast<std::size_t>(file_bytes * rows / records.bytes_read()));
        const auto record = records.next();
        if (!record) return tl::unexpected(record.error());
        if (!*record) return {};
        const auto is_row = reader.read(**record, row);
        if (!is_row) return tl::unexpected(is_row.error());
        if (*is_row && !groups.add(std::move(row), reader.cells())) {
            return fail(error_kind::bad_input, fmt::format("the file names more than {} runs", run_groups::most_runs),
                        records.place(), "Is the column run, host or workload really a name?");
        }
    }
}

}  // namespace

result<import_result> import_csv(std::istream& input, const std::string& file_name, run_origin origin) {
    const auto file_bytes = size_of(input);
    csv_records records(input, file_name);
    run_defaults defaults;
    defaults.run = std::filesystem::path(file_name).stem().string();
    comment_reader comments(defaults);
    records.on_comment = [&](std::string_view comment) { comments.read(comment); };

    const auto header = read_tidy_header(records);
    if (!header) return tl::unexpected(header.error());
    run_groups groups(defaults, *header, origin);
    if (auto read = read_rows(records, *header, file_bytes, groups); !read) return tl::unexpected(read.error());
    if (groups.empty()) {
        return fail(error_kind::bad_input, "the file has a header and no rows", file_name, "There is nothing to import.");
    }
    import_result imported;
    if (const auto others = list_of_other_columns(*header); !others.empty()) {
        imported.remarks.push_back("columns without a meaning here, kept as notes: " + others);
    }
    imported.runs = groups.take(imported.remarks);
    return imported;
}

}  // namespace sweeplab
