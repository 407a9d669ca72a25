// How another call of sweeplab-cli is told which library is meant.
#pragma once

#include <filesystem>
#include <string>

namespace sweeplab {

// " --db FILE", ready for a shell; "" for the default library, or when `file` is empty.
std::string library_arguments(const std::filesystem::path& file);

}  // namespace sweeplab
