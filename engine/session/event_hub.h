// Hands every event to all who listen. Any thread.
#pragma once

#include <mutex>
#include <vector>

#include "engine/model/run_event.h"

namespace sweeplab {

class event_hub {
public:
    void add(event_sink& sink);
    void remove(event_sink& sink);  // no event arrives after this returns
    void emit(const run_event& event);

private:
    std::mutex mutex_;
    std::vector<event_sink*> sinks_;
};

}  // namespace sweeplab
