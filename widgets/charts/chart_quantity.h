// What a scaling chart can show, in which unit, and how its numbers are written. Pure; any thread.
#pragma once

#include <QString>
#include <array>
#include <optional>

namespace sweeplab {

enum class chart_quantity { time, speedup, efficiency, throughput, tokens_per_s, cost };
inline constexpr std::array all_chart_quantities = {chart_quantity::time,         chart_quantity::speedup,
                                                    chart_quantity::efficiency,   chart_quantity::throughput,
                                                    chart_quantity::tokens_per_s, chart_quantity::cost};

QString quantity_name(chart_quantity quantity);  // "Tokens/s"
QString to_text(chart_quantity quantity);        // "tokens_per_s": for settings and CSV
std::optional<chart_quantity> chart_quantity_from(const QString& text);
// Ratios are compared on a log axis, shares and money on a linear one that begins at 0.
bool has_log_axis(chart_quantity quantity);

// A value in the quantity's base unit (s, ×, share of 1, items/s, tokens/s, money) times `factor` is what is shown.
struct display_unit {
    QString symbol;  // "s", "items/min"; empty for a speedup
    double factor = 1;
};
// The unit in which values from `least` to `most` read best.
display_unit choose_unit(chart_quantity quantity, double least, double most, const QString& currency);

// "171", "58.5", "0.0092", "12,500": `significant` digits, no exponent between 1e-4 and 1e15.
QString number_text(double value, int significant = 3);
QString whole_number_text(double value);  // "12,500"
QString short_number_text(double value);  // up to 4 digits, without closing zeros: "0.0092", "12"
// The number with its unit: "36.94 s", "4.63×", "46 %", "USD 0.0092". `shown` was multiplied by the unit's factor.
QString value_text(chart_quantity quantity, double shown, const display_unit& unit, int significant = 3);

}  // namespace sweeplab
