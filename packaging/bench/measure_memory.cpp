#include <algorithm>
#include <array>
#include <filesystem>

#include "engine/native/kernel_run.h"
#include "packaging/bench/measures.h"
#include "packaging/bench/plain_stream.h"

namespace sweeplab::bench {
namespace {

constexpr std::array names{"copy", "scale", "add", "triad"};

result<double> native_rate(const char* name) {
    const json asked{{"kernel", name}, {"elements", stream_elements}, {"passes", stream_times - 1}};
    const auto choice = native::read_kernel_choice(asked, "/kernel");
    if (!choice) return tl::unexpected(choice.error());
    auto run = native::kernel_run::prepare(*choice, {1, std::filesystem::temp_directory_path()},
                                           std::make_shared<native::stop_signal>());
    if (!run) return tl::unexpected(run.error());
    const auto outcome = (*run)->go();
    if (!outcome) return tl::unexpected(outcome.error());
    return outcome->rate().per_s;
}

}  // namespace

// In turns, so that what else uses the memory hits both; of each the best figure, as STREAM's own is one.
result<json> measure_memory(const json&) {
    json figures = json::object();
    const auto keep_better = [&figures](const std::string& key, double bytes_per_s) {
        figures[key] = std::max(figures.value(key, 0.0), bytes_per_s * 1e-9);
    };
    constexpr int turns = 3;
    for (int turn = 0; turn < turns; ++turn) {
        const auto plain = run_plain_stream();
        if (!plain.results_are_right) return fail(error_kind::internal, "STREAM's results are wrong");
        for (std::size_t i = 0; i < names.size(); ++i) {
            keep_better(std::string("stream_") + names[i] + "_gb_s", plain.bytes_per_s[i]);
            const auto rate = native_rate(names[i]);
            if (!rate) return tl::unexpected(rate.error());
            keep_better(std::string(names[i]) + "_gb_s", *rate);
        }
    }
    return figures;
}

}  // namespace sweeplab::bench
