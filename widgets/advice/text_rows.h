// A small table as text: titles, rows, and what a cell means where its text is not enough. Pure; any thread.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

namespace sweeplab {

enum class cell_mood { plain, good, warning, fault };  // its colour; the text says the same

struct text_cell {
    QString text;  // "–": nothing is known
    QString hint;
    cell_mood mood = cell_mood::plain;
    bool operator==(const text_cell&) const = default;
};

struct text_rows {
    QStringList titles;
    std::vector<bool> is_text;  // of the columns: to the left, else a number, to the right
    std::vector<std::vector<text_cell>> rows;
    bool operator==(const text_rows&) const = default;
};

}  // namespace sweeplab
