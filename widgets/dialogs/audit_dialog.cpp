#include "widgets/dialogs/audit_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <fstream>

#include "engine/exchange/exchange.h"
#include "engine/foundation/text.h"
#include "widgets/advice/text_lines.h"
#include "widgets/audit/audit_tree.h"
#include "widgets/audit/source_view.h"
#include "widgets/models/audit_words.h"
#include "widgets/models/dropped_files.h"
#include "widgets/models/import_words.h"
#include "widgets/models/words.h"
#include "widgets/panels/screen_fit.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_shown = std::size_t{256} << 10;  // more is slow to lay out and read by nobody

audited_table audited(const published_document& document, std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    audited_table made;
    made.cut = text.size() > most_shown;
    made.text = to_qt(to_valid_utf8(text.substr(0, most_shown)));
    // Lines and places are counted in the text as it is shown.
    made.text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    made.whole = audit(document);
    return made;
}

result<audited_table> audit_of(const std::filesystem::path& file) {
    const auto document = read_published(file);
    if (!document) return tl::unexpected(document.error());
    std::ifstream input(file, std::ios::binary);
    std::string text(most_shown + 1, ' ');
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(input.gcount()));
    return audited(*document, text);
}

result<audited_table> audit_of(const QString& name, const std::string& text) {
    if (text.size() > largest_published)
        return fail(error_kind::bad_input, "has more than 16 MB: no published table", to_std(name));
    const auto document = read_published_text(text, to_std(name));
    if (!document) return tl::unexpected(document.error());
    return audited(*document, text);
}

}  // namespace

audit_dialog::audit_dialog(session_bridge& bridge, QWidget* parent)
    : QDialog(parent),
      bridge_(bridge),
      headline_(new styled_label(label_part::heading, {}, this)),
      note_(wrapped_label(label_part::note, this)),
      bar_(new QProgressBar(this)),
      halves_(new QSplitter(Qt::Horizontal, this)),
      tree_(new audit_tree(this)),
      source_(new source_view(this)) {
    setWindowTitle(tr("Audit a published table"));
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->addWidget(headline_);
    column->addWidget(note_);
    bar_->setRange(0, 0);
    bar_->setTextVisible(false);
    bar_->setMaximumHeight(6);
    bar_->setAccessibleName(tr("The table is being read"));
    column->addWidget(bar_);
    halves_->addWidget(tree_);
    halves_->addWidget(source_);
    halves_->setChildrenCollapsible(false);
    halves_->setStretchFactor(0, 3);
    halves_->setStretchFactor(1, 2);
    column->addWidget(halves_, 1);
    make_buttons(column);
    connect(tree_, &audit_tree::current_cells_changed, this, &audit_dialog::show_cited);
    resize(fitting_size(this, {980, 620}));
    show_state(
        tr("Does a published table hold together?"), label_part::heading,
        tr("Choose a table as CSV, Markdown or JSON, drop it here, or paste it. Its arithmetic is done again, with what "
           "rounding leaves open; units, claims and rows that cannot be are named with their cells."));
    choose_->setFocus();
}

void audit_dialog::make_buttons(QBoxLayout* column) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    choose_ = buttons->addButton(tr("Choose &file…"), QDialogButtonBox::ResetRole);
    auto* paste = buttons->addButton(tr("Paste from clip&board"), QDialogButtonBox::ResetRole);
    copy_ = buttons->addButton(tr("Copy as &Markdown"), QDialogButtonBox::ActionRole);
    save_ = buttons->addButton(tr("&Save as JSON…"), QDialogButtonBox::ActionRole);
    for (auto* one : {choose_, paste, copy_, save_}) one->setAutoDefault(false);
    paste->setShortcut(QKeySequence::Paste);
    paste->setToolTip(tr("A table in Markdown, CSV or JSON (Ctrl+V)"));
    choose_->setDefault(true);
    connect(choose_, &QPushButton::clicked, this, &audit_dialog::choose_file);
    connect(paste, &QPushButton::clicked, this, &audit_dialog::audit_clipboard);
    connect(copy_, &QPushButton::clicked, this, &audit_dialog::copy_markdown);
    connect(save_, &QPushButton::clicked, this, &audit_dialog::choose_json);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

// --- what is audited ----------------------------------------------------------------------------------------

