// The colours are those of the window's charts.
#include "engine/report/svg_chart.h"

namespace sweeplab {

const char* const light_colors =
    "--page:#f2f3f5;--sheet:#fff;--text:#1a1c20;--muted:#59606b;--rule:#d9dce1;--grid:#e6e8ec;--band:#0072b21f;"
    "--warn:#8a4b00;--warn-sheet:#fdf1dd;--code:#f4f5f7;"
    "--s0:#0072b2;--s1:#d55e00;--s2:#00855f;--s3:#a3497f;--s4:#7a6a00;"
    "--p0:#0072b2;--p1:#d55e00;--p2:#8dbded;--p3:#a44779;--p4:#f0b429;--p5:#14a857;--p6:#3b3739;--p7:#d5d9e0;";
const char* const dark_colors =
    "--page:#121316;--sheet:#1c1e22;--text:#e8eaed;--muted:#a5adb8;--rule:#3a3f47;--grid:#2b2f36;--band:#56b4e92b;"
    "--warn:#f2b84b;--warn-sheet:#33291a;--code:#17181b;"
    "--s0:#56b4e9;--s1:#e69f00;--s2:#2bc4a0;--s3:#e08cbb;--s4:#f0e442;"
    "--p0:#56b4e9;--p1:#dd7a38;--p2:#3c5996;--p3:#b9739a;--p4:#f3c74f;--p5:#209060;--p6:#c2cbcb;--p7:#3b414a;";

const char* const chart_style =
    ".chart text{font-family:system-ui,\"Segoe UI\",\"DejaVu Sans\",sans-serif;font-size:12px;fill:var(--muted)}\n"
    ".chart .name,.chart .key{fill:var(--text)}\n"
    ".chart .marked{fill:var(--text);font-weight:600}\n"
    ".chart .grid{stroke:var(--grid)}\n"
    ".chart .axis{stroke:var(--muted)}\n"
    ".chart .band{fill:var(--band)}\n"
    ".chart .line{fill:none;stroke-width:2;stroke-linejoin:round}\n"
    ".chart .dot{stroke:var(--sheet);stroke-width:1}\n"
    ".chart .repeat{opacity:.45}\n"
    ".chart .mark{fill:none;stroke:var(--text);stroke-width:1.5}\n"
    ".chart .part{stroke:var(--sheet);stroke-width:.5}\n"
    ".chart .line.s0{stroke:var(--s0)}.chart circle.s0{fill:var(--s0)}\n"
    ".chart .line.s1{stroke:var(--s1)}.chart circle.s1{fill:var(--s1)}\n"
    ".chart .line.s2{stroke:var(--s2)}.chart circle.s2{fill:var(--s2)}\n"
    ".chart .line.s3{stroke:var(--s3)}.chart circle.s3{fill:var(--s3)}\n"
    ".chart .line.s4{stroke:var(--s4)}.chart circle.s4{fill:var(--s4)}\n"
    ".chart .line.doubted{stroke:var(--muted)}.chart circle.doubted{fill:var(--muted)}\n"
    ".chart .p0{fill:var(--p0)}.chart .p1{fill:var(--p1)}.chart .p2{fill:var(--p2)}.chart .p3{fill:var(--p3)}\n"
    ".chart .p4{fill:var(--p4)}.chart .p5{fill:var(--p5)}.chart .p6{fill:var(--p6)}.chart .p7{fill:var(--p7)}\n";

}  // namespace sweeplab
