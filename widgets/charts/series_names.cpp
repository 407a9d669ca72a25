#include "widgets/charts/series_names.h"

#include <algorithm>
#include <array>
#include <set>

namespace sweeplab {
namespace {

QString run_title(const scaling_curve& curve) {
    const QString name = QString::fromStdString(curve.run_name);
    return name.isEmpty() ? QStringLiteral("Run %1").arg(curve.run.value) : name;
}

QString workload_of(const scaling_curve& curve) { return QString::fromStdString(curve.workload); }

using labeller = QString (*)(const scaling_curve&);

// The shortest label that is different for every curve of a panel comes first.
constexpr std::array<labeller, 5> labellers = {
    host_title, run_title,
    [](const scaling_curve& curve) { return host_title(curve) + QStringLiteral(" · ") + run_title(curve); }, workload_of,
    [](const scaling_curve& curve) { return run_title(curve) + QStringLiteral(" #%1").arg(curve.run.value); }};

bool tells_apart(labeller label, const std::vector<const scaling_curve*>& curves) {
    std::set<QString> seen;
    return std::all_of(curves.begin(), curves.end(), [&](const auto* curve) {
        const QString text = label(*curve);
        return !text.isEmpty() && seen.insert(text).second;
    });
}

labeller choose_labeller(const std::vector<const scaling_curve*>& curves, panel_layout layout) {
    const auto* first = layout == panel_layout::overlay ? labellers.begin() : labellers.begin() + 1;
    const auto* chosen = std::find_if(first, labellers.end(), [&](labeller label) { return tells_apart(label, curves); });
    return chosen == labellers.end() ? labellers.back() : *chosen;
}

QString panel_of(const scaling_curve& curve, panel_layout layout) {
    return layout == panel_layout::overlay ? QString() : host_title(curve);
}

}  // namespace

QString host_title(const scaling_curve& curve) {
    return curve.host_name.empty() ? QStringLiteral("Unnamed machine") : QString::fromStdString(curve.host_name);
}

std::vector<series_name> name_series(const std::vector<scaling_curve>& curves, panel_layout layout) {
    std::vector<series_name> names;
    std::vector<QString> labels;
    for (const auto& curve : curves) {
        std::vector<const scaling_curve*> beside;
        for (const auto& other : curves) {
            if (panel_of(other, layout) == panel_of(curve, layout)) beside.push_back(&other);
        }
        const QString label = choose_labeller(beside, layout)(curve);
        auto known = std::find(labels.begin(), labels.end(), label);
        if (known == labels.end()) known = labels.insert(labels.end(), label);
        names.push_back({panel_of(curve, layout), label, static_cast<int>(known - labels.begin())});
    }
    return names;
}

}  // namespace sweeplab
