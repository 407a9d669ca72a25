#!/usr/bin/env bash
# Shows that check_names.sh finds a name that is there twice, and nothing where there is none.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
tree="$(mktemp -d)"
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree"/engine/audit "$tree"/widgets/charts "$tree"/app/cli
printf 'namespace sweeplab {\nstruct row {\n};\nclass row_view;\n}\n' >"$tree/engine/audit/row.h"
printf 'namespace sweeplab {\nclass row_view final : public view {\n};\nstruct row;\n}\n' >"$tree/widgets/charts/view.h"
printf 'namespace sweeplab::cli {\nstruct row {\n};\n}\n' >"$tree/app/cli/row.h"
if ! said="$("$here/check_names.sh" "$tree")" || [ -n "$said" ]; then
    echo "complains of names in order: $said" >&2
    exit 1
fi
printf 'namespace sweeplab {\nclass row final : public view {\n};\n}\n' >"$tree/widgets/charts/row.h"
if said="$("$here/check_names.sh" "$tree")" || [[ "$said" != *"sweeplab::row: in engine/audit/row.h and in widgets/charts/row.h"* ]]; then
    echo "did not find a name that is there twice: $said" >&2
    exit 1
fi
