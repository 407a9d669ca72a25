#include "widgets/models/run_filter_model.h"

#include <algorithm>

#include "widgets/models/run_list_model.h"

namespace sweeplab {

run_filter_model::run_filter_model(QObject* parent) : QSortFilterProxyModel(parent) { setDynamicSortFilter(true); }

void run_filter_model::set_text(const QString& text) {
    words_ = text.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void run_filter_model::set_host(const QString& host) {
    host_ = host;
    invalidateFilter();
}

void run_filter_model::set_state(std::optional<run_state> state) {
    state_ = state;
    invalidateFilter();
}

void run_filter_model::set_since(unix_ms since) {
    since_ = since;
    invalidateFilter();
}

void run_filter_model::set_grouping(run_grouping by) {
    if (by == grouping_) return;
    grouping_ = by;
    // Without groups the list stays as the library has it.
    sort(by == run_grouping::none ? -1 : 0);
    invalidate();
}

QString run_filter_model::group_of(const QModelIndex& source) const {
    if (grouping_ == run_grouping::none) return {};
    return source.data(grouping_ == run_grouping::host ? run_list_model::host_role : run_list_model::workload_role)
        .toString();
}

QVariant run_filter_model::data(const QModelIndex& index, int role) const {
    if (role != heading_role) return QSortFilterProxyModel::data(index, role);
    if (grouping_ == run_grouping::none || !index.isValid()) return QString();
    const QString own = group_of(mapToSource(index));
    if (index.row() > 0 && group_of(mapToSource(index.siblingAtRow(index.row() - 1))) == own) return QString();
    return own.isEmpty() ? tr("Not named") : own;
}

bool run_filter_model::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex run = sourceModel()->index(row, 0, parent);
    if (!host_.isEmpty() && run.data(run_list_model::host_role).toString() != host_) return false;
    if (state_ && run.data(run_list_model::state_role).toInt() != static_cast<int>(*state_)) return false;
    if (since_ > 0 && run.data(run_list_model::started_role).toLongLong() < since_) return false;
    if (words_.isEmpty()) return true;
    const QString text = run.data(run_list_model::search_role).toString();
    return std::ranges::all_of(words_, [&](const QString& word) { return text.contains(word); });
}

bool run_filter_model::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const int order = QString::localeAwareCompare(group_of(left), group_of(right));
    return order != 0 ? order < 0 : left.row() < right.row();
}

}  // namespace sweeplab
