// What a step's removal did to the others, in words. Pure; any thread.
#pragma once

#include <QString>

#include "widgets/editors/step_links.h"

namespace sweeplab {

QString removal_in_words(const QString& name, const step_removal& removal);

}  // namespace sweeplab
