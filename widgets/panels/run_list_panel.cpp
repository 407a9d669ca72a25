#include "widgets/panels/run_list_panel.h"

#include <QComboBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSet>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/models/words.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/run_row_delegate.h"

namespace sweeplab {

run_list_panel::run_list_panel(run_library& library, QWidget* parent)
    : QWidget(parent), library_(library), model_(new run_list_model(library, this)), filter_(new run_filter_model(this)) {
    filter_->setSourceModel(model_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 4, 6);
    column->setSpacing(6);
    column->addWidget(make_filter());
    column->addWidget(make_list(), 1);
    column->addWidget(make_undo_bar());
    buttons_ = new QHBoxLayout;
    buttons_->setSpacing(2);
    column->addLayout(buttons_);
    setMinimumWidth(230);
    connect(&library_, &run_library::list_changed, this, [this] {
        if (!library_.listed_once()) end_undo();  // another library: what was deleted is not in it
        refresh_hosts();
        refresh_empty_state();
    });
    refresh_hosts();
    refresh_empty_state();
}

QWidget* run_list_panel::make_filter() {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    search_ = new QLineEdit(box);
    search_->setPlaceholderText(tr("Filter by name, work, tag, note"));
    search_->setAccessibleName(tr("Filter saved runs"));
    column->addWidget(search_);

    host_ = new QComboBox(box);
    host_->setAccessibleName(tr("Show runs of host"));
    state_ = new QComboBox(box);
    state_->setAccessibleName(tr("Show runs in state"));
    when_ = new QComboBox(box);
    when_->setAccessibleName(tr("Show runs since"));
    group_ = new QComboBox(box);
    group_->setAccessibleName(tr("Group runs"));
    for (const auto& pair : {std::pair{host_, state_}, std::pair{when_, group_}}) {
        auto* row = new QHBoxLayout;
        row->setSpacing(4);
        for (QComboBox* choice : {pair.first, pair.second}) {
            choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
            choice->setMinimumContentsLength(6);
            row->addWidget(choice, 1);
        }
        column->addLayout(row);
    }
    when_->addItem(tr("Any time"), 0);
    when_->addItem(tr("Last 24 hours"), 1);
    when_->addItem(tr("Last 7 days"), 7);
    when_->addItem(tr("Last 30 days"), 30);
    group_->addItem(tr("No groups"), static_cast<int>(run_grouping::none));
    group_->addItem(tr("By host"), static_cast<int>(run_grouping::host));
    group_->addItem(tr("By workload"), static_cast<int>(run_grouping::workload));
    state_->addItem(tr("All states"));
    for (const run_state state :
         {run_state::complete, run_state::running, run_state::interrupted, run_state::cancelled, run_state::failed})
        state_->addItem(state_in_words(state), static_cast<int>(state));
    connect(when_, &QComboBox::currentIndexChanged, this, [this] { set_since_days(when_->currentData().toInt()); });
    connect(group_, &QComboBox::currentIndexChanged, this, [this] {
        const auto by = static_cast<run_grouping>(group_->currentData().toInt());
        view_->setUniformItemSizes(by == run_grouping::none);
        filter_->set_grouping(by);
        view_->doItemsLayout();
    });

    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        // Not from the start: the style's picture for it loads every image format plugin there is.
        if (!text.isEmpty()) search_->setClearButtonEnabled(true);
        filter_->set_text(text);
        refresh_empty_state();
    });
    connect(host_, &QComboBox::currentIndexChanged, this, [this] {
        filter_->set_host(host_->currentData().toString());
        refresh_empty_state();
    });
    connect(state_, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant chosen = state_->currentData();
        filter_->set_state(chosen.isValid() ? std::optional(static_cast<run_state>(chosen.toInt())) : std::nullopt);
        refresh_empty_state();
    });
    return box;
}

void run_list_panel::set_since_days(int days) {
    constexpr unix_ms day = 24LL * 3600 * 1000;
    filter_->set_since(days > 0 ? wall_clock_now() - days * day : 0);
    refresh_empty_state();
}

QWidget* run_list_panel::make_undo_bar() {
    undo_bar_ = new QWidget(this);
    auto* row = new QHBoxLayout(undo_bar_);
    row->setContentsMargins(4, 0, 0, 0);
    undo_text_ = new QLabel(undo_bar_);
    undo_text_->setTextFormat(Qt::PlainText);
    undo_text_->setMinimumWidth(40);
    undo_text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* back = new QPushButton(tr("&Undo"), undo_bar_);
    row->addWidget(undo_text_, 1);
    row->addWidget(back);
    undo_bar_->hide();
    undo_time_.setSingleShot(true);
    connect(&undo_time_, &QTimer::timeout, this, &run_list_panel::end_undo);
    connect(back, &QPushButton::clicked, this, [this] {
        const auto deleted = deleted_;
        end_undo();
        view_->setFocus();
        library_.restore(deleted);
    });
    return undo_bar_;
}

