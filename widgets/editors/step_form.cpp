#include "widgets/editors/step_form.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "engine/workload/step_references.h"
#include "widgets/editors/llm_rows.h"
#include "widgets/editors/names_field.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr auto simulated = "simulated_s";

line_field* text(const QString& placeholder) { return new line_field(line_field::holds::text, placeholder); }
line_field* whole(const QString& placeholder) { return new line_field(line_field::holds::whole_number, placeholder); }
line_field* number(const QString& placeholder) { return new line_field(line_field::holds::number, placeholder); }

// What a kind has of its own.
std::vector<const char*> keys_of(step_kind kind) {
    if (kind == step_kind::none) return {};
    if (kind == step_kind::model) return {key_of(kind), simulated};
    return {key_of(kind)};
}

std::string in_braces(const std::string& step) { return "{" + step_placeholder(step) + "}"; }

}  // namespace

json step_form::blank(step_kind kind, const std::string& name, const json& before) {
    json step = {{"name", name}};
    const step_kind first = kind_of_step(before);
    const std::string earlier = name_of_step(before);
    const bool text = !earlier.empty() && (first == step_kind::model || first == step_kind::command);
    const std::string given = text ? in_braces(earlier) : std::string();
    if (kind == step_kind::wait) step["wait_s"] = 1;
    else if (kind == step_kind::command) step["command"] = {{"argv", {"cat"}}, {"stdin", given}};
    else step["llm"] = {{"prompt", text ? "Summarise:\n" + given : "Say hello."}, {"max_tokens", 128}};
    if (!earlier.empty() && (!text || kind == step_kind::wait)) step["after"] = {earlier};
    return step;
}

step_form::step_form(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    build(step_kind::none);
}

// A form has the rows of one kind only, so that what a step of another kind says is nobody's to change.
void step_form::build(step_kind kind) {
    if (form_) {
        layout()->removeWidget(form_);
        form_->hide();
        form_->deleteLater();  // its choice of kind may be what called
    }
    kind_ = kind;
    insert_ = nullptr;
    form_ = new field_form(this);
    form_->layout()->setContentsMargins(0, 0, 0, 0);
    form_->add(tr("Step's name"), "/name", text(tr("e.g. research")),
               tr("Where it is named elsewhere, its new name follows."));
    add_kind_row();
    if (kind == step_kind::model) add_model_rows();
    if (kind == step_kind::command) add_command_rows();
    if (kind == step_kind::wait) form_->add(tr("Seconds"), "/wait_s", number(tr("e.g. 2")));
    after_ = new names_field;
    after_->set_names(others_);
    form_->add(tr("After"), "/after", after_, tr("It begins when these, and all whose text it uses, have succeeded."));
    form_->add(tr("Tries"), "/max_attempts", whole(tr("as the plan's limits say")), tr("The first one included."));
    layout()->addWidget(form_);
    form_->show();
    connect(form_, &field_form::changed, this, &step_form::changed);
}

void step_form::add_kind_row() {
    auto* choice = new QComboBox;
    if (kind_ == step_kind::none) choice->addItem(tr("Nothing yet"), static_cast<int>(step_kind::none));
    choice->addItem(tr("asks a model"), static_cast<int>(step_kind::model));
    choice->addItem(tr("runs a command"), static_cast<int>(step_kind::command));
    choice->addItem(tr("waits"), static_cast<int>(step_kind::wait));
    choice->setCurrentIndex(choice->findData(static_cast<int>(kind_)));
    form_->add_control(tr("What it does"), choice);
    connect(choice, &QComboBox::currentIndexChanged, this, [this, choice] {
        const bool focus = choice->hasFocus();
        change_kind(static_cast<step_kind>(choice->currentData().toInt()));
        if (focus) form_->findChild<QComboBox*>()->setFocus();
    });
}

void step_form::add_model_rows() {
    form_->add(tr("Prompt"), "/llm/prompt", new text_field(tr("what the model is asked"), 5),
               tr("{item} {item_name} {seed} are filled in, and {steps.NAME.text} with what another step answered."));
    add_insert_row("/llm/prompt");
    form_->add(tr("System text"), "/llm/system", new text_field(tr("none"), 2));
    add_answer_rows(*form_, "/llm");
    form_->add(tr("Simulated, s"), "/simulated_s", number(tr("as its tokens take")),
               tr("How long the built-in simulated endpoint takes; no other is told."));
    form_->add_section(tr("Time limits, s"), "/llm/timeouts", tr("Others than are usual"));
    add_time_limit_rows(*form_, "/llm/timeouts");
    form_->add_section(tr("Results"), "/llm/result", tr("Take numbers from the answer"),
                       tr("A JSON pointer (/beliefs; a list counts its entries) or a regular expression. Token counts come "
                          "from the server by themselves."));
    add_result_rule_rows(*form_, "/llm/result");
    form_->add_section(tr("Endpoint"), "/llm/endpoint", tr("Another than the pipeline's"));
    add_address_rows(*form_, "/llm/endpoint");
    add_key_name_rows(*form_, "/llm/endpoint");
}

