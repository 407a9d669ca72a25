#include "widgets/audit/audit_tree.h"

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <algorithm>

#include "widgets/models/audit_words.h"
#include "widgets/models/import_words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

constexpr int finding_role = Qt::UserRole;       // its place
constexpr int cell_role = Qt::UserRole + 1;      // its place in the finding
constexpr int severity_role = Qt::UserRole + 2;  // of a group

label_part part_of(audit_severity severity) {
    switch (severity) {
        case audit_severity::contradiction: return label_part::fault;
        case audit_severity::doubt: return label_part::warning;
        case audit_severity::confirmed: return label_part::good;
        case audit_severity::note: break;
    }
    return label_part::plain;
}

// A tree gives a row one line, whatever its words need.
class wrapping_rows final : public QStyledItemDelegate {
public:
    explicit wrapping_rows(QTreeWidget* tree) : QStyledItemDelegate(tree), tree_(tree) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyleOptionViewItem row = option;
        initStyleOption(&row, index);
        int depth = 1;
        for (auto above = index.parent(); above.isValid(); above = above.parent()) ++depth;
        const int margin = tree_->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, &row, tree_) + 1;
        const int width = tree_->viewport()->width() - depth * tree_->indentation() - 2 * margin;
        const QRect words = row.fontMetrics.boundingRect(QRect(0, 0, std::max(width, 40), 100'000),
                                                         Qt::AlignLeft | Qt::TextWordWrap, row.text);
        return {40, words.height() + row_padding};
    }

private:
    static constexpr int row_padding = 6;
    QTreeWidget* tree_;
};

}  // namespace

audit_tree::audit_tree(QWidget* parent) : QTreeWidget(parent) {
    setColumnCount(1);
    setHeaderHidden(true);
    setWordWrap(true);
    setItemDelegate(new wrapping_rows(this));
    setTextElideMode(Qt::ElideNone);
    setIndentation(18);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    setAccessibleName(tr("Findings"));
    connect(this, &QTreeWidget::currentItemChanged, this, &audit_tree::current_cells_changed);
}

void audit_tree::set_audit(const table_audit& whole) {
    clear();
    findings_ = whole.findings;
    for (const auto severity :
         {audit_severity::contradiction, audit_severity::doubt, audit_severity::note, audit_severity::confirmed})
        add_group(severity);
    recolour();
    if (topLevelItemCount() > 0) setCurrentItem(topLevelItem(0)->child(0));
}

void audit_tree::add_group(audit_severity severity) {
    const auto count = std::ranges::count(findings_, severity, &audit_finding::severity);
    if (count == 0) return;
    auto* group = new QTreeWidgetItem(this, {sign_of(severity) + QStringLiteral("  ") + group_title(severity, count)});
    QFont bold = font();
    bold.setBold(true);
    group->setFont(0, bold);
    group->setData(0, severity_role, static_cast<int>(severity));
    for (std::size_t i = 0; i < findings_.size(); ++i) {
        const auto& one = findings_[i];
        if (one.severity != severity) continue;
        auto* row = new QTreeWidgetItem(group, {sign_of(severity) + QStringLiteral("  ") + shown_plainly(one.words)});
        row->setData(0, finding_role, static_cast<int>(i));
        row->setData(
            0, Qt::AccessibleTextRole,
            QStringLiteral("%1: %2").arg(QString::fromStdString(std::string(to_text(severity))), shown_plainly(one.words)));
        for (std::size_t j = 0; j < one.cells.size(); ++j) {
            auto* cell = new QTreeWidgetItem(row, {cell_in_words(one.cells[j])});
            cell->setData(0, finding_role, static_cast<int>(i));
            cell->setData(0, cell_role, static_cast<int>(j));
        }
        row->setExpanded(severity >= audit_severity::doubt);
    }
    group->setExpanded(true);
}

std::vector<cited_cell> audit_tree::current_cells() const {
    const QTreeWidgetItem* item = currentItem();
    if (!item || !item->data(0, finding_role).isValid()) return {};
    const auto& cells = findings_[static_cast<std::size_t>(item->data(0, finding_role).toInt())].cells;
    if (!item->data(0, cell_role).isValid()) return cells;
    return {cells[static_cast<std::size_t>(item->data(0, cell_role).toInt())]};
}

void audit_tree::recolour() {
    for (int i = 0; i < topLevelItemCount(); ++i) {
        auto* group = topLevelItem(i);
        const auto severity = static_cast<audit_severity>(group->data(0, severity_role).toInt());
        group->setForeground(0, colour_of(part_of(severity), QApplication::palette()));
    }
}

void audit_tree::changeEvent(QEvent* event) {
    QTreeWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) recolour();
}

// Words that break elsewhere need rows of another height.
void audit_tree::resizeEvent(QResizeEvent* event) {
    QTreeWidget::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

}  // namespace sweeplab
