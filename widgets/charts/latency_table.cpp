#include "widgets/charts/latency_table.h"

#include <QHeaderView>
#include <QScrollBar>
#include <algorithm>

#include "widgets/charts/latency_words.h"

namespace sweeplab {
namespace {

enum column { host, run, workers, counted_from, answers, missing, failed, first_percentile };
constexpr int column_count = first_percentile + static_cast<int>(latency_percentiles.size());

QString title_of(int section) {
    switch (section) {
        case host: return QStringLiteral("Machine");
        case run: return QStringLiteral("Run");
        case workers: return QStringLiteral("Workers");
        case counted_from: return QStringLiteral("Counted from");
        case answers: return QStringLiteral("Answers");
        case missing: return QStringLiteral("No value");
        case failed: return QStringLiteral("Failed");
        default: break;
    }
    const auto index = static_cast<std::size_t>(section - first_percentile);
    return QString::fromStdString(percentile_name(latency_percentiles[index]));
}

const latency_percentile& percentile_of(const latency_row& row, int section) {
    return row.values().percentiles[static_cast<std::size_t>(section - first_percentile)];
}

QString count_text(std::size_t count) { return whole_number_text(static_cast<double>(count)); }

QVariant alignment(int section) {
    const bool left = section == host || section == run || section == counted_from;
    return QVariant::fromValue(Qt::AlignVCenter | (left ? Qt::AlignLeft : Qt::AlignRight));
}

bool is_from_due(const latency_row& row) {
    return row.quantity == latency_quantity::first_token_from_due || row.quantity == latency_quantity::whole_from_due;
}

}  // namespace

latency_table_model::latency_table_model(QObject* parent) : QAbstractTableModel(parent) {}

void latency_table_model::set_runs(std::vector<latency_run> runs, latency_quantity quantity, const display_unit& unit) {
    beginResetModel();
    runs_ = std::move(runs);
    rows_ = latency_rows(runs_, quantity);
    unit_ = unit;
    endResetModel();
}

int latency_table_model::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int latency_table_model::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QString latency_table_model::text(const latency_row& row, int column) const {
    switch (column) {
        case host: return row.run->host;
        case run: return row.run->run_name + (row.run->simulated ? QStringLiteral(" (simulated)") : QString());
        case workers: return count_text(static_cast<std::size_t>(row.point->workers));
        case counted_from: return is_from_due(row) ? QStringLiteral("due") : QStringLiteral("sending");
        case answers: return count_text(row.values().sorted_ns.size());
        case missing: return count_text(row.values().missing);
        case failed: return count_text(row.point->failed);
        default: return percentile_text(percentile_of(row, column), unit_);
    }
}

QString latency_table_model::why(const latency_row& row, int column) const {
    if (column == missing) return QStringLiteral("Answers that have no such time: not streamed, or tokens not known");
    if (column == failed) return QStringLiteral("Attempts that failed: in no percentile");
    if (column < first_percentile) return {};
    const auto& read = percentile_of(row, column);
    return read.ns ? QStringLiteral("In brackets: 95 % interval, whatever the distribution")
                   : QString::fromStdString(read.refused);
}

QVariant latency_table_model::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) return text(row, index.column());
    if (role == Qt::TextAlignmentRole) return alignment(index.column());
    if (role != Qt::ToolTipRole && role != Qt::AccessibleDescriptionRole) return {};
    const QString reason = why(row, index.column());
    return reason.isEmpty() ? QVariant() : reason;
}

QVariant latency_table_model::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole) return alignment(section);
    if (role != Qt::DisplayRole) return QAbstractTableModel::headerData(section, orientation, role);
    return section < first_percentile ? title_of(section) : title_of(section) + QStringLiteral(", ") + unit_.symbol;
}

bool latency_table_model::is_needed(int column) const {
    const auto any = [this](auto says) { return std::any_of(rows_.begin(), rows_.end(), says); };
    if (column == counted_from) return any(is_from_due);
    if (column == missing) return any([](const auto& row) { return row.values().missing > 0; });
    if (column == failed) return any([](const auto& row) { return row.point->failed > 0; });
    if (column == host || column == run) return runs_.size() > 1;
    return true;
}

latency_table::latency_table(QWidget* parent) : number_table(parent), model_(new latency_table_model(this)) {
    setModel(model_);
    setAccessibleName(QStringLiteral("Percentiles by worker count"));
}

void latency_table::set_content(const latency_content& content, const latency_chart_data& chart, const QString& headline) {
    setAccessibleDescription(headline);
    model_->set_runs(content.runs, chart.quantity, chart.unit);
    for (int i = 0; i < model_->columnCount(); ++i) setColumnHidden(i, !model_->is_needed(i));
    fit_columns();  // of the columns that are seen: hidden ones keep no width
}

int latency_table::whole_height() const {
    return horizontalHeader()->sizeHint().height() + verticalHeader()->defaultSectionSize() * model_->rowCount() +
           horizontalScrollBar()->sizeHint().height() + 2 * frameWidth();
}

}  // namespace sweeplab
