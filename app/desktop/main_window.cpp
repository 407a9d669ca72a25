#include "app/desktop/main_window.h"

#include <QCloseEvent>
#include <QFrame>
#include <QLabel>
#include <QListView>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "app/desktop/first_paint.h"
#include "engine/foundation/hash.h"
#include "widgets/models/words.h"
#include "widgets/panels/drop_hint.h"
#include "widgets/panels/figures_page.h"
#include "widgets/panels/live_panel.h"
#include "widgets/panels/plan_chooser.h"
#include "widgets/panels/result_page.h"
#include "widgets/panels/run_list_panel.h"
#include "widgets/panels/screen_fit.h"
#include "widgets/panels/sweep_bar.h"
#include "widgets/theme/themed_icon.h"

namespace sweeplab {
namespace {

constexpr auto geometry_key = "window/geometry";
constexpr auto columns_key = "window/columns";
constexpr auto rows_key = "window/rows";
constexpr auto log_key = "window/log";
constexpr auto runs_key = "window/runs";
constexpr auto host_key = "sweep/host";
constexpr auto look_key = "look/theme";

QFrame* line_between(QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Sunken);
    return line;
}

int tab_called(const std::vector<result_page_kind>& kinds, const QString& title) {
    return static_cast<int>(std::ranges::find(kinds, title, &result_page_kind::title) - kinds.begin());
}

}  // namespace

main_window::main_window(theme& look)
    : keys_(nullptr),
      library_(bridge_),
      control_(bridge_),
      shelf_(bridge_, standard_plan_folders()),
      look_(look),
      opener_([this](const std::string& name) { return keys_.find(name); }),
      imports_(bridge_, this),
      actions_(new window_actions(this)) {
    setWindowTitle(tr("Sweeplab"));
    // The first paint would wait for the icon to be drawn in every size.
    after_first_paint(this, [this] { setWindowIcon(QIcon(QStringLiteral(":/icons/sweeplab.svg"))); });
    setAcceptDrops(true);
    create_panels();
    create_pages();
    actions_->fill(menuBar());
    connect_file_actions();
    connect_sweep_actions();
    connect_run_actions();
    connect_view_actions();
    connect_engine();
    restore_state();
    refresh_actions();
}

main_window::~main_window() {
    keys_.give_up();
    bridge_.close();
    // The parts refer to the members of this window, so they go first.
    delete takeCentralWidget();
}

void main_window::create_panels() {
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    bar_ = new sweep_bar(draft_, bridge_, control_, centre);
    runs_ = new run_list_panel(library_, centre);
    live_ = new live_panel(control_, centre);
    pages_ = new QTabWidget(centre);
    pages_->setTabBarAutoHide(true);
    pages_->setDocumentMode(true);

    rows_ = new QSplitter(Qt::Vertical, centre);
    rows_->addWidget(pages_);
    rows_->addWidget(live_);
    rows_->setStretchFactor(0, 1);
    rows_->setStretchFactor(1, 0);
    rows_->setChildrenCollapsible(false);
    columns_ = new QSplitter(Qt::Horizontal, centre);
    columns_->addWidget(runs_);
    columns_->addWidget(rows_);
    columns_->setStretchFactor(0, 0);
    columns_->setStretchFactor(1, 1);
    columns_->setChildrenCollapsible(false);
    columns_->setSizes({300, 980});

    column->addWidget(bar_);
    column->addWidget(line_between(centre));
    column->addWidget(columns_, 1);
    setCentralWidget(centre);
    library_name_ = new QLabel(this);
    statusBar()->addPermanentWidget(library_name_);
    drop_hint_ = new drop_hint(tr("Drop to import runs or to open a plan"), this);
}

void main_window::create_pages() {
    page_kinds_ = result_page_kinds();
    page_list_.resize(page_kinds_.size());
    for (const auto& kind : page_kinds_) {
        auto* place = new QWidget(pages_);
        (new QVBoxLayout(place))->setContentsMargins(0, 0, 0, 0);
        pages_->addTab(place, kind.title);
    }
    make_current_page();
    connect(pages_, &QTabWidget::currentChanged, this, [this] {
        make_current_page();
        refresh_actions();
    });
}

void main_window::show_page(const QString& title) { pages_->setCurrentIndex(tab_called(page_kinds_, title)); }

void main_window::make_current_page() {
    const auto place = static_cast<std::size_t>(pages_->currentIndex());
    if (page_list_[place]) return;
    result_page* page = page_kinds_[place].make(pages_->currentWidget());
    page_list_[place] = page;
    pages_->currentWidget()->layout()->addWidget(page);
    page->set_bridge(bridge_);
    page->set_live(control_.live());
    page->set_empty_actions({actions_->demo, actions_->import});
    page->set_export_action(actions_->export_view);
    page->restore_choices();
    page->set_loading(library_.loading());
    page->set_library(library_.runs());
    page->set_hosts(bar_->hosts());
    page->show_runs(library_.shown());
    connect(page, &result_page::exportable_changed, this, &main_window::refresh_actions);
    connect(page, &result_page::figures_wanted, this, [this] { show_page(figures_page::tr("Figures")); });
    connect(page, &result_page::hosts_wanted, actions_->edit_hosts, &QAction::trigger);
    connect(page, &result_page::repeats_wanted, this, [this](qint64 run, int workers) { leave_out_repeat({run}, workers); });
}

