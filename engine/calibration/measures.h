// What the generator itself can drive, each measured on the real trial loop against a fast_server (or /bin/true).
// Blocking; the calling thread becomes the loop's.
#pragma once

#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"

namespace sweeplab::calibration {

// `url` ends in a path of fast_request.h. First a warm-up, then as many requests as fill `fill_s` seconds.
result<double> requests_per_s(const std::string& url, int workers, double fill_s);        // dispatcher and HTTP client
result<double> whole_requests_per_s(const std::string& url, int workers, double fill_s);  // the llm workload, decoded

struct stream_figures {
    double p50_us = 0;  // arrival as stamped minus the server's send time
    double p99_us = 0;
    double gap_p99_us = 0;    // how far a gap between two chunks is off
    double cpu_us = 0;        // of this process, a chunk
    double merged_share = 0;  // chunks that share their stamp with the one before
    double chunks_per_s = 0;  // while chunks were sent
};
result<stream_figures> measure_streams(const std::string& url, int streams);
// The most chunks that one loop takes in: best of three floods.
result<double> flood_chunks_per_s(const std::string& url, int streams, int chunks);

// /bin/true, `processes` times.
result<double> process_starts_per_s(int workers, int processes);
json command_workload_of(std::vector<std::string> argv, int items);

}  // namespace sweeplab::calibration
