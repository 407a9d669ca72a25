#include "engine/analysis/uncounted.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

enum class reason { excluded, interrupted, cancelled, failed, failed_items, no_time };

reason reason_of(const trial& value) {
    if (!value.excluded.empty()) return reason::excluded;
    switch (value.state) {
        case trial_state::interrupted: return reason::interrupted;
        case trial_state::cancelled: return reason::cancelled;
        case trial_state::failed: return value.failed > 0 ? reason::failed_items : reason::failed;
        case trial_state::complete: break;
    }
    return value.failed > 0 ? reason::failed_items : reason::no_time;
}

std::string in_words(reason why, int count) {
    const auto trials = counted(count, "trial", "trials");
    const auto* was = count == 1 ? "was" : "were";
    switch (why) {
        case reason::excluded: return fmt::format("{} {} excluded", trials, was);
        case reason::interrupted: return fmt::format("{} {} interrupted", trials, was);
        case reason::cancelled: return fmt::format("{} {} stopped", trials, was);
        case reason::failed: return trials + " failed";
        case reason::failed_items: return trials + " had failed items";
        case reason::no_time: break;
    }
    return fmt::format("{} took no time that could be measured", trials);
}

}  // namespace

std::string describe_uncounted(const std::vector<const trial*>& trials) {
    constexpr std::size_t longest_message = 160;
    std::vector<std::string> parts;
    for (const auto why :
         {reason::failed_items, reason::failed, reason::interrupted, reason::cancelled, reason::no_time, reason::excluded}) {
        int count = 0;
        std::string failed_of;
        std::vector<std::string> said;  // each once, in the order of the trials; of failures the first is enough
        for (const trial* one : trials) {
            if (reason_of(*one) != why) continue;
            ++count;
            if (why == reason::failed_items && failed_of.empty() && one->jobs >= one->failed)
                failed_of = fmt::format(" ({} of {})", one->failed, one->jobs);
            const auto& message = why == reason::excluded ? one->excluded : one->message;
            if (message.empty() || (why != reason::excluded && !said.empty())) continue;
            if (std::ranges::find(said, message) == said.end()) said.push_back(message);
        }
        if (count == 0) continue;
        auto part = in_words(why, count) + failed_of;
        if (!said.empty()) part += ": " + shorten(join(said, ", "), longest_message);
        parts.push_back(std::move(part));
    }
    return join(parts, "; ");
}

}  // namespace sweeplab
