// How fast a simulated server works: slots with a first-come queue, a time to first token, and a token
// rate that is shared. While the streams together would exceed the total rate, each is slowed by the
// same factor (processor sharing). Pure: time is given, so that what happens when is exact and does not
// depend on how late the caller looks.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "engine/foundation/clock.h"

namespace sweeplab::simulator {

using stream_id = std::uint64_t;

struct service_demand {
    duration first_token{};     // from the slot to the first token
    double tokens_per_s = 100;  // alone
    int tokens = 1;             // at least 1
};

class service_listener {
public:
    virtual ~service_listener() = default;
    virtual void on_service_began(stream_id id) = 0;
    // `index` counts from 0; after the last token of its demand the stream has left.
    virtual void on_token(stream_id id, int index, bool last) = 0;
};

class service_model {
public:
    service_model(std::optional<double> total_tokens_per_s, std::optional<int> slots, instant now);

    // Both count from the time of the last advance(), so advance first and again afterwards. Neither calls the
    // listener, and neither may be called from inside it.
    void arrive(stream_id id, service_demand demand);
    void leave(stream_id id);  // an unknown id is ignored
    // Tells the listener, in order, of all that happens up to `now`, which never runs back.
    void advance(instant now, service_listener& listener);
    // When advance() has something to tell; now or earlier when it has already. Absent: nothing to come.
    std::optional<instant> next_due() const;

    int waiting() const { return static_cast<int>(queue_.size()); }
    int serving() const { return static_cast<int>(prefilling_.size() + decoding_.size()); }

private:
    struct stream {
        service_demand demand;
        int sent = 0;
        instant first_due{};  // while it waits for its first token
        double next_due = 0;  // in shared seconds, afterwards
    };

    bool slot_is_free() const { return !slots_ || serving() < *slots_; }
    double speed() const;
    instant decode_due() const;
    void move_to(instant t);
    void begin_next(service_listener& listener);
    void first_token(service_listener& listener);
    void later_token(service_listener& listener);
    void told(stream_id id, stream& s, service_listener& listener);

    std::optional<double> total_;
    std::optional<int> slots_;
    instant now_;
    // Seconds that a stream would have needed alone for what it got: runs slower than time when shared.
    double shared_seconds_ = 0;
    double wanted_rate_ = 0;  // sum over decoding streams
    std::deque<stream_id> queue_;
    std::unordered_map<stream_id, stream> streams_;
    std::set<std::pair<instant, stream_id>> prefilling_;
    std::set<std::pair<double, stream_id>> decoding_;
};

}  // namespace sweeplab::simulator
