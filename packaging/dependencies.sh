#!/usr/bin/env bash
# Installs what Sweeplab is built from, on Debian 12 and newer. Sourced or run by run.sh and test.sh:
#   packaging/dependencies.sh [run|test|bench]
# Does nothing when everything is there; says what is missing when it cannot install it.
set -euo pipefail

purpose=${1:-run}
packages=(build-essential cmake ninja-build pkg-config ccache mold
          qt6-base-dev qt6-charts-dev libqt6opengl6-dev qt6-svg-dev qtkeychain-qt6-dev
          libcurl4-openssl-dev libsqlite3-dev libsqlitecpp-dev nlohmann-json3-dev libhwloc-dev libcli11-dev
          libfmt-dev libexpected-dev libboost1.81-dev libxxhash-dev doctest-dev fonts-dejavu-core)
case $purpose in
    run) ;;
    test) packages+=(xvfb xdotool sqlite3) ;;
    bench) packages+=(wrk hey parallel hyperfine util-linux) ;;
    *) echo "dependencies.sh: unknown purpose '$purpose' (run, test or bench)" >&2; exit 2 ;;
esac

missing=()
if command -v dpkg-query >/dev/null; then
    for package in "${packages[@]}"; do
        state=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
        [ "$state" = "install ok installed" ] || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && exit 0
else
    cat >&2 <<TEXT
Sweeplab's set-up installs packages with apt-get, which this system does not have.
Install these yourself (the names are Debian 12's), then run the command again with SWEEPLAB_SKIP_PACKAGES=1:
  ${packages[*]}
TEXT
    [ "${SWEEPLAB_SKIP_PACKAGES:-}" = 1 ] && exit 0
    exit 1
fi

if [ "${SWEEPLAB_SKIP_PACKAGES:-}" = 1 ]; then
    echo "Going on without these packages, as SWEEPLAB_SKIP_PACKAGES says: ${missing[*]}" >&2
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    echo "These packages are missing, and there is no apt-get to install them: ${missing[*]}" >&2
    exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null; then
        as_root=(sudo)
        echo "Installing ${#missing[@]} packages needs root's rights; sudo may ask for your password." >&2
    else
        cat >&2 <<TEXT
These packages are missing, and installing them needs root's rights (there is no sudo here):
  ${missing[*]}
As root, run:  apt-get install ${missing[*]}
Then run this command again.
TEXT
        exit 1
    fi
fi
echo "Installing: ${missing[*]}" >&2
log=$(mktemp)
if ! { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
       "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    echo "The packages could not be installed. What apt-get said last:" >&2
    tail -n 5 "$log" >&2
    echo "(all of it: $log)" >&2
    exit 1
fi
rm -f "$log"
