// Steps shared by the JSON forms of trials and runs. For the .cpp files of this folder only.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/foundation/clock.h"
#include "engine/foundation/json_reader.h"

namespace sweeplab {

// ISO 8601; null for 0, "not yet".
json time_to_json(unix_ms time);
unix_ms read_time(json_object_reader& reader, std::string_view key);

template <class Part, class Writer>
json list_to_json(const std::vector<Part>& parts, Writer write) {
    json list = json::array();
    list.get_ref<json::array_t&>().reserve(parts.size());
    for (const auto& part : parts) list.push_back(write(part));
    return list;
}

// Reads each entry with `read(value, path)`; stops at the first fault. An absent list is an empty one.
template <class Part>
void read_list(json_object_reader& reader, std::string_view key, std::vector<Part>& parts,
               result<Part> (*read)(const json&, const std::string&)) {
    const json* list = reader.raw(key);
    if (!list) return;
    if (!list->is_array()) {
        reader.complain("must be a list, not " + json_type_in_words(*list), reader.path_of(key));
        return;
    }
    parts.reserve(list->size());
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto part = read((*list)[i], json_path_with(reader.path_of(key), std::to_string(i)));
        if (!part) {
            reader.adopt(part.error());
            return;
        }
        parts.push_back(std::move(*part));
    }
}

// Reads what stands under a key that must be there with `read(value, path)`.
template <class Part>
void read_part(json_object_reader& reader, std::string_view key, Part& target,
               result<Part> (*read)(const json&, const std::string&)) {
    reader.require(key);
    const json* value = reader.raw(key);
    if (!value) return;
    auto part = read(*value, reader.path_of(key));
    if (part) target = std::move(*part);
    else reader.adopt(part.error());
}

}  // namespace sweeplab
