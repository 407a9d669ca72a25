// A form over one JSON document: rows of label, field and, when it is refused, the reason right below the field.
// Keys that no field shows are kept as they are, so that an editor never loses what it does not know. GUI thread.
#pragma once

#include <QWidget>
#include <vector>

#include "widgets/editors/form_field.h"

class QCheckBox;
class QFormLayout;
class QLabel;

namespace sweeplab {

class field_form final : public QWidget {
    Q_OBJECT

public:
    explicit field_form(QWidget* parent = nullptr);

    void add_heading(const QString& text);
    void add_note(const QString& text);
    // `pointer`: where the value stands in the document ("/endpoint/model"). Takes the field over.
    void add(const QString& label, const std::string& pointer, form_field* field, const QString& hint = {});
    // A control that belongs to the form, but to no value of its own.
    void add_control(const QString& label, QWidget* control);
    void set_control_visible(QWidget* control, bool visible);
    // Something as wide as the form.
    void add_wide(QWidget* content);
    // A part of the document that is there as a whole or not at all: a switch, and the rows added below its pointer are
    // seen while it is on. Off leaves nothing of it behind, not even an empty object.
    void add_section(const QString& label, const std::string& pointer, const QString& text, const QString& hint = {});
    bool section_on(const std::string& pointer) const;
    // Shows or hides a row; the value of a hidden row is left out of the document.
    void set_row_visible(const std::string& pointer, bool visible);
    form_field* field(const std::string& pointer) const;  // null: no such row

    void set_document(const json& document);
    json document() const { return apply_to(base_); }
    json apply_to(json document) const;  // for several forms over one document
    void set_read_only(const std::vector<std::string>& pointers, bool on);
    void rebase(const std::string& base);

    // Shows the reason beside the field that `path` (a JSON pointer within the document) names, leads into, or
    // lies above; false when there is none.
    bool show_fault(const std::string& path, const QString& reason);
    // The first visible field whose text is no value at all: shows its reason and returns it; else empty.
    QString show_own_fault();
    void clear_faults();

Q_SIGNALS:
    void changed();
    void section_switched(const std::string& pointer, bool on);  // by the person; changed() follows

private:
    struct row {
        std::string pointer;
        form_field* field = nullptr;
        QWidget* box = nullptr;  // field, hint and fault; what the form shows and hides
        QLabel* fault = nullptr;
        bool shown = true;
    };
    struct section {
        std::string pointer;
        QCheckBox* box = nullptr;
    };
    void add_row(const QString& label, QWidget* editor, QWidget* box);
    void show_rows_of(const section& part);
    row* row_for(const std::string& path);

    QFormLayout* layout_;
    std::vector<row> rows_;
    std::vector<section> sections_;
    json base_ = json::object();
};

}  // namespace sweeplab
