// Addresses and other runs that notes speak of. Pure functions; any thread.
#pragma once

#include <QString>
#include <functional>
#include <vector>

#include "engine/foundation/ids.h"

namespace sweeplab {

struct note_link {
    QString text;     // as it stands in the notes
    QString address;  // http, https or file; empty: of a run
    run_id run;
    bool operator==(const note_link&) const = default;
};

// In their order, each once: http, https and file addresses, "run 12" and "#12". Anything else, javascript: among it,
// stays text.
std::vector<note_link> find_note_links(const QString& notes);

// As links "0", "1", … in HTML; nothing of the notes is taken for HTML. `name_of` gives the name of a run that there is.
QString links_as_html(const std::vector<note_link>& links, const std::function<QString(run_id)>& name_of);

}  // namespace sweeplab
