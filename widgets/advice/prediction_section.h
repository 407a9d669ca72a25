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

private:
    styled_label* words_;
    text_table* table_;
};

}  // namespace sweeplab
