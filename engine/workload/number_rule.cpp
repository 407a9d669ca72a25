// number_rule: finding one number in an output.
#include <algorithm>
#include <array>

#include <fmt/format.h>

// The steps that one search may take before it is given up: some for each byte of the longest output, and
// over within a second.
#define BOOST_REGEX_MAX_STATE_COUNT 30'000'000
#include <boost/regex.hpp>

#include "engine/foundation/text.h"
#include "engine/workload/number_text.h"
#include "engine/workload/result_rule.h"

namespace sweeplab {
namespace {

using take = number_rule::take;

struct take_name {
    take value;
    const char* name;
};
constexpr std::array<take_name, 4> take_names{
    {{take::first, "first"}, {take::last, "last"}, {take::sum, "sum"}, {take::how_many, "how_many"}}};

take take_named(std::string_view name) {
    return std::find_if(take_names.begin(), take_names.end(), [&](const take_name& one) { return one.name == name; })->value;
}

const char* name_of(take which) {
    return std::find_if(take_names.begin(), take_names.end(), [&](const take_name& one) { return one.value == which; })
        ->name;
}

error nothing_found(const number_rule& rule, std::string_view why) {
    return {error_kind::not_found,
            fmt::format("{} found no number in the output: {}", rule.in_words(), why),
            {},
            "Correct \"result\" in the workload, or make the command print it"};
}

std::optional<double> number_in(const json& value) {
    if (value.is_number()) return value.get<double>();
    if (value.is_array() || value.is_object()) return static_cast<double>(value.size());
    if (value.is_string()) return number_from_text(value.get_ref<const std::string&>());
    return std::nullopt;
}

// The first group that took part in the match, else the whole match.
std::string_view number_part(const boost::cmatch& match) {
    for (std::size_t group = 1; group < match.size(); ++group) {
        if (match[static_cast<int>(group)].matched) {
            const auto& part = match[static_cast<int>(group)];
            return {part.first, static_cast<std::size_t>(part.length())};
        }
    }
    return {match[0].first, static_cast<std::size_t>(match[0].length())};
}

}  // namespace

struct number_rule::compiled_pattern {
    boost::regex expression;
};

result<number_rule> number_rule::read(const json& value, const std::string& path) {
    number_rule rule;
    if (value.is_string()) {
        rule.text_ = value.get<std::string>();
        try {
            (void)json::json_pointer(rule.text_);
        } catch (const json::exception&) {
            return fail(error_kind::bad_input, fmt::format("{} is no JSON pointer", json(rule.text_).dump()), path,
                        "Write it as \"/usage/total_tokens\", or give {\"regex\": \"…\"}");
        }
        return rule;
    }
    json_object_reader reader(value, path);
    reader.require("regex");
    rule.text_ = reader.string("regex").value_or("");
    std::vector<std::string> choices;
    for (const auto& one : take_names) choices.emplace_back(one.name);
    rule.take_ = take_named(reader.choice("take", choices).value_or("last"));
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    if (rule.text_.empty()) return fail(error_kind::bad_input, "the regular expression is empty", reader.path_of("regex"));
    try {
        rule.pattern_ = std::make_shared<const compiled_pattern>(compiled_pattern{boost::regex(rule.text_)});
    } catch (const boost::regex_error& fault) {
        return fail(error_kind::bad_input, fmt::format("no regular expression: {}", fault.what()), reader.path_of("regex"));
    }
    return rule;
}

json number_rule::to_json() const {
    if (is_pointer()) return text_;
    json value = {{"regex", text_}};
    if (take_ != take::last) value["take"] = name_of(take_);
    return value;
}

std::string number_rule::in_words() const {
    return fmt::format("{} \"{}\"", is_pointer() ? "the JSON pointer" : "the regular expression", text_);
}

result<double> number_rule::find(std::string_view output, const json* document) const {
    return is_pointer() ? find_by_pointer(document) : find_by_pattern(output);
}

result<double> number_rule::find_by_pointer(const json* document) const {
    if (!document) return tl::unexpected(nothing_found(*this, "it holds no JSON"));
    try {
        const auto number = number_in(document->at(json::json_pointer(text_)));
        if (number) return *number;
        return tl::unexpected(nothing_found(*this, "what is there is neither a number nor a list"));
    } catch (const json::exception&) {
        return tl::unexpected(nothing_found(*this, "there is nothing at that place"));
    }
}

result<double> number_rule::find_by_pattern(std::string_view output) const {
    double sum = 0;
    double last = 0;
    std::int64_t matches = 0;
    try {
        const char* const end = output.data() + output.size();
        for (boost::cregex_iterator at(output.data(), end, pattern_->expression), none; at != none; ++at) {
            ++matches;
            if (take_ == take::how_many) continue;
            const auto text = number_part(*at);
            const auto number = number_from_text(text);
            if (!number)
                return tl::unexpected(nothing_found(*this, fmt::format("\"{}\" is no number; put the number's digits in ( )",
                                                                       shorten(to_valid_utf8(text), 60))));
            last = *number;
            sum += last;
            if (take_ == take::first) break;
        }
    } catch (const std::runtime_error&) {
        // The library bounds the work that one expression may cause.
        return tl::unexpected(nothing_found(*this, "it takes too long on this output; write it more simply"));
    }
    if (take_ == take::how_many) return static_cast<double>(matches);
    if (matches == 0) return tl::unexpected(nothing_found(*this, "it matches nothing"));
    return take_ == take::sum ? sum : last;
}

}  // namespace sweeplab
