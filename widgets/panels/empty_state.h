// What an empty view shows instead of nothing: what it is for, and what to do next. GUI thread.
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;

namespace sweeplab {

class styled_label;

class empty_state final : public QWidget {
    Q_OBJECT

public:
    explicit empty_state(QWidget* parent = nullptr);
    void set_text(const QString& title, const QString& text);
    // A button for each; the first one is the main thing to do.
    void set_actions(const QList<QAction*>& actions);

private:
    styled_label* title_;
    styled_label* text_;
    QHBoxLayout* buttons_;
};

}  // namespace sweeplab
