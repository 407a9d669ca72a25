// What the run's work costs: here, on other machines and of an API, from which volume on a machine pays, and whether the
// machine does what is expected of it. GUI thread.
#pragma once

#include "widgets/advice/advice_section.h"
#include "widgets/advice/advice_sheet.h"
#include "widgets/advice/cost_view.h"

class QComboBox;
class QPushButton;

namespace sweeplab {

class cost_panel;
class styled_label;
class text_lines;

class cost_section final : public advice_section {
    Q_OBJECT

public:
    explicit cost_section(const std::vector<price_preset>& presets, QWidget* parent = nullptr);
    void set_sheet(std::shared_ptr<const advice_sheet> sheet);
    void set_for_picture();  // without what can be pressed
    const cost_view& shown() const { return view_; }
    int chosen() const;  // a preset; -1: the run's own prices
    void choose(int preset);

Q_SIGNALS:
    void chosen_changed();  // by the person
    void hosts_wanted();    // a host profile is to be edited

private:
    void show_costs();
    api_offer offer() const;

    std::vector<price_preset> presets_;
    std::shared_ptr<const advice_sheet> sheet_;
    cost_view view_;
    bool for_picture_ = false;
    styled_label* headline_;
    text_lines* known_;
    QWidget* chooser_;
    QComboBox* prices_;
    cost_panel* panel_;
    text_lines* notes_;
    text_lines* missing_;
    QPushButton* hosts_;
    styled_label* expected_;
};

}  // namespace sweeplab
