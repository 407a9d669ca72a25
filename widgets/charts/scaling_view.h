// The Scaling page: a measured quantity against the worker count, side by side for each machine or overlaid, under
// the finding in words; or the same numbers as a table. GUI thread.
//
// Feed it with set_curves as often as the data grows: what is hovered or focused stays so, nothing flickers.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/charts/scaling_chart_data.h"

class QHBoxLayout;
class QStackedWidget;

namespace sweeplab {

class banner_area;
class finding_banner;
class panel_grid;
class scaling_table;
class scaling_view_controls;

class scaling_view final : public QWidget {
    Q_OBJECT

public:
    explicit scaling_view(QWidget* parent = nullptr);
    ~scaling_view() override;

    void set_curves(std::vector<scaling_curve> curves, finding words, std::vector<curve_outlook> outlooks = {});
    // Other words and marks for the curves that are there; does nothing when they are the same.
    void set_advice(finding words, const std::vector<std::optional<advice_mark>>& marks);
    void set_quantity(chart_quantity quantity);
    void set_panel_layout(panel_layout layout);
    void set_table_shown(bool shown);
    // What is shown when there are no curves; the view owns it. Without one it says what to do next in words.
    void set_empty_page(QWidget* page);
    // A widget at the end of the row of controls: the window's export button.
    void add_control(QWidget* control);
    void set_controls_visible(bool visible);

    const scaling_content& content() const { return content_; }  // what chart_export takes
    chart_quantity quantity() const { return content_.quantity; }
    panel_layout shown_layout() const { return content_.layout; }
    bool table_shown() const;
    bool is_empty() const { return content_.curves.empty(); }
    // Height below which the panels scroll, at this width.
    int whole_height(int width) const;

Q_SIGNALS:
    void quantity_changed(sweeplab::chart_quantity quantity);
    void panel_layout_changed(sweeplab::panel_layout layout);
    void table_shown_changed(bool shown);
    // A point was clicked, or Enter pressed on it.
    void point_activated(qint64 run, int workers);
    // The person wants to leave a repeat at this worker count out, or take it in again.
    void repeats_wanted(qint64 run, int workers);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_content();
    void show_page();
    void share_height();

    scaling_content content_;
    scaling_view_controls* controls_;
    finding_banner* banner_;
    banner_area* banner_area_;
    QStackedWidget* pages_;
    QWidget* empty_page_;
    panel_grid* grid_;
    scaling_table* table_;
    bool wants_table_ = false;
};

}  // namespace sweeplab
