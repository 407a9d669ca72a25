#include "widgets/editors/llm_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>

#include "widgets/dialogs/keyring_dialog.h"

namespace sweeplab {
namespace {

constexpr auto key_variable = "/endpoint/api_key_env";
constexpr auto key_entry = "/endpoint/api_key_keyring";
enum key_source : int { no_key, environment, keyring };

line_field* line(const QString& placeholder) { return new line_field(line_field::holds::text, placeholder); }
line_field* whole(const QString& placeholder) { return new line_field(line_field::holds::whole_number, placeholder); }
line_field* number(const QString& placeholder) { return new line_field(line_field::holds::number, placeholder); }

}  // namespace

json llm_page::blank() {
    return {{"kind", "llm"},      {"endpoint", {{"base_url", "http://127.0.0.1:8080/v1"}, {"model", ""}}},
            {"prompt", "{item}"}, {"items", {{"made_up", {{"count", 12}, {"words", 50}, {"seed", 1}}}}},
            {"max_tokens", 128},  {"stream", true}};
}

llm_page::llm_page(QWidget* parent) : workload_page(parent) {
    add_endpoint_rows();
    add_key_rows();
    add_request_rows();
    add_limit_rows();
    add_result_rows(
        tr("From the answer's text: a JSON pointer (/beliefs; a list counts its entries) or a regular expression. "
           "Token counts come from the server by themselves."));
    show_key_rows();
}

void llm_page::add_endpoint_rows() {
    form().add_heading(tr("Endpoint"));
    form().add(tr("Base URL"), "/endpoint/base_url", line(tr("e.g. https://api.example/v1")),
               tr("OpenAI-compatible, ends with /v1. “simulated” is the built-in endpoint."));
    form().add(tr("Model"), "/endpoint/model", line(tr("e.g. gpt-4o-mini")));
    form().add(tr("Extra headers"), "/endpoint/headers",
               new words_field(words_field::holds::assignments, tr("e.g. x-project=bench"), 2));
    form().add(tr("HTTP version"), "/endpoint/http_version",
               new choice_field({{nullptr, tr("1.1")}, {"1.1", tr("1.1, stated")}, {"2", tr("2")}}));
}

void llm_page::add_key_rows() {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    key_source_ = new QComboBox(box);
    key_source_->addItems({tr("No key"), tr("Environment variable"), tr("Keyring entry")});
    auto* keep = new QPushButton(tr("Keep a key in the keyring…"), box);
    row->addWidget(key_source_, 1);
    row->addWidget(keep);
    box->setFocusProxy(key_source_);
    form().add_control(tr("API key"), box);
    key_source_->setAccessibleName(tr("Where the API key comes from"));
    form().add(tr("Variable"), key_variable, line(tr("e.g. OPENAI_API_KEY")),
               tr("The key itself is never shown, stored or exported; only this name is."));
    form().add(tr("Entry"), key_entry, line(tr("e.g. openai")),
               tr("The key itself stays in the desktop's keyring; only this name is stored."));
    connect(key_source_, &QComboBox::currentIndexChanged, this, [this] {
        show_key_rows();
        Q_EMIT changed();
    });
    connect(keep, &QPushButton::clicked, this, [this] {
        const QString name = keyring_dialog::keep_key(this);
        if (name.isEmpty()) return;
        key_source_->setCurrentIndex(keyring);
        form().field(key_entry)->set_value(name.toStdString());
        Q_EMIT changed();
    });
}

void llm_page::show_key_rows() {
    form().set_row_visible(key_variable, key_source_->currentIndex() == environment);
    form().set_row_visible(key_entry, key_source_->currentIndex() == keyring);
}

void llm_page::add_request_rows() {
    form().add_heading(tr("Request"));
    form().add(tr("System text"), "/system", new text_field(tr("none"), 2));
    form().add(tr("Prompt"), "/prompt", new text_field(tr("default: {item}"), 4),
               tr("{item} {item_name} {workers} {seed} are filled in."));
    add_items_row(tr("Items"));
    form().add(tr("Streamed"), "/stream", new switch_field(tr("Stream the answer, and time each chunk"), true));
    form().add(tr("Most tokens"), "/max_tokens", whole(tr("the server's limit")));
    form().add(tr("Temperature"), "/temperature", number(tr("the server's default")));
    form().add(tr("Seed"), "/seed", whole(tr("none")));
    form().add(tr("Stop at"), "/stop", new lines_field(tr("one text a line; \\n is a line break"), 2));
    form().add(tr("Other members"), "/extra", new json_field(tr("e.g. {\"top_p\": 0.9}"), 3),
               tr("JSON merged into the request's body."));
}

void llm_page::add_limit_rows() {
    form().add_heading(tr("Time limits, seconds"));
    form().add(tr("Connect"), "/timeouts/connect_s", number(tr("default: 10")));
    form().add(tr("First token"), "/timeouts/first_token_s", number(tr("default: 120")));
    form().add(tr("Between tokens"), "/timeouts/between_tokens_s", number(tr("default: 60")));
    form().add(tr("Whole request"), "/timeouts/whole_s", number(tr("default: 600")));
    form().add(tr("Connections"), "/preconnect", new switch_field(tr("Open them before the clock starts"), true));
}

void llm_page::set_workload(const json& workload) {
    const QSignalBlocker quiet(key_source_);
    const auto names = [&](const char* pointer) {
        const json name = workload.is_object() ? workload.value(json::json_pointer(pointer), json()) : json();
        return !name.is_null();
    };
    key_source_->setCurrentIndex(names(key_entry) ? keyring : names(key_variable) ? environment : no_key);
    show_key_rows();
    workload_page::set_workload(workload);
}

}  // namespace sweeplab
