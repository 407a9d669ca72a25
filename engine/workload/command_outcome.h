// What a child process's end means for the job that it did: state, reason, message, measures, kept texts.
#pragma once

#include "engine/process/process_request.h"
#include "engine/workload/command_spec.h"
#include "engine/workload/workload.h"

namespace sweeplab {

// Without the numbers that result rules find. `began` is the zero of the attempt's times; at most
// `kept_bytes` of stdout and of stderr are kept.
job_outcome judge_process(const process_outcome& ended, const command_spec& spec, instant began, std::size_t kept_bytes);

// A command that could not even be tried.
job_outcome judge_unstartable(const error& fault, instant at, instant began);

// Applies the rules of `spec` to the output of a command that succeeded; what they do not find makes it fail.
void take_results(const command_spec& spec, const captured_output& output, job_outcome& outcome);

}  // namespace sweeplab
