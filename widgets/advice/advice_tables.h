// The tables and sentences of the Advice page, made from what is known of a run. Pure; any thread.
#pragma once

#include <vector>

#include "engine/analysis/words.h"
#include "widgets/advice/advice_sheet.h"
#include "widgets/advice/text_rows.h"
#include "widgets/models/words.h"

namespace sweeplab {

// "4 workers", "20 workers as measured, of which 12 do the same", "No worker count".
QString answer_in_words(const objective_advice& advice);
QString capitalised(QString text);

// The recommendation over the page, with why, and what keeps one from believing it.
finding describe_sheet(const advice_sheet& sheet);

// Predictions beside what was measured: those kept before measuring, else replays of the run's own trials at 1 worker.
struct prediction_view {
    bool stored = false;
    std::vector<prediction> rows;  // by worker count; of replays only those that can be compared
    QString words;                 // what they are and how good they were, or why there are none
};
prediction_view view_of_predictions(const advice_sheet& sheet);
text_rows rows_of(const std::vector<prediction>& predictions);
// "12.1 s – 14.0 s"; "12.1 s" where the ends read alike; empty without an interval.
QString interval_in_words(const prediction& made);

// Of the plan's limits, or of the preset looked at.
text_rows rows_of(const rate_safety& safety);
QString words_of(const rate_safety& safety);

// A row for each worker count, then one for each point of the lines of cost and for each change asked about: everything
// that the page says; seconds throughout, what is missing is empty. The column "row" tells them apart.
QString advice_csv(const run_record& run, const advice_sheet& sheet, const rate_safety& shown,
                   const economics_report& costs = {});

}  // namespace sweeplab
