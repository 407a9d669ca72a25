// The Compare page: the ticked runs beside one of them. GUI thread.
#pragma once

#include <set>

#include "widgets/bridge/latest_reader.h"
#include "widgets/compare/comparison_view.h"
#include "widgets/panels/result_page.h"

namespace sweeplab {

class empty_state;

class compare_page final : public result_page, public exportable {
    Q_OBJECT

public:
    explicit compare_page(QWidget* parent = nullptr);

    void show_runs(const std::vector<loaded_run_ptr>& runs) override;
    void set_loading(bool loading) override;
    void set_library(const std::vector<run_summary>& runs) override;
    void set_hosts(const std::vector<host_profile>& hosts) override;
    void set_empty_actions(const QList<QAction*>& actions) override;
    void set_export_action(QAction* action) override;
    exportable* exports() override { return this; }
    void save_choices() const override;
    void restore_choices() override;
    // The person knows that the work of these is not the same.
    void compare_anyway(const std::vector<run_id>& runs);
    comparison_view& view() { return *view_; }
    bool settled() const { return reader_.complete(); }

    bool has_something() const override;
    QSize shown_size() const override;
    QSize saved_size(const chart_export_options& asked) const override;
    QString suggested_name() const override;
    result<void> save(export_format format, const QString& file, const chart_export_options& options) override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void offer_runs();
    void ask();
    void show_sheet();
    void show_emptiness();

    latest_reader<comparison_sheet> reader_;
    std::vector<loaded_run_ptr> runs_;
    std::vector<run_id> starred_;
    std::vector<host_profile> hosts_;
    std::set<run_id> anyway_;  // of these unlike work is compared
    bool read_ = false;        // the question was handed to the reader
    bool loading_ = false;
    comparison_view* view_;
    empty_state* empty_;
    QList<QAction*> empty_actions_;
};

}  // namespace sweeplab
