// One sample of a soak as bytes.
#pragma once

#include <string>
#include <string_view>

#include "engine/model/soak_sample.h"

namespace sweeplab {

std::string pack_soak_sample(const soak_sample& sample);
// False when the bytes are damaged.
bool unpack_soak_sample(std::string_view packed, soak_sample& sample);

}  // namespace sweeplab
