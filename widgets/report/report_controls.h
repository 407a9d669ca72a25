// Above a report: where to go in it, and what to do with it. GUI thread.
#pragma once

#include <QWidget>

class QComboBox;
class QPushButton;

namespace sweeplab {

class report_controls final : public QWidget {
    Q_OBJECT

public:
    explicit report_controls(QWidget* parent = nullptr);

    void set_places(const QStringList& titles);
    void set_place(int index);  // where the reader is; emits nothing
    int place() const;
    void set_report_there(bool there);
    void add_control(QWidget* control);

Q_SIGNALS:
    void place_chosen(int index);
    void copy_wanted();

private:
    QComboBox* places_;
    QPushButton* copy_;
};

}  // namespace sweeplab
