#include "widgets/charts/loss_geometry.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/label_placement.h"
#include "widgets/charts/loss_words.h"

namespace sweeplab {
namespace {

constexpr double card_padding = 14;
constexpr double tick_gap = 7;
constexpr double share_of_slot = 0.68;
constexpr double widest_bar = 92;
constexpr double least_labelled_share = 6;  // percent

class loss_layout {
public:
    loss_layout(QSizeF size, const loss_panel_data& panel, const loss_chart_data& data, const panel_fonts& fonts)
        : panel_(panel), data_(data), small_(fonts.small), title_(fonts.title) {
        set_rows(size);
        slot_ = out_.plot.width() / static_cast<double>(std::max<std::size_t>(1, data.workers.size()));
        bar_ = std::min(slot_ * share_of_slot, widest_bar);
        out_.zero = y_of(0);
        set_y_ticks();
        set_x_ticks();
        place_bars();
    }
    loss_geometry take() { return std::move(out_); }

private:
    void set_rows(QSizeF size) {
        out_.card = QRectF(QPointF(0, 0), size);
        const QRectF inside = out_.card.adjusted(card_padding, card_padding - 3, -card_padding, -card_padding + 4);
        double widest = 0;
        for (const double tick : data_.y.ticks) widest = std::max(widest, small_.horizontalAdvance(text_of(tick)));
        const double left = std::round(inside.left() + widest + tick_gap);
        out_.title_row = QRectF(left, inside.top(), inside.right() - left, title_.height());
        out_.caption_row = QRectF(left, out_.title_row.bottom() + 5, inside.right() - left, small_.height());
        out_.x_caption_row = QRectF(left, inside.bottom() - small_.height(), inside.right() - left, small_.height());
        const double top = std::round(out_.caption_row.bottom() + 8 + small_.height());  // the sums stand over the bars
        const double bottom = std::round(out_.x_caption_row.top() - 4 - small_.height() - tick_gap);
        out_.plot = QRectF(QPointF(left, top), QPointF(std::round(inside.right()), std::max(bottom, top + 40)));
    }

    static QString text_of(double tick) { return (tick < 0 ? QStringLiteral("−") : QString()) + tick_text(std::abs(tick)); }

    double y_of(double value) const { return out_.plot.bottom() - data_.y.scale.to_share(value) * out_.plot.height(); }

    double centre_of(int workers) const {
        const auto place = std::find(data_.workers.begin(), data_.workers.end(), workers) - data_.workers.begin();
        return out_.plot.left() + (static_cast<double>(place) + 0.5) * slot_;
    }

    void set_y_ticks() {
        const int most = std::max(2, static_cast<int>(out_.plot.height() / (small_.height() * 1.9)));
        for (const double tick : thin_out(data_.y.ticks, most)) out_.y_ticks.push_back({y_of(tick), text_of(tick), true});
    }

    void set_x_ticks() {
        std::vector<double> centres, widths;
        std::vector<int> priorities;
        for (const int workers : data_.workers) {
            const QString text = tick_text(workers);
            centres.push_back(centre_of(workers));
            widths.push_back(small_.horizontalAdvance(text));
            priorities.push_back(workers == data_.workers.front() || workers == data_.workers.back());
            out_.x_ticks.push_back({centres.back(), text, true});
        }
        const auto fits = fitting_labels(centres, widths, priorities, 6);
        for (std::size_t i = 0; i < fits.size(); ++i) out_.x_ticks[i].shown = fits[i];
    }

    void place_bars() {
        std::vector<placed_segment> below;
        for (std::size_t i = 0; i < panel_.bars.size(); ++i) {
            const auto& bar = panel_.bars[i];
            const double centre = centre_of(bar.workers);
            for (const auto& segment : bar.segments) {
                const double top = y_of(std::max(segment.from, segment.to)),
                             bottom = y_of(std::min(segment.from, segment.to));
                placed_segment placed{{static_cast<int>(i), segment.part},
                                      QRectF(std::round(centre - bar_ / 2), top, std::round(bar_), bottom - top),
                                      {}};
                placed.label = label_of(segment, bar, placed.rect);
                (segment.ns < 0 ? below : out_.segments).push_back(std::move(placed));
            }
            place_sum(bar, centre);
        }
        out_.segments.insert(out_.segments.end(), below.begin(), below.end());
    }

    QString label_of(const loss_segment& segment, const loss_bar& bar, const QRectF& rect) const {
        if (segment.uncertain || rect.height() < small_.height() + 2) return {};
        const bool share = data_.form == loss_form::share;
        double visible = std::abs(segment.to - segment.from);
        // What of the useful work lies below 0 is covered by what makes it so.
        if (share && segment.ns > 0 && segment.from < 0) visible += std::max(segment.from, -visible);
        if (share && (visible < least_labelled_share ||
                      visible / (data_.y.scale.most - data_.y.scale.least) * out_.plot.height() < small_.height() + 2)) {
            return {};
        }
        const double shown = static_cast<double>(segment.ns) * 1e-9 * data_.unit.factor;
        const double part = static_cast<double>(segment.ns) / static_cast<double>(bar.point->mean.total);
        QString text = (shown > 0 ? QStringLiteral("+") : QStringLiteral("−")) + number_text(std::abs(shown));
        // Whole numbers do, but what is not quite all must not be called all.
        if (share) {
            const QString whole =
                (part < 0 ? QStringLiteral("−") : QString()) + QString::number(qRound(100 * std::abs(part)));
            text = part >= 0.995 ? percent_text(part) : whole + QStringLiteral(" %");
        }
        return small_.horizontalAdvance(text) + 4 <= rect.width() ? text : QString();
    }

