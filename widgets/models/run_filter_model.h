// Narrows the list of runs by words, host, state and age, and puts runs of the same host or workload together. Every word
// must occur somewhere in the run's name, host, workload, tags or notes; "#tag" finds tags. GUI thread.
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>
#include <optional>

#include "engine/model/run.h"

namespace sweeplab {

enum class run_grouping { none, host, workload };

class run_filter_model final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    // Beside those of run_list_model.
    enum data_role {
        heading_role = Qt::UserRole + 100  // QString: the group that begins with this row; empty: none does
    };

    explicit run_filter_model(QObject* parent = nullptr);

    void set_text(const QString& text);
    void set_host(const QString& host);  // empty: any
    void set_state(std::optional<run_state> state);
    void set_since(unix_ms since);  // 0: any time
    void set_grouping(run_grouping by);
    run_grouping grouping() const { return grouping_; }
    bool filters() const { return !words_.isEmpty() || !host_.isEmpty() || state_.has_value() || since_ > 0; }

    QVariant data(const QModelIndex& index, int role) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QString group_of(const QModelIndex& source) const;

    QStringList words_;
    QString host_;
    std::optional<run_state> state_;
    unix_ms since_ = 0;
    run_grouping grouping_ = run_grouping::none;
};

}  // namespace sweeplab
