#include "engine/model/plan_folder.h"

#include <algorithm>

namespace sweeplab {
namespace {

bool is_absolute(const json& path) { return path.is_string() && path.get_ref<const std::string&>().starts_with('/'); }

bool names_relative_file(const json& object) {
    const auto file = object.find("file");
    return file != object.end() && file->is_string() && !is_absolute(*file);
}

// A command, or a step of a pipeline that is one.
bool works_in_folder(const json& object) {
    if (!object.contains("argv")) return false;
    const auto cwd = object.find("cwd");
    return cwd == object.end() || !is_absolute(*cwd);
}

bool depends(const json& value) {
    if (value.is_object() && (works_in_folder(value) || names_relative_file(value))) return true;
    return value.is_structured() && std::any_of(value.begin(), value.end(), depends);
}

}  // namespace

bool depends_on_folder(const json& plan) {
    if (!plan.is_object()) return false;
    const auto workload = plan.find("workload");
    return workload != plan.end() && depends(*workload);
}

bool folders_differ(const run_record& a, const run_record& b) {
    if (a.base_folder.empty() || b.base_folder.empty() || a.base_folder == b.base_folder) return false;
    return depends_on_folder(a.plan) || depends_on_folder(b.plan);
}

}  // namespace sweeplab
