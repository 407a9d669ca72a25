// One trial's lanes. The wheel zooms about the pointer, dragging pans, a click selects; keys do all of it too.
// GUI thread.
#pragma once

#include <QWidget>

#include "widgets/charts/timeline_hit.h"
#include "widgets/charts/timeline_painter.h"
#include "widgets/charts/timeline_scene.h"

class QScrollBar;

namespace sweeplab {

class timeline_panel final : public QWidget {
    Q_OBJECT

public:
    // What the keys and the mouse do, in a line.
    static QString hint();

    explicit timeline_panel(timeline_scene& scene, QWidget* parent = nullptr);

    void set_trial(timeline_trial trial);
    const timeline_trial& trial() const { return picture_.trial; }
    // The chosen attempt, or another one of its item; nothing when this trial does not have it.
    std::optional<span_place> chosen_place() const;
    const timeline_picture& picture();  // as it is painted next
    const QRectF& plot() const { return picture_.geometry.plot; }

    QSize minimumSizeHint() const override { return {260, 130}; }
    QSize sizeHint() const override { return minimumSizeHint(); }  // takes what there is

Q_SIGNALS:
    void laid_out();     // the plot may be elsewhere
    void chosen_here();  // an attempt of this trial was selected by the person
    void details_wanted();
    void escape_pressed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void lay_out();
    void recolor();
    void follow_window();
    void follow_choice();
    void refresh_lanes();
    void describe();

    // input (timeline_panel_input.cpp)
    void hover(std::optional<span_place> place, QPointF pointer);
    void choose(span_place place, bool reveal);
    void choose_from_start();
    void step(span_step where);
    void scroll_lanes(double pixels);
    bool zoom_key(const QKeyEvent& event);
    bool move_key(const QKeyEvent& event);

    timeline_scene& scene_;
    timeline_picture picture_;
    bool lanes_stale_ = true;
    QScrollBar* scroll_bar_;
    QPointF pointer_;
    std::optional<QPointF> pressed_;
    bool dragging_ = false;
    bool fitted_by_double_click_ = false;
};

}  // namespace sweeplab
