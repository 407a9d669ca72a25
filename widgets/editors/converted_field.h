// A field whose lines are turned into JSON by two functions: caches, graphics cards. GUI thread.
#pragma once

#include <functional>

#include "widgets/editors/form_field.h"

namespace sweeplab {

class converted_field final : public form_field {
    Q_OBJECT

public:
    using reader = std::function<result<json>(std::string_view text)>;
    using writer = std::function<std::string(const json& value)>;

    converted_field(const QString& placeholder, int lines, reader from_text, writer to_text);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;
    QString own_fault() const override;
    void set_read_only(bool on) override;

private:
    reader from_text_;
    writer to_text_;
    QPlainTextEdit* text_;
};

}  // namespace sweeplab
