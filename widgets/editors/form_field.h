// The fields that editors are made of. A field shows one JSON value and gives back what was typed: null when
// empty, and text that is no number as a string, so that the engine's strict readers say what is wrong with it.
// GUI thread.
#pragma once

#include <QWidget>
#include <optional>

#include "engine/foundation/json_reader.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace sweeplab {

class form_field : public QWidget {
    Q_OBJECT

public:
    explicit form_field(QWidget* parent = nullptr) : QWidget(parent) {}

    virtual json value() const = 0;                 // null: leave the key out
    virtual void set_value(const json& value) = 0;  // null clears; emits nothing
    virtual QWidget* editor() const = 0;            // takes the focus, bears the accessible name
    // What keeps the text from becoming a value at all (an open quote); shown before the reader's complaints.
    virtual QString own_fault() const { return {}; }
    // For what is read from the machine: shown, not to be changed.
    virtual void set_read_only(bool on) { editor()->setEnabled(!on); }
    // Makes paths absolute when the document moves away from `base`.
    virtual void rebase(const std::string& /*base*/) {}

Q_SIGNALS:
    void changed();
};

// One line of text, a whole number, or a number.
class line_field final : public form_field {
    Q_OBJECT

public:
    enum class holds { text, whole_number, number };
    // `unit_size`: what one of the shown units is in the stored value (1e9 to show bytes as GB).
    line_field(holds what, const QString& placeholder, double unit_size = 1);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;
    void set_read_only(bool on) override;

private:
    holds what_;
    double unit_size_;
    QLineEdit* line_;
};

// Several lines of text, kept as one string; "value" null when empty.
class text_field final : public form_field {
    Q_OBJECT

public:
    text_field(const QString& placeholder, int lines);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;

private:
    QPlainTextEdit* text_;
};

// An array of strings, one a line; a line break within a string is written \n, a backslash \\.
class lines_field final : public form_field {
    Q_OBJECT

public:
    lines_field(const QString& placeholder, int lines);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;

private:
    QPlainTextEdit* text_;
};

// An array of strings typed like a command line (argument_text.h), or an object of NAME=value words.
class words_field final : public form_field {
    Q_OBJECT

public:
    enum class holds { arguments, assignments };
    words_field(holds what, const QString& placeholder, int lines);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;
    QString own_fault() const override;

private:
    holds what_;
    QPlainTextEdit* text_;
};

// A list of whole numbers as worker counts are typed: "1, 2, 4-8".
class counts_field final : public form_field {
    Q_OBJECT

public:
    explicit counts_field(const QString& placeholder);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;
    QString own_fault() const override;

private:
    QLineEdit* line_;
};

// A list of numbers, separated by commas: expected exit codes, the two ends of a range.
class numbers_field final : public form_field {
    Q_OBJECT

public:
    explicit numbers_field(const QString& placeholder);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;

private:
    QLineEdit* line_;
};

// Any JSON, typed as such.
class json_field final : public form_field {
    Q_OBJECT

public:
    json_field(const QString& placeholder, int lines);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;
    QString own_fault() const override;

private:
    QPlainTextEdit* text_;
};

struct choice_option {
    json value;
    QString text;
};

// One of some values. An unknown value of the document is kept as an option of its own.
class choice_field final : public form_field {
    Q_OBJECT

public:
    explicit choice_field(std::vector<choice_option> options);  // the first one is the default
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;

private:
    std::vector<choice_option> options_;
    std::size_t known_;
    bool explicit_ = false;  // the document named it, so it stays named
    QComboBox* box_;
};

// Yes or no.
class switch_field final : public form_field {
    Q_OBJECT

public:
    switch_field(const QString& text, bool otherwise);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;

private:
    bool otherwise_;
    bool explicit_ = false;  // the document named what holds without being named, so it stays named
    QCheckBox* box_;
};

// A file or folder, with a button to look for it.
class path_field final : public form_field {
    Q_OBJECT

public:
    enum class looks_for { file, folder };
    path_field(looks_for what, const QString& placeholder);
    json value() const override;
    void set_value(const json& value) override;
    QWidget* editor() const override;
    void rebase(const std::string& base) override;

private:
    void browse();

    looks_for what_;
    QLineEdit* line_;
};

}  // namespace sweeplab
