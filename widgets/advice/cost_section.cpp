#include "widgets/advice/cost_section.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>

#include "widgets/advice/cost_panel.h"
#include "widgets/advice/text_lines.h"
#include "widgets/charts/flow_row.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

QStringList to_lines(const std::vector<std::string>& texts) {
    QStringList lines;
    for (const auto& text : texts) lines << to_qt(text);
    return lines;
}

// The sign and the words say the same.
struct expected_line {
    QString text;
    label_part part = label_part::plain;
};
expected_line expected_of(const cost_basis& basis) {
    if (!basis.tokens_expected) return {};
    const QString words = QStringLiteral("Expected of this machine: ") + to_qt(basis.tokens_per_s.text);
    if (basis.simulated) return {words + QStringLiteral(" Simulated: it says nothing of the machine."), label_part::note};
    switch (basis.tokens_per_s.place) {
        case expectation::inside: return {QStringLiteral("✓ ") + words, label_part::good};
        case expectation::below: return {QStringLiteral("▼ ") + words, label_part::warning};
        case expectation::above: return {QStringLiteral("▲ ") + words, label_part::plain};
        case expectation::unknown: break;
    }
    return {words, label_part::note};
}

}  // namespace

cost_section::cost_section(const std::vector<price_preset>& presets, QWidget* parent)
    : advice_section(tr("Cost"), parent),
      presets_(presets),
      headline_(wrapped_label(label_part::heading, this)),
      known_(new text_lines({}, label_part::plain, this)),
      chooser_(new QWidget(this)),
      prices_(new QComboBox(chooser_)),
      panel_(new cost_panel(this)),
      notes_(new text_lines({}, label_part::note, this)),
      missing_(new text_lines(QStringLiteral("–"), label_part::note, this)),
      hosts_(new QPushButton(tr("Edit host profiles…"), this)),
      expected_(wrapped_label(label_part::plain, this)) {
    auto* row = new flow_row(chooser_, 8);
    auto* label = new QLabel(tr("API price of"), chooser_);
    label->setBuddy(prices_);
    prices_->setAccessibleName(tr("API price of"));
    prices_->setMinimumContentsLength(14);  // a narrow window cuts the name short
    label->setMinimumHeight(prices_->sizeHint().height());
    prices_->addItem(tr("the run's own plan"));
    for (const auto& preset : presets_) prices_->addItem(preset.name);
    row->addWidget(label);
    row->addWidget(prices_);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    chooser_->setSizePolicy(policy);
    hosts_->setAccessibleName(hosts_->text());
    add(headline_);
    add(known_);
    add(chooser_);
    add(panel_);
    add(notes_);
    add(missing_);
    add_narrow(hosts_);
    add(expected_);
    connect(prices_, &QComboBox::activated, this, [this] {
        show_costs();
        Q_EMIT chosen_changed();
    });
    connect(hosts_, &QPushButton::clicked, this, &cost_section::hosts_wanted);
}

void cost_section::set_sheet(std::shared_ptr<const advice_sheet> sheet) {
    sheet_ = std::move(sheet);
    show_costs();
}

void cost_section::set_for_picture() { for_picture_ = true; }

int cost_section::chosen() const { return prices_->currentIndex() - 1; }

void cost_section::choose(int preset) {
    prices_->setCurrentIndex(preset + 1);
    if (sheet_) show_costs();
}

api_offer cost_section::offer() const {
    const auto preset = static_cast<std::size_t>(chosen());
    if (chosen() < 0 || preset >= presets_.size()) return sheet_->basis.paid;
    return offer_at(presets_[preset].prices, to_std(presets_[preset].name), sheet_->basis.tokens);
}

void cost_section::show_costs() {
    const auto& basis = sheet_->basis;
    view_ = view_of_costs(basis, offer());
    headline_->setText(view_.headline);
    headline_->setAccessibleName(view_.headline);
    headline_->setVisible(!view_.headline.isEmpty());
    known_->set_lines(to_lines(sheet_->costs.known));
    chooser_->setVisible(!for_picture_ && !presets_.empty() && !basis.machines.empty());
    panel_->set_chart(view_.chart);
    notes_->set_lines(view_.lines);
    missing_->set_lines(to_lines(sheet_->costs.missing) + view_.missing);
    hosts_->setVisible(!for_picture_ && view_.host_wanted);
    const auto expected = expected_of(basis);
    expected_->set_part(expected.part);
    expected_->setText(expected.text);
    expected_->setAccessibleName(expected.text);
    expected_->setVisible(!expected.text.isEmpty());
}

}  // namespace sweeplab
