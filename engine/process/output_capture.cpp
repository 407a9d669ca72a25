#include "engine/process/output_capture.h"

#include <algorithm>

#include <fmt/format.h>
#include <xxhash.h>

#include "engine/foundation/hash.h"
#include "engine/foundation/text.h"

namespace sweeplab {

struct output_capture::running_digest {
    struct release {
        void operator()(XXH3_state_t* owned) const { XXH3_freeState(owned); }
    };
    running_digest() : state(XXH3_createState()) { XXH3_64bits_reset(state.get()); }
    std::unique_ptr<XXH3_state_t, release> state;
};

kept_text captured_output::within(std::size_t limit) const {
    if (whole() && head.size() + tail.size() <= limit) return {head + tail, false};
    const std::string all = head + tail;  // a cut never falls between two bytes that are kept
    const std::size_t most_of_head = whole() ? limit - limit / 2 : std::min(limit - limit / 2, head.size());
    const std::size_t most_of_tail = whole() ? limit / 2 : std::min(limit / 2, tail.size());
    const auto left_out = bytes - static_cast<std::int64_t>(most_of_head + most_of_tail);
    return {fmt::format("{}\n… {} bytes left out …\n{}", std::string_view(all).substr(0, most_of_head), left_out,
                        std::string_view(all).substr(all.size() - most_of_tail)),
            true};
}

std::string captured_output::last_line(std::size_t limit) const {
    const std::string end = whole() ? head + tail : trim(tail).empty() ? head : tail;
    const auto text = trim(end);
    const auto line_break = text.find_last_of("\r\n");
    return shorten(to_valid_utf8(trim(text.substr(line_break == std::string_view::npos ? 0 : line_break + 1))), limit);
}

output_capture::output_capture(std::size_t limit) : head_limit_(limit - limit / 2), tail_limit_(limit / 2) {}
output_capture::~output_capture() = default;
output_capture::output_capture(output_capture&&) noexcept = default;
output_capture& output_capture::operator=(output_capture&&) noexcept = default;

void output_capture::add(std::string_view bytes) {
    if (!digest_ && head_.size() + tail_.size() + bytes.size() > head_limit_ + tail_limit_) {
        digest_ = std::make_unique<running_digest>();
        add_to_digest(head_);
        add_to_digest(tail_);
    }
    if (digest_) add_to_digest(bytes);
    bytes_ += static_cast<std::int64_t>(bytes.size());

    const auto to_head = std::min(bytes.size(), head_limit_ - head_.size());
    head_.append(bytes.substr(0, to_head));
    add_to_tail(bytes.substr(to_head));
}

void output_capture::add_to_tail(std::string_view bytes) {
    if (bytes.size() >= tail_limit_) {
        tail_.assign(bytes.substr(bytes.size() - tail_limit_));
        return;
    }
    tail_.append(bytes);
    if (tail_.size() > 2 * tail_limit_) tail_.erase(0, tail_.size() - tail_limit_);
}

void output_capture::add_to_digest(std::string_view bytes) {
    XXH3_64bits_update(digest_->state.get(), bytes.data(), bytes.size());
}

captured_output output_capture::take() {
    if (tail_.size() > tail_limit_) tail_.erase(0, tail_.size() - tail_limit_);
    captured_output taken;
    taken.bytes = bytes_;
    taken.head = std::exchange(head_, {});
    taken.tail = std::exchange(tail_, {});
    taken.digest = digest_ ? XXH3_64bits_digest(digest_->state.get())
                           : hash64(taken.tail.empty() ? taken.head : taken.head + taken.tail);
    bytes_ = 0;
    digest_.reset();
    return taken;
}

}  // namespace sweeplab
