// The library of runs as the commands open it: --db, else SWEEPLAB_DB, else the XDG data folder.
#pragma once

#include <memory>
#include <string>

#include "engine/session/engine_session.h"

namespace CLI {
class App;
}

namespace sweeplab::cli {

struct library_choice {
    std::string file;  // of --db; empty: the default
};
void add_library_option(CLI::App& command, library_choice& choice);

// For commands that store something: makes the database when it is missing.
result<std::unique_ptr<engine_session>> open_library(const library_choice& choice);
// For commands that only read: a database named by --db must be there; a default one that is not there yet
// gives null, which means an empty library.
result<std::unique_ptr<engine_session>> open_library_for_reading(const library_choice& choice);

// Whether the text can only mean a run: "12", "last". Else it may be a file's name.
bool names_a_run(const std::string& text);
// "12", or "last" for the newest run. `session` may be null.
result<run_id> find_run(engine_session* session, const std::string& text);
// The arguments that name the same library in another call: " --db FILE" or "".
std::string library_arguments(const library_choice& choice);

}  // namespace sweeplab::cli
