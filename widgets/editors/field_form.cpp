#include "widgets/editors/field_form.h"

#include <QCheckBox>
#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

// "/a" leads to "/a" and "/a/b", not to "/ab".
bool leads_to(const std::string& pointer, const std::string& path) {
    return path.starts_with(pointer) && (path.size() == pointer.size() || path[pointer.size()] == '/');
}

void erase_at(json& document, const json::json_pointer& at) {
    if (at.empty() || !document.contains(at)) return;
    json& parent = document[at.parent_pointer()];
    if (parent.is_object()) parent.erase(at.back());
}

// Objects that stand for nothing any more, unless the document came with them.
void drop_empty_parents(json& document, const json& base, json::json_pointer at) {
    for (at.pop_back(); !at.empty(); at.pop_back()) {
        if (!document.contains(at) || !document[at].is_object() || !document[at].empty() || base.contains(at)) return;
        erase_at(document, at);
    }
}

// A value cannot be put below something that is no object (a string where an object belongs).
void put_at(json& document, const json::json_pointer& at, json value) {
    for (auto above = at.parent_pointer();; above.pop_back()) {
        if (document.contains(above) && !document[above].is_object()) document[above] = json::object();
        if (above.empty()) break;
    }
    document[at] = std::move(value);
}

// Holds a field and what is said below it. QFormLayout shares its height out by size hints, which for wrapped words are
// a guess: a row that had to wrap more would squeeze its field. So a row insists on the height that its width takes.
class row_box final : public QWidget {
public:
    explicit row_box(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
        column_->setContentsMargins(0, 0, 0, 0);
        column_->setSpacing(3);
    }
    QVBoxLayout& column() { return *column_; }

protected:
    bool event(QEvent* event) override {
        const bool done = QWidget::event(event);
        if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
            setMinimumHeight(column_->hasHeightForWidth() ? column_->totalHeightForWidth(width()) : 0);
        return done;
    }

private:
    QVBoxLayout* column_;
};

}  // namespace

field_form::field_form(QWidget* parent) : QWidget(parent), layout_(new QFormLayout) {
    auto* column = new QVBoxLayout(this);
    column->addLayout(layout_);
    column->addStretch(1);  // or the last row would be stretched
    layout_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout_->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout_->setHorizontalSpacing(16);
    layout_->setVerticalSpacing(8);
}

void field_form::add_heading(const QString& text) {
    auto* heading = new styled_label(label_part::heading, text, this);
    if (layout_->rowCount() > 0) heading->setContentsMargins(0, 10, 0, 0);
    layout_->addRow(heading);
}

void field_form::add_note(const QString& text) { layout_->addRow(new styled_label(label_part::note, text, this)); }

void field_form::add(const QString& label, const std::string& pointer, form_field* field, const QString& hint) {
    auto* box = new row_box(this);
    auto* column = &box->column();
    column->addWidget(field);
    if (!hint.isEmpty()) column->addWidget(new styled_label(label_part::note, hint, box));
    auto* fault = new styled_label(label_part::fault, {}, box);
    fault->hide();
    column->addWidget(fault);

    add_row(label, field->editor(), box);
    field->editor()->setAccessibleDescription(hint);
    rows_.push_back({pointer, field, box, fault, true});
    connect(field, &form_field::changed, this, &field_form::changed);
}

void field_form::add_control(const QString& label, QWidget* control) { add_row(label, control, control); }

void field_form::set_control_visible(QWidget* control, bool visible) { layout_->setRowVisible(control, visible); }

void field_form::add_wide(QWidget* content) { layout_->addRow(content); }

void field_form::add_section(const QString& label, const std::string& pointer, const QString& text, const QString& hint) {
    auto* box = new row_box(this);
    auto* column = &box->column();
    auto* on = new QCheckBox(text, box);
    column->addWidget(on);
    if (!hint.isEmpty()) column->addWidget(new styled_label(label_part::note, hint, box));
    add_row(label, on, box);
    on->setAccessibleDescription(hint);
    sections_.push_back({pointer, on});
    connect(on, &QCheckBox::toggled, this, [this, part = sections_.back()](bool now) {
        show_rows_of(part);
        Q_EMIT section_switched(part.pointer, now);
        Q_EMIT changed();
    });
}

