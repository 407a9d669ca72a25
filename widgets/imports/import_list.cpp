#include "widgets/imports/import_list.h"

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QSignalBlocker>

#include "widgets/charts/chart_quantity.h"
#include "widgets/models/import_words.h"
#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

enum column { name_column, workers_column, trials_column, requests_column, notice_column };
constexpr int fault_role = Qt::UserRole;
constexpr int most_open_rows = 12;  // of a file's runs

bool is_ticked(const QTreeWidgetItem* row) { return row->checkState(name_column) == Qt::Checked; }

QString counts(const std::vector<int>& workers) { return shown_plainly(worker_counts_to_text(workers)); }

}  // namespace

import_list::import_list(QWidget* parent) : QTreeWidget(parent) {
    setColumnCount(5);
    setHeaderLabels({tr("File and runs"), tr("Workers"), tr("Trials"), tr("Requests"), tr("What it is")});
    setAllColumnsShowFocus(true);
    setUniformRowHeights(true);
    setAccessibleName(tr("Files and their runs"));
    setTextElideMode(Qt::ElideMiddle);
    header()->setStretchLastSection(true);
    for (const int number : {trials_column, requests_column})
        headerItem()->setTextAlignment(number, Qt::AlignRight | Qt::AlignVCenter);
    setColumnWidth(name_column, 270);
    setColumnWidth(workers_column, 110);
    setColumnWidth(trials_column, 60);
    setColumnWidth(requests_column, 75);
    connect(this, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem*, int at) {
        if (at == name_column) Q_EMIT ticks_changed();
    });
    connect(this, &QTreeWidget::currentItemChanged, this, &import_list::current_place_changed);
}

void import_list::show_entry(int place, const import_entry& entry) {
    {
        const QSignalBlocker quiet(this);
        while (topLevelItemCount() <= place) new QTreeWidgetItem(this);
        QTreeWidgetItem* row = topLevelItem(place);
        row->setText(name_column, shown_plainly(entry.source.name.toStdString()));
        row->setSizeHint(name_column, {0, fontMetrics().height() + 8});
        row->setData(notice_column, fault_role, entry.fault.has_value());
        for (const int number : {trials_column, requests_column})
            row->setTextAlignment(number, Qt::AlignRight | Qt::AlignVCenter);
        if (entry.reading) {
            show_runs(row, entry.reading->preview);
        } else {
            row->setText(notice_column, entry.fault ? tr("⚠ cannot be read") : tr("Reading…"));
        }
        recolour();
    }
    if (!currentItem()) setCurrentItem(topLevelItem(0));
    viewport()->update();
    Q_EMIT ticks_changed();
    if (place == current_place()) Q_EMIT current_place_changed();
}

void import_list::show_runs(QTreeWidgetItem* row, const import_preview& preview) {
    row->setFlags(row->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
    QStringList what{tool_in_words(preview)};
    if (const QString notices = notices_in_words(preview); !notices.isEmpty()) what << notices;
    row->setText(notice_column, what.join(QStringLiteral(" · ")));
    for (const auto& run : preview.runs) {
        auto* child = new QTreeWidgetItem(
            row, {shown_plainly(run.name),
                  counts(run.workers),
                  whole_number_text(static_cast<double>(run.trials)),
                  run.requests > 0 ? whole_number_text(static_cast<double>(run.requests)) : QStringLiteral("–"),
                  {}});
        child->setFlags(child->flags() | Qt::ItemIsUserCheckable);
        for (const int number : {trials_column, requests_column})
            child->setTextAlignment(number, Qt::AlignRight | Qt::AlignVCenter);
        child->setCheckState(name_column, Qt::Checked);
    }
    row->setExpanded(row->childCount() <= most_open_rows);
}

std::vector<std::size_t> import_list::ticked_runs(int place) const {
    std::vector<std::size_t> ticked;
    const QTreeWidgetItem* row = topLevelItem(place);
    for (int i = 0; row && i < row->childCount(); ++i)
        if (is_ticked(row->child(i))) ticked.push_back(static_cast<std::size_t>(i));
    return ticked;
}

int import_list::current_place() const {
    QTreeWidgetItem* row = currentItem();
    if (row && row->parent()) row = row->parent();
    return indexOfTopLevelItem(row);
}

void import_list::recolour() {
    for (int i = 0; i < topLevelItemCount(); ++i) {
        auto* row = topLevelItem(i);
        const bool fault = row->data(notice_column, fault_role).toBool();
        row->setForeground(notice_column, fault ? QBrush(colour_of(label_part::fault, QApplication::palette())) : QBrush());
    }
}

void import_list::changeEvent(QEvent* event) {
    QTreeWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    const QSignalBlocker quiet(this);
    recolour();
}

}  // namespace sweeplab
