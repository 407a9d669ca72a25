#include "widgets/editors/llm_rows.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>

#include "widgets/dialogs/keyring_dialog.h"
#include "widgets/editors/rule_field.h"

namespace sweeplab {
namespace {

enum key_source : int { no_key, environment, keyring };

line_field* line(const QString& placeholder) { return new line_field(line_field::holds::text, placeholder); }
line_field* whole(const QString& placeholder) { return new line_field(line_field::holds::whole_number, placeholder); }
line_field* number(const QString& placeholder) { return new line_field(line_field::holds::number, placeholder); }

}  // namespace

void add_address_rows(field_form& form, const std::string& at) {
    form.add(field_form::tr("Base URL"), at + "/base_url", line(field_form::tr("e.g. https://api.example/v1")),
             field_form::tr("OpenAI-compatible, ends with /v1. “simulated” is the built-in endpoint."));
    form.add(field_form::tr("Model"), at + "/model", line(field_form::tr("e.g. gpt-4o-mini")));
    form.add(field_form::tr("Extra headers"), at + "/headers",
             new words_field(words_field::holds::assignments, field_form::tr("e.g. x-project=bench"), 2));
    form.add(field_form::tr("HTTP version"), at + "/http_version",
             new choice_field(
                 {{nullptr, field_form::tr("1.1")}, {"1.1", field_form::tr("1.1, stated")}, {"2", field_form::tr("2")}}));
}

void add_key_name_rows(field_form& form, const std::string& at) {
    form.add(field_form::tr("Variable"), at + "/api_key_env", line(field_form::tr("e.g. OPENAI_API_KEY")),
             field_form::tr("The key itself is never shown, stored or exported; only this name is."));
    form.add(field_form::tr("Entry"), at + "/api_key_keyring", line(field_form::tr("e.g. openai")),
             field_form::tr("The key itself stays in the desktop's keyring; only this name is stored."));
}

void add_answer_rows(field_form& form, const std::string& at) {
    form.add(field_form::tr("Streamed"), at + "/stream",
             new switch_field(field_form::tr("Stream the answer, and time each chunk"), true));
    form.add(field_form::tr("Most tokens"), at + "/max_tokens", whole(field_form::tr("the server's limit")));
    form.add(field_form::tr("Temperature"), at + "/temperature", number(field_form::tr("the server's default")));
    form.add(field_form::tr("Seed"), at + "/seed", whole(field_form::tr("none")));
    form.add(field_form::tr("Stop at"), at + "/stop",
             new lines_field(field_form::tr("one text a line; \\n is a line break"), 2));
    form.add(field_form::tr("Other members"), at + "/extra", new json_field(field_form::tr("e.g. {\"top_p\": 0.9}"), 3),
             field_form::tr("JSON merged into the request's body."));
}

void add_time_limit_rows(field_form& form, const std::string& at) {
    form.add(field_form::tr("Connect"), at + "/connect_s", number(field_form::tr("default: 10")));
    form.add(field_form::tr("First token"), at + "/first_token_s", number(field_form::tr("default: 120")));
    form.add(field_form::tr("Between tokens"), at + "/between_tokens_s", number(field_form::tr("default: 60")));
    form.add(field_form::tr("Whole request"), at + "/whole_s", number(field_form::tr("default: 600")));
}

void add_result_rule_rows(field_form& form, const std::string& at) {
    const auto add = [&](const QString& label, const char* key, const QString& example) {
        form.add(label, at + key, new rule_field(example));
    };
    add(field_form::tr("Result count"), "/count", field_form::tr("e.g. /beliefs"));
    add(field_form::tr("Tokens"), "/tokens", field_form::tr("e.g. total tokens: ([\\d,]+)"));
    add(field_form::tr("Input tokens"), "/input_tokens", field_form::tr("e.g. /usage/prompt_tokens"));
    add(field_form::tr("Output tokens"), "/output_tokens", field_form::tr("e.g. /usage/completion_tokens"));
    add(field_form::tr("Cost"), "/cost", field_form::tr("e.g. cost: ([\\d.]+)"));
}

key_rows::key_rows(field_form& form, const std::string& at)
    : QObject(&form), form_(form), variable_(at + "/api_key_env"), entry_(at + "/api_key_keyring") {
    auto* box = box_ = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    source_ = new QComboBox(box);
    source_->addItems({tr("No key"), tr("Environment variable"), tr("Keyring entry")});
    auto* keep = new QPushButton(tr("Keep a key in the keyring…"), box);
    row->addWidget(source_, 1);
    row->addWidget(keep);
    box->setFocusProxy(source_);
    form.add_control(tr("API key"), box);
    source_->setAccessibleName(tr("Where the API key comes from"));
    add_key_name_rows(form, at);
    connect(source_, &QComboBox::currentIndexChanged, this, [this] {
        show_rows();
        Q_EMIT form_.changed();
    });
    connect(keep, &QPushButton::clicked, this, [this] {
        const QString name = keyring_dialog::keep_key(&form_);
        if (name.isEmpty()) return;
        source_->setCurrentIndex(keyring);
        form_.field(entry_)->set_value(name.toStdString());
        Q_EMIT form_.changed();
    });
    show_rows();
}

void key_rows::show_rows() {
    form_.set_row_visible(variable_, shown_ && source_->currentIndex() == environment);
    form_.set_row_visible(entry_, shown_ && source_->currentIndex() == keyring);
}

void key_rows::set_shown(bool shown) {
    shown_ = shown;
    form_.set_control_visible(box_, shown);
    show_rows();
}

void key_rows::show_source(const json& document) {
    const QSignalBlocker quiet(source_);
    const auto names = [&](const std::string& pointer) {
        const json name = document.is_object() ? document.value(json::json_pointer(pointer), json()) : json();
        return !name.is_null();
    };
    source_->setCurrentIndex(names(entry_) ? keyring : names(variable_) ? environment : no_key);
    show_rows();
}

}  // namespace sweeplab
