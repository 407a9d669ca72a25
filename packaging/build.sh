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
    grep -E -A 6 "error|Error|FAILED" "$log" | cut -c 1-400 | head -n 40 >&2 || true
    df -h . | tail -n 1 >&2
    echo "The build failed; all of its output is in $log" >&2
    exit 1
fi
