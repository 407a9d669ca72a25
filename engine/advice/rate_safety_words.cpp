// Rate-limit safety for a terminal and for other programs.
#include <fmt/format.h>

#include "engine/advice/rate_safety.h"
#include "engine/analysis/words.h"
#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

std::string amount(double value) { return value >= 99.5 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value); }

std::string with_percent(double value, std::optional<double> percent) {
    return percent ? fmt::format("{} ({})", amount(value), percent_in_words(*percent / 100)) : amount(value);
}

// "62 requests in the worst minute (1.2 %), 48 on average (0.96 %)"
std::string load_in_words(const minute_load& load, std::string_view what) {
    if (load.extrapolated)
        return fmt::format("{} {} in less than a minute, which is {} a minute if it goes on so", amount(load.worst), what,
                           with_percent(*load.extrapolated, load.extrapolated_percent));
    return fmt::format("{} {} in the worst minute, {} on average", with_percent(load.worst, load.worst_percent), what,
                       with_percent(load.mean, load.mean_percent));
}

json load_to_json(const minute_load& load) {
    return {{"mean", load.mean},
            {"worst", load.worst},
            {"extrapolated", value_or_null(load.extrapolated)},
            {"mean_percent", value_or_null(load.mean_percent)},
            {"worst_percent", value_or_null(load.worst_percent)},
            {"extrapolated_percent", value_or_null(load.extrapolated_percent)}};
}

}  // namespace

std::string_view to_text(rate_verdict verdict) {
    switch (verdict) {
        case rate_verdict::very_safe: return "very safe";
        case rate_verdict::safe: return "safe";
        case rate_verdict::caution: return "caution";
        case rate_verdict::over: break;
    }
    return "over";
}

std::string describe(const rate_point& point) {
    auto text = workers_in_words(point.workers) + (point.replayed ? " (replayed)" : "") + ": ";
    if (point.verdict) text += fmt::format("{}; ", to_text(*point.verdict));
    text += load_in_words(point.requests, "requests");
    if (point.tokens) text += "; " + load_in_words(*point.tokens, "tokens");
    if (point.tokens && point.failed_without_tokens > 0)
        text += fmt::format("; the tokens of {} are unknown and not among them",
                            counted(point.failed_without_tokens, "failed request", "failed requests"));
    return text + ".";
}

std::string describe_rate_safety(const rate_safety& safety) {
    if (safety.points.empty()) return "No counted trial has the times of its requests.\n";
    std::string text;
    for (const auto& point : safety.points) text += describe(point) + "\n";
    if (safety.binds_at)
        text += fmt::format("The limit on {} binds at about {} workers.\n", safety.tokens_bind ? "tokens" : "requests",
                            amount(*safety.binds_at));
    else if (!safety.tier.requests_per_minute && !safety.tier.tokens_per_minute) text += "No limit was given: rates only.\n";
    return text;
}

json to_json(const rate_safety& safety) {
    json list = json::array();
    for (const auto& point : safety.points) {
        list.push_back({{"workers", point.workers},
                        {"replayed", point.replayed},
                        {"trials", point.trials},
                        {"requests_a_trial", point.requests_a_trial},
                        {"requests", load_to_json(point.requests)},
                        {"tokens", point.tokens ? load_to_json(*point.tokens) : json(nullptr)},
                        {"failed_without_tokens", point.failed_without_tokens},
                        {"mean_service_s", value_or_null(point.mean_service_s)},
                        {"binds_at", value_or_null(point.binds_at)},
                        {"verdict", point.verdict ? json(to_text(*point.verdict)) : json(nullptr)},
                        {"text", describe(point)}});
    }
    return list;
}

}  // namespace sweeplab
