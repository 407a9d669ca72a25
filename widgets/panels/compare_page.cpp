#include "widgets/panels/compare_page.h"

#include <QAction>
#include <QSettings>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/exchange/exchange.h"
#include "widgets/compare/comparison_controls.h"
#include "widgets/compare/comparison_tables.h"
#include "widgets/models/words.h"
#include "widgets/panels/empty_state.h"

namespace sweeplab {
namespace {

constexpr auto threshold_key = "compare/threshold";
constexpr auto chart_key = "compare/chart";

std::vector<run_id> ids_of(const std::vector<loaded_run_ptr>& runs) {
    std::vector<run_id> ids;
    for (const auto& run : runs) ids.push_back(run->record.summary.id);
    return ids;
}

}  // namespace

compare_page::compare_page(QWidget* parent)
    : result_page(parent), view_(new comparison_view(this)), empty_(new empty_state) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    view_->set_empty_page(empty_);
    connect(&reader_, &report_reader_base::changed, this, &compare_page::show_sheet);
    connect(&view_->controls(), &comparison_controls::asked, this, &compare_page::ask);
    connect(view_, &comparison_view::anyway_wanted, this, [this] { compare_anyway(ids_of(runs_)); });
    show_sheet();
}

// Comparing long runs takes time that nobody who does not look at it should pay.
void compare_page::show_runs(const std::vector<loaded_run_ptr>& runs) {
    runs_ = runs;
    offer_runs();
    read_ = isVisible();
    if (read_) ask();
}

void compare_page::set_loading(bool loading) {
    loading_ = loading;
    if (!view_->sheet()) show_emptiness();
}

void compare_page::set_library(const std::vector<run_summary>& runs) {
    std::vector<run_id> starred;
    for (const auto& run : runs)
        if (run.starred) starred.push_back(run.id);
    if (starred == starred_) return;
    starred_ = std::move(starred);
    const run_id before = view_->controls().against();
    offer_runs();
    if (read_ && view_->controls().against() != before) ask();
}

void compare_page::set_hosts(const std::vector<host_profile>& hosts) {
    if (hosts == hosts_) return;
    hosts_ = hosts;
    if (read_) ask();
}

void compare_page::showEvent(QShowEvent* event) {
    if (!read_) ask();
    read_ = true;
    result_page::showEvent(event);
}

void compare_page::offer_runs() {
    QStringList names;
    for (const auto& run : runs_) {
        const auto& summary = run->record.summary;
        const bool star = std::ranges::find(starred_, summary.id) != starred_.end();
        // The number first: names are often the same, and long ones are cut off.
        names << QStringLiteral("%1%2 · %3 · %4")
                     .arg(star ? QStringLiteral("★ ") : QString())
                     .arg(summary.id.value)
                     .arg(to_qt(summary.name), to_qt(summary.host_name));
    }
    view_->controls().set_runs(runs_, names, default_baseline(runs_, starred_));
}

void compare_page::compare_anyway(const std::vector<run_id>& runs) {
    anyway_ = {runs.begin(), runs.end()};
    if (read_) ask();
}

void compare_page::ask() {
    if (runs_.size() < 2) return reader_.forget();
    const bool anyway =
        std::ranges::all_of(runs_, [this](const auto& run) { return anyway_.contains(run->record.summary.id); });
    comparison_question asked{runs_, view_->controls().against(), view_->controls().threshold(), anyway, hosts_};
    reader_.ask([asked = std::move(asked)] { return make_comparison_sheet(asked); });
}

// The answer to an earlier question stays until the next one is here, but not when it is of other runs.
void compare_page::show_sheet() {
    auto sheet = reader_.latest();
    if (sheet && ids_of(sheet->asked.runs) != ids_of(runs_)) sheet.reset();
    show_emptiness();
    if (sheet != view_->sheet() || !sheet) view_->set_sheet(sheet);
    Q_EMIT exportable_changed();
}

void compare_page::show_emptiness() {
    const bool few = runs_.size() < 2;
    empty_->set_actions(few && runs_.empty() && !loading_ ? empty_actions_ : QList<QAction*>());
    if (loading_ && few) return empty_->set_text(tr("Reading the runs…"), QString());
    if (!few) return empty_->set_text(tr("Comparing…"), QString());
    empty_->set_text(runs_.empty() ? tr("Two runs beside each other") : tr("One run is ticked: tick another one"),
                     tr("Tick two or more saved runs on the left to see what differs between them, how their times compare "
                        "at each worker count, and whether the difference is more than chance."));
}

void compare_page::set_empty_actions(const QList<QAction*>& actions) {
    empty_actions_ = actions;
    show_emptiness();
}

void compare_page::set_export_action(QAction* action) { view_->controls().add_control(make_export_button(action)); }

void compare_page::save_choices() const {
    QSettings settings;
    settings.setValue(threshold_key, view_->controls().threshold());
    settings.setValue(chart_key, to_text(view_->chart()));
}

void compare_page::restore_choices() {
    const QSettings settings;
    bool fine = false;
    const double threshold = settings.value(threshold_key, default_threshold).toDouble(&fine);
    if (fine && threshold >= 0 && threshold <= 1) view_->controls().set_threshold(threshold);
    if (const auto chart = comparison_chart_from(settings.value(chart_key).toString())) view_->set_chart(*chart);
    if (read_) ask();
}

bool compare_page::has_something() const { return view_->sheet() != nullptr; }
QSize compare_page::shown_size() const { return view_->size(); }

QSize compare_page::saved_size(const chart_export_options& asked) const {
    return has_something() ? laid_out_size(picture_of(*view_), asked) : asked.size;
}

QString compare_page::suggested_name() const {
    const auto& sheet = view_->sheet();
    return file_name_for(sheet ? to_qt(sheet->against->record.summary.name) : tr("run"), QStringLiteral("comparison"));
}

result<void> compare_page::save(export_format format, const QString& file, const chart_export_options& options) {
    const auto& sheet = view_->sheet();
    if (!sheet) return fail(error_kind::not_found, "there is no comparison to save");
    if (const auto picture = picture_of(format)) return export_comparison(*picture, *view_, file, options);
    return write_file_atomically(to_std(file), to_std(comparison_csv(*sheet)));
}

}  // namespace sweeplab
