#include "widgets/models/audit_words.h"

#include <QStringList>
#include <algorithm>
#include <array>

#include "widgets/models/import_words.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr std::array severities{audit_severity::contradiction, audit_severity::doubt, audit_severity::note,
                                audit_severity::confirmed};

long long count_of(const table_audit& whole, audit_severity severity) {
    return std::ranges::count(whole.findings, severity, &audit_finding::severity);
}

QString escaped(const QString& text) {
    static const QString special = QStringLiteral("\\`*_{}[]<>#|~&");
    QString safe;
    for (const QChar sign : text) {
        if (special.contains(sign)) safe += QLatin1Char('\\');
        safe += sign;
    }
    return safe;
}

}  // namespace

QString sign_of(audit_severity severity) {
    switch (severity) {
        case audit_severity::contradiction: return QStringLiteral("✕");
        case audit_severity::doubt: return QStringLiteral("?");
        case audit_severity::note: return QStringLiteral("i");
        case audit_severity::confirmed: return QStringLiteral("✓");
    }
    return {};
}

QString group_title(audit_severity severity, long long count) {
    switch (severity) {
        case audit_severity::contradiction: return counted(count, "contradiction", "contradictions");
        case audit_severity::doubt: return counted(count, "doubt", "doubts");
        case audit_severity::note: return counted(count, "note", "notes");
        case audit_severity::confirmed: return counted(count, "confirmed", "confirmed");
    }
    return {};
}

QString audit_in_words(const table_audit& whole) {
    const auto numbers = static_cast<long long>(whole.numbers);
    if (numbers == 0) return QStringLiteral("No number was read: there is nothing to check");
    if (whole.findings.empty())
        return QStringLiteral("%1 read, and nothing that could be done again from others")
            .arg(counted(numbers, "number", "numbers"));
    QStringList parts;
    for (const auto severity : severities)
        if (const auto count = count_of(whole, severity); count > 0) parts << group_title(severity, count);
    return QStringLiteral("%1; %2 read").arg(parts.join(QStringLiteral(", ")), counted(numbers, "number", "numbers"));
}

QString cell_in_words(const cited_cell& cell) {
    QString text = shown_plainly(cell.place);
    const QString row = shown_plainly(cell.row), column = shown_plainly(cell.column);
    if (!column.isEmpty()) text += QStringLiteral(", ") + column;
    else if (!row.isEmpty()) text += QStringLiteral(", ") + row;
    text += QStringLiteral(": ") + shown_plainly(cell.value);
    if (!column.isEmpty() && !row.isEmpty()) text += QStringLiteral(" (%1)").arg(row);
    return text;
}

QString audit_as_markdown(const QString& name, const table_audit& whole) {
    QString text = QStringLiteral("# Audit of %1\n\n%2.\n").arg(escaped(name), audit_in_words(whole));
    for (const auto severity : severities) {
        const auto count = count_of(whole, severity);
        if (count == 0) continue;
        text += QStringLiteral("\n## %1 %2\n\n").arg(sign_of(severity), group_title(severity, count));
        for (const auto& one : whole.findings) {
            if (one.severity != severity) continue;
            text += QStringLiteral("- %1\n").arg(escaped(shown_plainly(one.words)));
            for (const auto& cell : one.cells) text += QStringLiteral("  - %1\n").arg(escaped(cell_in_words(cell)));
        }
    }
    return text;
}

}  // namespace sweeplab
