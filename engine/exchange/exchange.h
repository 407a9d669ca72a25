// Files in and out: the tidy CSV of the field (header with workers and time_s) and Sweeplab's own JSON,
// which carries a run without loss. Pure: text to values and back; any thread.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

inline constexpr int run_file_format = 1;  // "sweeplab_run" in a JSON file; newer ones are refused

struct import_result {
    std::vector<run_record> runs;      // one for each host x workload x run in the file
    std::vector<std::string> remarks;  // what was left out and why
};

// By content: JSON or CSV. `origin` marks the runs (imported, or example for shipped files).
result<import_result> import_file(const std::filesystem::path& file, run_origin origin = run_origin::imported);
result<import_result> import_csv(std::istream& input, const std::string& file_name, run_origin origin);
result<import_result> import_json(std::string_view text, const std::string& file_name, run_origin origin);

// One row a trial; text cells that a spreadsheet would take for a formula are guarded. Where a repeat was left out, a column
// says so with the reason.
std::string export_csv(const std::vector<run_record>& runs);
std::string export_json(const std::vector<run_record>& runs);
// Writes next to the target and renames, so that a file is whole or not there.
result<void> write_file_atomically(const std::filesystem::path& file, std::string_view content);

}  // namespace sweeplab
