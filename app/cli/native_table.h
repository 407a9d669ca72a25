// A native run's report as text for a terminal. Pure.
#pragma once

#include <optional>
#include <string>

#include "engine/native/native_report.h"

namespace sweeplab::cli {

// One row a kernel and thread count; with the ratio to another run where there is one.
std::string native_text(const native::native_report& report, const std::optional<native::native_report>& against);

}  // namespace sweeplab::cli
