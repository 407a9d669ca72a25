#!/usr/bin/env bash
# Checks the include direction of the source tree: check_includes.sh [FOLDER]. Prints one line for each include
# that breaks a rule and exits with 1; prints nothing and exits with 0 when all is well.
set -euo pipefail
cd "${1:-.}"

folders=()
for folder in engine widgets app tests; do
    if [ -d "$folder" ]; then folders+=("$folder"); fi
done
if [ "${#folders[@]}" -eq 0 ]; then
    echo "no engine, widgets, app or tests folder in $PWD" >&2
    exit 2
fi

# FILE:LINE:#include … of every include there is.
list_includes() {
    grep -rnE --include='*.h' --include='*.cpp' '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' "${folders[@]}" || true
}

list_includes | awk '
BEGIN {
    # Lower layers first. A module includes itself and what stands on a lower layer, never a neighbour.
    layer["foundation"] = 0
    layer["model"] = 1
    layer["dispatch"] = 2
    layer["host"] = layer["process"] = layer["http"] = layer["analysis"] = layer["simulator"] = 3
    layer["metrics"] = layer["laws"] = layer["native"] = 4
    layer["workload"] = layer["telemetry"] = layer["store"] = layer["exchange"] = 5
    layer["prediction"] = layer["calibration"] = layer["comparison"] = layer["audit"] = 6
    layer["sweep"] = layer["advice"] = layer["imports"] = 7
    layer["session"] = layer["targets"] = layer["report"] = 8
    broken = 0
}

function complain(reason) {
    print place ": includes " target ": " reason
    broken = 1
}

function is_qt(name) { return name ~ /^(Q[A-Z]|Qt[A-Z0-9]|qt[0-9a-z]*\/|q[a-z0-9]+\.h$)/ }
function is_linux_only(name) {
    return name ~ /^linux\// || name ~ /^sys\/(epoll|eventfd|timerfd|signalfd|inotify|pidfd|prctl|sysinfo|sendfile|syscall)\.h$/
}

{
    split($0, colon, ":")
    file = colon[1]
    place = colon[1] ":" colon[2]
    match($0, /[<"][^>"]+[>"]/)
    quoted = substr($0, RSTART, 1) == "\""
    target = substr($0, RSTART + 1, RLENGTH - 2)
    parts = split(file, from, "/")
    split(target, to, "/")

    if (quoted && target !~ /^(engine|widgets|app|tests)\// && target !~ /^[^\/]*\.moc$/) {
        complain("write includes from the root of the tree")
        next
    }
    without_qt = from[1] == "engine" || (from[1] == "app" && from[2] == "cli") || (from[1] == "tests" && from[2] == "engine")
    if (without_qt && is_qt(target)) complain(from[1] "/" from[2] " knows no Qt")
    if (without_qt && quoted && to[1] == "widgets") complain(from[1] "/" from[2] " knows no window")
    if ((from[1] == "engine" || from[1] == "widgets") && quoted && to[1] == "app") complain(from[1] " knows no program")
    if (from[1] != "tests" && quoted && to[1] == "tests") complain("only tests include tests")
    if (from[1] == "app" && from[2] == "cli" && quoted && target ~ /^app\/desktop\//) complain("app/cli knows no desktop program")
    if (from[1] == "engine" && is_linux_only(target) && file !~ /_linux\.cpp$/)
        complain("what only Linux has belongs into a file named *_linux.cpp")

    if (from[1] != "engine" || to[1] != "engine" || !quoted || from[2] == to[2]) next
    if (!(from[2] in layer)) complain("engine/" from[2] " stands on no known layer: add it to " "tests/layers/check_includes.sh")
    else if (!(to[2] in layer)) complain("engine/" to[2] " stands on no known layer: add it to " "tests/layers/check_includes.sh")
    else if (layer[to[2]] > layer[from[2]]) complain(from[2] " stands below " to[2])
    else if (layer[to[2]] == layer[from[2]]) complain(from[2] " stands beside " to[2])
}

END { exit broken }
'
