// The editor page of one kind of workload: a form over the "workload" part of a plan. A new kind is a class
// derived from this and a line in workload_pages.cpp. GUI thread.
#pragma once

#include <QWidget>
#include <functional>

#include "widgets/editors/field_form.h"

namespace sweeplab {

class workload_page : public QWidget {
    Q_OBJECT

public:
    explicit workload_page(QWidget* parent = nullptr);

    virtual void set_workload(const json& workload);
    virtual json workload() const;
    virtual void rebase(const std::string& base);  // relative paths become absolute
    // What the engine's reader refuses, said at its place; `path` is the JSON pointer within the workload.
    virtual bool show_fault(const std::string& path, const QString& reason);
    // What is typed but no value at all: said at its place and returned; else empty.
    virtual QString show_own_fault();
    virtual void clear_faults();
    field_form& form() { return *form_; }
    const field_form& form() const { return *form_; }

Q_SIGNALS:
    void changed();

protected:
    // Rows that many kinds share.
    void add_items_row(const QString& label);
    void add_result_rows(const QString& note);

private:
    field_form* form_;
};

struct workload_page_kind {
    std::string kind;  // "llm"
    QString title;     // "LLM requests"
    json blank;        // the workload of a new plan
    std::function<workload_page*(QWidget* parent)> make;
};

// All kinds that can be edited.
const std::vector<workload_page_kind>& workload_page_kinds();

}  // namespace sweeplab
