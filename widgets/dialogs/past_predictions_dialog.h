// How good the predictions were that were kept before they were measured: what they come to, and a row for each. GUI thread.
#pragma once

#include <QDialog>

#include "engine/prediction/prediction_history.h"
#include "widgets/advice/text_rows.h"

namespace sweeplab {

// One row a prediction, in their order. Pure.
text_rows rows_of(const prediction_history& history);

class past_predictions_dialog final : public QDialog {
    Q_OBJECT

public:
    past_predictions_dialog(const prediction_history& history, const QString& host, QWidget* parent = nullptr);
};

}  // namespace sweeplab
