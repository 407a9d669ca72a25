// Which colour is which worker count. GUI thread.
#pragma once

#include <QWidget>
#include <vector>

namespace sweeplab {

class latency_legend final : public QWidget {
    Q_OBJECT

public:
    explicit latency_legend(QWidget* parent = nullptr);
    void set_workers(const std::vector<int>& workers, bool from_due);

private:
    std::vector<int> workers_;
    bool from_due_ = false;
};

}  // namespace sweeplab
