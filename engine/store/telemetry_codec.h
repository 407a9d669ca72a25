// Resource samples, their summary and a trial's conditions as bytes. Numbers that this Sweeplab does not know are kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model/conditions.h"
#include "engine/model/resource.h"

namespace sweeplab {

std::string pack_samples(const std::vector<resource_sample>& samples);
std::string pack_resources(const resource_summary& resources);
std::string pack_resource_values(const resource_values& values);
std::string pack_conditions(const trial_conditions& conditions);

// False when the bytes are damaged.
bool unpack_samples(std::string_view packed, std::vector<resource_sample>& samples);
bool unpack_resources(std::string_view packed, resource_summary& resources);
bool unpack_resource_values(std::string_view packed, resource_values& values);
bool unpack_conditions(std::string_view packed, trial_conditions& conditions);

}  // namespace sweeplab
