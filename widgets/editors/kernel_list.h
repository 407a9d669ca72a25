// The native kernels with a box for each to tick, by family, and the suites. What a plan says of kernels is left as it is
// until something is ticked or set. GUI thread.
#pragma once

#include <QWidget>
#include <vector>

#include "engine/native/kernel_registry.h"

class QComboBox;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace sweeplab {

class kernel_list final : public QWidget {
    Q_OBJECT

public:
    explicit kernel_list(QWidget* parent = nullptr);

    void set_workload(const json& workload);
    json apply_to(json workload) const;

    // The kernel whose row is the current one; null: a family, or a kernel that is not known here.
    const native::kernel_entry* current_kernel() const;
    json current_entry() const;          // {"kernel": "triad", …}
    int current_place() const;           // in the plan's list; -1: not in it
    bool in_suite() const;               // a suite takes the usual values
    void set_current_entry(json entry);  // and ticks it
    // Marks the row that stands at `place` in the plan's list; -1: none.
    void mark_fault(int place);

Q_SIGNALS:
    void changed();          // by the person
    void current_changed();  // another row, or what may be set of it

private:
    struct row {
        const native::kernel_entry* kernel = nullptr;
        json entry;  // as the plan writes it
        QTreeWidgetItem* item = nullptr;
    };
    void build_rows(const json& list);
    void add_row(QTreeWidgetItem* family, const native::kernel_entry* kernel, json entry, int place);
    void show_row(const row& one);
    void show_ticks();
    bool ticked(const row& one) const;
    int current_row() const;
    void take_tick(QTreeWidgetItem* item);
    void take_suite();
    void leave_suite();
    void add_to_list(int which);
    void repeat_current();

    QComboBox* choice_;
    QTreeWidget* tree_;
    QPushButton* again_;
    std::vector<row> rows_;
    std::vector<int> list_;  // rows that the plan names, in its order
    std::string suite_;      // empty: those of the list
    bool touched_ = false;
    bool filling_ = false;
};

}  // namespace sweeplab
