// The chart of one soak: what was watched, over one time axis. Times are reached by pointer and by the arrow keys. GUI
// thread.
#pragma once

#include <QWidget>

#include "widgets/charts/soak_painter.h"

namespace sweeplab {

class soak_panel final : public QWidget {
    Q_OBJECT

public:
    explicit soak_panel(QWidget* parent = nullptr);

    void set_chart(soak_chart_ptr chart);
    void hover(std::optional<std::int64_t> ns);
    void set_linked_time(std::optional<std::int64_t> ns);
    const soak_picture& picture() const { return picture_; }

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

    soak_picture picture_;
};

}  // namespace sweeplab
