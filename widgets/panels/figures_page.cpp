#include "widgets/panels/figures_page.h"

#include <QAction>
#include <QSettings>
#include <QVBoxLayout>

#include "engine/exchange/exchange.h"
#include "widgets/bridge/live_run.h"
#include "widgets/models/words.h"
#include "widgets/panels/empty_state.h"

namespace sweeplab {
namespace {

constexpr auto reading_key = "figures/reading";
constexpr auto table_key = "figures/table";
constexpr int live_period_ms = 250;  // drawing must not disturb what is being measured

}  // namespace

figures_page::figures_page(QWidget* parent) : result_page(parent), view_(new figure_view(this)), empty_(new empty_state) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    view_->set_empty_page(empty_);
    connect(&reader_, &report_reader_base::changed, this, &figures_page::show_figures);
    connect(&verifications_, &verification_reader::verified, this, &figures_page::take_verified);
    connect(view_, &figure_view::repeats_wanted, this, &result_page::repeats_wanted);
    live_delay_.setSingleShot(true);
    live_delay_.setInterval(live_period_ms);
    connect(&live_delay_, &QTimer::timeout, this, &figures_page::show_figures);
    show_figures();
}

// Reading the figures of a long run takes time that nobody who does not look at them should pay.
void figures_page::show_runs(const std::vector<loaded_run_ptr>& runs) {
    runs_ = runs;
    read_ = isVisible();
    if (read_) reader_.read(runs_);
}

void figures_page::set_loading(bool loading) {
    loading_ = loading;
    if (view_->is_empty()) show_emptiness(!reader_.ready().empty());
}

// Another library numbers its runs anew.
void figures_page::set_bridge(session_bridge& bridge) {
    verifications_.set_bridge(bridge);
    connect(&bridge, &session_bridge::session_closed, this, [this] { verified_.clear(); });
}

void figures_page::showEvent(QShowEvent* event) {
    if (!read_) reader_.read(runs_);
    read_ = true;
    follow_live();
    result_page::showEvent(event);
}

void figures_page::set_live(live_run& live) {
    live_ = &live;
    connect(&live, &live_run::changed, this, &figures_page::follow_live);
    connect(&live, &QObject::destroyed, this, [this] { live_ = nullptr; });
}

void figures_page::follow_live() {
    if (!live_ || !isVisible() || live_delay_.isActive()) return;
    const auto& soak = live_->state().soak;
    const std::pair seen{live_->state().soak_samples, soak && soak->course().live};
    if (seen == live_seen_) return;
    live_seen_ = seen;
    live_delay_.start();
}

// The samples that came since the run was last read; the report as it is once it holds them itself.
std::shared_ptr<const figure_report> figures_page::with_live(const loaded_run& run,
                                                             std::shared_ptr<const figure_report> report) const {
    if (!live_ || !live_->state().soak || live_->state().run != run.record.summary.id) return report;
    const auto& course = live_->state().soak->course();
    const auto trial = course.parts.front().trial;
    const bool stored = std::ranges::any_of(run.record.trials, [&](const auto& one) { return one.id == trial; });
    if (stored && !course.live) return report;  // also where it does not count
    auto grown = std::make_shared<figure_report>(*report);
    const auto same = std::ranges::find_if(grown->soaks, [&](const auto& saved) {
        return !course.warm_up && saved.workers == course.workers && saved.repeat == course.repeat;
    });
    if (same != grown->soaks.end()) add_live_part(*same, course, soak_gap_ns(report->soak.terms));
    else grown->soaks.push_back(course);
    return grown;
}

bool figures_page::waits_for_soak() const {
    if (!live_ || !live_->state().busy() || live_->state().soak_samples > 0) return false;
    return std::ranges::any_of(runs_, [&](const auto& run) {
        return run->record.summary.id == live_->state().run && run->record.summary.kind == "soak";
    });
}

void figures_page::show_figures() {
    std::vector<figure_source> sources;
    for (const auto& [run, report] : reader_.ready()) {
        sources.push_back({&run->curve, with_live(*run, report)});
        if (report->native) verifications_.read(run);
    }
    show_emptiness(!sources.empty());
    view_->set_runs(make_figure_runs(std::move(sources)));
    Q_EMIT exportable_changed();
}

void figures_page::show_emptiness(bool any_read) {
    const bool waiting = loading_ || !reader_.complete();
    const QString kinds =
        tr("Pipelines have them (when each milestone is ready), native kernels (their rates), commands with a check (what a "
           "solved task takes and costs), loads in phases (rates, workers and latency over time), and soaks (time between "
           "chunks, processor and memory over time).");
    if (waits_for_soak()) empty_->set_text(tr("The soak has begun"), tr("Its figures are drawn here as its samples come."));
    else if (waiting) empty_->set_text(tr("Reading the figures…"), QString());
    else if (any_read) empty_->set_text(tr("The ticked runs measured nothing beside their time"), kinds);
    else
        empty_->set_text(tr("What was measured beside the time"),
                         tr("Tick a saved run on the left to see its figures. ") + kinds);
}

void figures_page::take_verified(qint64 run, const QStringList& by_item) {
    for (int item = 0; item < by_item.size(); ++item) verified_[{run, item}] = by_item[item];
    view_->set_verified(verified_);
}

void figures_page::set_export_action(QAction* action) { view_->add_control(make_export_button(action)); }

void figures_page::save_choices() const {
    QSettings settings;
    settings.setValue(reading_key, to_text(view_->content().reading));
    settings.setValue(table_key, view_->table_shown());
}

void figures_page::restore_choices() {
    const QSettings settings;
    if (const auto reading = milestone_reading_from(settings.value(reading_key).toString())) view_->set_reading(*reading);
    view_->set_table_shown(settings.value(table_key, false).toBool());
}

bool figures_page::has_something() const { return !view_->is_empty(); }
QSize figures_page::shown_size() const { return view_->size(); }

QString figures_page::suggested_name() const {
    const auto& runs = view_->content().runs;
    return file_name_for(runs.empty() ? tr("run") : runs.front().run_name, QStringLiteral("figures"));
}

result<void> figures_page::save(export_format format, const QString& file, const chart_export_options& options) {
    const figure_content& content = view_->content();
    if (const auto picture = picture_of(format)) return export_figures(*picture, content, file, options);
    return write_file_atomically(to_std(file), to_std(figure_csv(content.runs, view_->verified())));
}

}  // namespace sweeplab
