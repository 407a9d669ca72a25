// A report as a text document on light paper: every run, section and block of its content, charts among the text.
// GUI thread.
#pragma once

#include <QTextDocument>
#include <memory>

#include "engine/report/report.h"

namespace sweeplab {

std::unique_ptr<QTextDocument> make_document(const report_content& content);  // laid out for page_room()

// On A4 sheets with page numbers; its text can be searched.
QByteArray to_pdf(const report_content& content);

}  // namespace sweeplab
