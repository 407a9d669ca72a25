#include "widgets/compare/times_chart.h"

namespace sweeplab {

std::shared_ptr<const scaling_chart_data> make_times_chart(const comparison_sheet& sheet, bool side_by_side) {
    scaling_content content;
    content.layout = panel_layout::overlay;
    content.curves.push_back(sheet.against->curve);
    for (const auto& run : sheet.others) content.curves.push_back(run->curve);
    auto chart = std::make_shared<scaling_chart_data>(make_chart_data(content));
    auto& series = chart->panels.front().series;
    for (std::size_t i = 0; i < series.size(); ++i) {
        auto& one = series[i];
        one.label = i == 0 ? sheet.against_name : sheet.names[static_cast<qsizetype>(i) - 1];
        one.number = static_cast<int>(i);
        // Which count to use is another question, and asked on another page.
        one.recommended.reset();
        one.do_the_same.reset();
    }
    if (!side_by_side) return chart;
    const auto all = std::move(series);
    chart->panels.clear();
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto& panel = chart->panels.emplace_back();
        panel.title = short_name(all[i].label);
        panel.subtitle = i == 0 ? QStringLiteral("what the others are held against") : QString();
        panel.simulated = all[i].simulated;
        panel.series.push_back(all[i]);
        panel.series.front().label.clear();  // the title says it
    }
    return chart;
}

}  // namespace sweeplab
