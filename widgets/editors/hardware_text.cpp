#include "widgets/editors/hardware_text.h"

#include <fmt/format.h>

#include <array>
#include <regex>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

struct size_unit {
    const char* name;
    double bytes;
};
constexpr std::array<size_unit, 4> units{{{"KB", 1024.0}, {"MB", 1024.0 * 1024}, {"GB", 1024.0 * 1024 * 1024}, {"B", 1.0}}};

std::int64_t bytes_of(const std::string& number, const std::string& unit) {
    for (const size_unit& known : units)
        if (equal_ignoring_case(unit, known.name)) return std::llround(std::stod(number) * known.bytes);
    return 0;
}

std::string size_in_words(std::int64_t bytes) {
    for (const size_unit& unit : {units[2], units[1], units[0]}) {
        const double count = static_cast<double>(bytes) / unit.bytes;
        if (count >= 1) return fmt::format("{:.10g} {}", count, unit.name);
    }
    return fmt::format("{} B", bytes);
}

tl::unexpected<error> refuse_line(std::size_t number, std::string_view line, const char* form) {
    return fail(error_kind::bad_input, fmt::format("line {}, “{}”, is not of the form {}", number, line, form));
}

// Calls `read(line, number)` for each line that is not blank, and gathers what it gives.
template <class Read>
result<json> each_line(std::string_view text, Read read) {
    json list = json::array();
    std::size_t number = 0;
    for (const std::string_view raw : split(text, '\n')) {
        ++number;
        const std::string line(trim(raw));
        if (line.empty()) continue;
        result<json> entry = read(line, number);
        if (!entry) return entry;
        list.push_back(std::move(*entry));
    }
    return list.empty() ? json() : list;
}

}  // namespace

result<json> caches_from_text(std::string_view text) {
    static const std::regex form(
        R"(L([1-9])\s*(data|instruction|unified)?\s+(\d+(?:\.\d+)?)\s*(B|KB|MB|GB)(?:\s*[x×]\s*(\d{1,6}))?)",
        std::regex::icase);
    return each_line(text, [](const std::string& line, std::size_t number) -> result<json> {
        std::smatch part;
        if (!std::regex_match(line, part, form))
            return refuse_line(number, line, "“L3 unified 96 MB” or “L1 data 32 KB x 8”");
        json cache = {{"level", std::stoi(part[1])}, {"bytes", bytes_of(part[3], part[4])}};
        cache["count"] = part[5].matched ? std::stoi(part[5]) : 1;
        if (part[2].matched) cache["kind"] = to_lower(part[2].str());
        return cache;
    });
}

std::string caches_to_text(const json& caches) {
    std::vector<std::string> lines;
    if (!caches.is_array()) return {};
    for (const json& cache : caches) {
        std::string line = fmt::format("L{}", cache.value("level", 1));
        if (const auto kind = cache.value("kind", ""); !kind.empty()) line += " " + kind;
        line += " " + size_in_words(cache.value("bytes", std::int64_t{0}));
        if (const int count = cache.value("count", 1); count != 1) line += fmt::format(" x {}", count);
        lines.push_back(std::move(line));
    }
    return join(lines, "\n");
}

result<json> gpus_from_text(std::string_view text) {
    static const std::regex size(R"((\d+(?:\.\d+)?)\s*(MB|GB))", std::regex::icase);
    return each_line(text, [](const std::string& line, std::size_t number) -> result<json> {
        json gpu = json::object();
        for (const std::string_view raw : split(line, ',')) {
            const std::string part(trim(raw));
            std::smatch found;
            if (!gpu.contains("name")) {
                if (part.empty()) return refuse_line(number, line, "“NVIDIA RTX 3090, 24 GB, driver 550.54”");
                gpu["name"] = part;
            } else if (std::regex_match(part, found, size)) {
                gpu["memory_bytes"] = bytes_of(found[1], found[2]);
            } else if (part.starts_with("driver ")) {
                gpu["driver"] = part.substr(7);
            } else {
                return refuse_line(number, line, "“NVIDIA RTX 3090, 24 GB, driver 550.54”");
            }
        }
        return gpu;
    });
}

std::string gpus_to_text(const json& gpus) {
    std::vector<std::string> lines;
    if (!gpus.is_array()) return {};
    for (const json& gpu : gpus) {
        std::string line = gpu.value("name", "");
        if (gpu.contains("memory_bytes")) line += ", " + size_in_words(gpu["memory_bytes"].get<std::int64_t>());
        if (const auto driver = gpu.value("driver", ""); !driver.empty()) line += ", driver " + driver;
        lines.push_back(std::move(line));
    }
    return join(lines, "\n");
}

}  // namespace sweeplab
