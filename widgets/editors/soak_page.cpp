#include "widgets/editors/soak_page.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <array>

#include "widgets/editors/llm_rows.h"

namespace sweeplab {
namespace {

constexpr auto endpoint = "/endpoint";
constexpr auto pid = "/service/pid";
constexpr auto start_limit = "/service/start_limit_s";
constexpr auto folder = "/service/command/cwd";
constexpr std::array command_rows{"/service/command/argv", "/service/command/shell", "/service/command/env", folder};
// Of the request, beside the endpoint itself.
constexpr std::array request_rows{"/system",
                                  "/prompt",
                                  "/items",
                                  "/max_tokens",
                                  "/temperature",
                                  "/seed",
                                  "/stop",
                                  "/extra",
                                  "/timeouts/connect_s",
                                  "/timeouts/first_token_s",
                                  "/timeouts/between_tokens_s",
                                  "/timeouts/whole_s"};

line_field* number(const QString& placeholder) { return new line_field(line_field::holds::number, placeholder); }
line_field* whole(const QString& placeholder) { return new line_field(line_field::holds::whole_number, placeholder); }

bool has(const json& document, const char* pointer) {
    const json::json_pointer at(pointer);
    return document.is_object() && document.contains(at) && !document[at].is_null();
}

}  // namespace

json soak_page::blank() {
    return {{"kind", "soak"},
            {"duration_s", 1800},
            {"every_s", 5},
            {"endpoint", {{"base_url", "http://127.0.0.1:8080/v1"}, {"model", ""}}},
            {"prompt", "Tell me a story that does not end."},
            {"max_tokens", 400}};
}

soak_page::soak_page(QWidget* parent) : workload_page(parent) {
    add_time_rows();
    add_stream_rows();
    add_watch_rows();
    add_metrics_rows();
    connect(&form(), &field_form::changed, this, &soak_page::show_rows);
    show_rows();
}

void soak_page::add_time_rows() {
    form().add_heading(tr("Soak"));
    form().add_note(
        tr("For a set time clients keep streams open, one answer after the other, while a process and its own figures are "
           "watched: does the time between chunks stay even, and does memory stay where it is? The worker count is the "
           "number of clients."));
    form().add(tr("Lasts, s"), "/duration_s", number(tr("needed, e.g. 1800")));
    form().add(tr("A sample every, s"), "/every_s", number(tr("default: 5")));
    form().add(tr("Settling time, s"), "/settle_s", number(tr("default: a tenth of it, at most 300")),
               tr("What comes before says nothing of growth: caches fill, connections open."));
}

void soak_page::add_stream_rows() {
    form().add_heading(tr("Streams"));
    form().add_section(tr("Endpoint"), endpoint, tr("Keep streams from an endpoint open"),
                       tr("Without one, the process and its figures alone are watched."));
    add_address_rows(form(), endpoint);
    key_ = new key_rows(form(), endpoint);
    form().add(tr("System text"), "/system", new text_field(tr("none"), 2));
    form().add(tr("Prompt"), "/prompt", new text_field(tr("what is asked again and again"), 3),
               tr("{item} {item_name} {workers} {seed} are filled in."));
    add_items_row(tr("Items"));
    add_answer_rows(form(), "");
    add_time_limit_rows(form(), "/timeouts");
}

void soak_page::add_watch_rows() {
    form().add_heading(tr("Process"));
    watched_ = new QComboBox;
    watched_->addItems({tr("None: Sweeplab's own use is shown"), tr("One that runs already, by its number"),
                        tr("A command that Sweeplab starts")});
    watched_->setMinimumContentsLength(10);
    watched_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    form().add_control(tr("Watched"), watched_);
    watched_->setAccessibleName(tr("Which process is watched"));
    form().add(tr("Process number"), pid, whole(tr("needed, e.g. 4711")), tr("With all that it starts."));
    form().add(tr("Command"), command_rows[0],
               new words_field(words_field::holds::arguments, tr("e.g. ./serve --port 8000"), 2),
               tr("Split at blanks; quotes keep them. Started before each trial, ended after it."));
    form().add(tr("Shell"), command_rows[1], new switch_field(tr("The first word is a script for /bin/sh"), false));
    form().add(tr("Environment"), command_rows[2],
               new words_field(words_field::holds::assignments, tr("e.g. MODEL=small"), 2),
               tr("One NAME=value a line. Put no keys here: they would be stored with the plan."));
    form().add(tr("Working folder"), folder, new path_field(path_field::looks_for::folder, tr("the plan's folder")));
    form().add(tr("Start limit, s"), start_limit, number(tr("default: 60")),
               tr("By then it has to answer at the endpoint or the page of metrics."));
    connect(watched_, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT form().changed(); });
}

