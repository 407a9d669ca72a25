// The Timeline page: what every worker did in one trial of the ticked runs, or in two on one time axis. GUI thread.
#pragma once

#include "widgets/bridge/timeline_reader.h"
#include "widgets/charts/timeline_view.h"
#include "widgets/panels/result_page.h"

namespace sweeplab {

class empty_state;

class timeline_page final : public result_page {
    Q_OBJECT

public:
    explicit timeline_page(QWidget* parent = nullptr);

    void set_bridge(session_bridge& bridge) override;
    void show_runs(const std::vector<loaded_run_ptr>& runs) override;
    void set_loading(bool loading) override;
    void set_empty_actions(const QList<QAction*>& actions) override;
    void save_choices() const override;
    void restore_choices() override;
    timeline_view& view() { return *view_; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void hand_over();
    void say_why_empty();

    timeline_reader reader_;
    std::vector<loaded_run_ptr> runs_;
    bool loading_ = false;
    bool shown_ = false;  // the runs were handed to the view
    timeline_view* view_;
    empty_state* empty_;
    QList<QAction*> empty_actions_;
};

}  // namespace sweeplab