void audit_dialog::audit_file(const std::filesystem::path& file) {
    start(to_qt(file.filename().string()), [file] { return audit_of(file); });
}

void audit_dialog::audit_text(const QString& name, std::shared_ptr<const std::string> text) {
    start(name, [name, text = std::move(text)] { return audit_of(name, *text); });
}

void audit_dialog::audit_clipboard() {
    const QMimeData* held = QApplication::clipboard()->mimeData();
    if (const QStringList files = files_of(held); !files.isEmpty()) return audit_file(to_std(files.front()));
    const QString text = held && held->hasText() ? held->text() : QString();
    if (text.trimmed().isEmpty())
        return show_state(tr("The clipboard holds no text"), label_part::warning,
                          tr("Copy a table first: Markdown, CSV or JSON."));
    audit_text(tr("Pasted text"), std::make_shared<const std::string>(to_std(text)));
}

void audit_dialog::start(const QString& name, std::function<sweeplab::result<audited_table>()> work) {
    name_ = name;
    busy_ = true;
    any_ = false;
    show_state(tr("Reading %1…").arg(shown_plainly(to_std(name))), label_part::heading, {});
    bridge_.ask(
        this, [work = std::move(work)](engine_session&) { return work(); },
        [this, number = ++asked_](sweeplab::result<audited_table> answer) {
            if (number == asked_) take(std::move(answer));
        });
}

void audit_dialog::take(sweeplab::result<audited_table> answer) {
    busy_ = false;
    any_ = answer.has_value();
    const QString name = shown_plainly(to_std(name_));
    if (!answer) return show_state(tr("%1 cannot be audited").arg(name), label_part::fault, error_in_words(answer.error()));
    shown_ = std::move(*answer);
    source_->set_source(shown_.text);
    tree_->set_audit(shown_.whole);
    show_state(
        name, label_part::heading,
        audit_in_words(shown_.whole) + QLatin1Char('.') + (shown_.cut ? tr(" Only its beginning is shown.") : QString()));
    show_cited();
    tree_->setFocus();
}

// --- what is seen -------------------------------------------------------------------------------------------

void audit_dialog::show_state(const QString& headline, label_part part, const QString& note) {
    headline_->set_part(part);
    headline_->setText(headline_->fontMetrics().elidedText(headline, Qt::ElideMiddle, 700));
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
    bar_->setVisible(busy_);
    halves_->setVisible(any_);
    tree_->setVisible(!shown_.whole.findings.empty());
    copy_->setEnabled(any_);
    save_->setEnabled(any_);
    // Without the halves the words would spread over the whole height.
    static_cast<QBoxLayout*>(layout())->setStretchFactor(note_, any_ ? 0 : 1);
    note_->setAlignment(any_ ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignTop);
}

void audit_dialog::show_cited() {
    std::vector<cited_place> places;
    for (const auto& cell : tree_->current_cells())
        if (const auto place = find_cited(shown_.text, cell)) places.push_back(*place);
    source_->cite(std::move(places));
}

// --- what is done with it -----------------------------------------------------------------------------------

QString audit_dialog::as_markdown() const { return audit_as_markdown(shown_plainly(to_std(name_)), shown_.whole); }

void audit_dialog::copy_markdown() { QApplication::clipboard()->setText(as_markdown()); }

sweeplab::result<void> audit_dialog::save_json(const std::filesystem::path& file) const {
    return write_file_atomically(file, to_json(shown_.whole).dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

void audit_dialog::choose_file() {
    const QString file = QFileDialog::getOpenFileName(this, tr("A published table"), QString(), tr(table_file_filter));
    if (!file.isEmpty()) audit_file(to_std(file));
}

void audit_dialog::choose_json() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the findings"), QStringLiteral("audit.json"),
                                                      tr("JSON (*.json);;All files (*)"));
    if (file.isEmpty()) return;
    if (const auto saved = save_json(to_std(file)); !saved) note_->setText(error_in_words(saved.error()));
    else note_->setText(tr("Saved %1").arg(file));
}

void audit_dialog::dragEnterEvent(QDragEnterEvent* event) {
    if (!files_of(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void audit_dialog::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    if (const QStringList files = files_of(event->mimeData()); !files.isEmpty()) audit_file(to_std(files.front()));
}

}  // namespace sweeplab
