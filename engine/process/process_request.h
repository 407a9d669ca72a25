// What a child process is asked to do, and what became of it. Values.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/foundation/clock.h"
#include "engine/foundation/error.h"
#include "engine/process/output_capture.h"

namespace sweeplab {

struct process_request {
    std::string program;                                          // a path; find_program() looks names up
    std::vector<std::string> argv;                                // [0] included; what the child sees as its name
    std::shared_ptr<const std::vector<std::string>> environment;  // "NAME=value" each; null: this process's own
    std::string folder;                                           // working folder; empty: this process's own
    std::optional<std::string> input;                             // for its stdin; /dev/null when absent
    bool more_input = false;                                      // stdin stays open for child_process::write()
    std::function<void(std::string_view)> on_output;              // each piece of stdout as it comes, on the loop's thread
    std::size_t kept_output_bytes = 64 * 1024;                    // of stdout and of stderr each
    std::optional<duration> time_limit;                           // from the start; then it is ended as cancel() does
    duration kill_grace = std::chrono::seconds(2);                // from SIGTERM to SIGKILL
    duration pipe_grace = std::chrono::milliseconds(250);         // from the child's end to the end of its descendants
};

// What one child used, itself and the descendants that it waited for, as wait4 says.
struct process_usage {
    duration user{};
    duration system{};
    // Absent where the system's figure is not the child's own (peak_memory.h).
    std::optional<std::int64_t> peak_memory_bytes;
    std::int64_t major_faults = 0;
    std::int64_t voluntary_switches = 0;
    std::int64_t involuntary_switches = 0;
};

enum class process_end { exited, signalled, could_not_start };
enum class process_stop { none, cancelled, time_limit };  // who asked it to end early

struct process_outcome {
    process_end end = process_end::could_not_start;
    process_stop stopped_by = process_stop::none;
    int exit_code = 0;  // when exited
    int signal = 0;     // when signalled
    instant started{};  // just before the spawning call
    instant spawned{};  // just after it
    instant ended{};    // when the system reported the child's end; no wait for descendants or output in it
    process_usage usage;
    captured_output output;
    captured_output error_output;
    bool left_behind = false;  // descendants outlived the child, and were ended or cut off
    error fault;               // when it could not start
};

}  // namespace sweeplab
