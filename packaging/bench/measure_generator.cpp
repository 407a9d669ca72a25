// The engine's own measures as the bench asks for them.
#include "engine/calibration/measures.h"

#include "packaging/bench/measures.h"

namespace sweeplab::bench {
namespace {

result<json> rate_json(const result<double>& per_s) {
    if (!per_s) return tl::unexpected(per_s.error());
    return json{{"per_s", *per_s}};
}

}  // namespace

result<json> measure_requests(const json& settings) {
    return rate_json(calibration::requests_per_s(settings.at("url"), settings.at("workers"), settings.at("seconds")));
}

result<json> measure_whole_requests(const json& settings) {
    return rate_json(calibration::whole_requests_per_s(settings.at("url"), settings.at("workers"), settings.at("seconds")));
}

result<json> measure_streams(const json& settings) {
    const auto figures = calibration::measure_streams(settings.at("url"), settings.at("streams"));
    if (!figures) return tl::unexpected(figures.error());
    return json{{"p50_us", figures->p50_us},
                {"p99_us", figures->p99_us},
                {"gap_p99_us", figures->gap_p99_us},
                {"cpu_us", figures->cpu_us},
                {"merged_share", figures->merged_share},
                {"per_s", figures->chunks_per_s}};
}

result<json> measure_flood(const json& settings) {
    return rate_json(calibration::flood_chunks_per_s(settings.at("url"), settings.at("streams"), settings.at("chunks")));
}

result<json> measure_commands(const json& settings) {
    const auto per_s = calibration::process_starts_per_s(settings.at("workers"), settings.at("processes"));
    if (!per_s) return tl::unexpected(per_s.error());
    return json{{"us", 1e6 / *per_s}};
}

}  // namespace sweeplab::bench
