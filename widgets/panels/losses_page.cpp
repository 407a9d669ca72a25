#include "widgets/panels/losses_page.h"

#include <QAction>
#include <QSettings>
#include <QVBoxLayout>

#include "engine/exchange/exchange.h"
#include "widgets/charts/loss_columns.h"
#include "widgets/models/words.h"
#include "widgets/panels/empty_state.h"

namespace sweeplab {
namespace {

constexpr auto form_key = "losses/form";
constexpr auto table_key = "losses/table";

}  // namespace

losses_page::losses_page(QWidget* parent) : result_page(parent), view_(new loss_view(this)), empty_(new empty_state) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    view_->set_empty_page(empty_);
    connect(&reader_, &report_reader_base::changed, this, &losses_page::show_accounts);
    show_accounts();
}

// Accounting for a long run takes time that nobody who does not look at it should pay.
void losses_page::show_runs(const std::vector<loaded_run_ptr>& runs) {
    runs_ = runs;
    read_ = isVisible();
    if (read_) reader_.read(runs_);
}

void losses_page::showEvent(QShowEvent* event) {
    if (!read_) reader_.read(runs_);
    read_ = true;
    result_page::showEvent(event);
}

void losses_page::show_accounts() {
    std::vector<loss_run> accounts;
    for (const auto& [run, report] : reader_.ready()) accounts.push_back(make_loss_run(run->record, report));
    const bool waiting = accounts.empty() && !reader_.complete();
    empty_->set_text(waiting ? tr("Adding up the worker-seconds…") : tr("Where the worker-seconds went"),
                     waiting ? QString()
                             : tr("Tick a saved run on the left to see what its workers did at each worker count, or run a "
                                  "sweep: choose a host and a workload above, then press Run."));
    empty_->set_actions(waiting ? QList<QAction*>() : empty_actions_);
    view_->set_runs(std::move(accounts));
    Q_EMIT exportable_changed();
}

void losses_page::set_empty_actions(const QList<QAction*>& actions) {
    empty_actions_ = actions;
    empty_->set_actions(actions);
}

void losses_page::set_export_action(QAction* action) { view_->add_control(make_export_button(action)); }

void losses_page::save_choices() const {
    QSettings settings;
    settings.setValue(form_key, to_text(view_->content().form));
    settings.setValue(table_key, view_->table_shown());
}

void losses_page::restore_choices() {
    const QSettings settings;
    if (const auto form = loss_form_from(settings.value(form_key).toString())) view_->set_form(*form);
    view_->set_table_shown(settings.value(table_key, false).toBool());
}

bool losses_page::has_something() const { return view_->chart().has_bars(); }
QSize losses_page::shown_size() const { return view_->size(); }

QString losses_page::suggested_name() const {
    const auto& runs = view_->content().runs;
    return file_name_for(runs.empty() ? tr("run") : runs.front().run_name, QStringLiteral("losses"));
}

result<void> losses_page::save(export_format format, const QString& file, const chart_export_options& options) {
    const loss_content& content = view_->content();
    if (const auto picture = picture_of(format)) return export_losses(*picture, content, file, options);
    return write_file_atomically(to_std(file), to_std(loss_csv(content.runs)));
}

}  // namespace sweeplab
