#include "widgets/advice/what_if_section.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "widgets/advice/text_lines.h"
#include "widgets/advice/text_table.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_steps_shown = 6;
constexpr double least_change = 0.001;  // of the time: below it nothing is said to change

std::vector<const what_if*> steps_that_save(const what_if_report& report) {
    std::vector<const what_if*> steps;
    const double now = report.cases.empty() ? 0 : report.cases.front().time_s;
    for (const auto& one : report.cases)
        if (one.what == change::step_parallel && one.saving_s > least_change * now) steps.push_back(&one);
    std::ranges::stable_sort(steps, std::greater{}, &what_if::saving_s);
    return steps;
}

text_cell saving_cell(const what_if& one, double now) {
    if (one.what == change::none) return {QStringLiteral("–"), {}, cell_mood::plain};
    if (std::abs(one.saving_s) <= least_change * now) return {QStringLiteral("none"), {}, cell_mood::plain};
    const QString time = to_qt(seconds_in_words(std::abs(one.saving_s)));
    if (one.saving_s < 0) return {time + QStringLiteral(" more"), {}, cell_mood::plain};
    return {time + QStringLiteral(" less (%1)").arg(to_qt(percent_in_words(one.saving_s / now))), {}, cell_mood::good};
}

// Short, so that the column holds it; the sentence over the table and the hint say what is meant.
QString row_title(const run_what_if& asked, const what_if& one) {
    if (one.what != change::step_parallel) return to_qt(change_in_words(asked, one));
    const auto at = static_cast<std::size_t>(one.step.value_or(0));
    const auto name = at < asked.names.size() ? to_qt(shorten(asked.names[at], 24)) : QString::number(at + 1);
    return QStringLiteral("“%1” in parallel").arg(name);
}

QString steps_in_words(const run_what_if& asked) {
    const auto of_steps = static_cast<long long>(
        std::ranges::count_if(asked.report.cases, [](const what_if& one) { return one.what == change::step_parallel; }));
    const auto saving = steps_that_save(asked.report).size();
    const auto others = of_steps - static_cast<long long>(std::min(saving, most_steps_shown));
    QString words = to_qt(asked.basis);
    if (!asked.has_dependencies) return words;
    words += QStringLiteral(" A step beside what it waits for is honest only where it does not need its results.");
    if (others > 0 && saving <= most_steps_shown)
        words += QStringLiteral(" %1 beside what they wait for would save nothing.")
                     .arg(counted(others, "other step", "other steps"));
    else if (others > 0)
        words += QStringLiteral(" %1 not shown, which save less.").arg(counted(others, "step is", "steps are"));
    return words;
}

}  // namespace

text_rows rows_of(const run_what_if& asked) {
    text_rows table{{QStringLiteral("Change"), QStringLiteral("Time"), QStringLiteral("Saving")}, {true, false, false}, {}};
    if (asked.report.cases.empty()) return table;
    std::vector<const what_if*> shown;
    for (const auto& one : asked.report.cases)
        if (one.what != change::step_parallel) shown.push_back(&one);
    for (const auto* one : steps_that_save(asked.report)) {
        if (shown.size() >= most_steps_shown + 3) break;
        shown.push_back(one);
    }
    for (const auto* one : shown)
        table.rows.push_back({{row_title(asked, *one), to_qt(one->text), cell_mood::plain},
                              {to_qt(seconds_in_words(one->time_s)), {}, cell_mood::plain},
                              saving_cell(*one, asked.report.cases.front().time_s)});
    return table;
}

what_if_section::what_if_section(QWidget* parent)
    : advice_section(tr("What if"), parent),
      words_(wrapped_label(label_part::plain, this)),
      path_(wrapped_label(label_part::plain, this)),
      table_(new text_table(tr("Changes, and the time they would take"), this)),
      note_(wrapped_label(label_part::note, this)) {
    add(words_);
    add(path_);
    add_narrow(table_);
    add(note_);
}

void what_if_section::set_sheet(const advice_sheet& sheet) {
    const auto& asked = sheet.what_if;
    const bool answered = asked && asked->report.fault.empty();
    setVisible(asked || !sheet.no_what_if.empty());
    words_->setText(asked ? to_qt(describe_what_if(*asked))
                          : QStringLiteral("Nothing can be said of its steps: %1.").arg(to_qt(sheet.no_what_if)));
    words_->setAccessibleName(words_->text());
    path_->setText(answered ? to_qt(critical_path_in_words(*asked, asked->report.cases.front())) : QString());
    path_->setAccessibleName(path_->text());
    path_->setVisible(answered);
    table_->setAccessibleDescription(words_->text());
    table_->set_rows(answered ? rows_of(*asked) : text_rows{});
    note_->setText(answered ? steps_in_words(*asked) : QString());
    note_->setVisible(answered);
}

}  // namespace sweeplab
