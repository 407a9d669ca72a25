// Panels as large as they can be; they wrap, and scroll before they get illegible. GUI thread.
#pragma once

#include <QScrollArea>
#include <vector>

namespace sweeplab {

class panel_area : public QScrollArea {
    Q_OBJECT

public:
    explicit panel_area(QSize least_panel, QWidget* parent = nullptr);

    // Height that shows every panel at this width; `space.height()` is what there is.
    int whole_height(QSize space) const;

protected:
    // In the order in which they are set; children of widget(), owned by the caller.
    void set_cells(std::vector<QWidget*> cells);
    void set_least_panel(QSize least) { least_panel_ = least; }  // before the cells
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    QSize least_panel_;
    std::vector<QWidget*> cells_;
};

// Makes `panels` as many as `count`; `make` adds one. One that goes may be the sender of what led here.
template <class Panel, class Make>
void set_panel_count(std::vector<Panel*>& panels, std::size_t count, Make make) {
    while (panels.size() > count) {
        panels.back()->deleteLater();
        panels.back()->hide();
        panels.pop_back();
    }
    while (panels.size() < count) {
        panels.push_back(make());
        panels.back()->show();
    }
}

}  // namespace sweeplab
