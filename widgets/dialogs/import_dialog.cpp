#include "widgets/dialogs/import_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/dialogs/audit_dialog.h"
#include "widgets/imports/import_details.h"
#include "widgets/imports/import_list.h"
#include "widgets/imports/join_offer.h"
#include "widgets/models/dropped_files.h"
#include "widgets/models/import_words.h"
#include "widgets/models/words.h"
#include "widgets/panels/screen_fit.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

QString counted(std::size_t count, const char* one, const char* many) {
    return sweeplab::counted(static_cast<long long>(count), one, many);
}

}  // namespace

import_dialog::import_dialog(session_bridge& bridge, QWidget* parent)
    : QDialog(parent),
      bridge_(bridge),
      reader_(bridge, this),
      headline_(new styled_label(label_part::heading, {}, this)),
      note_(new styled_label(label_part::note, {}, this)),
      busy_(new QProgressBar(this)),
      list_(new import_list(this)),
      details_(new import_details(this)),
      join_(new join_offer(reader_, this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Cancel, this)) {
    setWindowTitle(tr("Import runs"));
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->addWidget(headline_);
    column->addWidget(note_);
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setMaximumHeight(6);
    busy_->setAccessibleName(tr("Files are being read"));
    column->addWidget(busy_);
    auto* halves = new QSplitter(Qt::Vertical, this);
    halves->addWidget(list_);
    halves->addWidget(details_);
    halves->setChildrenCollapsible(false);
    halves->setStretchFactor(0, 2);
    halves->setStretchFactor(1, 3);
    halves->setSizes({210, 300});
    column->addWidget(halves, 1);
    column->addWidget(join_);
    make_buttons();
    column->addWidget(buttons_);
    connect(&reader_, &import_reader::entry_read, this, &import_dialog::take_read);
    connect(list_, &import_list::ticks_changed, this, &import_dialog::follow_ticks);
    connect(list_, &import_list::current_place_changed, this, &import_dialog::show_current);
    connect(details_, &import_details::audit_wanted, this, &import_dialog::audit_current);
    connect(join_, &join_offer::changed, this, &import_dialog::show_state);
    resize(fitting_size(this, {900, 640}));
    show_state();
    list_->setFocus();
}

