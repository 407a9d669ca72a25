// One of two sides that are to be measured in turn: a workload with changes to it, and a host. GUI thread.
#pragma once

#include <QGroupBox>

#include "engine/session/engine_session.h"
#include "widgets/models/plan_shelf.h"

class QComboBox;
class QPlainTextEdit;

namespace sweeplab {

class in_turn_side final : public QGroupBox {
    Q_OBJECT

public:
    in_turn_side(const QString& title, const plan_document& current, const std::vector<plan_entry>& plans,
                 const std::vector<host_profile>& hosts, QWidget* parent);

    void set_sweep(const QString& workers, int repeats);
    // An id that is not known is this machine.
    void choose_host(const std::string& id);
    // One a line: /json/pointer=value.
    void set_changes(const QString& lines);
    void focus_changes();
    // What is wrong with this side; empty when it can run.
    QString fault() const;
    run_request request() const;  // when there is no fault

Q_SIGNALS:
    void changed();

private:
    void take_plan();
    void take_host();

    plan_document current_;
    std::vector<host_profile> hosts_;
    plan_document chosen_;  // as read, before the changes
    QString reading_fault_;
    sweep_draft draft_;
    QString workers_;
    int repeats_ = 1;
    QComboBox* plan_;
    QComboBox* host_;
    QPlainTextEdit* changes_;
};

}  // namespace sweeplab
