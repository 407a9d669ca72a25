// The three moods of a working day as cards: how many workers for each, and why. GUI thread.
#pragma once

#include <QWidget>

#include "engine/advice/advice.h"

namespace sweeplab {

class styled_label;

class mood_card final : public QWidget {
    Q_OBJECT

public:
    explicit mood_card(QWidget* parent = nullptr);
    void set_mood(const mood_advice& mood);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    styled_label* mood_;
    styled_label* answer_;
    styled_label* reason_;
};

class mood_cards final : public QWidget {
    Q_OBJECT

public:
    explicit mood_cards(QWidget* parent = nullptr);
    void set_moods(const std::vector<mood_advice>& moods);  // hidden without any

private:
    std::vector<mood_card*> cards_;
};

}  // namespace sweeplab
