#include "widgets/charts/label_placement.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace sweeplab {
namespace {

// Labels that touch and move as one: the mean of where they would like the block's top to be.
struct block {
    double sum = 0;
    int count = 0;
    double mean() const { return sum / count; }
};

double overlap(const QRectF& a, const QRectF& b) {
    const QRectF both = a & b;
    return both.isEmpty() ? 0 : both.width() * both.height();
}

// Narrows [from, to], the shares of a line that are inside, by one side of the rectangle (Liang and Barsky 1984).
bool narrow(double direction, double space, double& from, double& to) {
    if (direction == 0) return space >= 0;
    const double share = space / direction;
    if (direction < 0) from = std::max(from, share);
    else to = std::min(to, share);
    return from <= to;
}

}  // namespace

double covered(const QRectF& area, const obstacles& around) {
    double cost = 0;
    for (const auto& other : around.areas) cost += 12 * overlap(area, other);
    for (const auto& line : around.lines) cost += 14 * clipped(line, area).length();
    return cost;
}

std::vector<double> spread_labels(const std::vector<double>& wanted, double height, double top, double bottom) {
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return wanted[a] < wanted[b]; });
    // Without the heights above it each label has a wish; equal or falling wishes merge (pool adjacent violators).
    std::vector<block> blocks;
    for (std::size_t i = 0; i < order.size(); ++i) {
        blocks.push_back({wanted[order[i]] - height / 2 - height * static_cast<double>(i), 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() >= blocks.back().mean()) {
            blocks[blocks.size() - 2].sum += blocks.back().sum;
            blocks[blocks.size() - 2].count += blocks.back().count;
            blocks.pop_back();
        }
    }
    const double highest_shift = bottom - height * static_cast<double>(wanted.size());
    std::vector<double> tops(wanted.size());
    std::size_t i = 0;
    for (const auto& one : blocks) {
        const double shift = std::max(top, std::min(one.mean(), highest_shift));
        for (int n = 0; n < one.count; ++n, ++i) tops[order[i]] = shift + height * static_cast<double>(i);
    }
    return tops;
}

std::vector<bool> fitting_labels(const std::vector<double>& centres, const std::vector<double>& widths,
                                 const std::vector<int>& priorities, double gap) {
    std::vector<std::size_t> order(centres.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return priorities[a] > priorities[b]; });
    std::vector<bool> fits(centres.size(), false);
    for (const auto candidate : order) {
        bool free = true;
        for (std::size_t other = 0; other < centres.size() && free; ++other) {
            const double needed = (widths[candidate] + widths[other]) / 2 + gap;
            free = !fits[other] || std::abs(centres[candidate] - centres[other]) >= needed;
        }
        fits[candidate] = free;
    }
    return fits;
}

QRectF place_callout(QPointF anchor, QSizeF size, const QRectF& bounds, const obstacles& around, double distance) {
    QRectF best;
    double least = std::numeric_limits<double>::infinity();
    for (const double reach : {1.0, 1.8, 2.8, 4.0}) {
        for (int step = 0; step < 16; ++step) {
            const double angle = 2 * std::numbers::pi * step / 16;
            const QPointF out(std::cos(angle), std::sin(angle));
            const QPointF centre(anchor.x() + out.x() * (size.width() / 2 + distance * reach),
                                 anchor.y() + out.y() * (size.height() / 2 + distance * reach));
            QRectF box(QPointF(centre.x() - size.width() / 2, centre.y() - size.height() / 2), size);
            box.moveLeft(std::max(bounds.left(), std::min(box.left(), bounds.right() - size.width())));
            box.moveTop(std::max(bounds.top(), std::min(box.top(), bounds.bottom() - size.height())));
            const double on_anchor = box.adjusted(-4, -4, 4, 4).contains(anchor) ? 1e6 : 0;
            const double cost = covered(box, around) + on_anchor + 30 * reach;
            if (cost < least - 1e-9) {
                least = cost;
                best = box;
            }
        }
    }
    return best;
}

QLineF clipped(const QLineF& line, const QRectF& inside) {
    double from = 0, to = 1;
    const bool meets =
        narrow(-line.dx(), line.x1() - inside.left(), from, to) && narrow(line.dx(), inside.right() - line.x1(), from, to) &&
        narrow(-line.dy(), line.y1() - inside.top(), from, to) && narrow(line.dy(), inside.bottom() - line.y1(), from, to);
    if (!meets) return {};
    return {line.pointAt(from), line.pointAt(to)};
}

}  // namespace sweeplab
