// The chart of one trial of an open loop: rates, workers and latency over one time axis. Times are reached by pointer and
// by the left and right arrow keys, decisions by up and down. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/charts/load_painter.h"

namespace sweeplab {

class load_panel final : public QWidget {
    Q_OBJECT

public:
    explicit load_panel(QWidget* parent = nullptr);

    void set_chart(load_chart_ptr chart);
    void hover(std::optional<load_place> place);
    void set_linked_time(std::optional<std::int64_t> ns);
    const load_picture& picture() const { return picture_; }

Q_SIGNALS:
    void time_hovered(std::optional<std::int64_t> ns);

protected:
    bool event(QEvent* event) override;
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

    load_picture picture_;
};

}  // namespace sweeplab
