// The findings of an audit, by how grave they are, each with the cells it cites. GUI thread.
#pragma once

#include <QTreeWidget>

#include "engine/audit/audit.h"

namespace sweeplab {

class audit_tree final : public QTreeWidget {
    Q_OBJECT

public:
    explicit audit_tree(QWidget* parent = nullptr);

    void set_audit(const table_audit& whole);
    // The cells of the current finding, or the current cell alone; of a group none.
    std::vector<cited_cell> current_cells() const;

Q_SIGNALS:
    void current_cells_changed();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void add_group(audit_severity severity);
    void recolour();

    std::vector<audit_finding> findings_;
};

}  // namespace sweeplab
