#include "engine/metrics/metrics_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

bool may_begin_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':'; }
bool may_be_in_name(char c) { return may_begin_name(c) || (c >= '0' && c <= '9'); }

// One line, read from the left.
class line_reader {
public:
    explicit line_reader(std::string_view line) : rest_(line) {}

    std::string_view name() {
        std::size_t end = 0;
        if (!rest_.empty() && may_begin_name(rest_.front()))
            while (end < rest_.size() && may_be_in_name(rest_[end])) ++end;
        return take(end);
    }
    bool skip(char c) {
        blanks();
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    // With its escapes resolved; nullopt when it does not begin or end.
    std::optional<std::string> quoted() {
        if (!skip('"')) return std::nullopt;
        std::string value;
        while (!rest_.empty() && rest_.front() != '"') {
            char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '\\' && !rest_.empty()) {
                c = rest_.front() == 'n' ? '\n' : rest_.front();
                rest_.remove_prefix(1);
            }
            value += c;
        }
        if (rest_.empty()) return std::nullopt;
        rest_.remove_prefix(1);
        return value;
    }
    std::string_view word() {
        blanks();
        return take(std::min(rest_.find_first_of(" \t"), rest_.size()));
    }
    std::string_view rest() {
        blanks();
        return rest_;
    }

private:
    void blanks() {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
    }
    std::string_view take(std::size_t size) {
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    std::string_view rest_;
};

// "{a="b",}" behind a name, or nothing. False when it is neither.
bool read_labels(line_reader& line, metric_labels& labels) {
    if (!line.skip('{')) return true;
    while (!line.skip('}')) {
        line.rest();
        const auto name = line.name();
        if (name.empty() || !line.skip('=')) return false;
        auto value = line.quoted();
        if (!value) return false;
        labels.emplace_back(name, std::move(*value));
        if (!line.skip(',') && line.rest().substr(0, 1) != "}") return false;
    }
    std::ranges::sort(labels);
    return true;
}

std::optional<double> read_value(std::string_view word) {
    const auto lowered = to_lower(word);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (lowered == "nan") return std::numeric_limits<double>::quiet_NaN();
    if (lowered == "inf" || lowered == "+inf" || lowered == "infinity" || lowered == "+infinity") return infinity;
    if (lowered == "-inf" || lowered == "-infinity") return -infinity;
    const auto digits = word.starts_with('+') ? word.substr(1) : word;
    double value = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

// A time stamp may follow the value, and an exemplar ("# {…} 1.0").
bool may_follow_value(std::string_view rest) {
    return rest.empty() || rest.starts_with('#') || read_value(rest).has_value();
}

std::optional<metric_sample> read_sample(std::string_view text) {
    line_reader line(text);
    metric_sample sample;
    sample.name = line.name();
    if (sample.name.empty() || !read_labels(line, sample.labels)) return std::nullopt;
    const auto value = read_value(line.word());
    if (!value) return std::nullopt;
    sample.value = *value;
    auto rest = line.rest();
    if (!rest.empty() && rest.front() != '#') rest = rest.substr(0, std::min(rest.find(" #"), rest.size()));
    return may_follow_value(trim(rest)) ? std::optional(std::move(sample)) : std::nullopt;
}

}  // namespace

result<std::vector<metric_sample>> parse_metrics(std::string_view text) {
    std::vector<metric_sample> samples;
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = trim(text.substr(at, end - at));
        at = end + 1;
        ++number;
        if (line.empty() || line.front() == '#') continue;
        auto sample = read_sample(line);
        if (!sample)
            return fail(error_kind::bad_input, fmt::format("line {} is not in Prometheus' text format: {}", number,
                                                           shorten(to_valid_utf8(line), 80)));
        samples.push_back(std::move(*sample));
    }
    if (samples.empty()) return fail(error_kind::bad_input, "there is not one metric on the page");
    return samples;
}

bool series_choice::matches(const metric_sample& sample) const {
    return sample.name == name && std::ranges::includes(sample.labels, labels);
}

result<series_choice> parse_series(std::string_view text) {
    line_reader line(trim(text));
    series_choice choice;
    choice.name = line.name();
    if (choice.name.empty() || !read_labels(line, choice.labels) || !line.rest().empty())
        return fail(error_kind::bad_input, "\"" + std::string(text) + "\" names no series", {},
                    R"(Write it as name or name{label="value"}.)");
    return choice;
}

std::optional<double> value_of(const series_choice& choice, const std::vector<metric_sample>& samples) {
    std::optional<double> sum;
    for (const auto& sample : samples)
        if (choice.matches(sample)) sum = sum.value_or(0) + sample.value;
    return sum && std::isfinite(*sum) ? sum : std::nullopt;
}

bool names_a_counter(std::string_view name) {
    name = name.substr(0, name.find('{'));
    return std::ranges::any_of(std::to_array<std::string_view>({"_total", "_sum", "_count", "_bucket"}),
                               [name](std::string_view end) { return name.ends_with(end); });
}

}  // namespace sweeplab
