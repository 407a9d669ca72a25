// The files that may come in and the runs in them, each to be ticked; what cannot be read says so. GUI thread.
#pragma once

#include <QTreeWidget>

#include "widgets/bridge/import_reader.h"

namespace sweeplab {

class import_list final : public QTreeWidget {
    Q_OBJECT

public:
    explicit import_list(QWidget* parent = nullptr);

    // A row for `entry`, or the row again as it is now. What was ticked before stays as the person left it.
    void show_entry(int place, const import_entry& entry);
    // Of this file; by place.
    std::vector<std::size_t> ticked_runs(int place) const;
    int current_place() const;  // -1: there is none

Q_SIGNALS:
    void ticks_changed();
    void current_place_changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void show_runs(QTreeWidgetItem* row, const import_preview& preview);
    void recolour();
};

}  // namespace sweeplab
