// "server_error:share=0.1,status=503", "hang:nth=3+7": a simulated fault as a person types it.
#pragma once

#include <string>
#include <string_view>

#include "engine/foundation/json_reader.h"

namespace sweeplab::cli {

// The form that read_simulator_options() reads; text that begins with { is taken as that form itself. Pure.
result<json> parse_fault_text(std::string_view text);

}  // namespace sweeplab::cli
