// What an audit of a published table found, in words and as Markdown. Pure functions; any thread.
#pragma once

#include <QString>

#include "engine/audit/audit.h"

namespace sweeplab {

QString sign_of(audit_severity severity);                       // "✕": beside its colour and its word
QString group_title(audit_severity severity, long long count);  // "2 contradictions"
// "2 contradictions, 1 doubt, 14 confirmed; 60 numbers read"
QString audit_in_words(const table_audit& whole);
// "line 3, time_s: 171.14 (1 worker)"
QString cell_in_words(const cited_cell& cell);
// Headings, a list of findings, the cells under each. What stands in the table is not taken for Markdown.
QString audit_as_markdown(const QString& name, const table_audit& whole);

}  // namespace sweeplab
