#include "engine/session/event_hub.h"

#include <algorithm>

namespace sweeplab {

void event_hub::add(event_sink& sink) {
    const std::lock_guard lock(mutex_);
    sinks_.push_back(&sink);
}

void event_hub::remove(event_sink& sink) {
    const std::lock_guard lock(mutex_);
    std::erase(sinks_, &sink);
}

void event_hub::emit(const run_event& event) {
    const std::lock_guard lock(mutex_);
    for (auto* sink : sinks_) sink->on_event(event);
}

}  // namespace sweeplab