    void place_sum(const loss_bar& bar, double centre) {
        const double shown = static_cast<double>(bar.sum_ns) * 1e-9 * data_.unit.factor;
        QString text = number_text(std::abs(shown));
        if (data_.form == loss_form::extra) {
            text =
                bar.baseline ? QStringLiteral("baseline") : (shown < 0 ? QStringLiteral("−") : QStringLiteral("+")) + text;
        }
        const double width = small_.horizontalAdvance(text);
        if (width + 4 > slot_) return;
        const double top = y_of(bar.top) - 3 - small_.height();
        out_.sums.push_back({QRectF(centre - width / 2, top, width, small_.height()), text});
    }

    const loss_panel_data& panel_;
    const loss_chart_data& data_;
    QFontMetricsF small_, title_;
    loss_geometry out_;
    double slot_ = 1, bar_ = 1;
};

double middle(const loss_segment& segment) { return (segment.from + segment.to) / 2; }

// The parts of a bar from the lowest to the highest.
std::vector<loss_part> upwards(const loss_bar& bar) {
    std::vector<const loss_segment*> order;
    for (const auto& segment : bar.segments) order.push_back(&segment);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return middle(*a) < middle(*b); });
    std::vector<loss_part> parts;
    for (const auto* segment : order) parts.push_back(segment->part);
    return parts;
}

// The same part in another bar, or the one next to it in the order of the account.
std::optional<loss_ref> in_bar(const loss_panel_data& panel, int index, loss_part part) {
    const auto& segments = panel.bars[static_cast<std::size_t>(index)].segments;
    if (segments.empty()) return std::nullopt;
    const auto distance = [part](const loss_segment& one) {
        return std::abs(static_cast<int>(one.part) - static_cast<int>(part));
    };
    const auto nearest = std::min_element(segments.begin(), segments.end(),
                                          [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
    return loss_ref{index, nearest->part};
}

}  // namespace

const placed_segment* loss_geometry::find(const loss_ref& ref) const {
    const auto found = std::find_if(segments.begin(), segments.end(), [&](const auto& one) { return one.ref == ref; });
    return found == segments.end() ? nullptr : &*found;
}

loss_geometry lay_out_losses(QSizeF size, const loss_panel_data& panel, const loss_chart_data& data,
                             const panel_fonts& fonts) {
    return loss_layout(size, panel, data, fonts).take();
}

std::optional<loss_ref> part_under(const loss_geometry& geometry, QPointF at) {
    for (auto one = geometry.segments.rbegin(); one != geometry.segments.rend(); ++one) {
        if (one->rect.contains(at)) return one->ref;
    }
    return std::nullopt;
}

std::optional<loss_ref> first_part(const loss_panel_data& panel) {
    for (int i = static_cast<int>(panel.bars.size()) - 1; i >= 0; --i) {
        const auto& segments = panel.bars[static_cast<std::size_t>(i)].segments;
        if (segments.empty()) continue;
        const loss_segment* largest = &segments.front();
        for (const auto& segment : segments) {
            const bool useful = largest->part == loss_part::baseline || largest->part == loss_part::unbaselined;
            if (useful || segment.ns > largest->ns) largest = &segment;
        }
        return loss_ref{i, largest->part};
    }
    return std::nullopt;
}

std::optional<loss_ref> moved_part(const loss_panel_data& panel, const std::optional<loss_ref>& from, panel_move move) {
    if (!from) return first_part(panel);
    const int last = static_cast<int>(panel.bars.size()) - 1;
    if (move == panel_move::up || move == panel_move::down) {
        const auto parts = upwards(panel.bars[static_cast<std::size_t>(from->bar)]);
        const auto here = std::find(parts.begin(), parts.end(), from->part) - parts.begin();
        const auto to = std::clamp<std::ptrdiff_t>(here + (move == panel_move::up ? 1 : -1), 0, std::ssize(parts) - 1);
        return loss_ref{from->bar, parts[static_cast<std::size_t>(to)]};
    }
    const int step = move == panel_move::right || move == panel_move::first ? 1 : -1;
    int to = move == panel_move::first ? 0 : move == panel_move::last ? last : from->bar + step;
    for (; to >= 0 && to <= last; to += step) {
        if (const auto found = in_bar(panel, to, from->part)) return found;
    }
    return from;
}

std::optional<loss_ref> same_part(const loss_panel_data& panel, int workers, loss_part part) {
    for (std::size_t i = 0; i < panel.bars.size(); ++i) {
        if (panel.bars[i].workers == workers && panel.bars[i].find(part)) return loss_ref{static_cast<int>(i), part};
    }
    return std::nullopt;
}

}  // namespace sweeplab
