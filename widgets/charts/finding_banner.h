// The finding in words over a chart: warnings first, then the headline, then what the points are. GUI thread.
#pragma once

#include <QWidget>

#include "engine/analysis/scaling.h"

class QLabel;
class QVBoxLayout;

namespace sweeplab {

class warning_box;

class finding_banner final : public QWidget {
    Q_OBJECT

public:
    explicit finding_banner(QWidget* parent = nullptr);
    void set_finding(const finding& words);
    void set_footnotes(const QStringList& notes);  // under the detail, in the same muted colour

    QString headline() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();
    void show_detail();

    QLabel* headline_;
    QLabel* detail_;
    warning_box* warnings_;
    QString detail_text_;
    QStringList footnotes_;
};

}  // namespace sweeplab
