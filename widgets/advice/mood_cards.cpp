#include "widgets/advice/mood_cards.h"

#include <QPainter>
#include <QVBoxLayout>

#include "widgets/advice/advice_tables.h"
#include "widgets/advice/card_row.h"
#include "widgets/advice/text_lines.h"
#include "widgets/charts/panel_card.h"

namespace sweeplab {

constexpr int least_card_width = 210;

mood_card::mood_card(QWidget* parent)
    : QWidget(parent),
      mood_(wrapped_label(label_part::note, this)),
      answer_(wrapped_label(label_part::heading, this)),
      reason_(wrapped_label(label_part::plain, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(4);
    for (auto* label : {mood_, answer_, reason_}) column->addWidget(label);
    column->addStretch();
}

void mood_card::set_mood(const mood_advice& mood) {
    mood_->setText(QStringLiteral("%1: %2").arg(capitalised(to_qt(mood.mood)), to_qt(meaning_of(mood.advice.which))));
    answer_->setText(answer_in_words(mood.advice));
    reason_->setText(to_qt(mood.advice.reason));
    setAccessibleName(QStringLiteral("%1. %2. %3").arg(mood_->text(), answer_->text(), reason_->text()));
}

void mood_card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_card(painter, QRectF(rect()), chart_colors_for(palette()), false);
}

mood_cards::mood_cards(QWidget* parent) : QWidget(parent) {
    new card_row(this, least_card_width, 10);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void mood_cards::set_moods(const std::vector<mood_advice>& moods) {
    while (cards_.size() > moods.size()) {
        delete cards_.back();
        cards_.pop_back();
    }
    while (cards_.size() < moods.size()) {
        cards_.push_back(new mood_card(this));
        layout()->addWidget(cards_.back());
        cards_.back()->show();  // now, not when the layout gets to it: the height counts it at once
    }
    for (std::size_t i = 0; i < moods.size(); ++i) cards_[i]->set_mood(moods[i]);
    setVisible(!moods.empty());
}

}  // namespace sweeplab
