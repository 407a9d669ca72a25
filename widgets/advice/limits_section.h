// How near each worker count comes to a rate limit: the plan's, or one of a provider's that is only looked at. GUI
// thread.
#pragma once

#include "widgets/advice/advice_section.h"
#include "widgets/advice/advice_sheet.h"

class QComboBox;

namespace sweeplab {

class styled_label;
class text_table;

class limits_section final : public advice_section {
    Q_OBJECT

public:
    explicit limits_section(const std::vector<rate_preset>& presets, QWidget* parent = nullptr);
    void set_sheet(std::shared_ptr<const advice_sheet> sheet);
    const rate_safety& shown() const;
    int chosen() const;  // a preset, -1: the run's own limits
    void choose(int preset);

Q_SIGNALS:
    void chosen_changed();  // by the person

private:
    void show_rates();

    std::shared_ptr<const advice_sheet> sheet_;
    QWidget* chooser_;
    QComboBox* tiers_;
    styled_label* words_;
    styled_label* note_;
    text_table* table_;
};

}  // namespace sweeplab