void run_list_panel::offer_undo(const std::vector<run_id>& deleted, const QString& name) {
    constexpr int offered_ms = 60'000;
    deleted_.insert(deleted_.end(), deleted.begin(), deleted.end());
    const QString what =
        tr("%1 deleted").arg(deleted_.size() == 1 ? name : counted(static_cast<long long>(deleted_.size()), "run", "runs"));
    undo_text_->setText(what);
    undo_text_->setToolTip(what);
    undo_bar_->show();
    undo_time_.start(offered_ms);
}

void run_list_panel::end_undo() {
    undo_bar_->hide();
    undo_time_.stop();
    deleted_.clear();
}

QWidget* run_list_panel::make_list() {
    auto* stack = new QWidget(this);
    pages_ = new QStackedLayout(stack);
    view_ = new QListView(stack);
    view_->setModel(filter_);
    view_->setItemDelegate(new run_row_delegate(view_));
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setEditTriggers(QAbstractItemView::EditKeyPressed);
    view_->setUniformItemSizes(true);
    view_->setMouseTracking(true);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    view_->setAccessibleName(tr("Saved runs"));
    view_->setAccessibleDescription(tr("The ticked runs are what the charts show. Space ticks a run."));
    empty_ = new empty_state(stack);
    pages_->addWidget(view_);
    pages_->addWidget(empty_);
    connect(view_, &QWidget::customContextMenuRequested, this, &run_list_panel::show_menu);
    connect(view_, &QListView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT opened(run_id{index.data(run_list_model::id_role).toLongLong()}); });
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &run_list_panel::selection_changed);
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &run_list_panel::selection_changed);
    return stack;
}

std::vector<run_id> run_list_panel::selected() const {
    std::vector<run_id> runs;
    for (const QModelIndex& index : view_->selectionModel()->selectedRows())
        runs.push_back({index.data(run_list_model::id_role).toLongLong()});
    return runs;
}

run_id run_list_panel::only_selected() const {
    const auto runs = selected();
    return runs.size() == 1 ? runs.front() : run_id{};
}

void run_list_panel::select(run_id run) {
    const QModelIndex index = filter_->mapFromSource(model_->index_of(run));
    if (!index.isValid()) return;
    view_->setCurrentIndex(index);
    view_->scrollTo(index);
}

void run_list_panel::select_all_of(const std::vector<run_id>& runs) {
    QItemSelection chosen;
    for (const run_id run : runs)
        if (const QModelIndex index = filter_->mapFromSource(model_->index_of(run)); index.isValid())
            chosen.select(index, index);
    view_->selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
}

void run_list_panel::set_run_actions(const QList<QAction*>& of_a_run, const QList<QAction*>& when_empty) {
    context_actions_ = of_a_run;
    empty_actions_ = when_empty;
    fill_buttons();
    refresh_empty_state();
}

// The first action (resume) in words while it can be done, the others as icons.
void run_list_panel::fill_buttons() {
    for (QAction* action : context_actions_) {
        if (!action || action->icon().isNull()) continue;
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
        if (action == context_actions_.front()) {
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
            button->setVisible(action->isEnabled());
            connect(action, &QAction::changed, button, [=] { button->setVisible(action->isEnabled()); });
            buttons_->addWidget(button);
            buttons_->addStretch(1);
        } else {
            buttons_->addWidget(button);
        }
    }
}

void run_list_panel::focus_filter() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void run_list_panel::rename_selected() {
    const QModelIndex index = filter_->mapFromSource(model_->index_of(only_selected()));
    if (!index.isValid()) return;
    view_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    view_->edit(index);
}

void run_list_panel::refresh_hosts() {
    const QString chosen = host_->currentData().toString();
    const QSignalBlocker quiet(host_);
    QStringList names;
    for (const run_summary& run : library_.runs()) names << to_qt(run.host_name);
    names.removeDuplicates();
    names.sort(Qt::CaseInsensitive);
    host_->clear();
    host_->addItem(tr("All hosts"));
    for (const QString& name : names) host_->addItem(name, name);
    host_->setCurrentIndex(std::max(0, host_->findData(chosen.isEmpty() ? QVariant() : QVariant(chosen))));
    if (!chosen.isEmpty() && host_->currentIndex() == 0) filter_->set_host({});
}

void run_list_panel::refresh_empty_state() {
    const bool empty = filter_->rowCount() == 0;
    pages_->setCurrentIndex(empty ? 1 : 0);
    if (!empty) return;
    if (filter_->filters() && model_->rowCount() > 0) {
        empty_->set_text({}, tr("No saved run matches the filter."));
        empty_->set_actions({});
    } else if (library_.listed_once()) {
        empty_->set_text({}, tr("No run is saved yet. Run a sweep, or import a file."));
        empty_->set_actions(empty_actions_);
    } else {
        empty_->set_text({}, tr("Opening…"));
        empty_->set_actions({});
    }
}

void run_list_panel::show_menu(const QPoint& at) {
    if (!view_->indexAt(at).isValid()) return;
    QMenu menu(this);
    for (QAction* action : context_actions_) {
        if (action) {
            menu.addAction(action);
        } else {
            menu.addSeparator();
        }
    }
    menu.exec(view_->viewport()->mapToGlobal(at));
}

}  // namespace sweeplab
