// The text of a simulated answer: the same for the same seed and prompt, whatever else the server does.
// A reader sees at once that it is simulated: every text begins with the word. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sweeplab::simulator {

struct answer_wish {
    std::string_view prompt;
    bool as_json = false;  // {"simulated":true,"beliefs":["Simulated belief 1: ...", ...]}
    std::optional<int> most_tokens;
    std::vector<std::string> stops;  // the text ends before the first of them
};

struct answer_style {
    std::uint64_t seed = 1;
    int mean_tokens = 64;
    double variation = 0.2;  // coefficient of variation of length and of speed
};

struct made_up_answer {
    std::vector<std::string> pieces;  // one token each; may be empty when a stop begins the text
    bool cut_by_limit = false;        // most_tokens ended it: finish_reason "length"
    double speed = 1;                 // how much faster than the mean this item is served; its mean is 1

    std::string text() const;
};

made_up_answer make_up_answer(const answer_wish& wish, const answer_style& style);

// About four bytes a token, rounded up, as the rule of thumb for English goes; 0 for an empty text.
int count_prompt_tokens(std::string_view text);

}  // namespace sweeplab::simulator
