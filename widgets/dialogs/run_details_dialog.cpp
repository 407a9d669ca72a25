#include "widgets/dialogs/run_details_dialog.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/model/plan.h"
#include "widgets/models/words.h"
#include "widgets/panels/screen_fit.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

void add_fact(QFormLayout* form, const QString& what, const QString& value) {
    if (value.isEmpty()) return;
    auto* label = new styled_label(label_part::plain, value);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(what, label);
}

QString state_of(const run_summary& run) {
    QStringList parts{state_in_words(run.state)};
    if (const QString trials = trials_in_words(run); !trials.isEmpty()) parts << trials;
    if (run.simulated) parts << run_details_dialog::tr("simulated");
    if (run.origin != run_origin::measured) parts << to_qt(to_text(run.origin));
    return parts.join(QStringLiteral(", "));
}

}  // namespace

run_details_dialog::run_details_dialog(const run_summary& run, QWidget* parent, std::function<QString(run_id)> name_of)
    : QDialog(parent),
      run_(run.id),
      name_of_(std::move(name_of)),
      name_(new QLineEdit(to_qt(run.name), this)),
      tags_(new QLineEdit(this)),
      notes_(new QPlainTextEdit(this)) {
    setWindowTitle(tr("Run %1").arg(run.id.value));
    auto* form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    name_->setAccessibleName(tr("Name"));
    QStringList words;
    for (const std::string& tag : run.tags) words << to_qt(tag);
    tags_->setText(words.join(QStringLiteral(", ")));
    tags_->setPlaceholderText(tr("separated by commas"));
    tags_->setAccessibleName(tr("Tags"));
    notes_->setPlainText(to_qt(run.notes));
    notes_->setTabChangesFocus(true);
    notes_->setAccessibleName(tr("Notes"));
    notes_->setPlaceholderText(tr("what happened; addresses (https://…) and other runs (run 12, #12) become links"));
    form->addRow(tr("&Name"), name_);
    form->addRow(tr("&Tags"), tags_);
    form->addRow(tr("N&otes"), notes_);
    form->addRow(tr("Links"), make_links());
    add_fact(form, tr("Host"), to_qt(run.host_name));
    add_fact(form, tr("Workload"), to_qt(run.workload));
    add_fact(form, tr("Workers"), to_qt(worker_counts_to_text(run.workers)));
    add_fact(form, tr("State"), state_of(run));
    add_fact(form, tr("Started"), run.started_at > 0 ? full_time(run.started_at) : QString());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(notes_, &QPlainTextEdit::textChanged, this, &run_details_dialog::show_links);
    show_links();
    resize(fitting_size(this, {520, 480}));
}

// --- the links in the notes ---------------------------------------------------------------------------------

QWidget* run_details_dialog::make_links() {
    auto* place = new QWidget(this);
    place->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);  // the notes have what room there is
    auto* column = new QVBoxLayout(place);
    column->setContentsMargins(0, 0, 0, 0);
    link_text_ = new QLabel(place);
    link_text_->setTextFormat(Qt::RichText);
    link_text_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    link_text_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    link_text_->setAccessibleName(tr("Links in the notes"));
    // Many links scroll, so that the dialog stays on the screen.
    link_area_ = new QScrollArea(place);
    link_area_->setFrameShape(QFrame::NoFrame);
    link_area_->setWidgetResizable(true);
    link_area_->setWidget(link_text_);
    link_area_->setFocusPolicy(Qt::NoFocus);
    link_area_->viewport()->setAutoFillBackground(false);
    link_text_->setAutoFillBackground(false);
    link_note_ = new styled_label(label_part::note, {}, place);
    column->addWidget(link_area_);
    column->addWidget(link_note_);
    connect(link_text_, &QLabel::linkActivated, this, &run_details_dialog::follow);
    return place;
}

void run_details_dialog::show_links() {
    links_ = find_note_links(notes_->toPlainText());
    const QString html = links_as_html(links_, [this](run_id run) { return run == run_ ? QString() : name_of_(run); });
    // Qt takes the colour of links from the palette that was there when the text was set.
    link_text_->setText(html);
    constexpr int most_lines = 4;
    const auto lines = std::min<int>(most_lines, static_cast<int>(html.count(QLatin1String("<br>"))) + 1);
    link_area_->setFixedHeight(lines * fontMetrics().lineSpacing() + 6);
    link_area_->setVisible(!html.isEmpty());
    link_note_->setText(html.isEmpty() ? tr("none in the notes") : QString());
    link_note_->setVisible(html.isEmpty());
}

void run_details_dialog::follow(const QString& link) {
    const auto place = link.toUInt();
    if (place >= links_.size()) return;
    const note_link chosen = links_[place];
    if (chosen.address.isEmpty()) {
        accept();
        Q_EMIT run_wanted(chosen.run);
    } else if (!QDesktopServices::openUrl(QUrl(chosen.address))) {
        link_note_->setText(tr("Nothing on this desktop opens %1").arg(chosen.text));
        link_note_->show();
    }
}

void run_details_dialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && link_note_) show_links();
}

// --- what was edited ----------------------------------------------------------------------------------------

std::string run_details_dialog::name() const { return to_std(name_->text().trimmed()); }

std::vector<std::string> run_details_dialog::tags() const {
    std::vector<std::string> tags;
    static const QRegularExpression separators(QStringLiteral("[,;]"));
    for (QString word : tags_->text().split(separators, Qt::SkipEmptyParts)) {
        word = word.trimmed();
        while (word.startsWith(QLatin1Char('#'))) word.remove(0, 1);
        if (!word.isEmpty() && std::ranges::find(tags, to_std(word)) == tags.end()) tags.push_back(to_std(word));
    }
    return tags;
}

std::string run_details_dialog::notes() const { return to_std(notes_->toPlainText()); }

}  // namespace sweeplab
