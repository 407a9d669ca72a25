// What is known of one place in a chart, line by line. Pure; any thread.
#pragma once

#include <QString>
#include <utility>
#include <vector>

namespace sweeplab {

struct point_words {
    QString title;                                  // "MacBook Pro M4, 10 workers"
    QString note;                                   // a sentence under the title, or nothing
    std::vector<std::pair<QString, QString>> rows;  // ("Time", "36.94 s (35.10 – 38.87)")
    QString sentence() const;                       // all of it, for assistive tools
};

}  // namespace sweeplab
