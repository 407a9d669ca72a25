// A chart that is painted by hand, with places on it that are pointed at by the pointer and by keys. This class holds what
// all such charts have in common: when to lay out and paint anew, which keys lead where, what focus does, tool tips, and
// telling assistive tools what is pointed at. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/charts/panel_move.h"

class QPainter;

namespace sweeplab {

class painted_panel : public QWidget {
    Q_OBJECT

public:
    explicit painted_panel(QWidget* parent = nullptr);

protected:
    // --- what a chart says of itself -------------------------------------------------------------------------
    virtual bool drawn() const = 0;  // there is something to paint; the rest is asked only then
    virtual void lay_out() = 0;      // for size() and font()
    virtual void recolor() = 0;      // for palette(); also before anything is drawn
    virtual void paint(QPainter& painter) = 0;
    virtual bool pointed() const = 0;
    virtual void point_under(QPointF position) = 0;
    virtual void point_at_nothing() = 0;
    // False: no such way leads anywhere on this chart. From nothing each way leads to where the chart begins.
    virtual bool move_point(panel_move move) = 0;
    virtual QString help_at(QPoint /*position*/) const { return {}; }  // what did not fit there
    virtual QString words() const = 0;                                 // of what is pointed at, else of the chart

    // --- what a chart calls ----------------------------------------------------------------------------------
    void data_changed();                       // lays out, describes
    void point_changed();                      // paints, describes
    bool by_keys() const { return by_keys_; }  // the focus is shown: keys move the point

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
    void lay_out_anew();
    void describe();

    bool by_keys_ = false;
};

}  // namespace sweeplab
