#include "widgets/advice/limits_section.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>

#include "widgets/advice/advice_tables.h"
#include "widgets/advice/text_lines.h"
#include "widgets/advice/text_table.h"
#include "widgets/charts/flow_row.h"

namespace sweeplab {

limits_section::limits_section(const std::vector<rate_preset>& presets, QWidget* parent)
    : advice_section(tr("Limits"), parent),
      chooser_(new QWidget(this)),
      tiers_(new QComboBox(chooser_)),
      words_(wrapped_label(label_part::plain, this)),
      note_(wrapped_label(label_part::note, this)),
      table_(new text_table(tr("Requests and tokens a minute, by worker count"), this)) {
    auto* row = new flow_row(chooser_, 8);
    auto* label = new QLabel(tr("Look at the limits of"), chooser_);
    label->setBuddy(tiers_);
    tiers_->setAccessibleName(tr("Limits to look at"));
    tiers_->setMinimumContentsLength(14);  // a narrow window cuts the name short
    label->setMinimumHeight(tiers_->sizeHint().height());
    tiers_->addItem(tr("nobody: rates only"));
    for (const auto& preset : presets) tiers_->addItem(preset.name);
    row->addWidget(label);
    row->addWidget(tiers_);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    chooser_->setSizePolicy(policy);
    add(chooser_);
    add(words_);
    add_narrow(table_);
    add(note_);
    note_->setText(
        tr("Mean and worst of all windows of 60 seconds. ✓ below a fifth of the limit, ▲ below it, ✕ over it. "
           "The start of a request counts, and failed ones too, as servers count them."));
    connect(tiers_, &QComboBox::activated, this, [this] {
        show_rates();
        Q_EMIT chosen_changed();
    });
}

void limits_section::set_sheet(std::shared_ptr<const advice_sheet> sheet) {
    sheet_ = std::move(sheet);
    show_rates();
}

int limits_section::chosen() const { return tiers_->currentIndex() - 1; }

void limits_section::choose(int preset) {
    tiers_->setCurrentIndex(preset + 1);
    if (sheet_) show_rates();
}

const rate_safety& limits_section::shown() const {
    const auto preset = static_cast<std::size_t>(chosen());
    const bool looks = !sheet_->limited && chosen() >= 0 && preset < sheet_->looks.size();
    return looks ? sheet_->looks[preset] : sheet_->analysis->rates;
}

void limits_section::show_rates() {
    const bool rates = !sheet_->analysis->rates.points.empty();
    chooser_->setVisible(!sheet_->limited && !sheet_->looks.empty() && rates);
    const auto& safety = shown();
    words_->setText(rates || sheet_->limited
                        ? words_of(safety) + (chosen() >= 0 && !sheet_->limited
                                                  ? tr(" Only looked at: the advice above does not count with it.")
                                                  : QString())
                        : tr("Nothing is known of requests of this run, so it is held against no limit."));
    words_->setAccessibleName(words_->text());
    table_->setAccessibleDescription(words_->text());
    table_->set_rows(rows_of(safety));
    note_->setVisible(rates);
}

}  // namespace sweeplab
