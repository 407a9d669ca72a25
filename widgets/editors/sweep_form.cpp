#include "widgets/editors/sweep_form.h"

#include <QCoreApplication>
#include <memory>

#include "engine/model/objective.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr auto automatic = "/sweep/auto";
constexpr auto adaptive = "/sweep/adaptive";
constexpr int least_most = 5;   // repeats from which on a rule has room to end earlier
constexpr int usual_most = 20;  // repeats at most, when fewer were asked for

QString tr(const char* text) { return QCoreApplication::translate("sweep_form", text); }

line_field* whole(const QString& placeholder) { return new line_field(line_field::holds::whole_number, placeholder); }
line_field* number(const QString& placeholder) { return new line_field(line_field::holds::number, placeholder); }

std::vector<choice_option> objective_choices() {
    std::vector<choice_option> choices;
    for (const auto which : all_objectives())
        choices.push_back({std::string(key_of(which)), to_qt(std::string(meaning_of(which)))});
    return choices;
}

void add_automatic(field_form& form) {
    form.add_section(tr("Automatic"), automatic, tr("Let the sweep choose its worker counts itself"),
                     tr("One trial after the other, beginning with the counts above (1 when there are none), until the "
                        "recommendation stops moving or the first of these budgets is used up. It says why it ended. "
                        "Repeats, adaptive repeats and predictions are then its own affair."));
    form.add(tr("Trials, at most"), "/sweep/auto/trials", whole(tr("default: 30")));
    form.add(tr("Minutes, at most"), "/sweep/auto/minutes", number(tr("no limit")), tr("Of trials, all together."));
    form.add(tr("Money, at most"), "/sweep/auto/cost", number(tr("no limit")),
             tr("In the currency of the prices; needs prices, or a workload that says what it costs."));
    form.add(tr("Workers, at most"), "/sweep/auto/most_workers", whole(tr("default: 64")));
    form.add(tr("Looking for"), "/sweep/auto/objective", new choice_field(objective_choices()));
    form.add(tr("Deadline, s"), "/sweep/auto/deadline_s", number(tr("none")), tr("For the lowest cost within a deadline."));
    form.add(tr("Latency target, s"), "/sweep/auto/latency_target_s", number(tr("none")),
             tr("For the most items/s within a latency."));
}

// Repeats and predictions do not go with a sweep that chooses for itself; switched off again, they are as they were.
void let_automatic_help(field_form& form) {
    auto before = std::make_shared<json>();
    QObject::connect(&form, &field_form::section_switched, &form, [&form, before](const std::string& pointer, bool on) {
        if (pointer != automatic) return;
        for (const char* one : {"/sweep/repeats", "/sweep/predict"}) {
            form_field& field = *form.field(one);
            if (on) (*before)[one] = field.value();
            field.set_value(on ? json() : before->value(one, json()));
            form.set_row_visible(one, !on);
        }
    });
}

// What adaptive repeats need: rounds of all counts, and room for more repeats than the least. Switched off again, the
// fields are as they were.
void let_switch_help(field_form& form) {
    auto before = std::make_shared<json>();
    QObject::connect(&form, &field_form::section_switched, &form, [&form, before](const std::string& pointer, bool on) {
        if (pointer != adaptive) return;
        form_field& repeats = *form.field("/sweep/repeats");
        form_field& order = *form.field("/sweep/order");
        if (!on) {
            if (before->is_null()) return;
            if (repeats.value() == (*before)["repeats"]["now"]) repeats.set_value((*before)["repeats"]["was"]);
            if (order.value() == (*before)["order"]["now"]) order.set_value((*before)["order"]["was"]);
            *before = json();
            return;
        }
        *before = {{"repeats", {{"was", repeats.value()}}}, {"order", {{"was", order.value()}}}};
        const json now = repeats.value();
        if (now.is_null() || (now.is_number_integer() && now < least_most)) repeats.set_value(usual_most);
        order.set_value("blocks");
        (*before)["repeats"]["now"] = repeats.value();
        (*before)["order"]["now"] = order.value();
    });
}

}  // namespace

field_form* make_sweep_form(QWidget* parent) {
    auto* form = new field_form(parent);
    form->add(tr("Worker counts"), "/sweep/workers", new counts_field(tr("e.g. 1, 2, 4, 8")),
              tr("Single counts and ranges: 1, 2, 4, 8 · 1-8 · 1-16:*2 (doubling) · 10-50:10 (steps)."));
    add_automatic(*form);
    form->add(tr("Repeats"), "/sweep/repeats", whole(tr("default: 1")),
              tr("Trials at each worker count. Three or more give an interval."));
    form->add_section(tr("Adaptive"), adaptive, tr("Repeat until the interval is narrow enough"),
                      tr("Rounds of all worker counts go on until the widest interval is narrow, the time is spent, or each "
                         "count had its repeats above, which are then the most."));
    form->add(tr("At least, repeats"), "/sweep/adaptive/at_least", whole(tr("default: 5")),
              tr("Of every worker count, before it may end; 2 or more."));
    form->add(tr("Narrow enough, ± %"), "/sweep/adaptive/half_width_pct", number(tr("default: 5")),
              tr("Half the width of the widest 95 % interval, in percent of its mean time."));
    form->add(tr("Time for it, s"), "/sweep/adaptive/budget_s", number(tr("no limit")),
              tr("Seconds that all trials together may take; the round under way then is the last."));
    form->add(
        tr("Predict"), "/sweep/predict",
        new switch_field(tr("Measure 1 and a middle count first and predict the rest"), false),
        tr("The predictions are kept before the other counts are measured, and then stand beside them. Needs 1 worker and "
           "two more counts; not with adaptive repeats."));
    form->add(tr("Warm-up"), "/sweep/warm_up", whole(tr("default: 0")),
              tr("Trials before the first counted one; never counted."));
    form->add(tr("Order"), "/sweep/order",
              new choice_field({{"ascending", tr("ascending: all repeats of a count together")},
                                {"blocks", tr("blocks: each round takes every count once, shuffled")}}),
              tr("Blocks keep a slow drift of the machine from looking like scaling."));
    form->add(tr("Items"), "/sweep/items",
              new choice_field({{"fifo", tr("in their order")}, {"longest-first", tr("longest first, as far as known")}}));
    form->add(tr("Seed"), "/sweep/seed", whole(tr("default: 1")));
    form->add(tr("Trial time limit, s"), "/sweep/trial_timeout_s", number(tr("none")));
    form->add(tr("Resource samples, Hz"), "/sweep/sampling_hz", number(tr("default: 5")),
              tr("How often a second processors and memory in use are noted, up to 50; 0 notes nothing."));
    form->add(tr("Notes"), "/notes", new text_field(tr("kept with every run of this plan"), 4));
    let_automatic_help(*form);
    let_switch_help(*form);
    return form;
}

}  // namespace sweeplab
