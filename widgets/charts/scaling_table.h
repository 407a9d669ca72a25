// The chart's numbers as a table: for people who read, copy or listen to them. Ctrl+C copies the selected cells with
// their column titles, ready for a spreadsheet. GUI thread.
#pragma once

#include <QAbstractTableModel>
#include <QTableView>

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

private:
    std::vector<scaling_curve> curves_;
    std::vector<scaling_row> rows_;               // into curves_
    std::vector<const scaling_column*> columns_;  // those with a title
};

class scaling_table final : public QTableView {
    Q_OBJECT

public:
    explicit scaling_table(QWidget* parent = nullptr);
    void set_content(const scaling_content& content);
    // The selected cells, else all, as tab-separated lines under their titles.
    QString selected_text() const;
    void copy_selected() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void fit_columns();

    scaling_table_model* model_;
};

}  // namespace sweeplab
