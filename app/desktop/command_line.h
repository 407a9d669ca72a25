// What the window's program was asked to do.
#pragma once

#include <QSize>
#include <QStringList>
#include <filesystem>
#include <optional>

#include "engine/foundation/error.h"
#include "widgets/theme/theme_choice.h"

namespace sweeplab {

struct desktop_options {
    std::filesystem::path database;    // empty: the default one
    std::optional<std::int64_t> run;   // open on this run alone
    std::optional<theme_choice> look;  // absent: as chosen in the View menu
    QString screenshot;                // render the window to this PNG and end
    QSize screenshot_size{1280, 800};
    std::optional<std::int64_t> chart_run;  // write the chart of this run to chart_file and end; 0: the newest
    QString chart_file;
    bool first_paint = false;  // say how long the first paint took and end
    QStringList files;         // plans to open, runs to import
    QString text_to_print;     // --help, --version: print it and end

    // Nothing is shown, so no display is needed.
    bool headless() const { return !screenshot.isEmpty() || chart_run.has_value(); }
};

// `arguments` with the program's name first. Errors say which option is wrong.
result<desktop_options> read_command_line(const QStringList& arguments);

}  // namespace sweeplab
