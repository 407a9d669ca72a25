// The text in which services publish their own figures: Prometheus' exposition format 0.0.4, and of OpenMetrics 1.0 what it
// adds to it (exemplars, # EOF). Pure functions; any thread.
// Source: prometheus.io/docs/instrumenting/exposition_formats, and the OpenMetrics specification.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/foundation/error.h"

namespace sweeplab {

using metric_labels = std::vector<std::pair<std::string, std::string>>;  // by name

struct metric_sample {
    std::string name;
    metric_labels labels;
    double value = 0;  // NaN and the infinities are values here
};

// Every sample of a page, in its order. An error names the line: what is no such text is refused whole, and so is a page
// without any sample.
result<std::vector<metric_sample>> parse_metrics(std::string_view text);

// Which series of a page is meant: "name", or "name{label=\"value\", …}".
struct series_choice {
    std::string name;
    metric_labels labels;  // these, whatever others it has
    bool matches(const metric_sample& sample) const;
};
result<series_choice> parse_series(std::string_view text);

// The sum of all series that are meant; absent when there is none, or when the sum is no finite number.
std::optional<double> value_of(const series_choice& choice, const std::vector<metric_sample>& samples);

// By the naming rules of OpenMetrics: it only grows, so that its growth a second is what says something.
bool names_a_counter(std::string_view name);

}  // namespace sweeplab
