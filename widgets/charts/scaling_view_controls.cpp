#include "widgets/charts/scaling_view_controls.h"

#include "widgets/charts/flow_row.h"
#include "widgets/charts/segmented_control.h"

namespace sweeplab {
namespace {

QStringList quantity_names() {
    QStringList names;
    for (const auto quantity : all_chart_quantities) names << quantity_name(quantity);
    return names;
}

QString why_missing(chart_quantity quantity) {
    switch (quantity) {
        case chart_quantity::tokens_per_s: return QStringLiteral("No tokens were counted in these runs");
        case chart_quantity::cost: return QStringLiteral("These runs have no prices");
        case chart_quantity::throughput: return QStringLiteral("These runs do not say how many items they did");
        default: return QStringLiteral("There is nothing to show yet");
    }
}

}  // namespace

scaling_view_controls::scaling_view_controls(QWidget* parent)
    : QWidget(parent),
      quantity_(new segmented_control(QStringLiteral("Quantity"), quantity_names(), this)),
      layout_(
          new segmented_control(QStringLiteral("Panels"), {QStringLiteral("By machine"), QStringLiteral("Overlaid")}, this)),
      form_(new segmented_control(QStringLiteral("Shown as"), {QStringLiteral("Chart"), QStringLiteral("Table")}, this)) {
    auto* row = new flow_row(this, 8);
    for (auto* control : {quantity_, layout_, form_}) row->addWidget(control);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(quantity_, &segmented_control::chosen_changed, this,
            [this](int index) { Q_EMIT quantity_chosen(all_chart_quantities[static_cast<std::size_t>(index)]); });
    connect(layout_, &segmented_control::chosen_changed, this,
            [this](int index) { Q_EMIT layout_chosen(index == 0 ? panel_layout::by_machine : panel_layout::overlay); });
    connect(form_, &segmented_control::chosen_changed, this, [this](int index) { Q_EMIT table_chosen(index == 1); });
}

void scaling_view_controls::show_choices(const scaling_content& content, bool table) {
    quantity_->choose(static_cast<int>(content.quantity));
    layout_->choose(content.layout == panel_layout::by_machine ? 0 : 1);
    form_->choose(table ? 1 : 0);
    for (const auto quantity : all_chart_quantities) {
        const bool known = has_quantity(content.curves, quantity) || quantity == content.quantity;
        quantity_->set_choice_enabled(static_cast<int>(quantity), known, why_missing(quantity));
    }
    // With one curve there is nothing to lay over another.
    layout_->setVisible(content.curves.size() > 1);
}

void scaling_view_controls::add_control(QWidget* control) { layout()->addWidget(control); }

}  // namespace sweeplab