void step_form::add_command_rows() {
    form_->add(
        tr("Command"), "/command/argv", new words_field(words_field::holds::arguments, tr("e.g. wc -w"), 2),
        tr("Split at blanks; quotes keep them. {item} {item_name} {prompt} {seed} and {steps.NAME.text} are filled in."));
    form_->add(tr("Shell"), "/command/shell", new switch_field(tr("The first word is a script for /bin/sh"), false));
    form_->add(tr("Standard input"), "/command/stdin", new text_field(tr("nothing"), 3));
    add_insert_row("/command/stdin");
    form_->add(tr("Prompt"), "/command/prompt", new text_field(tr("what {prompt} becomes"), 2));
    form_->add(tr("Environment"), "/command/env",
               new words_field(words_field::holds::assignments, tr("e.g. MODEL=small"), 2),
               tr("One NAME=value a line. Put no keys here: they would be stored with the plan."));
    form_->add(tr("Working folder"), "/command/cwd", new path_field(path_field::looks_for::folder, tr("the plan's folder")));
    form_->add(tr("Time limit, s"), "/command/timeout_s", number(tr("none")));
    form_->add(tr("Good exit codes"), "/command/expect_exit", new numbers_field(tr("default: 0")));
    form_->add_section(tr("Results"), "/command/result", tr("Take numbers from what it writes"),
                       tr("A JSON pointer (/beliefs; a list counts its entries) or a regular expression."));
    add_result_rule_rows(*form_, "/command/result");
}

// Writes {steps.NAME.text} where the cursor stands.
void step_form::add_insert_row(const std::string& into) {
    insert_ = new QComboBox;
    form_->add_control(tr("Insert"), insert_);
    show_inserts();
    connect(insert_, &QComboBox::activated, this, [this, into](int place) {
        if (place < 1) return;
        auto* editor = qobject_cast<QPlainTextEdit*>(form_->field(into)->editor());
        editor->insertPlainText(to_qt(in_braces(others_[static_cast<std::size_t>(place - 1)])));
        insert_->setCurrentIndex(0);
        editor->setFocus();
    });
}

void step_form::show_inserts() {
    if (!insert_) return;
    insert_->clear();
    insert_->addItem(tr("another step's text…"));
    for (const std::string& name : others_) insert_->addItem(to_qt(name));
}

void step_form::set_other_steps(const std::vector<std::string>& names) {
    if (names == others_) return;
    others_ = names;
    after_->set_names(names);
    show_inserts();
}

// --- the step -----------------------------------------------------------------------------------------------

void step_form::set_step(const json& step) {
    put_away_.clear();
    if (const step_kind kind = kind_of_step(step); kind != kind_) build(kind);
    form_->set_document(step);
}

// A kind without anything typed yet is still that kind: the reader then says what is missing.
json step_form::step() const {
    json step = form_->document();
    if (kind_ == step_kind::none || step.contains(key_of(kind_))) return step;
    step[key_of(kind_)] = kind_ == step_kind::wait ? json("") : json::object();
    return step;
}

void step_form::change_kind(step_kind kind) {
    if (kind == kind_) return;
    json whole = step();
    json& put_away = put_away_[kind_] = json::object();
    for (const char* key : keys_of(kind_)) {
        if (!whole.contains(key)) continue;
        put_away[key] = whole[key];
        whole.erase(key);
    }
    const auto before = put_away_.find(kind);
    const json own = before != put_away_.end() ? before->second : blank(kind, "", json());
    for (const char* key : keys_of(kind))
        if (own.contains(key)) whole[key] = own[key];
    build(kind);
    form_->set_document(whole);
    Q_EMIT changed();
}

void step_form::focus_name() {
    auto* name = qobject_cast<QLineEdit*>(form_->field("/name")->editor());
    name->setFocus(Qt::ShortcutFocusReason);
    name->selectAll();
}

}  // namespace sweeplab
