#include "engine/simulator/made_up_answer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/foundation/hash.h"
#include "engine/foundation/random.h"

namespace sweeplab::simulator {
namespace {

constexpr std::array<std::string_view, 40> words{
    "model", "text",  "belief", "reason", "source", "claim", "worker", "queue", "sample", "measure",
    "holds", "shows", "names",  "gives",  "keeps",  "takes", "finds",  "reads", "counts", "follows",
    "small", "large", "plain",  "early",  "late",   "even",  "steady", "short", "long",   "common",
    "the",   "a",     "each",   "every",  "some",   "with",  "and",    "of",    "in",     "from"};
constexpr int words_in_a_sentence = 10;
constexpr int words_in_a_belief = 8;

// Lognormal with mean 1 and the given coefficient of variation.
double varied(random_source& random, double variation) {
    if (variation <= 0) return 1;
    const double variance = std::log1p(variation * variation);
    return std::exp(std::sqrt(variance) * random.normal() - variance / 2);
}

std::string spaced_word(random_source& random) { return fmt::format(" {}", words[random.below(words.size())]); }

std::vector<std::string> prose(random_source& random, int length) {
    std::vector<std::string> pieces{"Simulated"};
    if (length > 1) pieces.emplace_back(" answer:");
    while (static_cast<int>(pieces.size()) < length) {
        pieces.push_back(spaced_word(random));
        if (pieces.size() % words_in_a_sentence == 0) pieces.back() += '.';
    }
    return pieces;
}

std::vector<std::string> beliefs_as_json(random_source& random, int length) {
    const int count = std::max(1, length / words_in_a_belief);
    std::vector<std::string> pieces;
    for (int belief = 1; belief <= count; ++belief) {
        pieces.emplace_back(belief == 1 ? R"({"simulated":true,"beliefs":["Simulated)" : R"("Simulated)");
        pieces.emplace_back(" belief");
        pieces.push_back(fmt::format(" {}:", belief));
        for (int word = 3; word < words_in_a_belief; ++word) pieces.push_back(spaced_word(random));
        pieces.back() += belief == count ? R"("]})" : R"(",)";
    }
    return pieces;
}

void end_at(std::vector<std::string>& pieces, std::size_t byte) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (begin + pieces[i].size() >= byte) {
            pieces[i].resize(byte - begin);
            pieces.resize(pieces[i].empty() ? i : i + 1);
            return;
        }
        begin += pieces[i].size();
    }
}

// The limit counts first, as a real model stops generating there and never sees a later stop.
void apply_limits(made_up_answer& answer, const answer_wish& wish) {
    if (wish.most_tokens && answer.pieces.size() > static_cast<std::size_t>(*wish.most_tokens)) {
        answer.pieces.resize(static_cast<std::size_t>(std::max(0, *wish.most_tokens)));
        answer.cut_by_limit = true;
    }
    const std::string text = answer.text();
    std::size_t first = std::string::npos;
    for (const auto& stop : wish.stops) {
        if (!stop.empty()) first = std::min(first, text.find(stop));
    }
    if (first == std::string::npos) return;
    end_at(answer.pieces, first);
    answer.cut_by_limit = false;
}

}  // namespace

std::string made_up_answer::text() const {
    std::string whole;
    for (const auto& piece : pieces) whole += piece;
    return whole;
}

made_up_answer make_up_answer(const answer_wish& wish, const answer_style& style) {
    random_source random(hash64(wish.prompt, style.seed));
    made_up_answer answer;
    answer.speed = varied(random, style.variation);
    const double length = std::round(style.mean_tokens * varied(random, style.variation));
    const int tokens = static_cast<int>(std::clamp(length, 1.0, 10.0 * style.mean_tokens));
    answer.pieces = wish.as_json ? beliefs_as_json(random, tokens) : prose(random, tokens);
    apply_limits(answer, wish);
    return answer;
}

int count_prompt_tokens(std::string_view text) { return static_cast<int>((text.size() + 3) / 4); }

}  // namespace sweeplab::simulator
