#include "engine/laws/law_report.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

template <class T>
json optional_json(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}
// An error too large for a number is no number.
json optional_json(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? json(*value) : json(nullptr);
}

void put(json& object, const std::string& key, const std::optional<value_interval>& value) {
    object[key] = value ? json(value->value) : json(nullptr);
    object[key + "_interval"] = value && value->lo && value->hi ? json{*value->lo, *value->hi} : json(nullptr);
}

json method_json(interval_method method) {
    switch (method) {
        case interval_method::bootstrap: return "bootstrap";
        case interval_method::profile: return "profile";
        case interval_method::none: break;
    }
    return nullptr;
}

json fit_json(const law_fit& fit, bool is_usl) {
    json object = json::object();
    put(object, "t1_s", fit.t1_s());
    put(object, "sigma", fit.sigma);
    if (is_usl) {
        put(object, "kappa", fit.kappa);
        object["peak_workers"] = optional_json(fit.peak_workers);
    }
    object["refused"] = optional_json(fit.refused);
    object["interval_method"] = method_json(fit.intervals);
    object["leave_one_out"] = optional_json(fit.leave_one_out);
    object["worst_left_out"] = optional_json(fit.worst_left_out);
    object["residual_pattern"] = optional_json(fit.residual_pattern);
    object["residual_sd"] = optional_json(fit.residual_sd);
    put(object, "baseline_s", fit.baseline_s);
    object["baseline_workers"] = fit.baseline_s ? json(fit.baseline_workers) : json(nullptr);
    return object;
}

// Three digits that count, without an exponent: κ is often a hundredth of a percent.
std::string small_percent(double share) {
    const double percent = share * 100;
    if (percent == 0) return "0 %";
    if (percent < 1e-6) return "under 0.000001 %";
    const int digits = std::clamp(2 - static_cast<int>(std::floor(std::log10(percent))), 0, 8);
    return fmt::format("{:.{}f} %", percent, digits);
}

std::string parameter_in_words(const char* name, const value_interval& value) {
    auto words = fmt::format("{} {}", name, small_percent(value.value));
    if (value.lo && value.hi) words += fmt::format(" ({} to {})", small_percent(*value.lo), small_percent(*value.hi));
    return words;
}

std::string error_in_words(const law_fit& fit) {
    if (!fit.leave_one_out) return {};
    const auto missed = *fit.leave_one_out < 0.0005 ? "less than 0.1 %" : percent_in_words(*fit.leave_one_out);
    return fmt::format(" A worker count left out of the fit is missed by {}.", missed);
}

std::string usl_in_words(const law_fit& fit) {
    auto words = fmt::format("USL (an illustration): {}, {}", parameter_in_words("σ", *fit.sigma),
                             parameter_in_words("κ", *fit.kappa));
    if (fit.peak_workers) words += fmt::format("; shortest near {:.0f} workers", *fit.peak_workers);
    return words + "." + error_in_words(fit);
}

std::string amdahl_in_words(const law_fits& fits) {
    auto words = fmt::format("Amdahl (an illustration): {}.", parameter_in_words("σ", *fits.amdahl.sigma)) +
                 error_in_words(fits.amdahl);
    if (fits.usl.refused) return words + fmt::format(" No USL: {}.", *fits.usl.refused);
    return words + " The USL's κ may well be 0.";
}

std::string refusal_in_words(const law_fits& fits) {
    const auto& usl = fits.usl.refused;
    const auto& amdahl = fits.amdahl.refused;
    if (usl == amdahl) return fmt::format("No law fits: {}.", usl.value_or("nothing was fitted"));
    auto words = usl ? fmt::format("No USL: {}.", *usl) : std::string("No USL: its κ may well be 0.");
    return words + fmt::format(" No Amdahl: {}.", amdahl.value_or("the times bend more than it can, by a κ above 0"));
}

}  // namespace

json to_json(const law_fits& fits) {
    const json reported = fits.reported == law_fits::law::usl      ? json("usl")
                          : fits.reported == law_fits::law::amdahl ? json("amdahl")
                                                                   : json(nullptr);
    return {{"usl", fit_json(fits.usl, true)},
            {"amdahl", fit_json(fits.amdahl, false)},
            {"reported", reported},
            {"repeat_sd", optional_json(fits.repeat_sd)},
            {"notes", fits.notes},
            {"finding", describe_laws(fits)}};
}

std::string describe_laws(const law_fits& fits) {
    auto words = fits.reported == law_fits::law::usl      ? usl_in_words(fits.usl)
                 : fits.reported == law_fits::law::amdahl ? amdahl_in_words(fits)
                                                          : refusal_in_words(fits);
    if (!fits.notes.empty()) words += " " + join(fits.notes, " ");
    return words;
}

}  // namespace sweeplab
