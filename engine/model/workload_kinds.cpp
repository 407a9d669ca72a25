#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/model/plan.h"

namespace sweeplab {

result<std::shared_ptr<const workload_spec>> workload_kinds::read(const json& value, const std::string& path) const {
    const auto kind_path = json_path_with(path, "kind");
    if (!value.is_object())
        return fail(error_kind::bad_input, "must be an object, not " + json_type_in_words(value), path.empty() ? "/" : path);
    const auto kind = value.find("kind");
    const auto known = fmt::format("Known kinds: {}.", join(names(), ", "));
    if (kind == value.end() || kind->is_null()) return fail(error_kind::bad_input, "\"kind\" is missing", kind_path, known);
    if (!kind->is_string())
        return fail(error_kind::bad_input, "must be a string, not " + json_type_in_words(*kind), kind_path, known);
    const auto reader = readers_.find(kind->get_ref<const std::string&>());
    if (reader == readers_.end())
        return fail(error_kind::bad_input, fmt::format("there is no workload of the kind {}", json_shown(*kind)), kind_path,
                    known);
    return reader->second(value, path);
}

std::vector<std::string> workload_kinds::names() const {
    std::vector<std::string> list;
    for (const auto& [kind, reader] : readers_) list.push_back(kind);
    return list;
}

}  // namespace sweeplab
