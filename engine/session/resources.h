// Where the files that ship with Sweeplab lie.
#pragma once

#include <filesystem>

namespace sweeplab {

// The folder of the running program; empty when the system does not tell.
std::filesystem::path program_folder();

}  // namespace sweeplab
