// Edits one step of a pipeline: its name, what it does, when it begins, how often it is tried. GUI thread.
#pragma once

#include <QWidget>
#include <map>

#include "widgets/editors/field_form.h"
#include "widgets/editors/step_links.h"

class QComboBox;

namespace sweeplab {

class names_field;

class step_form final : public QWidget {
    Q_OBJECT

public:
    explicit step_form(QWidget* parent = nullptr);

    void set_step(const json& step);
    json step() const;
    // To wait for, and to use the texts of.
    void set_other_steps(const std::vector<std::string>& names);

    bool show_fault(const std::string& path, const QString& reason) { return form_->show_fault(path, reason); }
    QString show_own_fault() { return form_->show_own_fault(); }
    void clear_faults() { form_->clear_faults(); }
    void focus_name();

    // What a step of a kind is to begin with; `before`: the step that it follows.
    static json blank(step_kind kind, const std::string& name, const json& before);

Q_SIGNALS:
    void changed();

private:
    void build(step_kind kind);
    void add_kind_row();
    void add_model_rows();
    void add_command_rows();
    void add_insert_row(const std::string& into);
    void show_inserts();
    void change_kind(step_kind kind);

    field_form* form_ = nullptr;
    step_kind kind_ = step_kind::none;
    std::vector<std::string> others_;
    names_field* after_ = nullptr;
    QComboBox* insert_ = nullptr;
    std::map<step_kind, json> put_away_;  // what was typed before the kind was changed
};

}  // namespace sweeplab
