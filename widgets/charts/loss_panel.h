// One panel of the Losses view: a run's stacked bars. Parts are reached by pointer and by arrow keys. GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/charts/loss_painter.h"

namespace sweeplab {

// A part at a worker count, whatever the panel.
struct loss_place {
    int workers = 1;
    loss_part part = loss_part::baseline;
    bool operator==(const loss_place&) const = default;
};

class loss_panel final : public QWidget {
    Q_OBJECT

public:
    explicit loss_panel(QWidget* parent = nullptr);

    // Panel `index` of `data`. A part that is hovered stays hovered when it is still there.
    void set_data(std::shared_ptr<const loss_chart_data> data, int index);
    void set_linked(std::optional<loss_place> place);  // marks this part here because it is hovered elsewhere
    void hover(std::optional<loss_ref> ref);

    const loss_picture& picture() const { return picture_; }

Q_SIGNALS:
    void part_hovered(std::optional<sweeplab::loss_place> place);

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
    std::optional<loss_place> hovered_place() const;

    std::shared_ptr<const loss_chart_data> data_;
    loss_picture picture_;
};

}  // namespace sweeplab
