// A text document on sheets of paper. GUI thread.
#pragma once

#include <QByteArray>
#include <QSizeF>
#include <QString>

class QTextDocument;

namespace sweeplab {

// Begins a page anew before a block marked with `title_state` that would stand at a page's foot without what follows it.
inline constexpr int title_state = 1;
void keep_titles_with_what_follows(QTextDocument& document);

// With `foot` and the page's number below each page. The document is laid out for pages of page_room().
QSizeF page_room();
QByteArray to_pdf(QTextDocument& document, const QString& title, const QString& foot);

}  // namespace sweeplab
