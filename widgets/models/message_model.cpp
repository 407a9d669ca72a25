#include "widgets/models/message_model.h"

#include <QTime>

namespace sweeplab {
namespace {

QString severity_in_words(run_message::level severity) {
    switch (severity) {
        case run_message::level::note: return message_model::tr("note");
        case run_message::level::warning: return message_model::tr("warning");
        case run_message::level::failure: return message_model::tr("failure");
    }
    return {};
}

}  // namespace

void message_model::add(run_message::level severity, const QString& text) {
    if (!entries_.empty() && entries_.back().severity == severity && entries_.back().text == text) {
        ++entries_.back().times;
        const QModelIndex last = index(rowCount() - 1);
        Q_EMIT dataChanged(last, last);
        return;
    }
    if (rowCount() >= most_rows) {
        beginRemoveRows({}, 0, 0);
        entries_.pop_front();
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount());
    entries_.push_back({severity, QTime::currentTime().toString(QStringLiteral("HH:mm:ss")), text});
    endInsertRows();
}

void message_model::clear() {
    beginResetModel();
    entries_.clear();
    endResetModel();
}

int message_model::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

QVariant message_model::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const entry& said = entries_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole: {
            const QString text = QStringLiteral("%1  %2").arg(said.time, said.text);
            return said.times == 1 ? text : tr("%1  (%2 times)").arg(text).arg(said.times);
        }
        case Qt::ToolTipRole: return said.text;
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1, %2: %3").arg(said.time, severity_in_words(said.severity), said.text);
        case severity_role: return static_cast<int>(said.severity);
        default: return {};
    }
}

}  // namespace sweeplab
