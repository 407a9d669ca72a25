// The Losses page's view: where the worker-seconds went at each worker count, side by side for each run, under the
// finding in words; or the same numbers as a table. GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/charts/loss_chart_data.h"
#include "widgets/charts/picture_export.h"

class QStackedWidget;

namespace sweeplab {

class banner_area;
class finding_banner;
class flow_row;
class loss_grid;
class loss_legend;
class loss_table;
class segmented_control;

class loss_view final : public QWidget {
    Q_OBJECT

public:
    explicit loss_view(QWidget* parent = nullptr);
    ~loss_view() override;

    void set_runs(std::vector<loss_run> runs);
    void set_form(loss_form form);
    void set_table_shown(bool shown);
    // What is shown when there are no runs; the view owns it.
    void set_empty_page(QWidget* page);
    void add_control(QWidget* control);  // at the end of the row of controls
    void set_controls_visible(bool visible);

    const loss_content& content() const { return content_; }
    const loss_chart_data& chart() const { return *chart_; }
    bool table_shown() const { return wants_table_; }
    bool is_empty() const { return content_.runs.empty(); }
    QString headline() const;
    // Height below which the panels scroll, at this width.
    int whole_height(int width) const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_content();
    void show_page();
    void share_height();

    loss_content content_;
    std::shared_ptr<const loss_chart_data> chart_;
    QWidget* controls_;
    segmented_control* form_;
    segmented_control* as_table_;
    finding_banner* banner_;
    banner_area* banner_area_;
    loss_legend* legend_;
    QStackedWidget* pages_;
    QWidget* empty_page_;
    loss_grid* grid_;
    loss_table* table_;
    bool wants_table_ = false;
};

// The view as a picture file, in a theme of choice.
result<void> export_losses(picture_format format, const loss_content& content, const QString& file,
                           const chart_export_options& options);

}  // namespace sweeplab
