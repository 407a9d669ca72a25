#include "widgets/panels/report_page.h"

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QVBoxLayout>

#include "engine/exchange/exchange.h"
#include "engine/session/library_arguments.h"
#include "widgets/models/words.h"
#include "widgets/panels/empty_state.h"
#include "widgets/report/report_controls.h"
#include "widgets/report/report_document.h"

namespace sweeplab {
namespace {

// The records alone, kept alive by the runs that hold them.
report_content make_content(const std::vector<loaded_run_ptr>& runs, const report_request& request) {
    std::vector<const run_record*> records;
    for (const auto& run : runs) records.push_back(&run->record);
    return make_report(records, request);
}

QString still_running_words(const QStringList& names) {
    return report_page::tr(
               "%1 is still being measured: its report is made when it has ended, so that nothing "
               "disturbs the measurement.")
        .arg(names.join(QStringLiteral(", ")));
}

}  // namespace

report_page::report_page(QWidget* parent) : result_page(parent), view_(new report_view(this)), empty_(new empty_state) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    view_->set_empty_page(empty_);
    connect(&reader_, &report_reader_base::changed, this, &report_page::show_report);
    connect(&view_->controls(), &report_controls::copy_wanted, this, [this] {
        if (view_->report()) QGuiApplication::clipboard()->setText(to_qt(to_markdown(*view_->report())));
    });
    show_report();
}

// Analysing long runs takes time that nobody who does not look at it should pay.
void report_page::show_runs(const std::vector<loaded_run_ptr>& runs) {
    runs_.clear();
    still_running_.clear();
    for (const auto& run : runs) {
        if (run->record.summary.state != run_state::running) runs_.push_back(run);
        else still_running_ << to_qt(run->record.summary.name);
    }
    read_ = isVisible();
    if (read_) ask();
    else reader_.forget();
}

void report_page::set_loading(bool loading) {
    loading_ = loading;
    if (!view_->report()) show_emptiness();
}

void report_page::showEvent(QShowEvent* event) {
    if (!read_) ask();
    read_ = true;
    result_page::showEvent(event);
}

void report_page::ask() {
    if (runs_.empty()) return reader_.forget();
    report_request request;
    request.made_at = QDateTime::currentMSecsSinceEpoch();
    if (bridge_ && bridge_->attached()) request.library_arguments = library_arguments(bridge_->session().store().file());
    reader_.ask([runs = runs_, request] { return make_content(runs, request); });
}

void report_page::show_report() {
    const auto& report = reader_.latest();
    show_emptiness();
    QStringList notes;
    if (!still_running_.isEmpty()) notes << still_running_words(still_running_);
    if (report != view_->report() || !report) view_->set_report(report, notes);
    Q_EMIT exportable_changed();
}

void report_page::show_emptiness() {
    empty_->set_actions({});
    if (!runs_.empty()) return empty_->set_text(tr("Writing the report…"), QString());
    if (!still_running_.isEmpty())
        return empty_->set_text(tr("The report comes with the end"), still_running_words(still_running_));
    if (loading_) return empty_->set_text(tr("Reading the runs…"), QString());
    empty_->set_text(tr("What the runs mean, as a document"),
                     tr("Tick saved runs on the left to read here what they show: finding, charts, losses, "
                        "recommendation, conditions, and how to measure it again. It can be saved as HTML, Markdown "
                        "or PDF."));
    empty_->set_actions(empty_actions_);
}

void report_page::set_empty_actions(const QList<QAction*>& actions) {
    empty_actions_ = actions;
    if (!view_->report()) show_emptiness();
}

void report_page::set_export_action(QAction* action) { view_->controls().add_control(make_export_button(action)); }

QString report_page::suggested_name() const {
    const QString name = runs_.empty() ? tr("run") : to_qt(runs_.front()->record.summary.name);
    return file_name_for(name, QStringLiteral("report"));
}

std::vector<export_format> report_page::formats() const {
    return {export_format::html, export_format::markdown, export_format::document, export_format::png};
}

result<void> report_page::save(export_format format, const QString& file, const chart_export_options& options) {
    const auto& report = view_->report();
    if (!report) return fail(error_kind::not_found, "there is no report to save");
    if (const auto picture = picture_of(format)) return export_report(*picture, *view_, file, options);
    if (format == export_format::document) return write_file_atomically(to_std(file), to_pdf(*report).toStdString());
    return write_file_atomically(to_std(file), format == export_format::markdown ? to_markdown(*report) : to_html(*report));
}

}  // namespace sweeplab
