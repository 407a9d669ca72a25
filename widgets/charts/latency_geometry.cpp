#include "widgets/charts/latency_geometry.h"

#include <QFontMetricsF>
#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/label_placement.h"

namespace sweeplab {
namespace {

constexpr double card_padding = 14;
constexpr double tick_gap = 7;
constexpr double label_gap = 6;  // between a curve and its label
constexpr std::array shares_of_ticks = {0.0, 0.25, 0.5, 0.75, 1.0};
constexpr std::array shares_of_labels = {0.5, 0.62, 0.74, 0.38, 0.86, 0.26, 0.94, 0.14};

QString percent_tick(double share) { return QString::number(qRound(share * 100)); }

class latency_layout {
public:
    latency_layout(QSizeF size, const latency_panel_data& panel, const latency_chart_data& data, const panel_fonts& fonts)
        : panel_(panel), small_(fonts.small), title_(fonts.title), bold_(fonts.text_bold) {
        set_rows(size);
        if (panel.curves.empty()) return;
        out_.plot.x = panel.x.scale;
        out_.plot.ns_to_shown = 1e-9 * data.unit.factor;
        set_ticks();
        for (const auto& curve : panel.curves) out_.curves.push_back(latency_steps(curve.values->sorted_ns, out_.plot));
        if (data.workers.size() > 1) place_labels();
    }
    latency_geometry take() { return std::move(out_); }

private:
    void set_rows(QSizeF size) {
        out_.card = QRectF(QPointF(0, 0), size);
        const QRectF inside = out_.card.adjusted(card_padding, card_padding - 3, -card_padding, -card_padding + 4);
        const double left = std::round(inside.left() + small_.horizontalAdvance(percent_tick(1)) + tick_gap);
        out_.title_row = QRectF(left, inside.top(), inside.right() - left, title_.height());
        out_.caption_row = QRectF(left, out_.title_row.bottom() + 5, inside.right() - left, small_.height());
        out_.x_caption_row = QRectF(left, inside.bottom() - small_.height(), inside.right() - left, small_.height());
        const double top = std::round(out_.caption_row.bottom() + 8);
        const double bottom = std::round(out_.x_caption_row.top() - 4 - small_.height() - tick_gap);
        out_.plot.area = QRectF(QPointF(left, top), QPointF(std::round(inside.right()), std::max(bottom, top + 40)));
    }

    void set_ticks() {
        const QRectF& area = out_.plot.area;
        for (const double share : shares_of_ticks) {
            const bool shown = area.height() > small_.height() * 8 || share == 0 || share == 0.5 || share == 1;
            out_.y_ticks.push_back({out_.plot.y_of(share), percent_tick(share), shown});
        }
        std::vector<double> centres, widths;
        for (const double tick : panel_.x.ticks) {
            const QString text = tick_text(tick);
            centres.push_back(area.left() + out_.plot.x.to_share(tick) * area.width());
            widths.push_back(small_.horizontalAdvance(text));
            out_.x_ticks.push_back({centres.back(), text, true});
        }
        const auto fits = fitting_labels(centres, widths, std::vector<int>(centres.size(), 0), 10);
        for (std::size_t i = 0; i < fits.size(); ++i) out_.x_ticks[i].shown = fits[i];
    }

    bool is_free(const QRectF& area) const {
        if (!out_.plot.area.contains(area)) return false;
        for (const auto& other : out_.labels)
            if (other.area.intersects(area)) return false;
        for (const auto& curve : out_.curves)
            for (qsizetype i = 1; i < curve.size(); ++i)
                if (!clipped(QLineF(curve[i - 1], curve[i]), area).isNull()) return false;
        return true;
    }

    // Beside the curve where it is steep; below to the right or above to the left, where a rising curve is not.
    std::optional<QRectF> free_place(QPointF at, QSizeF size) const {
        const double right = at.x() + label_gap, left = at.x() - label_gap - size.width();
        const double middle = at.y() - size.height() / 2;
        for (const QPointF corner : {QPointF(right, middle), QPointF(left, middle), QPointF(right, at.y() + 2),
                                     QPointF(left, at.y() - size.height() - 2)}) {
            const QRectF area(corner, size);
            if (is_free(area)) return area;
        }
        return std::nullopt;
    }

    // A label that finds no place is left out: the legend has it.
    void place_labels() {
        for (std::size_t i = 0; i < panel_.curves.size(); ++i) {
            const auto& curve = panel_.curves[i];
            if (curve.from_due) continue;
            const QString text = tick_text(curve.workers);
            const QSizeF size(bold_.horizontalAdvance(text) + 2, bold_.height() - 2);
            for (const double share : shares_of_labels) {
                const auto rank = settled_rank(curve.values->sorted_ns, share);
                const double x = out_.plot.x_of(curve.values->sorted_ns[rank - 1]);
                const auto place = free_place(QPointF(x, out_.plot.y_of(share)), size);
                if (!place) continue;
                out_.labels.push_back({static_cast<int>(i), *place, text});
                break;
            }
        }
    }

    const latency_panel_data& panel_;
    QFontMetricsF small_, title_, bold_;
    latency_geometry out_;
};

}  // namespace

latency_geometry lay_out_latency(QSizeF size, const latency_panel_data& panel, const latency_chart_data& data,
                                 const panel_fonts& fonts) {
    return latency_layout(size, panel, data, fonts).take();
}

}  // namespace sweeplab
