// One panel of the Latency view: a run's cumulative curves. Places on them are reached by pointer and by arrow keys.
// GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/charts/latency_painter.h"

namespace sweeplab {

class latency_panel final : public QWidget {
    Q_OBJECT

public:
    explicit latency_panel(QWidget* parent = nullptr);

    // Panel `index` of `data`. A place that is hovered stays hovered when its curve is still there.
    void set_data(std::shared_ptr<const latency_chart_data> data, int index);
    void set_linked(std::optional<latency_place> place);  // marks it here because it is hovered elsewhere
    void hover(std::optional<latency_ref> ref);

    const latency_picture& picture() const { return picture_; }

Q_SIGNALS:
    void place_hovered(std::optional<sweeplab::latency_place> place);

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
    void recolor();
    void describe();
    std::optional<latency_place> hovered_place() const;

    std::shared_ptr<const latency_chart_data> data_;
    latency_picture picture_;
};

}  // namespace sweeplab
