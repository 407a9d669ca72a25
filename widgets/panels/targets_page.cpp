#include "widgets/panels/targets_page.h"

#include <QAction>
#include <QFileInfo>
#include <QSettings>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/exchange/exchange.h"
#include "widgets/models/words.h"
#include "widgets/panels/empty_state.h"
#include "widgets/targets/target_controls.h"

namespace sweeplab {
namespace {

constexpr auto file_key = "targets/file";
constexpr auto opened_key = "targets/opened";

std::vector<std::filesystem::path> shipped_files() {
    std::vector<std::filesystem::path> files;
    std::error_code unknown;
    for (const auto& entry : std::filesystem::directory_iterator(find_resources() / "targets", unknown))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

// The record alone, kept alive by the run that holds it.
run_record_ptr record_of(const loaded_run_ptr& run) { return {run, &run->record}; }

QString title_of(const run_summary& run) {
    return QStringLiteral("%1%2 · %3 · %4")
        .arg(run.starred ? QStringLiteral("★ ") : QString())
        .arg(run.id.value)
        .arg(to_qt(run.name), to_qt(run.host_name));
}

}  // namespace

targets_page::targets_page(QWidget* parent) : result_page(parent), view_(new target_view(this)), empty_(new empty_state) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view_);
    view_->set_empty_page(empty_);
    view_->controls().set_files(shipped_files(), {});
    connect(&reader_, &report_reader_base::changed, this, &targets_page::show_sheet);
    connect(&view_->controls(), &target_controls::asked, this, [this] {
        offer_baselines();
        ask();
    });
    // Editors write a file anew, which ends the watch over it.
    connect(&watcher_, &QFileSystemWatcher::fileChanged, this, [this] {
        if (read_) ask();
    });
    show_sheet();
}

// Judging long runs takes time that nobody who does not look at it should pay.
void targets_page::show_runs(const std::vector<loaded_run_ptr>& runs) {
    runs_ = runs;
    baseline_.reset();
    offer_runs();
    read_ = isVisible();
    if (read_) ask();
}

void targets_page::set_loading(bool loading) {
    loading_ = loading;
    if (!view_->sheet()) show_emptiness();
}

void targets_page::set_library(const std::vector<run_summary>& runs) {
    library_ = runs;
    const auto run_before = view_->controls().run(), baseline_before = view_->controls().baseline();
    offer_runs();
    if (read_ && (view_->controls().run() != run_before || view_->controls().baseline() != baseline_before)) ask();
}

void targets_page::set_bridge(session_bridge& bridge) {
    bridge_ = &bridge;
    connect(&bridge, &session_bridge::session_closed, this, [this] {
        baseline_.reset();
        reading_baseline_ = false;
    });
}

void targets_page::showEvent(QShowEvent* event) {
    if (!read_) {
        baseline_.reset();
        ask();
    }
    read_ = true;
    result_page::showEvent(event);
}

loaded_run_ptr targets_page::ticked(run_id run) const {
    const auto found = std::ranges::find(runs_, run, [](const auto& one) { return one->record.summary.id; });
    return found == runs_.end() ? nullptr : *found;
}

// A starred run is what others are measured from: of several ticked ones another is judged.
void targets_page::offer_runs() {
    std::vector<run_choice> choices;
    std::optional<run_id> usual;
    for (const auto& run : runs_) {
        auto summary = run->record.summary;
        const auto listed = std::ranges::find(library_, summary.id, &run_summary::id);
        if (listed != library_.end()) summary.starred = listed->starred;
        choices.push_back({summary.id, title_of(summary)});
        if (!usual && !summary.starred) usual = summary.id;
    }
    view_->controls().set_runs(choices, usual.value_or(runs_.empty() ? run_id{} : runs_.front()->record.summary.id));
    offer_baselines();
}

// Starred runs, and the other ticked ones.
void targets_page::offer_baselines() {
    const run_id chosen = view_->controls().run();
    const auto run = ticked(chosen);
    std::vector<run_choice> choices;
    const auto add = [&](const run_summary& one) {
        const bool known = std::ranges::find(choices, one.id, &run_choice::run) != choices.end();
        if (one.id != chosen && !known) choices.push_back({one.id, title_of(one)});
    };
    for (const auto& one : library_)
        if (one.starred) add(one);
    for (const auto& one : runs_) add(one->record.summary);
    const auto usual = run ? usual_baseline(run->record.summary, library_) : std::nullopt;
    view_->controls().set_baselines(choices, usual.value_or(run_id{}));
}

