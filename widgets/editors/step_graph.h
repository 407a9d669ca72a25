// A pipeline drawn as its graph: steps from left to right in the order in which they can begin, lines from each to those
// that wait for it. One step is selected. Arrow keys move along the lines, Return edits, Delete removes, Ctrl+N adds.
// GUI thread.
#pragma once

#include <QAbstractScrollArea>
#include <QStringList>

#include "widgets/editors/step_layout.h"

namespace sweeplab {

struct chart_colors;

struct drawn_step {
    QString name;
    step_kind kind = step_kind::none;
    std::vector<int> milestones;  // that it belongs to
    bool faulty = false;
};

struct drawn_pipeline {
    std::vector<drawn_step> steps;
    std::vector<step_link> links;
    QStringList milestones;
    std::vector<int> longest;  // the chain that takes the longest, where that is known
};

class step_graph final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit step_graph(QWidget* parent = nullptr);

    void set_pipeline(drawn_pipeline pipeline);  // keeps the selection where it can
    const drawn_pipeline& pipeline() const { return pipeline_; }
    const step_layout& layout_of_steps() const { return layout_; }
    int selected() const { return selected_; }
    void select(int step);            // emits; -1: none
    QRectF place_of(int step) const;  // in the viewport
    // One sentence: what a step is and what it waits for.
    QString words_for(int step) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void selection_changed(int step);
    void edit_asked();
    void remove_asked();
    void add_asked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void measure();
    void fit_bars();
    void show_selected();
    void tell_selected();
    QSizeF whole() const;
    int step_at(QPointF where) const;
    int neighbour(int key) const;
    double row_middle(double row) const;

    drawn_pipeline pipeline_;
    step_layout layout_;
    int selected_ = -1;
    double step_width_ = 0, step_height_ = 0, gap_ = 0;
};

}  // namespace sweeplab
