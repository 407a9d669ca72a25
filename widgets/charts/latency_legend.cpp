#include "widgets/charts/latency_legend.h"

#include <QPainter>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/flow_row.h"
#include "widgets/charts/latency_colors.h"

namespace sweeplab {
namespace {

constexpr int line_length = 22;

// A piece of the curve and its name; without a place in the order it stands for all counts.
class legend_entry final : public QWidget {
public:
    legend_entry(QString text, int place, int count, bool dashed, QWidget* parent)
        : QWidget(parent), text_(std::move(text)), place_(place), count_(count), dashed_(dashed) {
        setAccessibleName(text_);
    }
    QSize sizeHint() const override {
        const QFontMetrics metrics(font());
        return {line_length + 6 + metrics.horizontalAdvance(text_), metrics.height() + 2};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override {
        const chart_colors colors = chart_colors_for(palette());
        QPainter painter(this);
        QPen pen(place_ < 0 ? colors.muted : latency_color(place_, count_, colors), place_ < 0 ? 2 : 3);
        if (dashed_) pen.setDashPattern({4, 3});
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawLine(0, height() / 2, line_length, height() / 2);
        painter.setPen(colors.text);
        painter.drawText(rect().adjusted(line_length + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text_);
    }

private:
    QString text_;
    int place_, count_;
    bool dashed_;
};

}  // namespace

latency_legend::latency_legend(QWidget* parent) : QWidget(parent) {
    new flow_row(this, 16);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(QStringLiteral("Legend, by worker count"));
}

void latency_legend::set_workers(const std::vector<int>& workers, bool from_due) {
    if (workers == workers_ && from_due == from_due_) return;
    workers_ = workers;
    from_due_ = from_due;
    while (QLayoutItem* item = layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const int count = static_cast<int>(workers_.size());
    for (int i = 0; i < count; ++i)
        layout()->addWidget(new legend_entry(workers_text(workers_[static_cast<std::size_t>(i)]), i, count, false, this));
    if (from_due_) {
        layout()->addWidget(new legend_entry(QStringLiteral("from sending"), -1, 1, false, this));
        layout()->addWidget(new legend_entry(QStringLiteral("from when due"), -1, 1, true, this));
    }
}

}  // namespace sweeplab
