// What differs between compared runs, as a table that stays low until the person wants to see all of it. GUI thread.
#pragma once

#include <QWidget>
#include <memory>

#include "widgets/compare/comparison_sheet.h"

class QCheckBox;
class QPushButton;

namespace sweeplab {

class styled_label;
class text_table;

class difference_section final : public QWidget {
    Q_OBJECT

public:
    explicit difference_section(QWidget* parent = nullptr);
    void set_sheet(std::shared_ptr<const comparison_sheet> sheet);
    void set_for_picture();  // all that differs, without what can be pressed
    text_table& table() const { return *table_; }

private:
    void show_rows();

    std::shared_ptr<const comparison_sheet> sheet_;
    bool unfolded_ = false;
    bool for_picture_ = false;
    styled_label* heading_;
    QCheckBox* only_;
    styled_label* nothing_;
    text_table* table_;
    QPushButton* more_;
};

}  // namespace sweeplab
