// A text document on sheets of paper. GUI thread.
#pragma once

#include <QByteArray>
#include <QSizeF>
#include <QString>

class QPainter;
class QTextDocument;

namespace sweeplab {

// Begins a page anew before a block marked with `title_state` that would stand at a page's foot without what follows it.
inline constexpr int title_state = 1;
void keep_titles_with_what_follows(QTextDocument& document);

// What stands on a page, from 0, at the painter's origin.
void paint_page(QTextDocument& document, int page, QPainter& painter);

// With `foot` and the page's number below each page. The document is laid out for pages of page_room().
QSizeF page_room();
QByteArray to_pdf(QTextDocument& document, const QString& title, const QString& foot);

}  // namespace sweeplab
