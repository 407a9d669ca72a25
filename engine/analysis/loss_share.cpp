#include "engine/analysis/loss_share.h"

#include <algorithm>

#include <fmt/format.h>

namespace sweeplab {

double loss_share(const loss_point& point, loss_part part) {
    if (point.mean.total <= 0) return 0;
    return static_cast<double>(part_of(point.mean, part)) / static_cast<double>(point.mean.total);
}

std::string loss_share_in_words(const loss_point& point, loss_part part) {
    if (point.mean.total <= 0) return {};
    auto text = fmt::format("{:.1f}", 100 * loss_share(point, part));
    if (text == "-0.0") text = "0.0";
    if (part == loss_part::inflation && point.inflation_is_noise())
        text += fmt::format(" ± {:.1f}", 100 * 1.96 * *point.inflation_se_s * 1e9 / static_cast<double>(point.mean.total));
    return text + " %";
}

std::vector<std::string> loss_share_notes(const loss_report& report) {
    std::vector<std::string> notes;
    if (std::ranges::any_of(report.points, [](const auto& point) { return point.inflation_is_noise(); }))
        notes.emplace_back("±: the noise of the repeats; with it the share cannot be told from 0");
    if (std::ranges::any_of(report.points, [](const auto& point) { return point.mean.inflation < 0; }))
        notes.push_back(fmt::format("{} below 0: items were faster than at the baseline; in pictures that is taken off {}",
                                    name_of(loss_part::inflation), name_of(loss_part::baseline)));
    return notes;
}

}  // namespace sweeplab
