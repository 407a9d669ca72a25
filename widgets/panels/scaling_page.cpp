#include "widgets/panels/scaling_page.h"

#include <QAction>
#include <QSettings>
#include <QVBoxLayout>

#include "engine/advice/headline.h"
#include "engine/exchange/exchange.h"
#include "widgets/models/words.h"
#include "widgets/panels/empty_state.h"

namespace sweeplab {
namespace {

constexpr auto quantity_key = "scaling/quantity";
constexpr auto layout_key = "scaling/layout";
constexpr auto table_key = "scaling/table";

}  // namespace

finding finding_of(const std::vector<loaded_run_ptr>& runs, const std::vector<advice_report>& advices) {
    if (runs.size() == 1) return advised_finding(runs.front()->curve, runs.front()->agreement, advices.front());
    std::vector<advised_curve> beside;
    std::vector<std::string> disagreements;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        beside.push_back({&runs[i]->curve, &advices[i]});
        if (runs[i]->agreement.state == result_agreement::verdict::differ)
            disagreements.push_back(runs[i]->curve.run_name + ": " + runs[i]->agreement.text);
    }
    finding words = advised_finding(beside);
    words.warnings.insert(words.warnings.begin(), disagreements.begin(), disagreements.end());
    return words;
}

namespace {

bool has_planned_time(const scaling_curve& curve) { return curve.open_loop || curve.soak; }

}  // namespace

scaling_page::scaling_page(QWidget* parent)
    : result_page(parent),
      reader_([](const run_record& run) { return analyze_run(run); }),
      view_(new scaling_view(this)),
      empty_(new empty_state),
      to_figures_(new QAction(tr("Show under &Figures"), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    view_->set_empty_page(empty_);
    connect(to_figures_, &QAction::triggered, this, &result_page::figures_wanted);
    show_emptiness();
    connect(view_, &scaling_view::repeats_wanted, this, &result_page::repeats_wanted);
    connect(&reader_, &report_reader_base::changed, this, &scaling_page::show_advice);
}

void scaling_page::show_runs(const std::vector<loaded_run_ptr>& runs) {
    runs_.clear();
    planned_.clear();
    for (const auto& run : runs) (has_planned_time(run->curve) ? planned_ : runs_).push_back(run);
    show_emptiness();
    std::vector<scaling_curve> curves;
    std::vector<curve_outlook> outlooks;
    const auto advised = advices();
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        curves.push_back(runs_[i]->curve);
        outlooks.push_back({runs_[i]->bounds, runs_[i]->predictions, mark_of(runs_[i]->curve, advised[i])});
    }
    view_->set_curves(std::move(curves), finding_over(advised), std::move(outlooks));
    read_ = isVisible();
    if (read_) read_advice();
    Q_EMIT exportable_changed();
}

void scaling_page::showEvent(QShowEvent* event) {
    if (!read_) read_advice();
    read_ = true;
    result_page::showEvent(event);
}

// Not of a run under way: replaying it would disturb what is being measured, and the next trial says otherwise anyway.
void scaling_page::read_advice() {
    std::vector<loaded_run_ptr> ended;
    for (const auto& run : runs_)
        if (run->record.summary.state != run_state::running) ended.push_back(run);
    reader_.read(ended);
}

// The whole analysis as soon as it is there; until then what the measured times alone advise, which mostly is the same.
std::vector<advice_report> scaling_page::advices() const {
    const auto ready = reader_.ready();
    std::vector<advice_report> all;
    for (const auto& run : runs_) {
        const auto found = std::ranges::find(ready, run, [](const auto& answer) { return answer.run; });
        all.push_back(found != ready.end() ? found->report->advice : quick_advice(run->curve));
    }
    return all;
}

// Draws only what changed, so that nothing moves where the advice stays.
void scaling_page::show_advice() {
    if (runs_.empty()) return;
    const auto advised = advices();
    std::vector<std::optional<advice_mark>> marks;
    for (std::size_t i = 0; i < runs_.size(); ++i) marks.push_back(mark_of(runs_[i]->curve, advised[i]));
    view_->set_advice(finding_over(advised), marks);
}

void scaling_page::set_empty_actions(const QList<QAction*>& actions) {
    empty_actions_ = actions;
    show_emptiness();
}

QString scaling_page::planned_words() const {
    QStringList names;
    for (const auto& run : planned_) names << QStringLiteral("“%1”").arg(to_qt(run->curve.run_name));
    return names.size() == 1 ? tr("%1 lasts as long as planned, whatever the workers").arg(names.front())
                             : tr("%1 last as long as planned, whatever the workers").arg(names.join(QStringLiteral(", ")));
}

// What was left out of the chart is said beside it.
finding scaling_page::finding_over(const std::vector<advice_report>& advised) const {
    if (runs_.empty()) return {};
    auto words = finding_of(runs_, advised);
    if (!planned_.empty()) words.warnings.push_back(to_std(planned_words() + tr("; shown under Figures")));
    return words;
}

void scaling_page::show_emptiness() {
    if (planned_.empty()) {
        empty_->set_text(
            tr("Time against workers"),
            tr("Tick a saved run on the left to see it here, or run a sweep: choose a host and a workload above, "
               "then press Run."));
        return empty_->set_actions(empty_actions_);
    }
    empty_->set_text(
        tr("The time is the plan's"),
        tr("%1: there is no time to set against the workers. What is measured meanwhile is shown under Figures.")
            .arg(planned_words()));
    empty_->set_actions({to_figures_});
}

void scaling_page::set_export_action(QAction* action) { view_->add_control(make_export_button(action)); }

void scaling_page::save_choices() const {
    QSettings settings;
    settings.setValue(quantity_key, to_text(view_->quantity()));
    settings.setValue(layout_key, to_text(view_->shown_layout()));
    settings.setValue(table_key, view_->table_shown());
}

void scaling_page::restore_choices() {
    const QSettings settings;
    if (const auto quantity = chart_quantity_from(settings.value(quantity_key).toString())) view_->set_quantity(*quantity);
    if (const auto layout = panel_layout_from(settings.value(layout_key).toString())) view_->set_panel_layout(*layout);
    view_->set_table_shown(settings.value(table_key, false).toBool());
}

bool scaling_page::has_something() const { return !view_->is_empty(); }
QSize scaling_page::shown_size() const { return view_->size(); }

QString scaling_page::suggested_name() const {
    const auto& curves = view_->content().curves;
    return file_name_for(curves.empty() ? tr("scaling") : to_qt(curves.front().run_name), to_text(view_->quantity()));
}

result<void> scaling_page::save(export_format format, const QString& file, const chart_export_options& options) {
    const scaling_content& content = view_->content();
    if (const auto picture = picture_of(format)) return export_scaling(*picture, content, file, options);
    return write_file_atomically(to_std(file), to_std(scaling_csv(content)));
}

}  // namespace sweeplab
