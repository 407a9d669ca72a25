#include "app/cli/event_lines.h"

#include "app/cli/console.h"

namespace sweeplab::cli {

void event_lines::on_event(const run_event& event) {
    writer_.post([this, event] { write(event); });
}

void event_lines::write(const run_event& event) {
    const bool written =
        write_data(to_json(event).dump(-1, ' ', false, json::error_handler_t::replace) + "\n") && finish_data();
    if (!written && reader_gone_) std::exchange(reader_gone_, nullptr)();
}

}  // namespace sweeplab::cli
