#include "engine/workload/workload_kinds.h"

#include <array>
#include <cstdlib>

#include "engine/workload/command_workload.h"
#include "engine/workload/llm_workload.h"
#include "engine/workload/native_workload.h"
#include "engine/workload/phases_workload.h"
#include "engine/workload/pipeline_workload.h"
#include "engine/workload/soak_workload.h"

namespace sweeplab {
namespace {

struct kind_entry {
    const char* name;
    result<std::shared_ptr<const workload_spec>> (*read)(const json& value, const std::string& path);
    result<std::unique_ptr<workload>> (*make)(std::shared_ptr<const workload_spec> spec, workload_environment environment);
};

template <class Spec, std::unique_ptr<workload> (*make)(std::shared_ptr<const Spec>, workload_environment)>
result<std::unique_ptr<workload>> made_as(std::shared_ptr<const workload_spec> spec, workload_environment environment) {
    auto own = std::dynamic_pointer_cast<const Spec>(std::move(spec));
    if (!own) return fail(error_kind::internal, "a workload's kind does not fit its class");
    return make(std::move(own), std::move(environment));
}

constexpr std::array all_kinds{
    kind_entry{"command", &read_command_spec, &made_as<command_spec, &make_command_workload>},
    kind_entry{"llm", &read_llm_spec, &made_as<llm_spec, &make_llm_workload>},
    kind_entry{"native", &read_native_spec, &made_as<native_spec, &make_native_workload>},
    kind_entry{"phases", &read_phases_spec, &made_as<phases_spec, &make_phases_workload>},
    kind_entry{"pipeline", &read_pipeline_spec, &made_as<pipeline_spec, &make_pipeline_workload>},
    kind_entry{"soak", &read_soak_spec, &made_as<soak_spec, &make_soak_workload>},
};

}  // namespace

std::string secret_from_environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value ? value : "";
}

const workload_kinds& known_workload_kinds() {
    static const workload_kinds kinds = [] {
        workload_kinds filled;
        for (const auto& entry : all_kinds) filled.add(entry.name, entry.read);
        return filled;
    }();
    return kinds;
}

result<std::unique_ptr<workload>> make_workload(std::shared_ptr<const workload_spec> spec,
                                                workload_environment environment) {
    for (const auto& entry : all_kinds)
        if (spec->kind() == entry.name) return entry.make(std::move(spec), std::move(environment));
    return fail(error_kind::unsupported, "this build cannot run workloads of kind \"" + spec->kind() + "\"");
}

}  // namespace sweeplab
