// Which colour is which state; each entry explains itself in its tool tip. GUI thread.
#pragma once

#include <QWidget>

namespace sweeplab {

class timeline_legend final : public QWidget {
    Q_OBJECT

public:
    explicit timeline_legend(QWidget* parent = nullptr);
};

}  // namespace sweeplab
