// The Targets page: one of the ticked runs against a file of targets and beside a baseline. GUI thread.
#pragma once

#include <QFileSystemWatcher>

#include "widgets/bridge/latest_reader.h"
#include "widgets/panels/result_page.h"
#include "widgets/targets/target_view.h"

namespace sweeplab {

class empty_state;

class targets_page final : public result_page, public exportable {
    Q_OBJECT

public:
    explicit targets_page(QWidget* parent = nullptr);

    void show_runs(const std::vector<loaded_run_ptr>& runs) override;
    void set_loading(bool loading) override;
    void set_library(const std::vector<run_summary>& runs) override;
    void set_bridge(session_bridge& bridge) override;
    void set_empty_actions(const QList<QAction*>&) override {}  // the demo measures no stream: targets would be pending
    void set_export_action(QAction* action) override;
    exportable* exports() override { return this; }
    void save_choices() const override;
    void restore_choices() override;
    target_view& view() { return *view_; }
    void choose_file(const std::filesystem::path& file);
    bool settled() const { return reader_.complete() && !reading_baseline_; }

    bool has_something() const override;
    QSize shown_size() const override;
    QSize saved_size(const chart_export_options& asked) const override;
    QString suggested_name() const override;
    result<void> save(export_format format, const QString& file, const chart_export_options& options) override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void offer_runs();
    void offer_baselines();
    void ask();
    void ask_with(run_record_ptr baseline);
    void read_baseline(run_id run);
    void follow_file();
    void show_sheet();
    void show_emptiness();
    loaded_run_ptr ticked(run_id run) const;

    latest_reader<target_sheet> reader_;
    session_bridge* bridge_ = nullptr;
    QFileSystemWatcher watcher_;
    std::vector<loaded_run_ptr> runs_;
    std::vector<run_summary> library_;  // newest first
    run_record_ptr baseline_;           // the last one that is not ticked
    bool reading_baseline_ = false;
    quint64 asked_ = 0;
    bool read_ = false;  // the question was handed to the reader
    bool loading_ = false;
    target_view* view_;
    empty_state* empty_;
};

}  // namespace sweeplab
