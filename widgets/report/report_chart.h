// A chart of a report on a card, as high as its width asks for. GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/report/chart_picture.h"

namespace sweeplab {

class report_chart final : public QWidget {
    Q_OBJECT

public:
    // Without its title where that is what stands above the chart already.
    report_chart(report_chart_data chart, bool titled, QWidget* parent = nullptr);

    const report_chart_data& chart() const { return chart_; }
    const chart_picture& picture() const { return *picture_; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {240, 0}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    QPointF origin() const;
    void lay_out();

    report_chart_data chart_;
    bool titled_;
    std::unique_ptr<chart_picture> picture_;
};

}  // namespace sweeplab
