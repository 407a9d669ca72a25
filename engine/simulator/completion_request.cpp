#include "engine/simulator/completion_request.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/simulator/made_up_answer.h"

namespace sweeplab::simulator {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 6> roles{"system", "developer", "user", "assistant", "tool", "function"};
constexpr std::size_t most_stops = 4;
constexpr double longest_answer_s = 86'400;

std::string_view type_in_words(const json& value) {
    if (value.is_object()) return "an object";
    if (value.is_array()) return "an array";
    if (value.is_string()) return "a string";
    if (value.is_boolean()) return "a boolean";
    if (value.is_null()) return "null";
    return value.is_number_integer() ? "an integer" : "a decimal number";
}

// Takes one field after the other and keeps the first complaint.
class request_reader {
public:
    explicit request_reader(const json& body) : body_(body) {}

    const std::optional<api_error>& fault() const { return fault_; }

    void complain(std::string param, std::string message, std::string code) {
        if (!fault_)
            fault_ = api_error{400, std::move(message), "invalid_request_error", std::move(param), std::move(code), {}};
    }
    void wrong_type(const std::string& param, std::string_view expected, const json& got) {
        complain(param,
                 fmt::format("Invalid type for '{}': expected {}, but got {} instead.", param, expected, type_in_words(got)),
                 "invalid_type");
    }
    void wrong_value(const std::string& param, std::string_view why) {
        complain(param, fmt::format("Invalid value for '{}': {}.", param, why), "invalid_value");
    }

