#include "widgets/charts/latency_steps.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

constexpr double percent = 0.01;

using times = std::vector<std::int64_t>;

QPolygonF every_step(const times& sorted_ns, const latency_plot& plot) {
    QPolygonF steps;
    const auto count = static_cast<double>(sorted_ns.size());
    double before = plot.y_of(0);
    for (std::size_t i = 0; i < sorted_ns.size(); ++i) {
        if (i + 1 < sorted_ns.size() && sorted_ns[i + 1] == sorted_ns[i]) continue;
        const double x = plot.x_of(sorted_ns[i]), after = plot.y_of(static_cast<double>(i + 1) / count);
        steps << QPointF(x, before) << QPointF(x, after);
        before = after;
    }
    return steps;
}

QPolygonF by_columns(const times& sorted_ns, const latency_plot& plot) {
    QPolygonF steps;
    const auto count = static_cast<double>(sorted_ns.size());
    const int columns = static_cast<int>(std::ceil(plot.area.width()));
    auto at = sorted_ns.begin();
    double before = plot.y_of(0);
    for (int column = 0; column < columns && at != sorted_ns.end(); ++column) {
        const double end = plot.x.from_share((column + 1) / plot.area.width()) / plot.ns_to_shown;
        const auto next = column + 1 == columns
                              ? sorted_ns.end()
                              : std::upper_bound(at, sorted_ns.end(), static_cast<std::int64_t>(std::floor(end)));
        if (next == at) continue;
        at = next;
        const double x = std::min(plot.area.left() + column + 0.5, plot.area.right());
        const double after = plot.y_of(static_cast<double>(at - sorted_ns.begin()) / count);
        steps << QPointF(x, before) << QPointF(x, after);
        before = after;
    }
    return steps;
}

std::size_t last_of_equals(const times& sorted_ns, std::size_t rank) {
    return static_cast<std::size_t>(std::upper_bound(sorted_ns.begin(), sorted_ns.end(), sorted_ns[rank - 1]) -
                                    sorted_ns.begin());
}

}  // namespace

double latency_plot::x_of(std::int64_t ns) const {
    const double shown = static_cast<double>(ns) * ns_to_shown;
    if (x.log && shown <= x.least) return area.left();
    return area.left() + x.to_share(shown) * area.width();
}

QPolygonF latency_steps(const times& sorted_ns, const latency_plot& plot) {
    return static_cast<double>(sorted_ns.size()) <= plot.area.width() ? every_step(sorted_ns, plot)
                                                                      : by_columns(sorted_ns, plot);
}

std::size_t settled_rank(const times& sorted_ns, double share) {
    const auto count = sorted_ns.size();
    const double rank = std::ceil(share * static_cast<double>(count) - 1e-9);
    return last_of_equals(sorted_ns, static_cast<std::size_t>(std::clamp(rank, 1.0, static_cast<double>(count))));
}

std::size_t moved_rank(const times& sorted_ns, std::size_t rank, bool up) {
    const auto count = sorted_ns.size();
    const auto step = std::max<std::size_t>(1, static_cast<std::size_t>(std::floor(static_cast<double>(count) * percent)));
    if (up) return last_of_equals(sorted_ns, std::min(rank + step, count));
    const auto smaller = static_cast<std::size_t>(std::lower_bound(sorted_ns.begin(), sorted_ns.end(), sorted_ns[rank - 1]) -
                                                  sorted_ns.begin());
    if (smaller == 0) return rank;
    const auto wanted = rank > step ? rank - step : 1;
    return last_of_equals(sorted_ns, std::min(wanted, smaller));
}

}  // namespace sweeplab
