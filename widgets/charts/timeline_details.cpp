#include "widgets/charts/timeline_details.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTextBrowser>
#include <QToolButton>

#include "engine/foundation/text.h"
#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/timeline_words.h"
#include "widgets/models/words.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {
namespace {

// Text of others: shown as it is, never as markup.
QString block(const QString& text) {
    return QStringLiteral("<p style='white-space:pre-wrap; margin:2px 0 8px 0'>%1</p>").arg(text.toHtmlEscaped());
}

QString heading(const QString& text) {
    return QStringLiteral("<p style='margin:8px 0 2px 0'><b>%1</b></p>").arg(text.toHtmlEscaped());
}

QString kept(const kept_text& text) {
    QString shown = to_qt(to_valid_utf8(text.text));
    if (text.truncated) shown += QStringLiteral("\n… (there was more)");
    return shown;
}

}  // namespace

timeline_details::timeline_details(QWidget* parent)
    : QFrame(parent), title_(new QLabel(this)), text_(new QTextBrowser(this)) {
    setFrameShape(QFrame::NoFrame);
    setMinimumSize(200, 70);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 0, 0, 0);
    auto* top = new QHBoxLayout;
    title_->setFont(sized(font(), 1.1, true));
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    title_->setFocusPolicy(Qt::NoFocus);  // it is empty until an attempt is chosen, and copied by its menu
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("✕"));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close the details (Escape)"));
    close->setAccessibleName(tr("Close the details"));
    top->addWidget(title_, 1);
    top->addWidget(close);
    column->addLayout(top);
    column->addWidget(text_, 1);
    text_->setAccessibleName(tr("Details of the attempt"));
    text_->setOpenLinks(false);
    text_->setTabChangesFocus(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(close, &QToolButton::clicked, this, &timeline_details::close_wanted);
}

void timeline_details::show_attempt(const timeline_trial& trial, const timeline_choice& wanted) {
    const attempt before = one_ ? whole_ : attempt{};
    const bool had_texts = one_ && state_ == reading::done && trial_.id() == trial.id();
    trial_ = trial;
    choice_ = wanted;
    one_ = nullptr;
    if (trial_.shown())
        if (const auto place = find_choice(trial_, wanted)) one_ = trial_.attempt_of(trial_.index->at(*place));
    if (one_ && had_texts && one_->item == before.item && one_->number == before.number) return write();
    state_ = reading::under_way;
    whole_ = one_ ? *one_ : attempt{};
    write();
    text_->verticalScrollBar()->setValue(0);
    if (one_) Q_EMIT texts_wanted(trial_.id(), one_->item, one_->number);
}

bool timeline_details::shows(trial_id trial, std::int32_t item, std::int32_t number) const {
    return one_ && trial_.id() == trial && one_->item == item && one_->number == number;
}

void timeline_details::set_texts(trial_id trial, const attempt& whole) {
    if (!shows(trial, whole.item, whole.number)) return;
    whole_ = whole;
    state_ = reading::done;
    write();
}

void timeline_details::set_fault(trial_id trial, std::int32_t item, std::int32_t number, const QString& why) {
    if (!shows(trial, item, number)) return;
    state_ = reading::failed;
    fault_ = why;
    write();
}

void timeline_details::focus_text() { text_->setFocus(Qt::OtherFocusReason); }
QString timeline_details::plain_text() const { return text_->toPlainText(); }

void timeline_details::write() {
    title_->setText(one_ ? tr("Item %1, attempt %2").arg(to_qt(choice_.item)).arg(one_->number)
                         : tr("Item %1").arg(to_qt(choice_.item)));
    title_->setToolTip(title_->text());
    if (!one_) {
        text_->setHtml(block(tr("This trial has no attempt at the item. It stays selected.")));
        return;
    }
    const chart_colors colors = chart_colors_for(palette());
    QString html;
    const bool failed = one_->state == attempt_state::failed;
    if (one_->number != choice_.number)
        html += block(tr("Here the item has no attempt %1; this is its last one.").arg(choice_.number));
    html += QStringLiteral("<p style='margin:2px 0'>%1 · %2 · %3</p>")
                .arg(to_qt(to_text(one_->state)).toHtmlEscaped(), worker_name(one_->worker),
                     time_text(static_cast<double>(one_->end_ns - one_->start_ns)));
    if (failed || !one_->message.empty()) {
        const QString message = to_qt(to_valid_utf8(one_->message));
        html += heading(failed ? tr("Error") : tr("Message"));
        html += QStringLiteral("<p style='white-space:pre-wrap; margin:2px 0 8px 0; color:%1'>%2</p>")
                    .arg(colors.warning.name(),
                         (failed ? reason_in_words(*one_) + (message.isEmpty() ? QString() : QStringLiteral("\n") + message)
                                 : message)
                             .toHtmlEscaped());
    }
    for (const asked_text& asked : asked_of(trial_, *one_)) html += heading(asked.title) + block(asked.text);
    html += heading(tr("Answer"));
    if (state_ == reading::under_way) html += block(tr("Reading…"));
    else if (state_ == reading::failed) html += block(tr("It could not be read: %1").arg(fault_));
    else html += block(whole_.output.text.empty() ? tr("none was kept") : kept(whole_.output));
    if (!whole_.error_output.text.empty()) html += heading(tr("Error output")) + block(kept(whole_.error_output));
    html += heading(tr("Measures")) + QStringLiteral("<table cellspacing='0' cellpadding='1'>");
    for (const auto& [name, value] : measures_in_words(*one_, trial_.run->currency))
        html += QStringLiteral("<tr><td style='color:%1; padding-right:12px'>%2</td><td>%3</td></tr>")
                    .arg(colors.muted.name(), name.toHtmlEscaped(), value.toHtmlEscaped());
    const int scrolled = text_->verticalScrollBar()->value();
    text_->setHtml(html + QStringLiteral("</table>"));
    text_->verticalScrollBar()->setValue(scrolled);
}

void timeline_details::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return Q_EMIT close_wanted();
    QFrame::keyPressEvent(event);
}

void timeline_details::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && (one_ || !choice_.item.empty())) write();
    QFrame::changeEvent(event);
}

}  // namespace sweeplab
