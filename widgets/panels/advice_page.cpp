#include "widgets/panels/advice_page.h"

#include <QAction>
#include <QSettings>
#include <QVBoxLayout>

#include "engine/exchange/exchange.h"
#include "widgets/advice/advice_controls.h"
#include "widgets/advice/advice_tables.h"
#include "widgets/advice/cost_section.h"
#include "widgets/advice/limits_section.h"
#include "widgets/advice/prediction_section.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/past_predictions.h"

namespace sweeplab {
namespace {

constexpr auto objective_key = "advice/objective";
constexpr auto deadline_key = "advice/deadline_s";
constexpr auto latency_key = "advice/latency_s";

std::optional<double> positive(const QVariant& value) {
    bool fine = false;
    const double number = value.toDouble(&fine);
    return fine && number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

advice_page::advice_page(QWidget* parent) : result_page(parent), view_(new advice_view(this)), empty_(new empty_state) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    view_->set_empty_page(empty_);
    connect(&reader_, &advice_reader::changed, this, &advice_page::show_advice);
    connect(&view_->controls(), &advice_controls::asked, this, &advice_page::ask);
    connect(view_, &advice_view::hosts_wanted, this, &result_page::hosts_wanted);
    show_advice();
}

// Analysing a long run takes time that nobody who does not look at it should pay.
void advice_page::show_runs(const std::vector<loaded_run_ptr>& runs) {
    view_->controls().set_runs(runs);
    ticked_ = runs;
    read_ = isVisible();
    if (read_) ask();
}

void advice_page::showEvent(QShowEvent* event) {
    if (!read_) ask();
    read_ = true;
    result_page::showEvent(event);
}

void advice_page::set_hosts(const std::vector<host_profile>& hosts) {
    if (hosts == hosts_) return;
    hosts_ = hosts;
    if (read_) ask();
}

void advice_page::ask() { reader_.ask(view_->controls().run(), view_->controls().request(), ticked_, hosts_); }

void advice_page::show_advice() {
    const auto& [run, sheet] = reader_.latest();
    const bool waiting = !sheet && !reader_.complete();
    empty_->set_text(waiting ? tr("Weighing the worker counts…") : tr("Which worker count to use"),
                     waiting ? QString()
                             : tr("Tick a saved run on the left to see which worker count to use for what, and what to "
                                  "measure next, or run a sweep: choose a host and a workload above, then press Run."));
    empty_->set_actions(waiting ? QList<QAction*>() : empty_actions_);
    if (sheet != view_->sheet() || !sheet) view_->set_sheet(sheet);
    if (past_) past_->follow(run);
    Q_EMIT exportable_changed();
}

void advice_page::set_bridge(session_bridge& bridge) {
    past_ = new past_predictions(bridge, *view_->findChild<prediction_section*>());
}

void advice_page::set_empty_actions(const QList<QAction*>& actions) {
    empty_actions_ = actions;
    empty_->set_actions(actions);
}

void advice_page::set_export_action(QAction* action) { view_->controls().add_control(make_export_button(action)); }

void advice_page::save_choices() const {
    const auto request = view_->controls().request();
    QSettings settings;
    settings.setValue(objective_key, to_qt(key_of(request.asked)));
    settings.setValue(deadline_key, request.deadline_s.value_or(0));
    settings.setValue(latency_key, request.latency_target_s.value_or(0));
}

void advice_page::restore_choices() {
    const QSettings settings;
    analysis_request request;
    if (const auto asked = objective_from(to_std(settings.value(objective_key).toString()))) request.asked = *asked;
    request.deadline_s = positive(settings.value(deadline_key));
    request.latency_target_s = positive(settings.value(latency_key));
    view_->controls().set_request(request);
    if (read_) ask();
}

bool advice_page::has_something() const { return view_->sheet() != nullptr; }
QSize advice_page::shown_size() const { return view_->size(); }

QSize advice_page::saved_size(const chart_export_options& asked) const {
    return has_something() ? laid_out_size(picture_of(*view_), asked) : asked.size;
}

QString advice_page::suggested_name() const {
    const auto& run = reader_.latest().run;
    return file_name_for(run ? to_qt(run->record.summary.name) : tr("run"), QStringLiteral("advice"));
}

result<void> advice_page::save(export_format format, const QString& file, const chart_export_options& options) {
    const auto& [run, sheet] = reader_.latest();
    if (!sheet) return fail(error_kind::not_found, "there is no advice to save");
    if (const auto picture = picture_of(format)) return export_advice(*picture, *view_, file, options);
    return write_file_atomically(
        to_std(file), to_std(advice_csv(run->record, *sheet, view_->limits().shown(), view_->costs().shown().report)));
}

}  // namespace sweeplab
