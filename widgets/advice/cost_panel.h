// The chart of costs by monthly volume: a line for each machine, one for the API, and where they cross. A volume is
// reached by pointer and by arrow keys. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/advice/cost_painter.h"

namespace sweeplab {

class cost_panel final : public QWidget {
    Q_OBJECT

public:
    explicit cost_panel(QWidget* parent = nullptr);

    void set_chart(cost_chart chart);  // hidden without lines
    void hover(std::optional<double> volume);
    const cost_picture& picture() const { return picture_; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void lay_out();
    void describe();

    cost_picture picture_;
};

}  // namespace sweeplab
