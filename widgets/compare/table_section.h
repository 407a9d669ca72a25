// A heading, a table below it, and a note; hidden without rows. GUI thread.
#pragma once

#include "widgets/advice/advice_section.h"
#include "widgets/advice/text_rows.h"

namespace sweeplab {

class styled_label;
class text_table;

class table_section final : public advice_section {
    Q_OBJECT

public:
    explicit table_section(const QString& heading, QWidget* parent = nullptr);
    void set_rows(text_rows rows, const QString& note = {});
    text_table& table() const { return *table_; }

private:
    text_table* table_;
    styled_label* note_;
};

}  // namespace sweeplab
