// What one client sees of the answers that are streamed to it, one after the other: chunk times become histograms as they
// arrive, so that nothing grows with the time. One thread; a value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/foundation/clock.h"
#include "engine/http/sse_parser.h"
#include "engine/workload/chat_answer.h"
#include "engine/workload/soak_load.h"

namespace sweeplab {

class soak_stream {
public:
    // The next answer begins.
    void begin();
    // Bytes of it, that arrived at `arrived`; what they bring is added to `window`.
    void take(std::string_view bytes, instant arrived, instant sent, soak_window& window);
    // Its end.
    void finish(soak_window& window);

    // Of the current answer.
    bool has_content() const { return last_content_.has_value(); }
    bool finished() const { return finished_; }
    const std::optional<std::string>& fault() const { return fault_; }  // in words; nothing wrong: absent
    std::optional<std::int64_t> output_tokens() const;                  // as the server counted
    // Of all answers.
    std::int64_t chunks() const { return chunks_; }

private:
    void on_event(const sse_event& event, soak_window& window);
    void on_content(soak_window& window);

    sse_parser parser_;
    instant arrived_{};
    instant sent_{};
    std::optional<instant> last_content_;
    std::optional<std::int64_t> last_gap_ns_;
    std::optional<std::int64_t> output_tokens_;
    std::optional<std::string> fault_;
    bool finished_ = false;
    std::int64_t chunks_ = 0;
};

}  // namespace sweeplab
