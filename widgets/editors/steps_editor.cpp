#include "widgets/editors/steps_editor.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <charconv>
#include <filesystem>

#include "widgets/editors/pipeline_drawing.h"
#include "widgets/editors/step_form.h"
#include "widgets/editors/step_graph.h"
#include "widgets/editors/step_legend.h"
#include "widgets/editors/step_removal_words.h"
#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {

steps_editor::steps_editor(QWidget* parent) : QWidget(parent) {
    create_top();
    connect(graph_, &step_graph::selection_changed, this, &steps_editor::show_step);
    connect(graph_, &step_graph::edit_asked, this, &steps_editor::edit_step);
    connect(graph_, &step_graph::add_asked, this, &steps_editor::add_step);
    connect(graph_, &step_graph::remove_asked, this, &steps_editor::remove_step);
    connect(remove_, &QPushButton::clicked, this, &steps_editor::remove_step);
    connect(undo_, &QPushButton::clicked, this, &steps_editor::undo_removal);
    fill(json::array(), -1);
}

void steps_editor::create_top() {
    auto* column = new QVBoxLayout(this);
    column->setSpacing(6);
    auto* bar = new QHBoxLayout;
    auto* add = new QPushButton(tr("Add a step"), this);
    remove_ = new QPushButton(tr("Remove"), this);
    remove_->setAccessibleName(tr("Remove the selected step"));
    add->setToolTip(tr("Ctrl+N: behind the selected one"));
    remove_->setToolTip(tr("Delete"));
    bar->addWidget(new styled_label(label_part::heading, tr("Steps"), this));
    bar->addStretch(1);
    bar->addWidget(add);
    bar->addWidget(remove_);
    column->addLayout(bar);
    column->addWidget(graph_ = new step_graph(this));
    column->addWidget(legend_ = new step_legend(this));
    column->addWidget(chain_ = new styled_label(label_part::note, {}, this));
    column->addWidget(fault_ = new styled_label(label_part::fault, {}, this));
    auto* news = new QHBoxLayout;
    news->addWidget(notice_ = new styled_label(label_part::warning, {}, this), 1);
    news->addWidget(undo_ = new QPushButton(tr("Undo"), this), 0, Qt::AlignTop);
    undo_->setAccessibleName(tr("Put the removed step back"));
    column->addLayout(news);
    column->addWidget(heading_ = new styled_label(label_part::heading, {}, this));
    step_place_ = new QWidget(this);
    auto* place = new QVBoxLayout(step_place_);
    place->setContentsMargins(0, 0, 0, 0);
    column->addWidget(step_place_);
    for (QPushButton* button : {add, remove_, undo_}) button->setAutoDefault(false);
    fault_->hide();
    say({});
    connect(add, &QPushButton::clicked, this, &steps_editor::add_step);
}

// --- the document -------------------------------------------------------------------------------------------

void steps_editor::set_steps(const json& steps, const json& milestones) {
    milestones_ = milestones;
    say({});
    fill(steps.is_array() ? steps : json::array(), 0);
}

void steps_editor::set_milestones(const json& milestones) {
    if (milestones == milestones_) return;
    milestones_ = milestones;
    before_rename_ = json();
    say({});
    show_graph();
}

json steps_editor::steps() const {
    json list = json::array();
    for (const entry& one : entries_) list.push_back(one.step);
    return list;
}

json steps_editor::document() const {
    json whole = {{"steps", steps()}};
    if (!milestones_.is_null()) whole["milestones"] = milestones_;
    return whole;
}

void steps_editor::rebase(const std::string& base) {
    json list = steps();
    for (json& step : list) {
        if (base.empty() || kind_of_step(step) != step_kind::command || !step["command"].is_object()) continue;
        const json now = step["command"].value("cwd", json());
        if (!now.is_null() && !now.is_string()) continue;
        const std::filesystem::path folder = now.is_string() ? now.get<std::string>() : std::string();
        // A command without a folder runs in the plan's; elsewhere that has to be said.
        if (folder.empty()) step["command"]["cwd"] = base;
        else if (folder.is_relative())
            step["command"]["cwd"] = (std::filesystem::path(base) / folder).lexically_normal().string();
    }
    fill(list, selected());
}

void steps_editor::fill(const json& list, int now) {
    for (entry& one : entries_) {
        if (!one.form) continue;
        one.form->hide();
        one.form->deleteLater();
    }
    entries_.clear();
    for (const json& step : list) entries_.push_back({step, nullptr});
    show_graph();
    if (now >= 0 && now < static_cast<int>(entries_.size())) graph_->select(now);
    show_step();
}

int steps_editor::selected() const { return graph_->selected(); }

step_form* steps_editor::form_of(int which) {
    entry& one = entries_[static_cast<std::size_t>(which)];
    if (one.form) return one.form;
    one.form = new step_form(step_place_);
    one.form->set_step(one.step);
    step_place_->layout()->addWidget(one.form);
    connect(one.form, &step_form::changed, this, [this, form = one.form] { take_step(form); });
    return one.form;
}

// --- what is shown ------------------------------------------------------------------------------------------

void steps_editor::show_graph() {
    auto drawn = drawn_pipeline_of(document());
    if (faulty_ >= 0 && faulty_ < static_cast<int>(drawn.steps.size()))
        drawn.steps[static_cast<std::size_t>(faulty_)].faulty = true;
    legend_->set_marks(drawn.milestones, !drawn.longest.empty());
    const QString chain = longest_chain_in_words(document());
    chain_->setText(chain);
    chain_->setVisible(!chain.isEmpty());
    graph_->set_pipeline(std::move(drawn));
    remove_->setEnabled(!entries_.empty());
}

