// Says over a window that what is being dragged can be dropped there. GUI thread.
#pragma once

#include <QWidget>

namespace sweeplab {

class drop_hint final : public QWidget {
    Q_OBJECT

public:
    // Covers `over` while it is shown; hidden at first.
    drop_hint(const QString& text, QWidget* over);
    void show_hint();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString text_;
};

}  // namespace sweeplab
