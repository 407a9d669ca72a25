// Names of the instruction sets that matter to parallel and numeric work.
#pragma once

#include <string>
#include <vector>

namespace sweeplab {

// From the kernel's spelling ("avx2", "asimd") to the usual one ("AVX2", "NEON"), in a fixed order;
// flags that say nothing about speed are left out. Pure.
std::vector<std::string> instruction_sets_from_flags(const std::vector<std::string>& flags);

// What the compiler can tell of the processor it runs on, on any system. Any thread.
std::vector<std::string> instruction_sets_by_compiler();

}  // namespace sweeplab
