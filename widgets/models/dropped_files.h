// Files that were dropped or copied. Pure; any thread.
#pragma once

#include <QMimeData>
#include <QStringList>
#include <QUrl>

namespace sweeplab {

inline constexpr auto run_file_filter = "Runs (*.csv *.json *.jsonl *.md);;All files (*)";
inline constexpr auto table_file_filter = "Tables (*.csv *.json *.md *.txt);;All files (*)";

// Those on this machine, each once; `held` may be null.
inline QStringList files_of(const QMimeData* held) {
    QStringList files;
    if (!held) return files;
    for (const QUrl& url : held->urls())
        if (url.isLocalFile() && !files.contains(url.toLocalFile())) files << url.toLocalFile();
    return files;
}

}  // namespace sweeplab
