// From the start of the program to its first paint, beside a Qt program with nothing in its window. Both are
// told the time of their start and print the milliseconds from it to their first paint.
#include <cstdlib>

#include "engine/foundation/clock.h"
#include "packaging/bench/experiments.h"

namespace sweeplab::bench {
namespace {

constexpr const char* option = "--first-paint";

std::vector<std::string> window_environment(const surroundings& around) {
    std::vector<std::string> environment{"SWEEPLAB_DB=" + (around.folder / "window.db").string(),
                                         "XDG_CONFIG_HOME=" + (around.folder / "config").string()};
    if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) {
        environment.emplace_back("QT_QPA_PLATFORM=offscreen");
    }
    return environment;
}

result<json> time_to_first_paint(const surroundings& around, const std::string& program) {
    auto environment = window_environment(around);
    environment.push_back("SWEEPLAB_STARTED_NS=" + std::to_string(to_ns(monotonic_clock().now())));
    const auto answer = run_program({{program, option}, {}, {}, std::move(environment)});
    if (!answer) return tl::unexpected(answer.error());
    const auto ms = number_after(answer->output, "");
    if (!ms) return fail(error_kind::io, program + " printed no time");
    return json{{"ms", *ms}};
}

result<json> time_timeline_frames(const surroundings& around, const std::string& program) {
    const auto answer = run_program({{program}, {}, {}, window_environment(around)});
    if (!answer) return tl::unexpected(answer.error());
    json figures;
    for (const char* depth : {"fit", "middle", "deepest"}) {
        const auto ms = number_after(answer->output, std::string(depth) + " ");
        if (!ms) return fail(error_kind::io, program + " printed no time for " + depth);
        figures[std::string(depth) + "_ms"] = *ms;
    }
    return figures;
}

void add_timeline(experiment_list& list, const surroundings& around) {
    const auto program = (around.programs / "sweeplab-bench-timeline").string();
    if (!std::filesystem::exists(program)) {
        list.skipped.push_back("frames of the timeline: sweeplab-bench-timeline was not built");
        return;
    }
    list.experiments.push_back({"timeline", [=] { return time_timeline_frames(around, program); }});
    const goal in_time{goal::kind::value_at_most, 8};
    for (const auto& [name, key] :
         {std::pair("whole", "fit"), std::pair("half zoomed in", "middle"), std::pair("deepest", "deepest")})
        list.rows.push_back({std::string("a million spans drawn, ") + name, "ms a frame",
                             std::string("timeline.") + key + "_ms", "", "", in_time});
}

std::string why_not(const surroundings& around, const std::string& window, const std::string& empty) {
    if (!std::filesystem::exists(window)) return "the window (sweeplab) was not built";
    if (!std::filesystem::exists(empty)) return "the empty Qt window was not built";
    const auto help = run_program({{window, "--help"}, {}, {}, window_environment(around)});
    if (!help || help->output.find(option) == std::string::npos) return std::string("sweeplab knows no ") + option;
    return {};
}

}  // namespace

void add_window(experiment_list& list, const surroundings& around) {
    add_timeline(list, around);
    const auto window = (around.programs / "sweeplab").string();
    const auto empty = (around.programs / "sweeplab-bench-empty-window").string();
    if (const auto reason = why_not(around, window, empty); !reason.empty()) {
        list.skipped.push_back("first paint of the window: " + reason);
        return;
    }
    list.experiments.push_back({"window", [=] { return time_to_first_paint(around, window); }});
    list.experiments.push_back({"empty_window", [=] { return time_to_first_paint(around, empty); }});
    list.rows.push_back(
        {"start to first paint", "ms", "window.ms", "empty Qt window", "empty_window.ms", {goal::kind::ratio_at_most, 1.5}});
}

}  // namespace sweeplab::bench
