#!/usr/bin/env bash
# Checks that no two headers define a type of one name in one namespace: check_names.sh [FOLDER]. The linker takes one of the
# two for both, and what then happens nobody knows. Prints one line for each such name and exits with 1.
set -euo pipefail
cd "${1:-.}"
find engine widgets app -name '*.h' -print0 2>/dev/null | sort -z | xargs -0 awk '
    FNR == 1 { space = "" }
    /^namespace [^ ]+ \{/ { space = $2 }
    /^(struct|class|enum class) [A-Za-z_0-9]+( final)?( :[^:].*)? ?\{/ {
        name = $2 == "class" ? $3 : $2
        full = space "::" name
        if (full in seen && seen[full] != FILENAME) { print full ": in " seen[full] " and in " FILENAME; bad = 1 }
        seen[full] = FILENAME
    }
    END { exit bad }'
