// Holds the finding over a chart: as high as its words need, but in a low window it scrolls before it takes the chart's
// room, so that no line is cut off. GUI thread.
#pragma once

#include <QScrollArea>

namespace sweeplab {

class banner_area final : public QScrollArea {
    Q_OBJECT

public:
    explicit banner_area(QWidget* banner, QWidget* parent = nullptr);

    // More than this it does not take; what is left over scrolls.
    void set_most_height(int most);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int most_ = QWIDGETSIZE_MAX;
};

}  // namespace sweeplab