bool field_form::section_on(const std::string& pointer) const {
    const auto found = std::ranges::find(sections_, pointer, &section::pointer);
    return found != sections_.end() && found->box->isChecked();
}

void field_form::show_rows_of(const section& part) {
    for (row& one : rows_)
        if (one.pointer != part.pointer && leads_to(part.pointer, one.pointer))
            set_row_visible(one.pointer, part.box->isChecked());
}

// The caption stands at the height of the field's first line, whatever comes below it.
void field_form::add_row(const QString& label, QWidget* editor, QWidget* box) {
    auto* caption = new QLabel(label, this);
    caption->setBuddy(editor);
    const int first_line = QLineEdit().sizeHint().height();
    caption->setContentsMargins(0, std::max(0, (first_line - caption->sizeHint().height()) / 2), 0, 0);
    caption->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout_->addRow(caption, box);
    editor->setAccessibleName(QString(label).remove(QLatin1Char('&')));
}

void field_form::set_row_visible(const std::string& pointer, bool visible) {
    for (row& one : rows_) {
        if (one.pointer != pointer) continue;
        one.shown = visible;
        layout_->setRowVisible(one.box, visible);
    }
}

form_field* field_form::field(const std::string& pointer) const {
    const auto found = std::ranges::find(rows_, pointer, &row::pointer);
    return found == rows_.end() ? nullptr : found->field;
}

void field_form::set_document(const json& document) {
    base_ = document.is_object() ? document : json::object();
    for (const row& one : rows_) {
        const json::json_pointer at(one.pointer);
        one.field->set_value(base_.contains(at) ? base_[at] : json());
    }
    for (const section& part : sections_) {
        const QSignalBlocker quiet(part.box);
        part.box->setChecked(base_.contains(json::json_pointer(part.pointer)));
        show_rows_of(part);
    }
    clear_faults();
}

json field_form::apply_to(json document) const {
    if (!document.is_object()) document = json::object();
    for (const row& one : rows_) {
        const json::json_pointer at(one.pointer);
        json value = one.shown ? one.field->value() : json();
        if (value.is_null()) {
            erase_at(document, at);
            drop_empty_parents(document, base_, at);
        } else {
            put_at(document, at, std::move(value));
        }
    }
    for (const section& part : sections_) {
        const json::json_pointer at(part.pointer);
        if (!part.box->isChecked()) {
            erase_at(document, at);
            drop_empty_parents(document, base_, at);
        } else if (!document.contains(at)) {
            put_at(document, at, json::object());  // with all that is in it as usual
        }
    }
    return document;
}

void field_form::set_read_only(const std::vector<std::string>& pointers, bool on) {
    for (const std::string& pointer : pointers)
        if (form_field* one = field(pointer)) one->set_read_only(on);
}

void field_form::rebase(const std::string& base) {
    for (const row& one : rows_) one.field->rebase(base);
}

field_form::row* field_form::row_for(const std::string& path) {
    row* best = nullptr;
    for (row& one : rows_)
        if (one.shown && leads_to(one.pointer, path) && (!best || one.pointer.size() > best->pointer.size())) best = &one;
    if (best || path.empty()) return best;
    // "/endpoint is missing": the first of its fields.
    const auto below = std::ranges::find_if(rows_, [&](const row& one) { return one.shown && leads_to(path, one.pointer); });
    return below == rows_.end() ? nullptr : &*below;
}

bool field_form::show_fault(const std::string& path, const QString& reason) {
    row* where = row_for(path);
    if (!where) return false;
    where->fault->setText(reason);
    where->fault->show();
    return true;
}

QString field_form::show_own_fault() {
    for (row& one : rows_) {
        const QString reason = one.shown ? one.field->own_fault() : QString();
        if (reason.isEmpty()) continue;
        one.fault->setText(reason);
        one.fault->show();
        return reason;
    }
    return {};
}

void field_form::clear_faults() {
    for (row& one : rows_) one.fault->hide();
}

}  // namespace sweeplab
