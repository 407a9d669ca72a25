// The Advice page: which worker count to use for one of the ticked runs, and what else is known of it. GUI thread.
#pragma once

#include "widgets/advice/advice_reader.h"
#include "widgets/advice/advice_view.h"
#include "widgets/panels/result_page.h"

namespace sweeplab {

class empty_state;
class past_predictions;

class advice_page final : public result_page, public exportable {
    Q_OBJECT

public:
    explicit advice_page(QWidget* parent = nullptr);

    void show_runs(const std::vector<loaded_run_ptr>& runs) override;
    void set_hosts(const std::vector<host_profile>& hosts) override;
    void set_bridge(session_bridge& bridge) override;
    void set_empty_actions(const QList<QAction*>& actions) override;
    void set_export_action(QAction* action) override;
    exportable* exports() override { return this; }
    void save_choices() const override;
    void restore_choices() override;
    advice_view& view() { return *view_; }
    bool settled() const { return reader_.complete(); }

    bool has_something() const override;
    QSize shown_size() const override;
    QSize saved_size(const chart_export_options& asked) const override;
    QString suggested_name() const override;
    result<void> save(export_format format, const QString& file, const chart_export_options& options) override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void show_advice();

    advice_reader reader_;
    std::vector<loaded_run_ptr> ticked_;
    std::vector<host_profile> hosts_;
    bool read_ = false;  // the question was handed to the reader
    past_predictions* past_ = nullptr;
    advice_view* view_;
    empty_state* empty_;
    QList<QAction*> empty_actions_;
};

}  // namespace sweeplab
