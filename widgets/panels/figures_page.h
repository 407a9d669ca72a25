// The Figures page: what the ticked runs measured beside their time: milestones of pipelines, rates of native kernels,
// solved tasks, loads in phases, soaks, which are seen while they go on. GUI thread.
#pragma once

#include <QTimer>

#include "widgets/bridge/report_reader.h"
#include "widgets/bridge/verification_reader.h"
#include "widgets/charts/figure_view.h"
#include "widgets/panels/result_page.h"

namespace sweeplab {

class empty_state;

class figures_page final : public result_page, public exportable {
    Q_OBJECT

public:
    explicit figures_page(QWidget* parent = nullptr);

    void show_runs(const std::vector<loaded_run_ptr>& runs) override;
    void set_loading(bool loading) override;
    void set_bridge(session_bridge& bridge) override;
    void set_live(live_run& live) override;
    void set_empty_actions(const QList<QAction*>&) override {}  // the demo has no figures: it would be no way to some
    void set_export_action(QAction* action) override;
    exportable* exports() override { return this; }
    void save_choices() const override;
    void restore_choices() override;
    figure_view& view() { return *view_; }
    bool settled() const { return reader_.complete(); }

    bool has_something() const override;
    QSize shown_size() const override;
    QString suggested_name() const override;
    result<void> save(export_format format, const QString& file, const chart_export_options& options) override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void show_figures();
    void show_emptiness(bool any_read);
    void follow_live();
    bool waits_for_soak() const;
    std::shared_ptr<const figure_report> with_live(const loaded_run& run, std::shared_ptr<const figure_report> report) const;
    void take_verified(qint64 run, const QStringList& by_item);

    report_reader<figure_report> reader_{make_figure_report};
    verification_reader verifications_;
    verified_words verified_;
    std::vector<loaded_run_ptr> runs_;
    const live_run* live_ = nullptr;
    std::pair<std::int64_t, bool> live_seen_;  // how many samples, and whether they go on
    QTimer live_delay_;
    bool read_ = false;  // the runs were handed to the reader
    bool loading_ = false;
    figure_view* view_;
    empty_state* empty_;
};

}  // namespace sweeplab
