// What a comparison says in words: of several pairs each sentence names its own.
#include <algorithm>

#include "widgets/compare/comparison_sheet.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_warnings = 2;

bool is_part_of_word(QChar letter) { return letter.isLetterOrNumber() || letter == QLatin1Char('/'); }

// Puts the names that tell the runs of the sheet apart for those that only tell the two of a pair apart.
QString renamed(const std::string& words, const comparison_sheet& sheet, std::size_t pair) {
    const auto& one = sheet.all[pair];
    std::vector<std::pair<QString, QString>> names{{to_qt(one.a_name), sheet.names[static_cast<qsizetype>(pair)]},
                                                   {to_qt(one.b_name), sheet.against_name}};
    // The one may be the beginning of the other.
    std::ranges::sort(names, std::greater(), [](const auto& name) { return name.first.size(); });
    const QString text = to_qt(words);
    QString result;
    for (qsizetype at = 0; at < text.size();) {
        const auto stands_here = [&](const QString& name) {
            const qsizetype end = at + name.size();
            return !name.isEmpty() && QStringView(text).mid(at).startsWith(name) &&
                   (at == 0 || !is_part_of_word(text[at - 1])) && (end == text.size() || !is_part_of_word(text[end]));
        };
        const auto found = std::ranges::find_if(names, [&](const auto& name) { return stands_here(name.first); });
        if (found == names.end()) {
            result += text[at++];
        } else {
            result += found->second;
            at += found->first.size();
        }
    }
    return result;
}

// Whether a warning is of one run: "A: …", "A, 4 workers: …".
std::optional<QString> warning_of_run(const std::string& warning, const comparison_sheet& sheet, std::size_t pair) {
    const auto& one = sheet.all[pair];
    for (const auto& [before, after] :
         {std::pair(one.a_name, sheet.names[static_cast<qsizetype>(pair)]), std::pair(one.b_name, sheet.against_name)})
        if (warning.starts_with(before + ":") || warning.starts_with(before + ","))
            return after + to_qt(warning.substr(before.size()));
    return std::nullopt;
}

// Each once, and a run by the same name in all of them. What holds of pairs says of which.
std::vector<std::string> all_warnings(const comparison_sheet& sheet) {
    struct warning_of_pairs {
        QString words;
        QStringList pairs;  // none: of one run
    };
    std::vector<warning_of_pairs> warnings;
    for (std::size_t i = 0; i < sheet.all.size(); ++i)
        for (const std::string& warning : sheet.all[i].warnings) {
            const auto of_run = warning_of_run(warning, sheet, i);
            const QString words = of_run ? *of_run : renamed(warning, sheet, i);
            auto known = std::ranges::find(warnings, words, &warning_of_pairs::words);
            if (known == warnings.end()) known = warnings.insert(known, {words, {}});
            const QString& name = sheet.names[static_cast<qsizetype>(i)];
            if (!of_run && !known->pairs.contains(name)) known->pairs << name;
        }
    std::vector<std::string> lines;
    for (const auto& one : warnings) {
        const bool says_which = sheet.all.size() == 1 || one.pairs.isEmpty();
        lines.push_back(to_std(says_which ? one.words
                                          : QStringLiteral("%1 beside %2: %3")
                                                .arg(one.pairs.join(QStringLiteral(", ")), sheet.against_name, one.words)));
    }
    return lines;
}

QString verdict_of(const comparison_sheet& sheet, std::size_t i) {
    const auto& one = sheet.all[i];
    if (!one.comparable) return sheet.names[static_cast<qsizetype>(i)] + QStringLiteral(" is not compared");
    return sheet.names[static_cast<qsizetype>(i)] + QStringLiteral(": ") +
           to_qt(in_words(one.overall_verdict, one.threshold));
}

}  // namespace

finding describe_comparison(const comparison_sheet& sheet) {
    finding words;
    words.warnings = all_warnings(sheet);
    if (words.warnings.size() > most_warnings) words.warnings.resize(most_warnings);
    if (sheet.all.size() == 1) {
        words.headline = sheet.all.front().headline;
        return words;
    }
    QStringList verdicts, details;
    for (std::size_t i = 0; i < sheet.all.size(); ++i) {
        verdicts << verdict_of(sheet, i);
        if (sheet.all[i].comparable) details << renamed(sheet.all[i].headline, sheet, i) + QLatin1Char('.');
    }
    words.headline = to_std(QStringLiteral("Beside %1 — ").arg(sheet.against_name) + verdicts.join(QStringLiteral("; ")));
    words.detail = to_std(details.join(QLatin1Char('\n')));
    return words;
}

QStringList further_warnings(const comparison_sheet& sheet) {
    QStringList lines;
    const auto warnings = all_warnings(sheet);
    for (std::size_t i = most_warnings; i < warnings.size(); ++i) lines << to_qt(warnings[i]);
    return lines;
}

QString how_compared(const comparison_sheet& sheet) {
    // Of several the engine's headlines stand above.
    return sheet.all.size() == 1 ? to_qt(sheet.all.front().detail) : QString();
}

QStringList refusals_of(const comparison_sheet& sheet) {
    QStringList lines;
    for (std::size_t i = 0; i < sheet.all.size(); ++i)
        if (const auto& one = sheet.all[i]; !one.comparable)
            lines << QStringLiteral("%1 and %2 are not compared: %3.")
                         .arg(sheet.names[static_cast<qsizetype>(i)], sheet.against_name, renamed(one.why_not, sheet, i));
    return lines;
}

}  // namespace sweeplab
