// Where a number stands in an output: a JSON pointer (begins with /), or a regular expression with what to do
// with its matches. "" as text means the whole document. GUI thread.
#pragma once

#include "widgets/editors/form_field.h"

namespace sweeplab {

class rule_field final : public form_field {
    Q_OBJECT

public:
    explicit rule_field(const QString& placeholder);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;

private:
    bool is_pattern() const;
    void show_take();

    QLineEdit* line_;
    QComboBox* take_;
    bool explicit_ = false;  // the document named what to take, so it stays named
};

}  // namespace sweeplab
