#!/usr/bin/env bash
# Measures Sweeplab itself beside its peers and prints one table; takes about four minutes after the build:
#   packaging/bench.sh [--json FILE] [--rounds N] [--only requests,streams,commands,spans,library,accounting,memory,window]
# Peers that are not installed are skipped and named.
set -euo pipefail
cd "$(dirname "$0")/.."
bash packaging/dependencies.sh run
bash packaging/dependencies.sh bench || echo "Going on without the peers that are missing." >&2

mkdir -p build
log=build/bench.log
with_qt=OFF
if pkg-config --exists Qt6Widgets Qt6Charts; then with_qt=ON; fi
build() {
    cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DSWEEPLAB_BENCH=ON -DSWEEPLAB_WITH_QT=$with_qt
    targets=(sweeplab-bench sweeplab-bench-server)
    for target in sweeplab sweeplab-bench-empty-window sweeplab-bench-timeline; do
        if cmake --build build/bench --target help | grep -q "^$target:"; then targets+=("$target"); fi
    done
    cmake --build build/bench --target "${targets[@]}"
}
echo "Building (release, with the benchmark) …" >&2
if ! (set -e; build) >"$log" 2>&1; then
    grep -E "error|Error|FAILED" "$log" | head -n 20 >&2 || true
    echo "The build failed; all of its output is in $log" >&2
    exit 1
fi
exec build/bench/bin/sweeplab-bench "$@"
