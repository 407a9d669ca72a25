// A thin strip under the lanes of a trial: processors and memory in use by the machine, the trial's children and
// Sweeplab itself, on the time axis of the lanes. The wheel zooms and dragging pans both. GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/resource_lines.h"
#include "widgets/charts/timeline_scene.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

class timeline_panel;

class resource_strip final : public QWidget {
    Q_OBJECT

public:
    // The lanes whose time axis it shares.
    resource_strip(timeline_scene& scene, timeline_panel& lanes, QWidget* parent = nullptr);

    // Of the trial that the lanes show; hides itself when there is nothing to draw.
    void set_lines(std::shared_ptr<const resource_lines> lines);
    const resource_lines* lines() const { return lines_.get(); }
    QRectF cpu_plot() const;  // empty: no processor time is known
    QRectF memory_plot() const;
    std::optional<std::size_t> marked() const { return marked_; }  // the sample whose values are said
    // What is said of the marked sample, else what the strip shows.
    QString words() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double caption_height() const;
    QRectF plot_below(double top, double height) const;
    void recolor();
    void mark(std::optional<std::size_t> sample);
    void step(int way);
    void zoom_by(double share, double factor);
    void paint_plot(QPainter& painter, const QRectF& plot, const std::vector<sampled_line>& lines, double top,
                    bool cpu) const;
    void paint_caption(QPainter& painter) const;
    void describe();

    timeline_scene& scene_;
    timeline_panel& lanes_;
    std::shared_ptr<const resource_lines> lines_;
    panel_fonts fonts_;
    chart_colors colors_;
    std::optional<std::size_t> marked_;
    std::optional<double> dragged_from_;
    bool focused_ = false;
};

}  // namespace sweeplab
