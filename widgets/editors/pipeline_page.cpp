#include "widgets/editors/pipeline_page.h"

#include <QVBoxLayout>
#include <charconv>

#include "widgets/editors/llm_rows.h"
#include "widgets/editors/milestones_field.h"
#include "widgets/editors/step_links.h"
#include "widgets/editors/steps_editor.h"

namespace sweeplab {
namespace {

constexpr auto milestones_path = "/milestones";
constexpr std::string_view steps_path = "/steps";

}  // namespace

json pipeline_page::blank() {
    const auto step = [](const char* name, const char* prompt) {
        return json{{"name", name}, {"llm", {{"prompt", prompt}, {"max_tokens", 128}}}};
    };
    return {{"kind", "pipeline"},
            {"endpoint", {{"base_url", "simulated"}, {"model", "sim-small"}}},
            {"steps", json::array({step("research", "Collect facts about home bakeries."),
                                   step("costs", "Work out the costs:\n{steps.research.text}"),
                                   step("risks", "Name the risks:\n{steps.research.text}")})},
            {"milestones", json::array({{{"name", "core ready"}, {"steps", {"research"}}}})}};
}

pipeline_page::pipeline_page(QWidget* parent) : workload_page(parent), steps_(new steps_editor(this)) {
    steps_->layout()->setContentsMargins(form().layout()->contentsMargins());
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, steps_);
    add_rows();
    connect(&form(), &field_form::changed, this, [this] { steps_->set_milestones(milestones_->value()); });
    connect(steps_, &steps_editor::changed, this, &pipeline_page::take_steps);
}

void pipeline_page::add_rows() {
    form().add_heading(tr("The whole pipeline"));
    form().add(tr("Milestones"), milestones_path, milestones_ = new milestones_field,
               tr("When they are reached is told at each worker count; “everything ready” is always told."));
    add_items_row(tr("Items"));
    form().add_note(tr("With items the whole pipeline is carried out once for each of them, without any just once."));
    form().add(tr("Time scale"), "/time_scale", new line_field(line_field::holds::number, tr("default: 1")),
               tr("Multiplies waits and the times of the simulated endpoint."));
    form().add_heading(tr("Endpoint"));
    form().add_note(tr("For all steps that ask a model and name none of their own."));
    add_address_rows(form(), "/endpoint");
    key_ = new key_rows(form(), "/endpoint");
    form().add(tr("Connections"), "/preconnect", new switch_field(tr("Open them before the clock starts"), true));
}

void pipeline_page::set_workload(const json& workload) {
    key_->show_source(workload);
    workload_page::set_workload(workload);
    const json list = workload.is_object() ? workload.value("steps", json()) : json();
    odd_steps_ = list.is_array() ? json() : list;
    steps_->set_steps(list, milestones_->value());
    show_names();
}

json pipeline_page::workload() const {
    json whole = workload_page::workload();
    const json list = steps_->steps();
    if (!list.empty() || odd_steps_.is_null()) whole["steps"] = list;
    return whole;
}

void pipeline_page::rebase(const std::string& base) {
    workload_page::rebase(base);
    steps_->rebase(base);
}

void pipeline_page::take_steps() {
    milestones_->set_value(steps_->milestones());
    show_names();
    Q_EMIT changed();
}

void pipeline_page::show_names() { milestones_->set_steps(names_of_steps(steps_->steps())); }

// --- faults -------------------------------------------------------------------------------------------------

bool pipeline_page::show_fault(const std::string& path, const QString& reason) {
    if (workload_page::show_fault(path, reason)) {
        int row = -1;
        const std::string list = std::string(milestones_path) + "/";
        if (path.starts_with(list)) std::from_chars(path.data() + list.size(), path.data() + path.size(), row);
        milestones_->mark_fault(row);
        return true;
    }
    steps_->show_fault(path.starts_with(steps_path) ? path.substr(steps_path.size()) : std::string(), reason);
    return true;
}

QString pipeline_page::show_own_fault() {
    const QString own = steps_->show_own_fault();
    return own.isEmpty() ? workload_page::show_own_fault() : own;
}

void pipeline_page::clear_faults() {
    workload_page::clear_faults();
    milestones_->mark_fault(-1);
    steps_->clear_faults();
}

}  // namespace sweeplab
