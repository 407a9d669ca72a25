// A table of text as high as its rows, so that the page scrolls and not each table in it. GUI thread.
#pragma once

#include <QAbstractTableModel>

#include "widgets/advice/text_rows.h"
#include "widgets/charts/number_table.h"

namespace sweeplab {

class text_table_model final : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    void set_rows(text_rows rows);  // the same shape keeps what is selected

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool is_text(int column) const { return rows_.is_text[static_cast<std::size_t>(column)]; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QPalette palette() const;

    text_rows rows_;
};

// Longer lines in a cell are hard to read beside others.
inline constexpr int usual_widest_text = 320;

class text_table final : public number_table {
    Q_OBJECT

public:
    explicit text_table(const QString& name, QWidget* parent = nullptr);
    void set_rows(text_rows rows);  // without rows it is hidden
    // Texts wider than this go on in a further line, instead of being cut off. Before set_rows().
    void set_wrapping(int widest);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int whole_height() const;
    void wrap_texts();

    int widest_text_ = 0;
    int wanted_width_ = 0;
    text_table_model* model_;
};

}  // namespace sweeplab
