// A scaling chart's numbers as a table. GUI thread.
#pragma once

#include <QAbstractTableModel>

#include "widgets/charts/number_table.h"
#include "widgets/charts/scaling_columns.h"

namespace sweeplab {

class scaling_table_model final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit scaling_table_model(QObject* parent = nullptr);
    void set_curves(std::vector<scaling_curve> curves);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool is_needed(int column) const;  // it says something about some row
    const scaling_row& row(int number) const { return rows_[static_cast<std::size_t>(number)]; }

private:
    std::vector<scaling_curve> curves_;
    std::vector<scaling_row> rows_;               // into curves_
    std::vector<const scaling_column*> columns_;  // those with a title
};

class scaling_table final : public number_table {
    Q_OBJECT

public:
    explicit scaling_table(QWidget* parent = nullptr);
    void set_content(const scaling_content& content);

Q_SIGNALS:
    void repeats_wanted(qint64 run, int workers);

protected:
    void add_to_menu(QMenu& menu, const QModelIndex& at) override;

private:
    scaling_table_model* model_;
};

}  // namespace sweeplab
