// A row of joined buttons of which one is chosen: a choice that is seen whole and made with one click. Tab enters
// it, arrow keys move in it. GUI thread.
#pragma once

#include <QPushButton>
#include <QWidget>

class QButtonGroup;

namespace sweeplab {

class segmented_control final : public QWidget {
    Q_OBJECT

public:
    // `name` tells assistive tools what is chosen.
    explicit segmented_control(const QString& name, const QStringList& choices, QWidget* parent = nullptr);

    int chosen() const;
    void choose(int index);  // emits nothing
    void set_choice_text(int index, const QString& text);
    void set_choice_enabled(int index, bool enabled, const QString& why_not = {});

Q_SIGNALS:
    void chosen_changed(int index);  // by the person

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QButtonGroup* buttons_;
};

}  // namespace sweeplab