    // Null when absent or null.
    const json* find(const std::string& key) const {
        const auto found = body_.find(key);
        return found == body_.end() || found->is_null() ? nullptr : &*found;
    }
    const json* require(const std::string& key) {
        const json* value = find(key);
        if (!value) complain(key, fmt::format("Missing required parameter: '{}'.", key), "missing_required_parameter");
        return value;
    }
    bool boolean(const std::string& key) {
        const json* value = find(key);
        if (value && !value->is_boolean()) wrong_type(key, "a boolean", *value);
        return value && value->is_boolean() && value->get<bool>();
    }
    std::optional<int> count(const std::string& key) {
        const json* value = find(key);
        if (!value) return std::nullopt;
        if (!value->is_number_integer()) {
            wrong_type(key, "an integer", *value);
            return std::nullopt;
        }
        const auto number = value->get<std::int64_t>();
        if (number < 1) wrong_value(key, fmt::format("it must be at least 1, not {}", number));
        return static_cast<int>(std::clamp<std::int64_t>(number, 1, 1'000'000'000));
    }

private:
    const json& body_;
    std::optional<api_error> fault_;
};

// Text of a message's content: a string, a list of text parts, or nothing (an assistant's tool call).
std::string text_of(request_reader& reader, const json& content, const std::string& param) {
    if (content.is_string()) return content.get<std::string>();
    if (content.is_null()) return {};
    if (!content.is_array()) {
        reader.wrong_type(param, "a string or an array of text parts", content);
        return {};
    }
    std::string text;
    for (const auto& part : content) {
        const bool is_text =
            part.is_object() && part.value("type", json{}) == "text" && part.value("text", json{}).is_string();
        if (!is_text) reader.wrong_value(param, "this simulated endpoint reads only parts of type 'text'");
        else text += part.at("text").get<std::string>();
    }
    return text;
}

void read_message(request_reader& reader, const json& message, const std::string& param, completion_request& request) {
    if (!message.is_object()) return reader.wrong_type(param, "an object", message);
    const json role = message.value("role", json{});
    if (!role.is_string() || std::find(roles.begin(), roles.end(), role.get<std::string>()) == roles.end()) {
        return reader.wrong_value(param + ".role",
                                  "it must be one of 'system', 'developer', 'user', 'assistant' and 'tool'");
    }
    const bool may_be_silent = role == "assistant";
    if (!may_be_silent && message.value("content", json{}).is_null()) {
        const auto missing = param + ".content";
        return reader.complain(missing, fmt::format("Missing required parameter: '{}'.", missing),
                               "missing_required_parameter");
    }
    const auto text = text_of(reader, message.value("content", json{}), param + ".content");
    request.prompt_tokens += count_prompt_tokens(text);
    // Separators that no text holds keep two lists of messages from reading as the same prompt.
    request.prompt += role.get<std::string>() + '\x1f' + text + '\x1e';
}

void read_messages(request_reader& reader, completion_request& request) {
    const json* messages = reader.require("messages");
    if (!messages) return;
    if (!messages->is_array()) return reader.wrong_type("messages", "an array of objects", *messages);
    if (messages->empty()) return reader.wrong_value("messages", "it must hold at least one message");
    for (std::size_t i = 0; i < messages->size(); ++i)
        read_message(reader, (*messages)[i], fmt::format("messages[{}]", i), request);
}

void read_prompt(request_reader& reader, completion_request& request) {
    const json* prompt = reader.require("prompt");
    if (!prompt) return;
    if (prompt->is_array() && prompt->size() == 1) prompt = &prompt->front();
    if (!prompt->is_string()) return reader.wrong_type("prompt", "a string or an array of one string", *prompt);
    request.prompt = prompt->get<std::string>();
    request.prompt_tokens = count_prompt_tokens(request.prompt);
}

void read_stops(request_reader& reader, completion_request& request) {
    const json* stop = reader.find("stop");
    if (!stop) return;
    if (stop->is_string()) return request.stops.push_back(stop->get<std::string>());
    if (!stop->is_array()) return reader.wrong_type("stop", "a string or an array of strings", *stop);
    if (stop->size() > most_stops) return reader.wrong_value("stop", "it may hold at most 4 strings");
    for (const auto& entry : *stop) {
        if (!entry.is_string()) return reader.wrong_type("stop", "an array of strings", *stop);
        request.stops.push_back(entry.get<std::string>());
    }
}

void read_response_format(request_reader& reader, completion_request& request) {
    const json* format = reader.find("response_format");
    if (!format) return;
    if (!format->is_object()) return reader.wrong_type("response_format", "an object", *format);
    const json type = format->value("type", json{});
    if (type == "json_object") request.as_json = true;
    else if (type != "text")
        reader.wrong_value("response_format.type", "this simulated endpoint knows 'text' and 'json_object'");
}

void read_model(request_reader& reader, completion_request& request) {
    const json* model = reader.require("model");
    if (!model) return;
    if (!model->is_string()) return reader.wrong_type("model", "a string", *model);
    request.model = model->get<std::string>();
}

void read_streaming(request_reader& reader, completion_request& request) {
    request.stream = reader.boolean("stream");
    const json* options = reader.find("stream_options");
    if (!options) return;
    if (!request.stream) return reader.wrong_value("stream_options", "it is only allowed when 'stream' is enabled");
    if (!options->is_object()) return reader.wrong_type("stream_options", "an object", *options);
    const json include = options->value("include_usage", json(false));
    if (!include.is_boolean()) return reader.wrong_type("stream_options.include_usage", "a boolean", include);
    request.include_usage = include.get<bool>();
}

void read_limits(request_reader& reader, completion_request& request) {
    request.most_tokens = reader.count("max_tokens");
    if (const auto newer = reader.count("max_completion_tokens")) request.most_tokens = newer;
    const auto n = reader.count("n");
    if (n && *n != 1) reader.wrong_value("n", "this simulated endpoint gives one choice");
}

// A member of this endpoint's own: no other knows it.
void read_simulate(request_reader& reader, completion_request& request) {
    const json* simulate = reader.find("simulate");
    if (!simulate) return;
    if (!simulate->is_object()) return reader.wrong_type("simulate", "an object", *simulate);
    for (const auto& [key, value] : simulate->items()) {
        if (key != "seconds") return reader.wrong_value("simulate." + key, "it is unknown; there is 'seconds'");
        if (!value.is_number()) return reader.wrong_type("simulate.seconds", "a number", value);
        const double seconds = value.get<double>();
        if (!(seconds >= 0 && seconds <= longest_answer_s))
            return reader.wrong_value("simulate.seconds", "it must be a number from 0 to 86400");
        request.seconds = seconds;
    }
}

}  // namespace

http_reply to_reply(const api_error& fault) {
    const auto text_or_null = [](const std::string& text) { return text.empty() ? json(nullptr) : json(text); };
    const json body{{"error",
                     {{"message", fault.message},
                      {"type", fault.type},
                      {"param", text_or_null(fault.param)},
                      {"code", text_or_null(fault.code)}}}};
    return {fault.status, fault.headers, body.dump(-1, ' ', false, json::error_handler_t::replace)};
}

tl::expected<completion_request, api_error> read_completion_request(std::string_view text, bool chat) {
    const json body = json::parse(text, nullptr, false);
    if (!body.is_object()) {
        return tl::unexpected(api_error{400,
                                        "We could not parse the JSON body of your request: it must be a JSON object.",
                                        "invalid_request_error",
                                        {},
                                        {},
                                        {}});
    }
    completion_request request;
    request.chat = chat;
    request_reader reader(body);
    read_model(reader, request);
    if (chat) read_messages(reader, request);
    else read_prompt(reader, request);
    read_streaming(reader, request);
    read_limits(reader, request);
    read_stops(reader, request);
    read_response_format(reader, request);
    read_simulate(reader, request);
    if (reader.fault()) return tl::unexpected(*reader.fault());
    return request;
}

}  // namespace sweeplab::simulator
