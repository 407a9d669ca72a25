// The form over a plan's sweep: worker counts, repeats and until when, order, sampling. GUI thread.
#pragma once

#include "widgets/editors/field_form.h"

namespace sweeplab {

field_form* make_sweep_form(QWidget* parent = nullptr);

}  // namespace sweeplab
