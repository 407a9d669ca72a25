#include "widgets/editors/workload_page.h"

#include <QVBoxLayout>

#include "widgets/editors/items_field.h"
#include "widgets/editors/llm_rows.h"

namespace sweeplab {

workload_page::workload_page(QWidget* parent) : QWidget(parent), form_(new field_form(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(form_);
    connect(form_, &field_form::changed, this, &workload_page::changed);
}

void workload_page::set_workload(const json& workload) { form_->set_document(workload); }
json workload_page::workload() const { return form_->document(); }
void workload_page::rebase(const std::string& base) { form_->rebase(base); }

bool workload_page::show_fault(const std::string& path, const QString& reason) { return form_->show_fault(path, reason); }
QString workload_page::show_own_fault() { return form_->show_own_fault(); }
void workload_page::clear_faults() { form_->clear_faults(); }

void workload_page::add_items_row(const QString& label) { form_->add(label, "/items", new items_field); }

void workload_page::add_result_rows(const QString& note) {
    form_->add_heading(tr("Numbers taken from the output"));
    form_->add_note(note);
    add_result_rule_rows(*form_, "/result");
}

}  // namespace sweeplab
