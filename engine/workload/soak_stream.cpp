#include "engine/workload/soak_stream.h"

#include <cstdlib>
#include <utility>

namespace sweeplab {

void soak_stream::begin() {
    soak_stream next;
    next.chunks_ = chunks_;
    *this = std::move(next);
}

void soak_stream::take(std::string_view bytes, instant arrived, instant sent, soak_window& window) {
    arrived_ = arrived;
    sent_ = sent;
    parser_.feed(bytes, [&](const sse_event& event) { on_event(event, window); });
}

void soak_stream::finish(soak_window& window) {
    parser_.finish([&](const sse_event& event) { on_event(event, window); });
}

std::optional<std::int64_t> soak_stream::output_tokens() const { return output_tokens_; }

void soak_stream::on_event(const sse_event& event, soak_window& window) {
    if (event.data.empty()) return;
    auto read = read_chat_event(event.name, event.data);
    finished_ |= read.finished;
    if (read.usage && read.usage->output) output_tokens_ = read.usage->output;
    if (!fault_ && read.error) fault_ = "the server reported an error in its answer: " + read.error->message;
    if (!fault_ && read.malformed) fault_ = std::move(read.malformed);
    if (read.wrote) on_content(window);
}

void soak_stream::on_content(soak_window& window) {
    ++chunks_;
    ++window.chunks;
    if (!last_content_) {
        window.first_content.add((arrived_ - sent_).count());
    } else {
        const auto gap_ns = (arrived_ - *last_content_).count();
        window.gaps.add(gap_ns);
        if (last_gap_ns_) window.jitter.add(std::abs(gap_ns - *last_gap_ns_));
        last_gap_ns_ = gap_ns;
    }
    last_content_ = arrived_;
}

}  // namespace sweeplab
