#include "widgets/models/run_filter_model.h"

#include <algorithm>

#include "widgets/models/run_list_model.h"

namespace sweeplab {

run_filter_model::run_filter_model(QObject* parent) : QSortFilterProxyModel(parent) { setDynamicSortFilter(true); }

void run_filter_model::set_text(const QString& text) {
    words_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
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

bool run_filter_model::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex run = sourceModel()->index(row, 0, parent);
    if (!host_.isEmpty() && run.data(run_list_model::host_role).toString() != host_) return false;
    if (state_ && run.data(run_list_model::state_role).toInt() != static_cast<int>(*state_)) return false;
    if (words_.isEmpty()) return true;
    const QString text = run.data(run_list_model::search_role).toString();
    return std::ranges::all_of(words_, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

}  // namespace sweeplab
