// Which trial of an open loop, or which soak, is drawn. Hidden where there is no choice. GUI thread.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "widgets/charts/load_chart_data.h"

class QComboBox;

namespace sweeplab {

class load_chooser final : public QWidget {
    Q_OBJECT

public:
    using name_of_trial = QString (*)(const load_trial& one);
    load_chooser(const QString& title, const QString& accessible_name, name_of_trial name, QWidget* parent = nullptr);
    // Emits nothing.
    void set_trials(const std::vector<load_trial>& trials, const std::optional<load_trial>& chosen);
    QComboBox& box() const { return *box_; }

Q_SIGNALS:
    void chosen(sweeplab::load_trial trial);  // by the person

private:
    name_of_trial name_;
    QComboBox* box_;
    std::vector<load_trial> trials_;
};

}  // namespace sweeplab
