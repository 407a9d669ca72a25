#include "engine/simulator/service_model.h"

#include <algorithm>

namespace sweeplab::simulator {

service_model::service_model(std::optional<double> total_tokens_per_s, std::optional<int> slots, instant now)
    : total_(total_tokens_per_s), slots_(slots), now_(now) {}

void service_model::arrive(stream_id id, service_demand demand) {
    streams_[id].demand = demand;
    queue_.push_back(id);
}

void service_model::leave(stream_id id) {
    const auto found = streams_.find(id);
    if (found == streams_.end()) return;
    std::erase(queue_, id);
    prefilling_.erase({found->second.first_due, id});
    if (decoding_.erase({found->second.next_due, id}) > 0) wanted_rate_ -= found->second.demand.tokens_per_s;
    streams_.erase(found);
    if (decoding_.empty()) wanted_rate_ = 0;
}

double service_model::speed() const { return total_ && wanted_rate_ > *total_ ? *total_ / wanted_rate_ : 1.0; }

instant service_model::decode_due() const {
    return now_ + from_seconds((decoding_.begin()->first - shared_seconds_) / speed());
}

std::optional<instant> service_model::next_due() const {
    std::optional<instant> due;
    const auto consider = [&](instant t) { due = due ? std::min(*due, t) : t; };
    if (!queue_.empty() && slot_is_free()) consider(now_);
    if (!prefilling_.empty()) consider(prefilling_.begin()->first);
    if (!decoding_.empty()) consider(decode_due());
    return due;
}

void service_model::move_to(instant t) {
    if (t <= now_) return;
    shared_seconds_ += to_seconds(t - now_) * speed();
    now_ = t;
}

void service_model::advance(instant now, service_listener& listener) {
    while (true) {
        // Only time that has passed frees a slot, so a waiting stream begins at the end of another's service.
        if (!queue_.empty() && slot_is_free()) {
            begin_next(listener);
            continue;
        }
        const auto due = next_due();
        if (!due || *due > now) break;
        const bool decodes = !decoding_.empty() && (prefilling_.empty() || decode_due() <= prefilling_.begin()->first);
        move_to(*due);
        if (decodes) later_token(listener);
        else first_token(listener);
    }
    move_to(now);
}

void service_model::begin_next(service_listener& listener) {
    const stream_id id = queue_.front();
    queue_.pop_front();
    stream& s = streams_.at(id);
    s.first_due = now_ + s.demand.first_token;
    prefilling_.emplace(s.first_due, id);
    listener.on_service_began(id);
}

void service_model::first_token(service_listener& listener) {
    const stream_id id = prefilling_.begin()->second;
    prefilling_.erase(prefilling_.begin());
    stream& s = streams_.at(id);
    wanted_rate_ += s.demand.tokens_per_s;
    s.next_due = shared_seconds_;
    decoding_.emplace(s.next_due, id);
    told(id, s, listener);
}

void service_model::later_token(service_listener& listener) {
    const stream_id id = decoding_.begin()->second;
    // Rounding to nanoseconds must not leave a token due for ever.
    shared_seconds_ = std::max(shared_seconds_, decoding_.begin()->first);
    told(id, streams_.at(id), listener);
}

void service_model::told(stream_id id, stream& s, service_listener& listener) {
    const int index = s.sent++;
    const bool last = s.sent >= s.demand.tokens;
    decoding_.erase({s.next_due, id});
    if (last) {
        wanted_rate_ -= s.demand.tokens_per_s;
        if (decoding_.empty()) wanted_rate_ = 0;
        streams_.erase(id);
    } else {
        s.next_due += 1 / s.demand.tokens_per_s;
        decoding_.emplace(s.next_due, id);
    }
    listener.on_token(id, index, last);
}

}  // namespace sweeplab::simulator
