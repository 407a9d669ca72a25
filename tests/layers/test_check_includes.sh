#!/usr/bin/env bash
# Shows that check_includes.sh finds each kind of broken include, and nothing where there is none.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
tree="$(mktemp -d)"
trap 'rm -rf "$tree"' EXIT
failures=0

fresh_tree() {
    rm -rf "${tree:?}"/*
    mkdir -p "$tree"/engine/{foundation,model,host,http,store,session} "$tree"/widgets/charts "$tree"/app/{cli,desktop} \
        "$tree"/tests/{engine,widgets}
    echo '#include "engine/foundation/error.h"' >"$tree/engine/model/plan.h"
    printf '#include <vector>\n#include <queue>\n#include "engine/model/plan.h"\n' >"$tree/engine/http/client.cpp"
    printf '#include <QWidget>\n#include "engine/session/session.h"\n' >"$tree/widgets/charts/chart.h"
    printf '#include "widgets/charts/chart.h"\n#include "test_chart.moc"\n' >"$tree/tests/widgets/test_chart.cpp"
    echo '#include <sys/epoll.h>' >"$tree/engine/foundation/loop_linux.cpp"
}

# expect_broken FILE INCLUDE WORDS: with this line in this file, the check fails and says the words.
expect_broken() {
    fresh_tree
    echo "#include $2" >"$tree/$1"
    local said
    if said="$("$here/check_includes.sh" "$tree")"; then
        echo "not found: $1 includes $2" >&2
        failures=$((failures + 1))
    elif [[ "$said" != "$1:1:"*"$3"* ]]; then
        echo "$1 includes $2: said \"$said\" instead of \"$3\"" >&2
        failures=$((failures + 1))
    fi
}

fresh_tree
if ! said="$("$here/check_includes.sh" "$tree")" || [ -n "$said" ]; then
    echo "complains of a tree in order: $said" >&2
    failures=$((failures + 1))
fi

expect_broken engine/foundation/a.h '"engine/model/plan.h"' 'foundation stands below model'
expect_broken engine/store/a.h '"engine/session/session.h"' 'store stands below session'
expect_broken engine/http/a.cpp '"engine/host/probe.h"' 'http stands beside host'
expect_broken engine/http/a.cpp '"engine/extras/a.h"' 'no known layer'
expect_broken engine/model/a.cpp '<QString>' 'knows no Qt'
expect_broken engine/model/a.cpp '<QtCore/QString>' 'knows no Qt'
expect_broken engine/model/a.cpp '<qstring.h>' 'knows no Qt'
expect_broken engine/model/a.cpp '"widgets/charts/chart.h"' 'knows no window'
expect_broken engine/model/a.cpp '"app/cli/options.h"' 'knows no program'
expect_broken engine/model/a.cpp '"tests/engine/a.h"' 'only tests include tests'
expect_broken engine/model/a.cpp '"plan.h"' 'from the root'
expect_broken engine/model/a.cpp '"../foundation/error.h"' 'from the root'
expect_broken engine/foundation/a.cpp '<sys/timerfd.h>' '*_linux.cpp'
expect_broken widgets/charts/a.cpp '"app/desktop/main_window.h"' 'knows no program'
expect_broken app/cli/a.cpp '<QCoreApplication>' 'knows no Qt'
expect_broken app/cli/a.cpp '"widgets/charts/chart.h"' 'knows no window'
expect_broken app/cli/a.cpp '"app/desktop/main_window.h"' 'knows no desktop'
expect_broken tests/engine/a.cpp '<QTest>' 'knows no Qt'

exit "$((failures > 0))"
