#!/usr/bin/env bash
# Installs what is missing, builds everything with warnings as errors, and runs every test.
set -euo pipefail
cd "$(dirname "$0")/.."
bash packaging/dependencies.sh test
bash packaging/build.sh dev
ctest --preset dev -j "$(nproc)"
