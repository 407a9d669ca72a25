// The log of messages: newest last, bounded, equal neighbours counted instead of repeated. GUI thread.
#pragma once

#include <QAbstractListModel>
#include <deque>

#include "engine/model/run_event.h"

namespace sweeplab {

class message_model final : public QAbstractListModel {
    Q_OBJECT

public:
    static constexpr int most_rows = 2000;
    enum data_role { severity_role = Qt::UserRole };  // int, a run_message::level

    using QAbstractListModel::QAbstractListModel;

    void add(run_message::level severity, const QString& text);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct entry {
        run_message::level severity;
        QString time;
        QString text;
        int times = 1;
    };
    std::deque<entry> entries_;
};

}  // namespace sweeplab
