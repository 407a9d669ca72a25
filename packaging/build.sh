#!/usr/bin/env bash
# Configures and builds one preset: packaging/build.sh PRESET [TARGET…]. Quiet unless something fails.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1
shift
targets=()
for target in "$@"; do targets+=(--target "$target"); done
mkdir -p build
log=build/$preset.log
# Presets that compile the engine alike (dev, engine-only) share the compiler cache whatever their folder.
export CCACHE_NOHASHDIR=1
echo "Building ($preset) …" >&2
if ! { cmake --preset "$preset" && cmake --build --preset "$preset" "${targets[@]}"; } >"$log" 2>&1; then
    grep -E "error|Error|FAILED" "$log" | head -n 20 >&2 || true
    echo "The build failed; all of its output is in $log" >&2
    exit 1
fi