void soak_page::add_metrics_rows() {
    form().add_heading(tr("The service's own figures"));
    form().add_section(tr("Metrics"), "/metrics", tr("Read its page of Prometheus metrics with each sample"));
    form().add(tr("Address"), "/metrics/url",
               new line_field(line_field::holds::text, tr("e.g. http://127.0.0.1:8000/metrics")),
               tr("“simulated” is the page of the built-in endpoint."));
    form().add(tr("Series"), "/metrics/series", new lines_field(tr("process_resident_memory_bytes\nup{job=\"x\"}"), 4),
               tr("One a line; labels in braces choose one of several. Of a counter its growth a second is shown."));
    form().add_heading(tr("Memory"));
    form().add(tr("Leak above, MB/h"), "/leak/alarm_mb_per_h", number(tr("default: 20")),
               tr("Growth that is surely more than this is called a leak."));
    form().add(tr("Harmless below, MB/h"), "/leak/harmless_mb_per_h", number(tr("default: 10")));
}

// Of the endpoint and of the process only what belongs to the choice.
void soak_page::show_rows() {
    const bool streams = form().section_on(endpoint);
    for (const char* row : request_rows) form().set_row_visible(row, streams);
    form().set_row_visible("/stream", false);  // it always does
    key_->set_shown(streams);
    const int choice = watched_->currentIndex();
    form().set_row_visible(pid, choice == by_number);
    for (const char* row : command_rows) form().set_row_visible(row, choice == by_command);
    form().set_row_visible(start_limit, choice == by_command);
}

void soak_page::set_workload(const json& workload) {
    {
        const QSignalBlocker quiet(watched_);
        watched_->setCurrentIndex(has(workload, "/service/command") ? by_command
                                  : has(workload, "/service")       ? by_number
                                                                    : nothing);
    }
    key_->show_source(workload);
    workload_page::set_workload(workload);
    show_rows();
}

// What the form keeps because it came with the plan, but does not go with the choice.
json soak_page::workload() const {
    json whole = workload_page::workload();
    const int choice = watched_->currentIndex();
    if (choice == nothing) whole.erase("service");
    else if (!whole.contains("service")) whole["service"] = json::object();  // so that what is missing is said
    if (choice == by_number && whole["service"].is_object()) whole["service"].erase("command");
    if (choice == by_command && whole["service"].is_object() && !whole["service"].contains("command"))
        whole["service"]["command"] = json::object();
    if (form().section_on(endpoint)) return whole;
    json own = json::object();
    for (const char* key : {"kind", "duration_s", "every_s", "settle_s", "service", "metrics", "leak"})
        if (whole.contains(key)) own[key] = whole[key];
    return own;
}

// A command without a working folder runs in the plan's; elsewhere that has to be said.
void soak_page::rebase(const std::string& base) {
    workload_page::rebase(base);
    form_field* place = form().field(folder);
    if (watched_->currentIndex() == by_command && place->value().is_null() && !base.empty()) place->set_value(base);
}

}  // namespace sweeplab
