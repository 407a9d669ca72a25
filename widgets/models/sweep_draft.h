// The sweep that Run would start: a plan's document with the worker counts and repeats of the sweep bar put
// in, and the host it runs on. Reads itself strictly after each change and says in words what is wrong. GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <optional>

#include "engine/model/host_profile.h"
#include "engine/model/plan.h"

namespace sweeplab {

// A plan as it is edited: any JSON, valid or not.
struct plan_document {
    json document;
    std::filesystem::path base;  // relative paths of the plan start here
    std::filesystem::path file;  // where it was read from; empty: nowhere yet
    bool edited = false;         // differs from `file`
};

class sweep_draft final : public QObject {
    Q_OBJECT

public:
    explicit sweep_draft(QObject* parent = nullptr);

    bool has_plan() const { return !source_.document.is_null(); }
    void set_plan(plan_document source);
    void set_workers_text(const QString& text);
    void set_repeats(int count);
    void set_predict(bool predict);
    void set_host(std::optional<host_profile> host, bool is_this_machine);

    // With the worker counts (as far as they can be read) and repeats put in.
    const plan_document& source() const { return source_; }
    QString name() const;
    const QString& workers_text() const { return workers_text_; }
    int repeats() const;
    // The sweep chooses its worker counts itself, and has no repeats.
    bool automatic() const;
    // 1 worker and a middle count are measured first, and the others predicted from them.
    bool predict() const;
    // Why this sweep cannot do so; empty when it can.
    QString predict_fault() const;
    const std::optional<host_profile>& host() const { return host_; }

    // The plan, or the first thing that is wrong with it.
    const result<plan>& checked() const { return checked_; }
    // Why the text of the worker counts is refused; empty when it is fine.
    QString workers_fault() const { return workers_fault_; }
    // Why this plan cannot run on the chosen host; empty when it can.
    QString host_fault() const;
    bool ready() const { return checked_ && workers_fault_.isEmpty() && host_fault().isEmpty() && host_; }
    bool simulated() const;

Q_SIGNALS:
    void plan_changed();  // another plan was taken: worker counts and repeats are new, too
    void changed();       // anything, after it was checked

private:
    void check();
    void park(const json& sweep);
    void unpark(json& sweep);

    plan_document source_;
    QString workers_text_;
    QString workers_fault_;
    json parked_;  // what an automatic sweep pushed out of the plan; null: nothing
    std::optional<host_profile> host_;
    bool on_this_machine_ = true;
    result<plan> checked_;
};

}  // namespace sweeplab
