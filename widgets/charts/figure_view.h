// The Figures page's view: what kinds of workloads measure beside their time, as small panels under the finding in
// words, or as a table. GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/charts/figure_columns.h"
#include "widgets/charts/picture_export.h"

class QStackedWidget;

namespace sweeplab {

class banner_area;
class figure_grid;
class figure_table;
class finding_banner;
class load_chooser;
class segmented_control;

class figure_view final : public QWidget {
    Q_OBJECT

public:
    explicit figure_view(QWidget* parent = nullptr);
    ~figure_view() override;

    void set_runs(std::vector<figure_run> runs);
    void set_reading(milestone_reading reading);
    void set_load_trial(load_trial one);
    void set_soak(load_trial one);
    void set_verified(verified_words verified);
    void set_table_shown(bool shown);
    // What is shown when no run has figures; the view owns it.
    void set_empty_page(QWidget* page);
    void add_control(QWidget* control);  // at the end of the row of controls
    void set_for_picture();              // only what belongs into a picture: no controls

    const figure_content& content() const { return content_; }
    const figure_chart_data& chart() const { return chart_; }
    const verified_words& verified() const { return verified_; }
    figure_grid& grid() const { return *grid_; }
    load_chooser& load_choice() const { return *load_; }
    load_chooser& soak_choice() const { return *soak_; }
    figure_table& table() const { return *table_; }
    bool table_shown() const { return wants_table_; }
    bool is_empty() const { return content_.runs.empty(); }
    QString headline() const;
    // Height below which the panels scroll, at this width.
    int whole_height(int width) const;

Q_SIGNALS:
    void repeats_wanted(qint64 run, int workers);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void show_content();
    void show_page();
    void share_height();

    figure_content content_;
    figure_chart_data chart_;
    verified_words verified_;
    QWidget* controls_;
    segmented_control* reading_;
    load_chooser* load_;
    load_chooser* soak_;
    segmented_control* as_table_;
    finding_banner* banner_;
    banner_area* banner_area_;
    QStackedWidget* pages_;
    QWidget* empty_page_;
    figure_grid* grid_;
    figure_table* table_;
    bool wants_table_ = false;
};

// The view as a picture file, in a theme of choice.
result<void> export_figures(picture_format format, const figure_content& content, const QString& file,
                            const chart_export_options& options);

}  // namespace sweeplab
