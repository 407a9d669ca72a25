#include "widgets/editors/items_field.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/editors/field_form.h"

namespace sweeplab {
namespace {

enum source : int { typed, file, folder, made_up };
constexpr auto list_pointer = "/list";

source source_of(const json& value) {
    if (value.is_object()) {
        if (value.contains("made_up")) return made_up;
        if (value.contains("folder")) return folder;
        return file;
    }
    return typed;
}

line_field* number(const QString& placeholder) { return new line_field(line_field::holds::whole_number, placeholder); }
line_field* text(const QString& placeholder) { return new line_field(line_field::holds::text, placeholder); }

}  // namespace

items_field::items_field() : source_(new QComboBox(this)), pages_(new QStackedWidget(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(source_);
    column->addWidget(pages_);
    setFocusProxy(source_);

    inline_ = new lines_field(tr("One item a line"), 5);
    add_source(tr("Typed here, one a line"))
        ->add(tr("Items"), list_pointer, inline_, tr("\\n within a line is a line break."));

    field_form* form = add_source(tr("A file: text lines, or JSONL"));
    form->add(tr("File"), "/file", new path_field(path_field::looks_for::file, tr("e.g. chunks.jsonl")));
    form->add(tr("Field"), "/field", text(tr("default: text, or prompt")),
              tr("JSONL only: the member that holds the item's text."));
    form->add(tr("At most"), "/limit", number(tr("all items")));

    form = add_source(tr("A folder: one item a file"));
    form->add(tr("Folder"), "/folder", new path_field(path_field::looks_for::folder, tr("e.g. chapters")));
    form->add(tr("Ending"), "/suffix", text(tr("every file")));
    form->add(tr("At most"), "/limit", number(tr("all items")));

    form = add_source(tr("Made up: random words"));
    form->add(tr("How many"), "/made_up/count", number(tr("e.g. 100")));
    form->add(tr("Words each"), "/made_up/words", number(tr("e.g. 50")));
    form->add(tr("Seed"), "/made_up/seed", number(tr("default: 1")));

    connect(source_, &QComboBox::currentIndexChanged, this, [this](int index) {
        pages_->setCurrentIndex(index);
        fit_height();
        Q_EMIT changed();
    });
    fit_height();
}

field_form* items_field::add_source(const QString& title) {
    source_->addItem(title);
    auto* form = new field_form;
    form->layout()->setContentsMargins(0, 0, 0, 0);
    pages_->addWidget(form);
    forms_.push_back(form);
    connect(form, &field_form::changed, this, &form_field::changed);
    return form;
}

// A stack is as high as its highest page; only the page that is seen should take room.
void items_field::fit_height() {
    for (int page = 0; page < pages_->count(); ++page)
        pages_->widget(page)->setSizePolicy(QSizePolicy::Preferred,
                                            page == pages_->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    pages_->adjustSize();
}

json items_field::value() const {
    const int index = source_->currentIndex();
    if (index == typed) return inline_->value();
    json document = forms_[static_cast<std::size_t>(index)]->document();
    // The sources are told apart by their main key, so it stays, even while nothing is typed yet.
    if (index == file && !document.contains("file")) document["file"] = "";
    if (index == folder && !document.contains("folder")) document["folder"] = "";
    if (index == made_up && !document.contains("made_up")) document["made_up"] = json::object();
    return document;
}

void items_field::set_value(const json& value) {
    const QSignalBlocker quiet(source_);
    const source which = source_of(value);
    source_->setCurrentIndex(which);
    pages_->setCurrentIndex(which);
    for (field_form* form : forms_) form->set_document(json::object());
    if (which == typed) {
        inline_->set_value(value);
    } else {
        forms_[which]->set_document(value);
    }
    fit_height();
}

QWidget* items_field::editor() const { return source_; }

void items_field::rebase(const std::string& base) {
    for (field_form* form : forms_) form->rebase(base);
}

}  // namespace sweeplab
