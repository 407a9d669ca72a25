// Predicted beside measured, by worker count, and how good the predictions were. GUI thread.
#pragma once

#include "widgets/advice/advice_section.h"
#include "widgets/advice/advice_sheet.h"

namespace sweeplab {

class styled_label;
class text_table;

class prediction_section final : public advice_section {
    Q_OBJECT

public:
    explicit prediction_section(QWidget* parent = nullptr);
    void set_sheet(const advice_sheet& sheet);
    // How good past predictions were on the run's host; empty: nothing is known of any.
    void set_history(const QString& words);

Q_SIGNALS:
    void history_wanted();  // the list of them

private:
    styled_label* words_;
    text_table* table_;
    QWidget* history_;
    styled_label* history_words_;
};

}  // namespace sweeplab
