#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/simulator/made_up_answer.h"

using namespace sweeplab;
using namespace sweeplab::simulator;

namespace {

made_up_answer answer_to(std::string_view prompt, std::uint64_t seed = 1) {
    return make_up_answer({prompt, false, {}, {}}, {seed, 64, 0.2});
}

}  // namespace

TEST_CASE("an answer depends on the seed and the prompt and on nothing else") {
    const auto first = answer_to("What is a queue?");
    CHECK(first.text() == answer_to("What is a queue?").text());
    CHECK(first.speed == answer_to("What is a queue?").speed);
    CHECK(first.text() != answer_to("What is a stack?").text());
    CHECK(first.text() != answer_to("What is a queue?", 2).text());
}

TEST_CASE("an answer says that it is simulated") { CHECK(answer_to("Anything").text().starts_with("Simulated answer:")); }

TEST_CASE("without variation every answer has the mean length and speed") {
    for (const auto* prompt : {"a", "b", "c"}) {
        const auto answer = make_up_answer({prompt, false, {}, {}}, {1, 17, 0});
        CHECK(answer.pieces.size() == 17);
        CHECK(answer.speed == 1);
    }
}

TEST_CASE("length and speed vary by the prompt with the given mean and coefficient of variation") {
    constexpr int prompts = 4000;
    double sum = 0, squares = 0, speeds = 0;
    for (int i = 0; i < prompts; ++i) {
        const auto answer = make_up_answer({std::to_string(i), false, {}, {}}, {7, 100, 0.3});
        const double length = static_cast<double>(answer.pieces.size());
        sum += length;
        squares += length * length;
        speeds += answer.speed;
    }
    const double mean = sum / prompts;
    const double deviation = std::sqrt(squares / prompts - mean * mean);
    CHECK(mean == doctest::Approx(100).epsilon(0.02));
    CHECK(deviation / mean == doctest::Approx(0.3).epsilon(0.05));
    CHECK(speeds / prompts == doctest::Approx(1).epsilon(0.02));
}

TEST_CASE("a token limit cuts the answer and is named as the reason") {
    const auto whole = answer_to("p");
    const auto cut = make_up_answer({"p", false, 5, {}}, {1, 64, 0.2});
    CHECK(cut.pieces.size() == 5);
    CHECK(cut.cut_by_limit);
    CHECK(whole.text().starts_with(cut.text()));
    CHECK_FALSE(make_up_answer({"p", false, 100'000, {}}, {1, 64, 0.2}).cut_by_limit);
}

TEST_CASE("the text ends before the first stop") {
    const auto whole = answer_to("p").text();
    CHECK(make_up_answer({"p", false, {}, {"answer"}}, {1, 64, 0.2}).text() == "Simulated ");
    CHECK(make_up_answer({"p", false, {}, {"wer:", "late"}}, {1, 64, 0.2}).text() == "Simu");
    CHECK(make_up_answer({"p", false, {}, {"Simulated"}}, {1, 64, 0.2}).pieces.empty());
    CHECK(make_up_answer({"p", false, {}, {"not in the text"}}, {1, 64, 0.2}).text() == whole);
    CHECK(make_up_answer({"p", false, {}, {""}}, {1, 64, 0.2}).text() == whole);
}

TEST_CASE("a stop beyond the token limit is never reached") {
    const auto answer = make_up_answer({"p", false, 1, {"answer"}}, {1, 64, 0.2});
    CHECK(answer.text() == "Simulated");
    CHECK(answer.cut_by_limit);
}

TEST_CASE("an answer in JSON is an object with a list of beliefs") {
    for (const int length : {1, 8, 64, 500}) {
        const auto answer = make_up_answer({"chunk", true, {}, {}}, {3, length, 0});
        const auto value = nlohmann::json::parse(answer.text());
        CHECK(value.at("simulated") == true);
        CHECK(value.at("beliefs").size() == static_cast<std::size_t>(std::max(1, length / 8)));
        CHECK(value.at("beliefs").front().get<std::string>().starts_with("Simulated belief 1:"));
    }
}

TEST_CASE("prompt tokens are a quarter of the bytes, rounded up") {
    CHECK(count_prompt_tokens("") == 0);
    CHECK(count_prompt_tokens("a") == 1);
    CHECK(count_prompt_tokens("abcd") == 1);
    CHECK(count_prompt_tokens("abcde") == 2);
}
