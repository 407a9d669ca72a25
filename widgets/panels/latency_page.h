// The Latency page: how long the answers of the ticked runs took, under the finding in words. GUI thread.
#pragma once

#include "engine/analysis/latency.h"
#include "widgets/bridge/report_reader.h"
#include "widgets/charts/latency_view.h"
#include "widgets/panels/result_page.h"

namespace sweeplab {

class empty_state;

class latency_page final : public result_page, public exportable {
    Q_OBJECT

public:
    explicit latency_page(QWidget* parent = nullptr);

    void show_runs(const std::vector<loaded_run_ptr>& runs) override;
    void set_empty_actions(const QList<QAction*>& actions) override;
    void set_export_action(QAction* action) override;
    exportable* exports() override { return this; }
    void save_choices() const override;
    void restore_choices() override;
    latency_view& view() { return *view_; }

    bool has_something() const override;
    QSize shown_size() const override;
    QString suggested_name() const override;
    result<void> save(export_format format, const QString& file, const chart_export_options& options) override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void show_latency();

    report_reader<latency_report> reader_{make_latency_report};
    std::vector<loaded_run_ptr> runs_;
    bool read_ = false;  // the runs were handed to the reader
    latency_view* view_;
    empty_state* empty_;
    QList<QAction*> empty_actions_;
};

}  // namespace sweeplab