void main_window::connect_file_actions() {
    connect(actions_->new_plan, &QAction::triggered, this, [this] { edit_plan(plan_document{}); });
    connect(actions_->open_plan, &QAction::triggered, this, &main_window::choose_plan_file);
    connect(actions_->save_plan, &QAction::triggered, this, &main_window::save_plan);
    connect(actions_->import, &QAction::triggered, &imports_, &import_flow::choose);
    connect(actions_->paste_runs, &QAction::triggered, &imports_, &import_flow::paste);
    connect(actions_->audit, &QAction::triggered, this, &main_window::audit_table);
    connect(&imports_, &import_flow::plan_found, this, [this](const QString& file) { open_plan_file(to_std(file)); });
    connect(&imports_, &import_flow::storing, this, [this](const QString& words) { statusBar()->showMessage(words); });
    connect(&imports_, &import_flow::stored, this, &main_window::take_import);
    connect(&imports_, &import_flow::failed, this, [this](const QString& doing, const error& why) {
        statusBar()->clearMessage();
        show_failure(doing, why);
    });
    connect(actions_->export_view, &QAction::triggered, this, &main_window::export_view);
    connect(actions_->open_library, &QAction::triggered, this, &main_window::choose_library);
    connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
}

void main_window::connect_sweep_actions() {
    bar_->set_actions(actions_->run, actions_->stop);
    connect(actions_->run, &QAction::triggered, this, &main_window::start_sweep);
    connect(actions_->stop, &QAction::triggered, &control_, &sweep_control::stop);
    connect(actions_->in_turn, &QAction::triggered, this, &main_window::start_in_turn);
    connect(&control_, &sweep_control::in_turn_ended, this, &main_window::compare_in_turn);
    connect(actions_->demo, &QAction::triggered, this, &main_window::start_demo);
    connect(actions_->edit_plan, &QAction::triggered, this, [this] { edit_plan(draft_.source()); });
    connect(actions_->edit_hosts, &QAction::triggered, this, &main_window::edit_hosts);
    connect(actions_->calibrate, &QAction::triggered, this, &main_window::calibrate);
    connect(bar_, &sweep_bar::edit_plan_wanted, actions_->edit_plan, &QAction::trigger);
    connect(bar_, &sweep_bar::edit_hosts_wanted, actions_->edit_hosts, &QAction::trigger);
    connect(&bar_->plans(), &plan_chooser::plan_chosen, this, &main_window::open_plan_file);
    connect(&bar_->plans(), &plan_chooser::open_wanted, actions_->open_plan, &QAction::trigger);
    connect(&bar_->plans(), &plan_chooser::new_wanted, actions_->new_plan, &QAction::trigger);
    connect(&shelf_, &plan_shelf::changed, this, [this] { bar_->plans().set_entries(shelf_.entries()); });
    connect(&draft_, &sweep_draft::changed, this, &main_window::refresh_actions);
}

