// The Scaling page: the ticked runs' time, speedup and more against the worker count, under what the advice says of them.
// GUI thread.
#pragma once

#include "widgets/bridge/report_reader.h"
#include "widgets/charts/scaling_view.h"
#include "widgets/panels/result_page.h"

namespace sweeplab {

class empty_state;

// The finding over these runs, with disagreeing results said first. `advices` are theirs, in their order.
finding finding_of(const std::vector<loaded_run_ptr>& runs, const std::vector<advice_report>& advices);

class scaling_page final : public result_page, public exportable {
    Q_OBJECT

public:
    explicit scaling_page(QWidget* parent = nullptr);

    void show_runs(const std::vector<loaded_run_ptr>& runs) override;
    void set_empty_actions(const QList<QAction*>& actions) override;
    void set_export_action(QAction* action) override;
    exportable* exports() override { return this; }
    void save_choices() const override;
    void restore_choices() override;
    scaling_view& view() { return *view_; }
    bool settled() const { return reader_.complete(); }

    bool has_something() const override;
    QSize shown_size() const override;
    QString suggested_name() const override;
    result<void> save(export_format format, const QString& file, const chart_export_options& options) override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void read_advice();
    void show_advice();
    void show_emptiness();
    QString planned_words() const;
    finding finding_over(const std::vector<advice_report>& advised) const;
    std::vector<advice_report> advices() const;

    std::vector<loaded_run_ptr> runs_;     // whose time says something of their workers
    std::vector<loaded_run_ptr> planned_;  // whose time is the plan's: they are shown under Figures
    report_reader<run_analysis> reader_;
    bool read_ = false;  // the runs were handed to the reader
    scaling_view* view_;
    empty_state* empty_;
    QList<QAction*> empty_actions_;
    QAction* to_figures_;
};

}  // namespace sweeplab
