// JSON forms of samples and conditions. For the .cpp files of this folder only.
#pragma once

#include "engine/foundation/json_reader.h"
#include "engine/model/conditions.h"
#include "engine/model/resource.h"

namespace sweeplab {

// Each sets its key when there is something to say, and leaves no key otherwise.
void put_conditions(json& object, const trial_conditions& conditions);
void put_resources(json& object, const resource_summary& resources);
void put_samples(json& object, const std::vector<resource_sample>& samples);
void put_resource_values(json& object, const char* key, const resource_values& values);

void read_conditions(json_object_reader& reader, trial_conditions& conditions);
void read_resources(json_object_reader& reader, resource_summary& resources);
void read_samples(json_object_reader& reader, std::vector<resource_sample>& samples);
void read_resource_values(json_object_reader& reader, const char* key, resource_values& values);

}  // namespace sweeplab
