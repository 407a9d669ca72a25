// A chart's numbers as a table: for people who read, copy or listen to them. Ctrl+C copies the selected cells with
// their column titles, ready for a spreadsheet. GUI thread.
#pragma once

#include <QTableView>

class QMenu;

namespace sweeplab {

class number_table : public QTableView {
    Q_OBJECT

public:
    explicit number_table(QWidget* parent = nullptr);
    // The selected cells, else all, as tab-separated lines under their titles.
    QString selected_text() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    // What else can be done with the row under the menu.
    virtual void add_to_menu(QMenu&, const QModelIndex& /*at*/) {}
    void fit_columns();  // wide enough, within reason

private:
    void copy_selected() const;
};

}  // namespace sweeplab
