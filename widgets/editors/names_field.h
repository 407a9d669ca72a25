// Some of several names, each with a box to tick: the steps that a step waits for. The document's order stays; a name in it
// that is not one of those to choose from is shown too, so that it can be taken away. GUI thread.
#pragma once

#include "widgets/editors/form_field.h"

class QListWidget;

namespace sweeplab {

class names_field final : public form_field {
    Q_OBJECT

public:
    explicit names_field(int lines = 3);
    void set_names(const std::vector<std::string>& names);  // to choose from
    json value() const override { return value_; }
    void set_value(const json& value) override;
    QWidget* editor() const override;

private:
    void fill();
    void take_ticks();

    std::vector<std::string> names_;
    json value_;
    QListWidget* list_;
};

}  // namespace sweeplab
