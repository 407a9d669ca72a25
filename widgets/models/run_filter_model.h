// Narrows the list of runs by words, host and state. Every word must occur somewhere in the run's name, host,
// workload, tags or notes; "#tag" finds tags. GUI thread.
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>
#include <optional>

#include "engine/model/run.h"

namespace sweeplab {

class run_filter_model final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit run_filter_model(QObject* parent = nullptr);

    void set_text(const QString& text);
    void set_host(const QString& host);  // empty: any
    void set_state(std::optional<run_state> state);
    bool filters() const { return !words_.isEmpty() || !host_.isEmpty() || state_.has_value(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList words_;
    QString host_;
    std::optional<run_state> state_;
};

}  // namespace sweeplab
