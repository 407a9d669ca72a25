// One carrying out of a kernel on threads of its own: room checked, prepared, started together, timed, verified.
#pragma once

#include <memory>
#include <string>

#include "engine/native/kernel_registry.h"

namespace sweeplab::native {

struct kernel_outcome {
    kernel_findings found;
    instant began;  // all threads ready
    instant ended;  // the last one done
    duration work_time{};
    figure rate() const;
    work_unit unit = work_unit::operations;
};

// For the output: the figure, what was verified, how to read it.
std::string describe(const kernel_choice& choice, const kernel_outcome& outcome, int threads);

class kernel_run {
public:
    // Blocks until the threads stand ready. `stop` may be asked from any thread at any time; the end then comes
    // within about 100 ms as error_kind::cancelled.
    static result<std::unique_ptr<kernel_run>> prepare(const kernel_choice& choice, const kernel_place& place,
                                                       std::shared_ptr<stop_signal> stop);
    virtual ~kernel_run() = default;  // ends the threads
    // Once. Blocks until the result is verified. A wrong result is error_kind::internal, with words.
    virtual result<kernel_outcome> go() = 0;
};

}  // namespace sweeplab::native
