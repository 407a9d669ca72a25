// Where a workload's items come from: typed here, a file, a folder, or made up. One form for each. GUI thread.
#pragma once

#include <vector>

#include "widgets/editors/form_field.h"

class QComboBox;
class QStackedWidget;

namespace sweeplab {

class field_form;
class lines_field;

class items_field final : public form_field {
    Q_OBJECT

public:
    items_field();
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;
    void rebase(const std::string& base) override;

private:
    field_form* add_source(const QString& title);
    void fit_height();

    QComboBox* source_;
    QStackedWidget* pages_;
    lines_field* inline_ = nullptr;
    std::vector<field_form*> forms_;  // by index of the source
};

}  // namespace sweeplab
