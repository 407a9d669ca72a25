#include "engine/model/run.h"

#include "engine/model/enum_names.h"

namespace sweeplab {
namespace {

constexpr auto run_state_names = std::to_array<enum_name<run_state>>({
    {run_state::running, "running"},
    {run_state::complete, "complete"},
    {run_state::interrupted, "interrupted"},
    {run_state::cancelled, "cancelled"},
    {run_state::failed, "failed"},
});

constexpr auto trial_state_names = std::to_array<enum_name<trial_state>>({
    {trial_state::interrupted, "interrupted"},
    {trial_state::complete, "complete"},
    {trial_state::cancelled, "cancelled"},
    {trial_state::failed, "failed"},
});

constexpr auto origin_names = std::to_array<enum_name<run_origin>>({
    {run_origin::measured, "measured"},
    {run_origin::imported, "imported"},
    {run_origin::example, "example"},
});

}  // namespace

std::string_view to_text(run_state state) { return name_in(run_state_names, state); }
std::string_view to_text(trial_state state) { return name_in(trial_state_names, state); }
std::string_view to_text(run_origin origin) { return name_in(origin_names, origin); }
std::optional<run_state> run_state_from(std::string_view text) { return value_in(run_state_names, text); }
std::optional<trial_state> trial_state_from(std::string_view text) { return value_in(trial_state_names, text); }
std::optional<run_origin> run_origin_from(std::string_view text) { return value_in(origin_names, text); }

}  // namespace sweeplab
