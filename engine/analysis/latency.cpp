#include "engine/analysis/latency.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/percentile.h"

namespace sweeplab {
namespace {

constexpr std::int64_t least_lateness_ns = 1'000'000;

struct quantity_words {
    std::string_view key;
    std::string_view name;
    std::string_view definition;
};

constexpr std::array<quantity_words, all_latency_quantities.size()> words = {{
    {"first_token", "Time to first token", "first content − request sent"},
    {"per_token", "Time per output token", "(last content − first content) / (output tokens − 1)"},
    {"whole", "Whole time", "last content − request sent"},
    {"chunk_gap", "Chunk gap", "(last content − first content) / (chunks with content − 1)"},
    {"first_token_from_due", "Time to first token from when due", "first content − due"},
    {"whole_from_due", "Whole time from when due", "last content − due"},
}};

std::size_t index_of(latency_quantity quantity) { return static_cast<std::size_t>(quantity); }

using maybe_ns = std::optional<std::int64_t>;

// A difference below 0 is a fault of the record, not a time.
maybe_ns between(maybe_ns from, maybe_ns to) {
    if (!from || !to || *to < *from) return std::nullopt;
    return *to - *from;
}

maybe_ns shared_among(maybe_ns time, maybe_ns count) {
    if (!time || !count || *count < 2) return std::nullopt;
    const std::int64_t gaps = *count - 1;
    return (*time + gaps / 2) / gaps;
}

bool is_exchange(const attempt& one) {
    return one.measured.get(measure::sent_at) || one.measured.get(measure::last_content_at);
}

using values = std::array<maybe_ns, all_latency_quantities.size()>;

values values_of(const attempt& one) {
    const auto get = [&](measure which) { return one.measured.get(which); };
    const auto sent = get(measure::sent_at), due = get(measure::due_at), last = get(measure::last_content_at);
    const auto first = get(measure::first_content_at);
    const auto streaming = between(first, last);
    const bool exchange = is_exchange(one);
    values found;
    found[index_of(latency_quantity::first_token)] = between(sent, first);
    found[index_of(latency_quantity::per_token)] = shared_among(streaming, get(measure::output_tokens));
    found[index_of(latency_quantity::whole)] = exchange ? between(sent, last) : between(one.start_ns, one.end_ns);
    found[index_of(latency_quantity::chunk_gap)] = shared_among(streaming, get(measure::chunk_count));
    found[index_of(latency_quantity::first_token_from_due)] = between(due, first);
    if (exchange) found[index_of(latency_quantity::whole_from_due)] = between(due, last);
    return found;
}

bool was_late(const attempt& one, const values& found) {
    const auto late = between(one.measured.get(measure::due_at), one.measured.get(measure::sent_at));
    const auto whole = found[index_of(latency_quantity::whole)];
    return late && whole && *late > least_lateness_ns && *late > *whole / 100;
}

class report_builder {
public:
    explicit report_builder(const run_record& run) {
        report_.run = run.summary.id;
        std::map<int, latency_point> points;
        for (const auto& one : run.trials) {
            if (!one.counts()) continue;
            report_.any_counted = true;
            if (!one.attempts.empty()) add(one, points[one.workers]);
        }
        for (auto& [workers, point] : points) {
            point.workers = workers;
            finish(point);
            report_.points.push_back(std::move(point));
        }
        if (exchanges_ || processes_)
            report_.basis = !processes_ ? whole_basis::answers : !exchanges_ ? whole_basis::processes : whole_basis::both;
    }
    latency_report take() { return std::move(report_); }

private:
    void add(const trial& one, latency_point& point) {
        ++point.trials;
        for (const auto& span : one.attempts) {
            if (span.state != attempt_state::succeeded) {
                ++point.failed;
                continue;
            }
            ++point.answers;
            const auto found = values_of(span);
            for (std::size_t i = 0; i < found.size(); ++i)
                if (found[i]) point.distributions[i].sorted_ns.push_back(*found[i]);
            late_ = late_ || was_late(span, found);
            (is_exchange(span) ? exchanges_ : processes_) = true;
            report_.tokens_estimated = report_.tokens_estimated || span.measured.get(measure::tokens_estimated) == 1;
        }
    }

    // Only when all trials were read is it known whether any answer was late.
    void finish(latency_point& point) const {
        for (const auto quantity : all_latency_quantities) {
            auto& one = point.distributions[index_of(quantity)];
            const bool counted_from_due =
                quantity == latency_quantity::first_token_from_due || quantity == latency_quantity::whole_from_due;
            if (counted_from_due && !late_) one.sorted_ns = {};
            std::sort(one.sorted_ns.begin(), one.sorted_ns.end());
            one.sorted_ns.shrink_to_fit();
            one.missing = point.answers - one.sorted_ns.size();
            for (std::size_t i = 0; i < latency_percentiles.size(); ++i)
                one.percentiles[i] = read_percentile(one.sorted_ns, latency_percentiles[i]);
        }
    }

    latency_report report_;
    bool late_ = false;
    bool exchanges_ = false;
    bool processes_ = false;
};

}  // namespace

std::string_view key_of(latency_quantity quantity) { return words[index_of(quantity)].key; }
std::string_view name_of(latency_quantity quantity) { return words[index_of(quantity)].name; }

std::optional<latency_quantity> from_due(latency_quantity quantity) {
    if (quantity == latency_quantity::first_token) return latency_quantity::first_token_from_due;
    if (quantity == latency_quantity::whole) return latency_quantity::whole_from_due;
    return std::nullopt;
}

const latency_percentile& latency_distribution::percentile(int thousandths) const {
    const auto found = std::find(latency_percentiles.begin(), latency_percentiles.end(), thousandths);
    return percentiles.at(static_cast<std::size_t>(found - latency_percentiles.begin()));
}

const latency_distribution& latency_point::of(latency_quantity quantity) const { return distributions[index_of(quantity)]; }

bool latency_report::has(latency_quantity quantity) const {
    return std::any_of(points.begin(), points.end(), [&](const auto& one) { return !one.of(quantity).sorted_ns.empty(); });
}

latency_report make_latency_report(const run_record& run) { return report_builder(run).take(); }

std::string definition_of(latency_quantity quantity, whole_basis basis) {
    const std::string text(words[index_of(quantity)].definition);
    if (quantity != latency_quantity::whole) return text;
    if (basis == whole_basis::processes) return "end − start";
    return basis == whole_basis::both ? text + "; of a process end − start" : text;
}

}  // namespace sweeplab
