#include "widgets/models/note_links.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>
#include <algorithm>

namespace sweeplab {
namespace {

constexpr qsizetype longest_shown = 80;

// Sentences end after addresses, and brackets stand around them; those that an address opens itself belong to it.
QString without_tail(QString text) {
    static const QString marks = QStringLiteral(".,;:!?'\"*_…");
    for (;;) {
        if (text.isEmpty()) return text;
        const QChar last = text.back();
        const auto unopened = [&](char open, char close) {
            return last == QLatin1Char(close) && text.count(QLatin1Char(open)) < text.count(QLatin1Char(close));
        };
        if (!marks.contains(last) && !unopened('(', ')') && !unopened('[', ']') && !unopened('{', '}')) return text;
        text.chop(1);
    }
}

bool can_be_opened(const QUrl& url) {
    if (!url.isValid()) return false;
    if (url.scheme() == QLatin1String("file")) return url.host().isEmpty() && url.path().size() > 1;
    return !url.host().isEmpty();
}

QString shortened(const QString& text) {
    return text.size() <= longest_shown ? text : text.left(longest_shown - 1) + QStringLiteral("…");
}

}  // namespace

std::vector<note_link> find_note_links(const QString& notes) {
    // An address first, so that a # in it is no run. A control sign or a quote ends it.
    static const QRegularExpression pattern(
        QStringLiteral(R"((?<![\w.+-])(?<address>(?:https?|file)://[^\s<>"`|\\^\p{Cc}\p{Cf}]+))"
                       R"(|\bruns?\s+#?(?<named>\d{1,15})(?![\w.,]?\d)(?!\w))"
                       R"(|(?<![\w&/#])#(?<number>\d{1,15})(?!\w))"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    std::vector<note_link> links;
    for (auto at = pattern.globalMatch(notes); at.hasNext();) {
        const auto found = at.next();
        note_link link;
        if (!found.captured(QStringLiteral("address")).isEmpty()) {
            link.text = without_tail(found.captured());
            const QUrl url(link.text, QUrl::StrictMode);
            if (!can_be_opened(url)) continue;
            link.address = url.toString(QUrl::FullyEncoded);
        } else {
            const QString number = found.captured(QStringLiteral("named")) + found.captured(QStringLiteral("number"));
            link.run = {number.toLongLong()};
            link.text = QStringLiteral("run %1").arg(link.run.value);
            if (!link.run) continue;
        }
        if (std::ranges::find(links, link) == links.end()) links.push_back(std::move(link));
    }
    return links;
}

QString links_as_html(const std::vector<note_link>& links, const std::function<QString(run_id)>& name_of) {
    QStringList parts;
    for (std::size_t i = 0; i < links.size(); ++i) {
        QString words = shortened(links[i].text);
        if (links[i].address.isEmpty()) {
            const QString name = name_of(links[i].run);
            if (name.isEmpty()) continue;  // there is no such run
            words += QStringLiteral(": ") + shortened(name);
        }
        parts << QStringLiteral("<a href=\"%1\">%2</a>").arg(i).arg(words.toHtmlEscaped());
    }
    return parts.join(QStringLiteral("<br>"));
}

}  // namespace sweeplab
