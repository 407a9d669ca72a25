#include "engine/host/proc_texts.h"

#include <charconv>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

struct named_line {
    std::string_view name;
    std::string_view value;
};

// "name : value", with blanks around both cut off.
named_line split_line(std::string_view line, char separator) {
    const auto at = line.find(separator);
    if (at == std::string_view::npos) return {};
    return {trim(line.substr(0, at)), trim(line.substr(at + 1))};
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (const auto part : split(text, ' ')) {
        if (const auto word = trim(part); !word.empty()) words.emplace_back(word);
    }
    return words;
}

// A shell-like value: quotes around it go, and backslashes inside double quotes (os-release(5)).
std::string unquoted(std::string_view value) {
    const bool quoted =
        value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
    if (!quoted) return std::string(value);
    const bool with_escapes = value.front() == '"';
    value = value.substr(1, value.size() - 2);
    std::string plain;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (with_escapes && value[i] == '\\' && i + 1 < value.size()) ++i;
        plain += value[i];
    }
    return plain;
}

}  // namespace

cpuinfo read_cpuinfo(std::string_view text) {
    cpuinfo found;
    for (const auto line : split(text, '\n')) {
        const auto [name, value] = split_line(line, ':');
        // x86 says "model name", MIPS "cpu model", POWER "cpu", and "flags" or (ARM) "Features".
        const bool is_model = name == "model name" || name == "cpu model" || name == "cpu";
        if (is_model && found.model.empty()) found.model = join(words_of(value), " ");
        if ((name == "flags" || name == "Features") && found.flags.empty()) found.flags = words_of(value);
        if (!found.model.empty() && !found.flags.empty()) break;
    }
    return found;
}

std::string os_name_from_os_release(std::string_view text) {
    std::string pretty;
    std::string name;
    std::string version;
    for (const auto line : split(text, '\n')) {
        const auto [key, value] = split_line(line, '=');
        if (key == "PRETTY_NAME") pretty = unquoted(value);
        if (key == "NAME") name = unquoted(value);
        if (key == "VERSION_ID") version = unquoted(value);
    }
    if (!pretty.empty()) return pretty;
    return version.empty() ? name : std::string(trim(name + " " + version));
}

std::optional<std::int64_t> total_memory_from_meminfo(std::string_view text) {
    for (const auto line : split(text, '\n')) {
        const auto [name, value] = split_line(line, ':');
        if (name != "MemTotal") continue;
        std::int64_t kib = 0;
        const auto read = std::from_chars(value.data(), value.data() + value.size(), kib);
        if (read.ec != std::errc{} || kib <= 0) return std::nullopt;
        return kib * 1024;
    }
    return std::nullopt;
}

}  // namespace sweeplab
