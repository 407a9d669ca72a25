#include "widgets/charts/timeline_legend.h"

#include <QPainter>

#include "widgets/charts/flow_row.h"
#include "widgets/charts/timeline_lanes.h"
#include "widgets/charts/timeline_words.h"

namespace sweeplab {
namespace {

constexpr int swatch_width = 16;
constexpr int swatch_height = 12;
constexpr int entry_gap = 12;

class legend_entry final : public QWidget {
public:
    legend_entry(span_kind kind, QWidget* parent) : QWidget(parent), kind_(kind) {
        setToolTip(span_meaning(kind));
        setAccessibleName(span_name(kind));
        setAccessibleDescription(toolTip());
    }
    QSize sizeHint() const override {
        const QFontMetrics metrics(font());
        return {swatch_width + 6 + metrics.horizontalAdvance(span_name(kind_)), metrics.height() + 2};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    // The swatch is a lane with one span, so it cannot look otherwise than the spans do.
    void paintEvent(QPaintEvent*) override {
        const chart_colors colors = chart_colors_for(palette());
        const timeline_index sample({{timeline_span{0, 1000, -1, 0, -1, kind_}}});
        timeline_geometry place;
        place.set_plot(QRectF(0, (height() - swatch_height) / 2, swatch_width, swatch_height), 1);
        place.lane_height = swatch_height;
        const auto picture = paint_lanes(sample, place, {0, 1000}, span_looks_for(colors), devicePixelRatioF(), 1e9, 1e9);
        QPainter painter(this);
        painter.drawImage(place.plot.topLeft(), picture.image);
        painter.setPen(colors.text);
        painter.drawText(rect().adjusted(swatch_width + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, span_name(kind_));
    }

private:
    span_kind kind_;
};

}  // namespace

timeline_legend::timeline_legend(QWidget* parent) : QWidget(parent) {
    auto* row = new flow_row(this, entry_gap);
    for (const span_kind kind : all_span_kinds) row->addWidget(new legend_entry(kind, this));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(QStringLiteral("Legend of the timeline"));
}

}  // namespace sweeplab
