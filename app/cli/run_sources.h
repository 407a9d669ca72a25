// Runs as a command's arguments name them: saved ones by their number or "last", and those of files, which are not kept.
#pragma once

#include <string>
#include <vector>

#include "app/cli/library.h"

namespace sweeplab::cli {

// Larger ones would fill the memory: a row of text becomes a trial of half a kilobyte.
inline constexpr std::uintmax_t largest_csv_bytes = 64u << 20;
inline constexpr std::uintmax_t largest_json_bytes = 256u << 20;

// All runs in the order given; a file may hold several. What a file's reader remarks goes to stderr.
result<std::vector<run_record>> load_runs(const library_choice& library, const std::vector<std::string>& sources,
                                          load_detail detail);

// Names of runs and hosts on a terminal: without control characters, which could move the cursor.
std::string printable(std::string_view text);

}  // namespace sweeplab::cli
