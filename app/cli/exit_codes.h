// What the program's end tells a script.
#pragma once

namespace sweeplab::cli {

inline constexpr int exit_done = 0;
inline constexpr int exit_trial_failed = 1;  // done, but a trial or a target failed, or a table contradicts itself
inline constexpr int exit_bad_input = 2;     // bad input or usage; nothing was run
inline constexpr int exit_stopped = 3;       // by the user; can be resumed

}  // namespace sweeplab::cli