void import_dialog::make_buttons() {
    auto* add = buttons_->addButton(tr("&Add files…"), QDialogButtonBox::ResetRole);
    auto* paste = buttons_->addButton(tr("Paste from clip&board"), QDialogButtonBox::ResetRole);
    import_ = buttons_->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    for (auto* other : {add, paste, buttons_->button(QDialogButtonBox::Cancel)}) other->setAutoDefault(false);
    import_->setDefault(true);
    paste->setShortcut(QKeySequence::Paste);
    paste->setToolTip(tr("Tables in Markdown, CSV or JSON (Ctrl+V)"));
    connect(add, &QPushButton::clicked, this, &import_dialog::choose_files);
    connect(paste, &QPushButton::clicked, this, &import_dialog::add_clipboard);
    connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

// --- what is read -------------------------------------------------------------------------------------------

void import_dialog::add(import_source source) {
    const int place = reader_.add(std::move(source));
    if (place >= 0) list_->show_entry(place, reader_.entries()[static_cast<std::size_t>(place)]);
}

void import_dialog::add_files(const QStringList& files) {
    note_->setText({});
    for (const QString& file : files) add({QFileInfo(file).fileName(), to_std(QFileInfo(file).absoluteFilePath()), nullptr});
    show_state();
}

void import_dialog::add_clipboard() {
    const QMimeData* held = QApplication::clipboard()->mimeData();
    if (const QStringList files = files_of(held); !files.isEmpty()) return add_files(files);
    const QString text = held && held->hasText() ? held->text() : QString();
    if (text.trimmed().isEmpty()) {
        note_->setText(tr("The clipboard holds no text. Copy a table or JSON first."));
        return show_state();
    }
    note_->setText({});
    const QString name = ++pasted_ == 1 ? tr("Pasted text") : tr("Pasted text %1").arg(pasted_);
    add({name, {}, std::make_shared<const std::string>(to_std(text))});
    show_state();
}

void import_dialog::choose_files() {
    add_files(QFileDialog::getOpenFileNames(this, tr("Import runs"), QString(), tr(run_file_filter)));
}

void import_dialog::take_read(int place) {
    list_->show_entry(place, reader_.entries()[static_cast<std::size_t>(place)]);
    show_state();
    if (reader_.under_way() == 0) Q_EMIT reading_ended();
}

void import_dialog::dragEnterEvent(QDragEnterEvent* event) {
    if (!files_of(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void import_dialog::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    add_files(files_of(event->mimeData()));
}

// --- what is chosen -----------------------------------------------------------------------------------------

void import_dialog::follow_ticks() {
    std::vector<file_reading_ptr> ticked;
    for (std::size_t i = 0; i < reader_.entries().size(); ++i) {
        const auto& entry = reader_.entries()[i];
        if (entry.reading && !list_->ticked_runs(static_cast<int>(i)).empty()) ticked.push_back(entry.reading);
    }
    join_->set_readings(ticked);
    show_state();
}

std::vector<import_choice> import_dialog::chosen() const {
    std::vector<import_choice> chosen;
    const bool together = join_->wanted();
    if (together && join_->joined()) chosen.push_back({join_->joined(), {0}, join_->name()});
    for (std::size_t i = 0; i < reader_.entries().size(); ++i) {
        const auto& reading = reader_.entries()[i].reading;
        if (!reading || (together && std::ranges::find(join_->parts(), reading) != join_->parts().end())) continue;
        if (auto runs = list_->ticked_runs(static_cast<int>(i)); !runs.empty())
            chosen.push_back({reading, std::move(runs), {}});
    }
    return chosen;
}

std::size_t import_dialog::run_count() const {
    std::size_t count = 0;
    for (const auto& one : chosen()) count += one.runs.size();
    return count;
}

bool import_dialog::reading() const { return reader_.under_way() > 0 || !join_->settled(); }

std::vector<error> import_dialog::faults() const {
    std::vector<error> faults;
    for (const auto& one : reader_.entries())
        if (one.fault) faults.push_back(*one.fault);
    return faults;
}

QStringList import_dialog::notices() const {
    QStringList lines;
    for (const auto& one : chosen()) {
        const auto& preview = one.reading->preview;
        const QString file = shown_plainly(preview.file) + QStringLiteral(": ");
        for (const auto& path : shown_plainly(preview.dropped_keys))
            lines << file + tr("%1: left out, since it may hold a key").arg(path);
        for (const auto& what : shown_plainly(preview.left_out)) lines << file + tr("left out: %1").arg(what);
        for (const auto& remark : shown_plainly(preview.remarks)) lines << file + remark;
    }
    return lines;
}

// --- what is seen -------------------------------------------------------------------------------------------

void import_dialog::show_current() {
    const int place = list_->current_place();
    details_->show_entry(place < 0 ? nullptr : &reader_.entries()[static_cast<std::size_t>(place)]);
}

QString import_dialog::headline() const {
    const auto& entries = reader_.entries();
    if (entries.empty()) return tr("Nothing to import yet");
    if (const auto left = reader_.under_way(); left > 0) return tr("Reading %1…").arg(counted(left, "file", "files"));
    std::size_t runs = 0, faults = 0;
    for (const auto& one : entries) {
        if (one.reading) runs += one.reading->runs.size();
        else ++faults;
    }
    if (faults == entries.size())
        return faults == 1 ? tr("It cannot be read") : tr("None of the %1 files can be read").arg(faults);
    QString text = tr("%1 can come in").arg(counted(runs, "run", "runs"));
    if (faults > 0) text += tr("; %1 cannot be read").arg(counted(faults, "file", "files"));
    return text;
}

void import_dialog::show_state() {
    headline_->setText(headline());
    note_->setVisible(!note_->text().isEmpty());
    busy_->setVisible(reading());
    const auto runs = run_count();
    const bool refused = join_->wanted() && join_->settled() && !join_->joined();
    import_->setText(runs == 0 ? tr("&Import") : tr("&Import %1").arg(counted(runs, "run", "runs")));
    import_->setEnabled(runs > 0 && !reading() && !refused);
}

void import_dialog::audit_current() {
    const int place = list_->current_place();
    if (place < 0) return;
    const auto& source = reader_.entries()[static_cast<std::size_t>(place)].source;
    auto* dialog = new audit_dialog(bridge_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (source.text) dialog->audit_text(source.name, source.text);
    else dialog->audit_file(source.file);
    dialog->open();
}

}  // namespace sweeplab