void steps_editor::show_names() {
    const auto names = names_of_steps(steps());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (!entries_[i].form) continue;
        auto others = names;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        std::erase(others, std::string());
        entries_[i].form->set_other_steps(others);
    }
}

void steps_editor::show_step() {
    const int now = selected();
    before_rename_ = json();
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (static_cast<int>(i) != now && entries_[i].form) entries_[i].form->hide();
    heading_->setVisible(now >= 0);
    if (now >= 0) {
        form_of(now)->show();
        show_names();
        heading_->setText(tr("Step “%1”").arg(to_qt(name_of_step(entries_[static_cast<std::size_t>(now)].step))));
    }
    show_reason();
}

void steps_editor::say(const QString& notice) {
    if (notice.isEmpty()) before_removal_ = json();
    notice_->setText(notice);
    notice_->setVisible(!notice.isEmpty());
    undo_->setVisible(!notice.isEmpty());
}

// --- what the person does -----------------------------------------------------------------------------------

void steps_editor::take_step(const step_form* form) {
    const auto one = std::ranges::find(entries_, form, &entry::form);
    if (one == entries_.end()) return;
    json step = form->step();
    if (name_of_step(step) != name_of_step(one->step)) {
        rename(static_cast<std::size_t>(one - entries_.begin()), step);
    } else {
        one->step = std::move(step);
        before_rename_ = json();
    }
    say({});
    show_graph();
    Q_EMIT changed();
}

// While a name is typed, every state of it begins from what there was before: so a name that on its way is that of another
// step never mixes the two up.
void steps_editor::rename(std::size_t which, const json& renamed) {
    if (before_rename_.is_null() || renamed_ != which) {
        before_rename_ = document();
        renamed_ = which;
    }
    const json whole = with_step_renamed(before_rename_, which, name_of_step(renamed));
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        entry& one = entries_[i];
        const json& step = i == which ? renamed : whole["steps"][i];
        if (i != which && one.form && one.step != step) one.form->set_step(step);
        one.step = step;
    }
    milestones_ = whole.value("milestones", json());
    heading_->setText(tr("Step “%1”").arg(to_qt(name_of_step(renamed))));
    show_names();
}

void steps_editor::edit_step() {
    if (selected() >= 0) form_of(selected())->focus_name();
}

void steps_editor::add_step() {
    const int before = selected();
    const json list = steps();
    const json earlier = before < 0 ? json() : list[static_cast<std::size_t>(before)];
    const step_kind like = kind_of_step(earlier);
    const step_kind kind = like == step_kind::none ? step_kind::model : like;
    entries_.insert(entries_.begin() + before + 1, {step_form::blank(kind, free_step_name(list), earlier), nullptr});
    say({});
    show_graph();
    if (selected() == before + 1) show_step();
    else graph_->select(before + 1);
    Q_EMIT changed();
    edit_step();
}

void steps_editor::remove_step() {
    const int which = selected();
    if (which < 0) return;
    const json before = document();
    const QString name = to_qt(name_of_step(entries_[static_cast<std::size_t>(which)].step));
    const step_removal removal = without_step(before, static_cast<std::size_t>(which));
    milestones_ = removal.workload.value("milestones", json());
    const json& list = removal.workload["steps"];
    fill(list, std::min(which, static_cast<int>(list.size()) - 1));
    say(removal_in_words(name, removal));
    before_removal_ = before;
    Q_EMIT changed();
    graph_->setFocus();
}

void steps_editor::undo_removal() {
    const json before = before_removal_;
    if (before.is_null()) return;
    milestones_ = before.value("milestones", json());
    say({});
    fill(before["steps"], selected());
    Q_EMIT changed();
    graph_->setFocus();
}

// --- faults -------------------------------------------------------------------------------------------------

void steps_editor::show_fault(const std::string& path, const QString& reason) {
    faulty_ = -1;
    const char* end = path.data() + path.size();
    if (path.starts_with('/')) faulty_value_.assign(std::from_chars(path.data() + 1, end, faulty_).ptr, end);
    if (faulty_ >= static_cast<int>(entries_.size())) faulty_ = -1;
    reason_ = reason;
    show_graph();
    show_reason();
}

// Under the field where its step is the selected one; else below the graph, with the step's name.
void steps_editor::show_reason() {
    fault_->hide();
    for (const entry& one : entries_)
        if (one.form) one.form->clear_faults();
    if (reason_.isEmpty()) return;
    if (faulty_ >= 0 && faulty_ == selected() && form_of(faulty_)->show_fault(faulty_value_, reason_)) return;
    const QString name = faulty_ < 0 ? QString() : to_qt(name_of_step(entries_[static_cast<std::size_t>(faulty_)].step));
    fault_->setText(name.isEmpty() ? reason_ : tr("“%1”: %2").arg(name, reason_));
    fault_->show();
}

QString steps_editor::show_own_fault() {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const QString reason = entries_[i].form ? entries_[i].form->show_own_fault() : QString();
        if (reason.isEmpty()) continue;
        faulty_ = static_cast<int>(i);
        show_graph();
        return tr("“%1”: %2").arg(to_qt(name_of_step(entries_[i].step)), reason);
    }
    return {};
}

void steps_editor::clear_faults() {
    faulty_ = -1;
    faulty_value_.clear();
    reason_.clear();
    show_graph();
    show_reason();
}

}  // namespace sweeplab
