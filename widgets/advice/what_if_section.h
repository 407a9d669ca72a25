// What would change if steps were carried out otherwise. GUI thread.
#pragma once

#include "widgets/advice/advice_section.h"
#include "widgets/advice/advice_sheet.h"
#include "widgets/advice/text_rows.h"

namespace sweeplab {

class styled_label;
class text_lines;
class text_table;

// A row for each change; of steps beside others those that save most.
text_rows rows_of(const run_what_if& asked);

class what_if_section final : public advice_section {
    Q_OBJECT

public:
    explicit what_if_section(QWidget* parent = nullptr);
    void set_sheet(const advice_sheet& sheet);  // hidden where there is nothing to ask about

private:
    styled_label* words_;
    styled_label* path_;
    text_table* table_;
    styled_label* note_;
};

}  // namespace sweeplab
