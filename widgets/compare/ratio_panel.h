// The chart of ratios by worker count. Points are reached by pointer and by arrow keys. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/compare/ratio_painter.h"

namespace sweeplab {

class ratio_panel final : public QWidget {
    Q_OBJECT

public:
    explicit ratio_panel(QWidget* parent = nullptr);

    void set_chart(ratio_chart_ptr chart);
    void hover(std::optional<ratio_place> place);
    const ratio_picture& picture() const { return picture_; }

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
    bool drawn() const { return picture_.chart && !picture_.chart->empty(); }
    void lay_out();
    void recolor();
    void describe();

    ratio_picture picture_;
};

}  // namespace sweeplab
