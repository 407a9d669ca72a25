// What a file of runs holds, in the words of the import's preview. Pure functions; any thread.
#pragma once

#include <QString>
#include <QStringList>

#include "engine/imports/imports.h"

namespace sweeplab {

// What others wrote, on one line and without signs that are not seen but change what is seen.
QString shown_plainly(const std::string& text);
QStringList shown_plainly(const std::vector<std::string>& lines);

// "vLLM bench serve 0.6.1"
QString tool_in_words(const import_preview& preview);
// "1 key dropped · 2 left out · 1 note": what is to be known before it comes in; empty: nothing.
QString notices_in_words(const import_preview& preview);
// One line a quantity: "vllm.ttft_ms (mean, p99), ms, 2 values: first chunk − request sent, …".
QStringList metrics_in_words(const std::vector<preview_metric>& metrics);

}  // namespace sweeplab
