// How to measure a run again.
#include <fmt/format.h>

#include "engine/exchange/key_scrubber.h"
#include "engine/foundation/text.h"
#include "engine/model/plan_folder.h"
#include "engine/report/report_parts.h"
#include "engine/workload/command_line.h"

namespace sweeplab {
namespace {

// What an interleaved comparison adds to the plan of each of its sides.
constexpr std::string_view in_turn = "Measured in turn with the other run";

// The side's label and the note are of that comparison: a run of this plan alone is neither.
bool take_off_in_turn(json& plan) {
    const auto notes = plan.find("notes");
    if (notes == plan.end() || !notes->is_string()) return false;
    std::vector<std::string> kept;
    bool was = false;
    for (const auto line : split(notes->get_ref<const std::string&>(), '\n')) {
        if (line.starts_with(in_turn)) was = true;
        else kept.emplace_back(line);
    }
    if (!was) return false;
    if (kept.empty()) plan.erase(notes);
    else *notes = join(kept, "\n");
    if (const auto name = plan.find("name"); name != plan.end() && name->is_string()) {
        std::string_view text = name->get_ref<const std::string&>();
        if (text.ends_with(" (A)") || text.ends_with(" (B)")) *name = std::string(text.substr(0, text.size() - 4));
    }
    return true;
}

void add_command(const run_record& run, report_section& section) {
    json plan = run.plan;
    const auto removed = remove_keys_of_plan(plan);
    const bool was_in_turn = take_off_in_turn(plan);
    std::string words =
        removed.empty()
            ? "The plan is whole, seed and worker counts included; keys are named in it, not held. "
            : "The plan is whole but for " + join(removed, ", ") + ", which may hold a key: set it before you run this. ";
    std::string folder;
    if (depends_on_folder(run.plan)) {
        if (!run.base_folder.empty()) folder = "cd " + quoted_for_shell(run.base_folder) + " && ";
        words += folder.empty()
                     ? "Files that it names are looked up from the folder in which the command runs, and the one it "
                       "was measured in is not known here."
                     : "Files that it names are looked up from the folder that it was measured in.";
    }
    section.blocks.emplace_back(report_paragraph{std::string(trim(words))});
    if (was_in_turn)
        section.blocks.emplace_back(
            report_paragraph{"It was measured in turn with another run, round by round (A B B A). This command measures "
                             "this side alone; with "
                             "the other's plan as well, \"sweeplab-cli run PLAN --against OTHER\" measures both in turn."});
    const auto& way = run.host.reached_by;
    const auto on = way.empty() ? "" : " --on " + quoted_for_shell(way);
    const auto text = plan.dump(2, ' ', false, json::error_handler_t::replace);
    section.blocks.emplace_back(report_code{folder + "sweeplab-cli run -" + on + " <<'PLAN'\n" + text + "\nPLAN",
                                            "The exact command, with its plan"});
}

}  // namespace

maybe_section again_section(const run_record& run, const report_request& request) {
    report_section section{"Do it again", {}};
    if (run.plan.is_object() && run.plan.contains("workload")) {
        add_command(run, section);
    } else {
        section.blocks.emplace_back(report_paragraph{
            run.plan.is_object() && run.plan.contains("imported")
                ? "The times were measured by another tool and imported; Sweeplab has no plan that would measure them again."
                : "Only times were imported: there is no plan that would measure them again."});
    }
    if (run.summary.id)
        section.blocks.emplace_back(report_code{
            fmt::format("sweeplab-cli export {0}{1} --format json --out run{0}.json\nsweeplab-cli import run{0}.json",
                        run.summary.id.value, request.library_arguments),
            ""});
    return section;
}

}  // namespace sweeplab
