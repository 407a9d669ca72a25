// One panel: the chart of a machine (or of all, overlaid). Points are reached by pointer and by arrow keys.
// GUI thread.
#pragma once

#include <QChartView>
#include <memory>

#include "widgets/charts/panel_lines.h"
#include "widgets/charts/panel_painter.h"

namespace sweeplab {

class painted_item;

class scaling_panel final : public QChartView {
    Q_OBJECT

public:
    explicit scaling_panel(QWidget* parent = nullptr);
    ~scaling_panel() override;

    // Panel `index` of `data`. A point that is hovered stays hovered when it is still there.
    void set_data(std::shared_ptr<const scaling_chart_data> data, int index);
    // Marks this worker count here because it is hovered in another panel.
    void set_linked_workers(std::optional<int> workers);
    void hover(std::optional<point_ref> point);

    const panel_picture& picture() const { return picture_; }
    const QList<QLineSeries*>& lines() const { return lines_.lines(); }

Q_SIGNALS:
    void workers_hovered(std::optional<int> workers);
    void point_activated(qint64 run, int workers);
    void repeats_wanted(qint64 run, int workers);  // the person wants to leave one of the point's repeats out

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void set_up_chart();
    void lay_out(QSize size);
    void recolor();
    void repaint_layers();
    void describe();
    void activate_hovered();
    QString text_under(QPointF at) const;

    std::shared_ptr<const scaling_chart_data> data_;
    panel_picture picture_;
    panel_lines lines_;
    std::vector<painted_item*> layers_;
};

}  // namespace sweeplab
