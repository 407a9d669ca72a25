#!/usr/bin/env bash
# From a fresh clone to a first sweep: installs what is missing, builds, runs the demo sweep against the
# built-in simulated endpoint without a display, prints its table, writes its chart and data to out/, and
# opens the window on that run when there is a display.
set -euo pipefail
cd "$(dirname "$0")/.."
bash packaging/dependencies.sh run
bash packaging/build.sh release sweeplab sweeplab-cli

bin=build/release/bin
mkdir -p out
echo "Running the demo sweep against the simulated endpoint …" >&2
"$bin/sweeplab-cli" run resources/plans/demo.json
run=$("$bin/sweeplab-cli" list --json | sed -n 's/^.*"id": *\([0-9]*\).*$/\1/p' | head -n 1)
"$bin/sweeplab-cli" export "$run" --format csv --out out/demo.csv
QT_QPA_PLATFORM=offscreen "$bin/sweeplab" --export-chart "$run" out/demo.png
echo "Chart: out/demo.png    Data: out/demo.csv" >&2

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$bin/sweeplab" --run "$run"
fi
echo "There is no display here, so no window is opened. With one:  $bin/sweeplab --run $run" >&2
