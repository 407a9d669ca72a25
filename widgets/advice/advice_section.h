// A part of the Advice page: a heading and what stands below it. GUI thread.
#pragma once

#include <QVBoxLayout>
#include <QWidget>

namespace sweeplab {

class advice_section : public QWidget {
    Q_OBJECT

public:
    explicit advice_section(const QString& heading, QWidget* parent = nullptr);

protected:
    void add(QWidget* part) { column_->addWidget(part); }
    void add_narrow(QWidget* part) { column_->addWidget(part, 0, Qt::AlignLeft); }  // no wider than it wants to be

private:
    QVBoxLayout* column_;
};

}  // namespace sweeplab
