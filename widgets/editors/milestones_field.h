// The milestones of a pipeline: a table of them, and boxes to tick for the steps of the current one. GUI thread.
#pragma once

#include <vector>

#include "widgets/editors/form_field.h"

class QPushButton;
class QTableWidget;

namespace sweeplab {

class names_field;

class milestones_field final : public form_field {
    Q_OBJECT

public:
    milestones_field();
    void set_steps(const std::vector<std::string>& names);  // to choose from
    void mark_fault(int row);                               // -1: none

    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;

private:
    void show_rows();
    void show_current();
    void add();
    void remove();
    void take_name(int row);
    void take_steps();
    json* current();

    json value_;
    bool filling_ = false;
    int faulty_ = -1;
    QTableWidget* table_;
    QPushButton* remove_;
    names_field* steps_;
};

}  // namespace sweeplab