void targets_page::ask() {
    ++asked_;
    reading_baseline_ = false;
    if (!ticked(view_->controls().run())) return reader_.forget();
    follow_file();
    const run_id wanted = view_->controls().baseline();
    if (!wanted) return ask_with(nullptr);
    if (const auto run = ticked(wanted)) return ask_with(record_of(run));
    if (baseline_ && baseline_->summary.id == wanted) return ask_with(baseline_);
    read_baseline(wanted);
}

void targets_page::read_baseline(run_id run) {
    if (!bridge_ || !bridge_->attached()) return ask_with(nullptr);
    reading_baseline_ = true;
    bridge_->ask(
        this,
        [run](engine_session& session) -> run_record_ptr {
            auto record = session.store().load_run(run, load_detail::attempts);
            return record ? std::make_shared<const run_record>(std::move(*record)) : nullptr;
        },
        [this, number = asked_](const run_record_ptr& record) {
            if (number != asked_) return;
            reading_baseline_ = false;
            baseline_ = record;
            ask_with(record);
        });
}

void targets_page::ask_with(run_record_ptr baseline) {
    const auto run = ticked(view_->controls().run());
    target_question asked{record_of(run), std::move(baseline), view_->controls().file()};
    reader_.ask([asked = std::move(asked)] { return make_target_sheet(asked); });
}

void targets_page::follow_file() {
    const QString file = to_qt(view_->controls().file().string());
    if (watcher_.files() == QStringList(file)) return;
    if (!watcher_.files().isEmpty()) watcher_.removePaths(watcher_.files());
    if (QFileInfo(file).isFile()) watcher_.addPath(file);
}

void targets_page::choose_file(const std::filesystem::path& file) {
    view_->controls().choose_file(file);
    if (read_) ask();
}

// The answer to an earlier question stays until the next one is here, but not when it is of another run.
void targets_page::show_sheet() {
    auto sheet = reader_.latest();
    if (sheet && sheet->asked.run->summary.id != view_->controls().run()) sheet.reset();
    show_emptiness();
    if (sheet != view_->sheet() || !sheet) view_->set_sheet(sheet);
    Q_EMIT exportable_changed();
}

void targets_page::show_emptiness() {
    if (loading_ && runs_.empty()) return empty_->set_text(tr("Reading the runs…"), QString());
    if (!runs_.empty()) return empty_->set_text(tr("Holding the run against its targets…"), QString());
    empty_->set_text(
        tr("Pass, fail, or not measured yet"),
        tr("Tick a saved run on the left to hold it against a file of targets, and beside the starred run of the "
           "same host and workload: latency, CPU and memory before and after."));
}

void targets_page::set_export_action(QAction* action) { view_->controls().add_control(make_export_button(action)); }

void targets_page::save_choices() const {
    QSettings settings;
    settings.setValue(file_key, to_qt(view_->controls().file().string()));
    QStringList opened;
    for (const auto& file : view_->controls().opened()) opened << to_qt(file.string());
    settings.setValue(opened_key, opened);
}

void targets_page::restore_choices() {
    const QSettings settings;
    std::vector<std::filesystem::path> opened;
    for (const auto& file : settings.value(opened_key).toStringList()) opened.emplace_back(to_std(file));
    view_->controls().set_files(shipped_files(), opened);
    const QString file = settings.value(file_key).toString();
    const auto shipped = shipped_files();
    const std::filesystem::path wanted = to_std(file);
    const bool known =
        std::ranges::find(opened, wanted) != opened.end() || std::ranges::find(shipped, wanted) != shipped.end();
    if (known) view_->controls().choose_file(wanted);
    if (read_) ask();
}

bool targets_page::has_something() const { return view_->sheet() != nullptr; }
QSize targets_page::shown_size() const { return view_->size(); }

QSize targets_page::saved_size(const chart_export_options& asked) const {
    return has_something() ? laid_out_size(picture_of(*view_), asked) : asked.size;
}

QString targets_page::suggested_name() const {
    const auto& sheet = view_->sheet();
    return file_name_for(sheet ? to_qt(sheet->asked.run->summary.name) : tr("run"), QStringLiteral("targets"));
}

result<void> targets_page::save(export_format format, const QString& file, const chart_export_options& options) {
    const auto& sheet = view_->sheet();
    if (!sheet) return fail(error_kind::not_found, "there are no targets to save");
    if (const auto picture = picture_of(format)) return export_targets(*picture, *view_, file, options);
    return write_file_atomically(to_std(file), to_std(targets_csv(*sheet)));
}

}  // namespace sweeplab
