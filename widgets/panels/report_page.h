// The Report page: the ticked runs as a document, the same that sweeplab-cli export writes. GUI thread.
#pragma once

#include "widgets/bridge/latest_reader.h"
#include "widgets/panels/result_page.h"
#include "widgets/report/report_view.h"

namespace sweeplab {

class empty_state;

class report_page final : public result_page, public exportable {
    Q_OBJECT

public:
    explicit report_page(QWidget* parent = nullptr);

    void show_runs(const std::vector<loaded_run_ptr>& runs) override;
    void set_loading(bool loading) override;
    void set_bridge(session_bridge& bridge) override { bridge_ = &bridge; }
    void set_empty_actions(const QList<QAction*>& actions) override;
    void set_export_action(QAction* action) override;
    exportable* exports() override { return this; }
    report_view& view() { return *view_; }
    bool settled() const { return reader_.complete() && view_->complete(); }

    bool has_something() const override { return view_->report() != nullptr; }
    QSize shown_size() const override { return view_->size(); }
    QString suggested_name() const override;
    std::vector<export_format> formats() const override;
    result<void> save(export_format format, const QString& file, const chart_export_options& options) override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void show_report();
    void show_emptiness();

    latest_reader<report_content> reader_;
    session_bridge* bridge_ = nullptr;
    std::vector<loaded_run_ptr> runs_;  // without those under way
    QStringList still_running_;
    bool read_ = false;  // the question was handed to the reader
    bool loading_ = false;
    report_view* view_;
    empty_state* empty_;
    QList<QAction*> empty_actions_;
};

}  // namespace sweeplab
