#include "widgets/panels/latency_page.h"

#include <QAction>
#include <QSettings>
#include <QVBoxLayout>

#include "engine/exchange/exchange.h"
#include "widgets/charts/latency_columns.h"
#include "widgets/models/words.h"
#include "widgets/panels/empty_state.h"

namespace sweeplab {
namespace {

constexpr auto quantity_key = "latency/quantity";
constexpr auto table_key = "latency/table";

}  // namespace

latency_page::latency_page(QWidget* parent) : result_page(parent), view_(new latency_view(this)), empty_(new empty_state) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    view_->set_empty_page(empty_);
    connect(&reader_, &report_reader_base::changed, this, &latency_page::show_latency);
    show_latency();
}

// Sorting the answers of a long run takes time that nobody who does not look at it should pay.
void latency_page::show_runs(const std::vector<loaded_run_ptr>& runs) {
    runs_ = runs;
    read_ = isVisible();
    if (read_) reader_.read(runs_);
}

void latency_page::showEvent(QShowEvent* event) {
    if (!read_) reader_.read(runs_);
    read_ = true;
    result_page::showEvent(event);
}

void latency_page::show_latency() {
    std::vector<latency_run> runs_shown;
    for (const auto& [run, report] : reader_.ready()) runs_shown.push_back(make_latency_run(run->record, report));
    const bool waiting = runs_shown.empty() && !reader_.complete();
    empty_->set_text(waiting ? tr("Sorting the answers by how long they took…") : tr("How long answers took"),
                     waiting
                         ? QString()
                         : tr("Tick a saved run on the left to see how long its answers took at each worker count, or run a "
                              "sweep: choose a host and a workload above, then press Run."));
    empty_->set_actions(waiting ? QList<QAction*>() : empty_actions_);
    view_->set_runs(std::move(runs_shown));
    Q_EMIT exportable_changed();
}

void latency_page::set_empty_actions(const QList<QAction*>& actions) {
    empty_actions_ = actions;
    empty_->set_actions(actions);
}

void latency_page::set_export_action(QAction* action) { view_->add_control(make_export_button(action)); }

void latency_page::save_choices() const {
    QSettings settings;
    settings.setValue(quantity_key, to_text(view_->content().wanted));
    settings.setValue(table_key, view_->table_shown());
}

void latency_page::restore_choices() {
    const QSettings settings;
    if (const auto quantity = latency_quantity_from(settings.value(quantity_key).toString())) view_->set_quantity(*quantity);
    view_->set_table_shown(settings.value(table_key, false).toBool());
}

bool latency_page::has_something() const { return view_->chart().has_curves(); }
QSize latency_page::shown_size() const { return view_->size(); }

QString latency_page::suggested_name() const {
    const auto& runs = view_->content().runs;
    return file_name_for(runs.empty() ? tr("run") : runs.front().run_name, QStringLiteral("latency"));
}

result<void> latency_page::save(export_format format, const QString& file, const chart_export_options& options) {
    const latency_content& content = view_->content();
    if (const auto picture = picture_of(format)) return export_latency(*picture, content, file, options);
    return write_file_atomically(to_std(file), to_std(latency_csv(content.runs)));
}

}  // namespace sweeplab
