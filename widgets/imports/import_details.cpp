#include "widgets/imports/import_details.h"

#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "widgets/advice/text_lines.h"
#include "widgets/charts/reading_area.h"
#include "widgets/models/import_words.h"
#include "widgets/models/words.h"

namespace sweeplab {

import_details::import_details(QWidget* parent) : QWidget(parent), paper_(new QWidget(this)) {
    area_ = make_reading_area(paper_, tr("What the file holds"), this);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(area_);
    column_ = new QVBoxLayout(paper_);
    column_->setContentsMargins(2, 0, 8, 0);
    column_->setSpacing(3);
    title_ = wrapped_label(label_part::heading, paper_);
    state_ = wrapped_label(label_part::plain, paper_);
    audit_ = new QPushButton(tr("A&udit this table…"), paper_);
    audit_->setAutoDefault(false);
    column_->addWidget(title_);
    column_->addWidget(state_);
    column_->addWidget(audit_, 0, Qt::AlignLeft);
    dropped_ = add_section(tr("Dropped, since it may hold a key"), label_part::warning);
    left_out_ = add_section(tr("Cannot come in"), label_part::warning);
    remarks_ = add_section(tr("Notes"), label_part::plain);
    taken_ = add_section(tr("Comes in as measured here"), label_part::plain);
    metrics_ = add_section(tr("Kept as the tool's own figures, apart from ours"), label_part::plain);
    column_->addStretch(1);
    connect(audit_, &QPushButton::clicked, this, &import_details::audit_wanted);
    show_entry(nullptr);
}

import_details::section import_details::add_section(const QString& heading, label_part part) {
    const section made{wrapped_label(label_part::heading, paper_), new text_lines(QStringLiteral("•"), part, paper_)};
    made.heading->setText(heading);
    column_->addSpacing(4);
    column_->addWidget(made.heading);
    column_->addWidget(made.lines);
    return made;
}

void import_details::fill(const section& one, const QStringList& lines) {
    one.heading->setVisible(!lines.isEmpty());
    one.lines->set_lines(lines);
}

void import_details::show_entry(const import_entry* entry) {
    const import_preview nothing;
    const import_preview& preview = entry && entry->reading ? entry->reading->preview : nothing;
    title_->setText(entry ? shown_plainly(entry->source.name.toStdString()) : tr("No file yet"));
    state_->set_part(entry && entry->fault ? label_part::fault : label_part::plain);
    if (!entry) {
        state_->setText(tr("Add files of runs, drop them here, or paste a table or JSON. Nothing is stored before Import."));
    } else if (entry->fault) {
        state_->setText(tr("It cannot be read. %1").arg(error_in_words(*entry->fault)));
    } else if (entry->reading) {
        state_->setText(tool_in_words(preview));
    } else {
        state_->setText(tr("It is being read…"));
    }
    audit_->setVisible(entry && entry->is_table);
    fill(dropped_, shown_plainly(preview.dropped_keys));
    fill(left_out_, shown_plainly(preview.left_out));
    fill(remarks_, shown_plainly(preview.remarks));
    fill(taken_, shown_plainly(preview.taken));
    fill(metrics_, metrics_in_words(preview.metrics));
    area_->verticalScrollBar()->setValue(0);
}

}  // namespace sweeplab
