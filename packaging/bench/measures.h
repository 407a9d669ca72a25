// What the bench's client can measure, one process a measurement: settings in, figures out, both flat JSON.
#pragma once

#include <map>
#include <string>

#include "engine/foundation/json_reader.h"

namespace sweeplab::bench {

using measurement = result<json> (*)(const json& settings);

// Settings: url, workers, seconds. Figures: per_s.
result<json> measure_requests(const json& settings);        // dispatcher and HTTP client, as wrk and hey do
result<json> measure_whole_requests(const json& settings);  // the whole llm workload, answers decoded
// Settings: url, per_s, seconds. Figures: p50_us, p99_us, max_us (a request sent after it was due).
result<json> measure_open_loop(const json& settings);
// Settings: url, streams. Figures: p50_us, p99_us (arrival minus send time), gap_p99_us, cpu_us (a chunk),
// merged_share, per_s (while chunks were sent).
result<json> measure_streams(const json& settings);
// The same by the least program over libcurl. Figures: per_s; cpu_us.
result<json> measure_bare_requests(const json& settings);
result<json> measure_bare_streams(const json& settings);
// Settings: url, streams, chunks (of each). Figures: per_s.
result<json> measure_flood(const json& settings);
// Settings: workers, processes. Figures: us (a process, elapsed time over number).
result<json> measure_commands(const json& settings);
// Settings: workers, processes. Figures: us (median of a child's time over its 100 ms).
result<json> measure_sleep(const json& settings);
result<json> measure_bare_sleep(const json& settings);  // posix_spawn and waitpid, nothing else
// Settings: spans, folder. Figures: stored_per_s, loaded_per_s, bare_stored_per_s, bare_loaded_per_s.
result<json> measure_spans(const json& settings);
// Settings: runs, folder. Figures: open_ms (the library opened and its runs listed), list_ms; bare_open_ms, bare_list_ms.
result<json> measure_library(const json& settings);

// Settings: transitions. Figures: ns (to record one).
result<json> measure_transitions(const json& settings);
// Settings: spans. Figures: s (to account for one trial of as many).
result<json> measure_analysis(const json& settings);

// Settings: items, counts. Figures: ms (to replay them at 1, 2, … workers).
result<json> measure_replay(const json& settings);
// Settings: draws (of the bootstrap). Figures: ms (for both laws, of 8 worker counts with 5 repeats).
result<json> measure_law_fit(const json& settings);

// No settings. Figures: copy_gb_s, … of the native kernels on 1 thread, stream_copy_gb_s, … of plain STREAM.
result<json> measure_memory(const json& settings);

// Settings: steps, work ("wait" or "true"). Figures: us (a step that uses the one before, elapsed time less its own work).
result<json> measure_pipeline(const json& settings);

const std::map<std::string, measurement, std::less<>>& measurements();

}  // namespace sweeplab::bench
