// The Scaling view as a file or as text, with its headline and in a theme of choice. GUI thread.
#pragma once

#include "widgets/charts/picture_export.h"
#include "widgets/charts/scaling_chart_data.h"

namespace sweeplab {

result<void> export_scaling(picture_format format, const scaling_content& content, const QString& file,
                            const chart_export_options& options);
result<void> export_png(const scaling_content& content, const QString& file, const chart_export_options& options);
result<void> export_svg(const scaling_content& content, const QString& file, const chart_export_options& options);
result<void> export_pdf(const scaling_content& content, const QString& file, const chart_export_options& options);

// One row for each point that is seen, and for each worker count that is not counted: the quantity first, then
// everything else that is known. It reads back as a tidy CSV (`workers`, `time_s`).
QString scaling_csv(const scaling_content& content);

// The time chart by machine, for programs without a window. False when the file could not be written.
bool export_scaling_png(const std::vector<scaling_curve>& curves, const finding& words, const QString& file, QSize size,
                        double scale, theme_choice theme);

}  // namespace sweeplab
