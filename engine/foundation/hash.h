// Digests for telling equal things from unlike ones (plans, results). Not for secrets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sweeplab {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);
// 32 hexadecimal digits (XXH3, 128 bits).
std::string digest_hex(std::string_view bytes);

}  // namespace sweeplab
