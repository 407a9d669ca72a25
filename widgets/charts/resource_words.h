// What the strip of resources says. Pure; any thread.
#pragma once

#include <QString>

#include "widgets/charts/resource_lines.h"

namespace sweeplab {

QString user_name(resource_user whose);    // "machine", "children", "Sweeplab"
QString bytes_in_words(double bytes);      // "3.2 GB", "41 MB"
QString percent_in_words(double percent);  // "45 %", "2.3 %"
// "45 % · 3.2 GB": of this user, at this sample; empty when neither is known.
QString use_in_words(const resource_lines& lines, resource_user whose, std::size_t sample);
// One sentence: at a sample, or about the whole trial.
QString describe_sample(const resource_lines& lines, std::size_t sample);
QString describe_resources(const resource_lines& lines);

}  // namespace sweeplab
