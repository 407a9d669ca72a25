// All that is known of one attempt: prompt, answer, error, measures. Texts can be selected and copied. GUI thread.
#pragma once

#include <QFrame>

#include "widgets/charts/timeline_trial.h"

class QLabel;
class QTextBrowser;

namespace sweeplab {

class timeline_details final : public QFrame {
    Q_OBJECT

public:
    explicit timeline_details(QWidget* parent = nullptr);

    // What is known without reading: the rest says that it is being read.
    void show_attempt(const timeline_trial& trial, const timeline_choice& wanted);
    // The texts of the attempt that is shown; of another one they are not taken.
    void set_texts(trial_id trial, const attempt& whole);
    void set_fault(trial_id trial, std::int32_t item, std::int32_t number, const QString& why);
    void focus_text();

    // What is shown; nullptr: nothing, or the item has no attempt here.
    const attempt* shown() const { return one_; }
    QString plain_text() const;

Q_SIGNALS:
    void close_wanted();
    void texts_wanted(sweeplab::trial_id trial, std::int32_t item, std::int32_t number);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class reading { under_way, done, failed };
    bool shows(trial_id trial, std::int32_t item, std::int32_t number) const;
    void write();

    timeline_trial trial_;
    timeline_choice choice_;
    const attempt* one_ = nullptr;  // in the trial
    attempt whole_;                 // with texts
    reading state_ = reading::under_way;
    QString fault_;
    QLabel* title_;
    QTextBrowser* text_;
};

}  // namespace sweeplab
