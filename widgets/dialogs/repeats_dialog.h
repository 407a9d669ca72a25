// Which repeat of a run is left out of its figures, and why; or which one is taken in again. Changes nothing itself.
// GUI thread.
#pragma once

#include <QDialog>

#include "widgets/models/repeat_list.h"

class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace sweeplab {

class styled_label;

class repeats_dialog final : public QDialog {
    Q_OBJECT

public:
    // `workers`: of the point that was asked about; absent: the repeats at every worker count.
    repeats_dialog(const run_record& run, std::optional<int> workers, QWidget* parent = nullptr);

    const listed_repeat* chosen() const;  // null: there is none
    bool takes_in() const;                // the chosen one is out, and comes in again
    std::string reason() const;           // trimmed; why it is left out

private:
    void fill();
    void follow_choice();

    std::vector<listed_repeat> repeats_;
    QTreeWidget* list_;
    QLineEdit* reason_;
    styled_label* note_;
    QPushButton* act_;
};

}  // namespace sweeplab