void main_window::connect_run_actions() {
    runs_->set_run_actions(actions_->of_a_run(), {actions_->demo, actions_->import});
    for (QAction* action : {actions_->remove, actions_->rename}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        removeAction(action);
        runs_->view()->addAction(action);
    }
    actions_->remove->setShortcut(QKeySequence::Delete);
    actions_->rename->setShortcut(QKeySequence(Qt::Key_F2));
    connect(actions_->resume, &QAction::triggered, this, &main_window::resume_chosen);
    connect(actions_->show_only, &QAction::triggered, this, [this] {
        const auto chosen = runs_->selected();
        library_.set_ticked_only({chosen.begin(), chosen.end()});
    });
    connect(runs_, &run_list_panel::opened, this, [this](run_id run) { library_.set_ticked_only({run}); });
    connect(actions_->rename, &QAction::triggered, runs_, &run_list_panel::rename_selected);
    connect(actions_->details, &QAction::triggered, this, &main_window::edit_details);
    connect(actions_->star, &QAction::triggered, this, &main_window::toggle_star);
    connect(actions_->use_plan, &QAction::triggered, this, [this] { use_plan_of(runs_->only_selected()); });
    connect(actions_->leave_out, &QAction::triggered, this,
            [this] { leave_out_repeat(runs_->only_selected(), std::nullopt); });
    connect(actions_->merge, &QAction::triggered, this, [this] { library_.merge(runs_->selected()); });
    connect(&library_, &run_library::merged, this, [this](run_id run) {
        library_.set_ticked_only({run});
        statusBar()->showMessage(tr("The repeats are in a new run."), 8'000);
    });
    connect(actions_->remove, &QAction::triggered, this, &main_window::remove_runs);
    connect(actions_->find, &QAction::triggered, this, [this] {
        actions_->show_runs->setChecked(true);
        runs_->focus_filter();
    });
    connect(actions_->untick_all, &QAction::triggered, this, [this] { library_.set_ticked_only({}); });
    connect(runs_, &run_list_panel::selection_changed, this, &main_window::refresh_actions);
}

void main_window::connect_view_actions() {
    connect(actions_->show_runs, &QAction::toggled, runs_, &QWidget::setVisible);
    connect(actions_->show_messages, &QAction::toggled, live_, &live_panel::show_log);
    connect(live_, &live_panel::log_toggled, actions_->show_messages, &QAction::setChecked);
    const auto offer = [this](QAction* action, theme_choice choice) {
        action->setChecked(look_.choice() == choice);
        connect(action, &QAction::triggered, this, [this, choice] {
            look_.set_choice(choice);
            QSettings().setValue(look_key, to_text(choice));
        });
    };
    offer(actions_->look_system, theme_choice::system);
    offer(actions_->look_light, theme_choice::light);
    offer(actions_->look_dark, theme_choice::dark);
    connect(actions_->about, &QAction::triggered, this, [this] {
        QMessageBox::about(this, tr("About Sweeplab"),
                           tr("<b>Sweeplab %1</b><p>A desktop performance lab for parallel work.</p>"
                              "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                               .arg(QStringLiteral(SWEEPLAB_VERSION)));
    });
}

void main_window::connect_engine() {
    connect(&opener_, &session_opener::opened, this, [this] { attach(opener_.take()); });
    connect(&opener_, &session_opener::failed, this, &main_window::library_refused);
    connect(&library_, &run_library::list_changed, this, &main_window::follow_list);
    connect(&library_, &run_library::list_changed, this, [this] {
        for (result_page* page : page_list_)
            if (page) page->set_library(library_.runs());
    });
    connect(&library_, &run_library::shown_changed, this, [this] {
        const auto shown = library_.shown();
        for (result_page* page : page_list_) {
            if (!page) continue;
            page->set_loading(library_.loading());
            page->show_runs(shown);
        }
    });
    connect(&library_, &run_library::failed, this, &main_window::show_failure);
    connect(&control_, &sweep_control::refused, this, &main_window::show_failure);
    connect(&control_, &sweep_control::busy_changed, this, &main_window::refresh_actions);
    connect(&control_.live(), &live_run::run_began, this, &main_window::follow_run);
    connect(&control_.live(), &live_run::trial_stored, this, [this](run_id run) {
        library_.refresh();
        library_.reload(run);
    });
    connect(&control_.live(), &live_run::run_ended, this, [this](run_id run) {
        library_.refresh();
        library_.reload(run);
    });
}

void main_window::restore_state() {
    const QSettings settings;
    resize(fitting_size(this, {1280, 800}));
    restoreGeometry(settings.value(geometry_key).toByteArray());
    columns_->restoreState(settings.value(columns_key).toByteArray());
    rows_->restoreState(settings.value(rows_key).toByteArray());
    const bool runs_shown = settings.value(runs_key, true).toBool();
    actions_->show_runs->setChecked(runs_shown);
    runs_->setVisible(runs_shown);
    live_->show_log(settings.value(log_key, false).toBool());
    bar_->choose_host(to_std(settings.value(host_key).toString()));
}

void main_window::save_state() {
    QSettings settings;
    settings.setValue(geometry_key, saveGeometry());
    settings.setValue(columns_key, columns_->saveState());
    settings.setValue(rows_key, rows_->saveState());
    settings.setValue(runs_key, actions_->show_runs->isChecked());
    settings.setValue(log_key, live_->log_shown());
    if (draft_.host()) settings.setValue(host_key, to_qt(draft_.host()->id));
    for (const result_page* page : page_list_)
        if (page) page->save_choices();
    shelf_.keep_working_copy(draft_.source().edited ? draft_.source() : plan_document{});
    settings.setValue(QStringLiteral("plans/last"), to_qt(draft_.source().file.string()));
    QStringList ticks;
    for (const run_id run : library_.ticked()) ticks << QString::number(run.value);
    if (bridge_.attached()) settings.setValue(QStringLiteral("ticks/") + to_qt(digest_hex(database_.string())), ticks);
}

void main_window::closeEvent(QCloseEvent* event) {
    if (!may_close()) return event->ignore();
    save_state();
    event->accept();
}

result_page* main_window::current_page() const { return page_list_[static_cast<std::size_t>(pages_->currentIndex())]; }

}  // namespace sweeplab
