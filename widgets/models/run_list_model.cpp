#include "widgets/models/run_list_model.h"

#include <QStringList>
#include <algorithm>

#include "engine/model/plan.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

QString second_line(const run_summary& run) {
    QStringList parts{time_ago(run.started_at, wall_clock_now()), to_qt(run.host_name)};
    if (!run.workers.empty()) parts << to_qt(worker_counts_to_text(run.workers));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QStringList badges(const run_summary& run) {
    QStringList words;
    if (run.state != run_state::complete) words << state_in_words(run.state);
    if (run.simulated) words << run_list_model::tr("simulated");
    if (run.origin == run_origin::example) words << run_list_model::tr("example");
    if (run.origin == run_origin::imported) words << run_list_model::tr("imported");
    return words;
}

constexpr std::size_t rows_a_turn = 500;

QString searched_text(const run_summary& run) {
    QStringList parts{to_qt(run.name), to_qt(run.host_name), to_qt(run.workload), to_qt(run.kind), to_qt(run.notes)};
    for (const std::string& tag : run.tags) parts << to_qt(tag) << QLatin1Char('#') + to_qt(tag);
    return (parts + badges(run)).join(QLatin1Char('\n')).toCaseFolded();
}

std::vector<run_id> ids_of(const std::vector<run_summary>& runs) {
    std::vector<run_id> ids;
    ids.reserve(runs.size());
    for (const run_summary& run : runs) ids.push_back(run.id);
    return ids;
}

}  // namespace

run_list_model::run_list_model(run_library& library, QObject* parent) : QAbstractListModel(parent), library_(library) {
    connect(&library_, &run_library::list_changed, this, &run_list_model::take_list);
    connect(&library_, &run_library::ticks_changed, this, &run_list_model::refresh_ticks);
    connect(&minute_, &QTimer::timeout, this, &run_list_model::refresh_ages);
    connect(&idle_, &QTimer::timeout, this, &run_list_model::prepare_search);
    minute_.start(30'000);
    take_list();
}

int run_list_model::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant run_list_model::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const run_summary& run = rows_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole: return to_qt(run.name);
        case Qt::CheckStateRole: return library_.is_ticked(run.id) ? Qt::Checked : Qt::Unchecked;
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole: return run_in_a_sentence(run, wall_clock_now());
        case id_role: return QVariant::fromValue<qint64>(run.id.value);
        case host_role: return to_qt(run.host_name);
        case state_role: return static_cast<int>(run.state);
        case starred_role: return run.starred;
        case second_line_role: return second_line(run);
        case badges_role: return badges(run);
        case search_role: return searched(static_cast<std::size_t>(index.row()));
        case workload_role: return to_qt(run.workload);
        case started_role: return QVariant::fromValue<qint64>(run.started_at);
        default: return {};
    }
}

bool run_list_model::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return false;
    run_summary& run = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole) {
        library_.set_ticked(run.id, value.toInt() == Qt::Checked);
        return true;
    }
    if (role == starred_role) {
        run.starred = value.toBool();
        library_.set_starred(run.id, run.starred);
        Q_EMIT dataChanged(index, index, {starred_role});
        return true;
    }
    if (role != Qt::EditRole) return false;
    const QString name = value.toString().trimmed();
    if (name.isEmpty() || name == to_qt(run.name)) return false;
    run.name = to_std(name);
    forget_searched();
    library_.rename(run.id, run.name);
    Q_EMIT dataChanged(index, index, {Qt::DisplayRole, Qt::EditRole});
    return true;
}

Qt::ItemFlags run_list_model::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsEditable |
           Qt::ItemNeverHasChildren;
}

const QString& run_list_model::searched(std::size_t row) const {
    searched_.resize(rows_.size());
    QString& text = searched_[row];
    if (text.isNull()) text = searched_text(rows_[row]);
    return text;
}

void run_list_model::forget_searched() {
    searched_.clear();
    prepared_ = 0;
    idle_.start(0);
}

// Of thousands of runs all at once would take longer than a frame.
void run_list_model::prepare_search() {
    const auto until = std::min(rows_.size(), prepared_ + rows_a_turn);
    for (; prepared_ < until; ++prepared_) searched(prepared_);
    if (prepared_ >= rows_.size()) idle_.stop();
}

run_id run_list_model::id_at(const QModelIndex& index) const { return {index.data(id_role).toLongLong()}; }

QModelIndex run_list_model::index_of(run_id run) const {
    const auto found = std::ranges::find(rows_, run, &run_summary::id);
    return found == rows_.end() ? QModelIndex{} : index(static_cast<int>(found - rows_.begin()));
}

// The list is newest first, so between two refreshes rows only vanish or come in at the top; anything else is a reset.
void run_list_model::take_list() {
    forget_searched();
    const std::vector<run_summary>& fresh = library_.runs();
    for (int row = static_cast<int>(rows_.size()) - 1; row >= 0; --row) {
        if (library_.find(rows_[static_cast<std::size_t>(row)].id)) continue;
        beginRemoveRows({}, row, row);
        rows_.erase(rows_.begin() + row);
        endRemoveRows();
    }
    const auto kept = ids_of(rows_);
    const auto wanted = ids_of(fresh);
    if (kept.size() <= wanted.size() && std::equal(kept.rbegin(), kept.rend(), wanted.rbegin())) {
        const auto added = static_cast<int>(wanted.size() - kept.size());
        if (added > 0) beginInsertRows({}, 0, added - 1);
        rows_ = fresh;
        if (added > 0) endInsertRows();
        if (!kept.empty()) Q_EMIT dataChanged(index(added), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    rows_ = fresh;
    endResetModel();
}

void run_list_model::refresh_ticks() {
    if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
}

void run_list_model::refresh_ages() {
    if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {second_line_role, Qt::ToolTipRole});
}

}  // namespace sweeplab
