// The Latency page's view: how long the answers took at each worker count, as cumulative curves side by side for each
// run with their percentiles below, under the finding in words. GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/charts/latency_chart_data.h"
#include "widgets/charts/picture_export.h"

class QStackedWidget;

namespace sweeplab {

class banner_area;
class finding_banner;
class latency_body;
class latency_legend;
class segmented_control;

class latency_view final : public QWidget {
    Q_OBJECT

public:
    explicit latency_view(QWidget* parent = nullptr);
    ~latency_view() override;

    void set_runs(std::vector<latency_run> runs);
    void set_quantity(latency_quantity wanted);  // one of shown_latencies
    void set_table_shown(bool shown);            // alone, instead of below the curves
    // What is shown when there are no runs; the view owns it.
    void set_empty_page(QWidget* page);
    void add_control(QWidget* control);  // at the end of the row of controls
    void set_for_picture();              // only what belongs into a picture: no controls, no table

    const latency_content& content() const { return content_; }
    const latency_chart_data& chart() const { return *chart_; }
    latency_body& body() const { return *body_; }
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

    latency_content content_;
    std::shared_ptr<const latency_chart_data> chart_;
    QWidget* controls_;
    segmented_control* quantity_;
    segmented_control* as_table_;
    finding_banner* banner_;
    banner_area* banner_area_;
    latency_legend* legend_;
    QStackedWidget* pages_;
    QWidget* empty_page_;
    latency_body* body_;
    bool wants_table_ = false;
    bool for_picture_ = false;
};

// The view as a picture file, in a theme of choice.
result<void> export_latency(picture_format format, const latency_content& content, const QString& file,
                            const chart_export_options& options);

}  // namespace sweeplab
