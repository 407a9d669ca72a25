// What the lines and marks of a step_graph mean, on one line. GUI thread.
#pragma once

#include <QStringList>
#include <QWidget>

namespace sweeplab {

class step_legend final : public QWidget {
    Q_OBJECT

public:
    explicit step_legend(QWidget* parent = nullptr);
    void set_marks(const QStringList& milestones, bool longest);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList milestones_;
    bool longest_ = false;
};

}  // namespace sweeplab
