// The saved runs as an item model: one row a run, a tick box, a star, and roles for a two-line delegate.
// Reads and changes the run library; keeps rows in place across refreshes. GUI thread.
#pragma once

#include <QAbstractListModel>
#include <QTimer>
#include <vector>

#include "widgets/bridge/run_library.h"

namespace sweeplab {

class run_list_model final : public QAbstractListModel {
    Q_OBJECT

public:
    enum data_role {
        id_role = Qt::UserRole,
        host_role,         // QString
        state_role,        // int, a run_state
        starred_role,      // bool
        second_line_role,  // QString: when, host, workers
        badges_role,       // QStringList: "simulated", "stopped"
        search_role,       // QString: everything that the filter looks into, case folded
        workload_role,     // QString
        started_role       // qint64, unix_ms
    };

    explicit run_list_model(run_library& library, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    run_id id_at(const QModelIndex& index) const;
    QModelIndex index_of(run_id run) const;

private:
    void take_list();
    void refresh_ticks();
    void refresh_ages();
    void forget_searched();
    void prepare_search();
    const QString& searched(std::size_t row) const;

    run_library& library_;
    std::vector<run_summary> rows_;
    // By row: each key of a filter asks for all. Made when nothing else is to do, or when first looked into.
    mutable std::vector<QString> searched_;
    std::size_t prepared_ = 0;
    QTimer idle_;
    QTimer minute_;
};

}  // namespace sweeplab
