// Curves with the percentile table below them, as far as there is room for both; or the table alone. GUI thread.
#pragma once

#include <QWidget>

namespace sweeplab {

class latency_grid;
class latency_table;

class latency_body final : public QWidget {
    Q_OBJECT

public:
    explicit latency_body(QWidget* parent = nullptr);

    enum class shape { both, chart, table };
    void set_shape(shape wanted);
    void set_table_wanted(bool has_rows);  // without rows no room is kept for it
    latency_grid& grid() const { return *grid_; }
    latency_table& table() const { return *table_; }
    void arrange();
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    latency_grid* grid_;
    latency_table* table_;
    shape shape_ = shape::both;
    bool has_rows_ = false;
};

}  // namespace sweeplab
