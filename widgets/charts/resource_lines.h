// What machine, children and Sweeplab used during a trial, as lines over its time, and how much of it is drawn in how
// many pixels. Pure; any thread.
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/model/run.h"
#include "widgets/charts/timeline_zoom.h"

namespace sweeplab {

enum class resource_user { machine, children, own };

// One value for each sample; what was not known then is not a number. Summaries of blocks make the least and the most of
// a long stretch cheap.
class sampled_line {
public:
    struct range {
        float least, most;  // not a number: nothing was known
        bool known() const { return least <= most; }
    };

    sampled_line(resource_user whose, std::vector<float> values);
    resource_user whose() const { return whose_; }
    const std::vector<float>& values() const { return values_; }
    range range_of(std::size_t first, std::size_t end) const;
    std::optional<double> at(std::size_t sample) const;

private:
    resource_user whose_;
    std::vector<float> values_;
    std::vector<range> blocks_;
};

struct resource_lines {
    std::vector<std::int64_t> at_ns;   // of the samples, ascending
    std::vector<bool> blank;           // samples that know nothing at all
    std::vector<sampled_line> cpu;     // percent of all processors
    std::vector<sampled_line> memory;  // bytes
    int processors = 1;                // 100 % of the cpu lines
    double cpu_top = 100;              // of the axes, from 0
    double memory_top = 1;

    // The sample whose values hold at this time; empty before the first and after the last.
    std::optional<std::size_t> sample_at(double ns) const;
};

// Null when the trial has no samples that say anything, or when it is not known how many processors are all.
std::shared_ptr<const resource_lines> make_resource_lines(const run_record& run, const trial& measured);

// A line in pixels of `plot`, left to right, broken where nothing was known; never more than a few points a pixel, and no
// peak is lost. `steps`: a value is of all the time since the sample before, as rates are.
std::vector<QPolygonF> draw_line(const resource_lines& lines, const sampled_line& line, const time_window& window,
                                 const QRectF& plot, double top, bool steps);

}  // namespace sweeplab
