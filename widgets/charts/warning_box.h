// Warnings that nobody can overlook: each with a sign of its own on a tinted ground. GUI thread.
#pragma once

#include <QWidget>
#include <vector>

class QLabel;

namespace sweeplab {

class warning_box final : public QWidget {
    Q_OBJECT

public:
    explicit warning_box(QWidget* parent = nullptr);
    void set_most(qsizetype most) { most_ = most; }
    void set_warnings(const QStringList& warnings);  // hidden when there are none; of many the last are counted only

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<QLabel*> lines_;
    qsizetype most_ = 5;  // where a chart below must stay in sight
};

}  // namespace sweeplab
