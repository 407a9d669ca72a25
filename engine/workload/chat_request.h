// The bodies of an llm workload's requests. What all items share is laid out once. Immutable: any thread.
#pragma once

#include <memory>
#include <string>

#include "engine/foundation/text.h"
#include "engine/workload/llm_spec.h"

namespace sweeplab {

class chat_request_writer {
public:
    // `workers` and `seed` are the trial's, for {workers} and {seed}.
    chat_request_writer(const llm_spec& spec, int workers, std::uint64_t seed);
    // `more` is filled in beside the item.
    std::string body_for(const item& one, const std::vector<named_value>& more = {}) const;

private:
    std::string filled(const std::string& pattern, const item& one, const std::vector<named_value>& more) const;

    std::string prompt_;
    std::optional<std::string> system_;
    std::string workers_;
    std::string seed_;
    std::string common_;  // the members behind "messages", with the closing brace
};

}  // namespace sweeplab
