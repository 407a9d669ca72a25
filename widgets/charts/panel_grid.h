// All panels of a chart, as large as they can be; they wrap, and scroll before they get illegible. A worker count
// that is hovered in one panel is marked in all. GUI thread.
#pragma once

#include <QScrollArea>
#include <memory>
#include <optional>
#include <vector>

#include "widgets/charts/scaling_chart_data.h"

namespace sweeplab {

class scaling_panel;

class panel_grid final : public QScrollArea {
    Q_OBJECT

public:
    explicit panel_grid(QWidget* parent = nullptr);

    void set_data(std::shared_ptr<const scaling_chart_data> data);
    const std::vector<scaling_panel*>& panels() const { return panels_; }
    // Height that shows every panel at this width; `height` is what there is.
    int whole_height(QSize space) const;

Q_SIGNALS:
    void point_activated(qint64 run, int workers);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void set_panel_count(std::size_t count);
    scaling_panel* add_panel();
    void link_workers(const scaling_panel* from, std::optional<int> workers);
    void arrange();

    std::vector<scaling_panel*> panels_;
};

}  // namespace sweeplab
