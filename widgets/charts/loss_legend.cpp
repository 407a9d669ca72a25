#include "widgets/charts/loss_legend.h"

#include <QPainter>

#include "widgets/charts/flow_row.h"
#include "widgets/charts/loss_colors.h"
#include "widgets/charts/loss_words.h"

namespace sweeplab {
namespace {

constexpr int swatch = 12;

class legend_entry final : public QWidget {
public:
    legend_entry(loss_part part, QWidget* parent) : QWidget(parent), part_(part) {
        setToolTip(QString::fromStdString(std::string(meaning_of(part))));
        setAccessibleName(part_name(part));
        setAccessibleDescription(toolTip());
    }
    QSize sizeHint() const override {
        const QFontMetrics metrics(font());
        return {swatch + 6 + metrics.horizontalAdvance(part_name(part_)), metrics.height() + 2};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override {
        const chart_colors colors = chart_colors_for(palette());
        QPainter painter(this);
        const QRect box(0, (height() - swatch) / 2, swatch, swatch);
        painter.fillRect(box, loss_color(part_, colors));
        painter.setPen(colors.axis);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
        painter.setPen(colors.text);
        painter.drawText(rect().adjusted(swatch + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, part_name(part_));
    }

private:
    loss_part part_;
};

}  // namespace

loss_legend::loss_legend(QWidget* parent) : QWidget(parent) {
    new flow_row(this, 16);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(QStringLiteral("Legend, from the bottom of the bars upwards"));
}

void loss_legend::set_parts(const std::vector<loss_part>& parts) {
    if (parts == parts_) return;
    parts_ = parts;
    while (QLayoutItem* item = layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto part : parts_) {
        auto* entry = new legend_entry(part, this);
        layout()->addWidget(entry);
        entry->show();
    }
}

}  // namespace sweeplab
