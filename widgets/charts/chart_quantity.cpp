#include "widgets/charts/chart_quantity.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

struct quantity_words {
    const char* name;
    const char* key;
    bool log_axis;
};

constexpr std::array<quantity_words, all_chart_quantities.size()> words = {{{"Time", "time", true},
                                                                            {"Speedup", "speedup", true},
                                                                            {"Efficiency", "efficiency", false},
                                                                            {"Throughput", "throughput", true},
                                                                            {"Tokens/s", "tokens_per_s", true},
                                                                            {"Cost", "cost", false}}};

const quantity_words& words_of(chart_quantity quantity) { return words[static_cast<std::size_t>(quantity)]; }

display_unit unit_of_time(double most) {
    if (most < 1e-3) return {QStringLiteral("µs"), 1e6};
    if (most < 1) return {QStringLiteral("ms"), 1e3};
    if (most < 2 * 3600) return {QStringLiteral("s"), 1};
    if (most < 2 * 86400) return {QStringLiteral("min"), 1.0 / 60};
    return {QStringLiteral("h"), 1.0 / 3600};
}

// A few items an hour read badly as 0.0007 items/s.
display_unit unit_of_throughput(double least, double most) {
    if (most < 0.5 / 60) return {QStringLiteral("items/h"), 3600};
    if (least < 0.5 && most < 100) return {QStringLiteral("items/min"), 60};
    return {QStringLiteral("items/s"), 1};
}

QString with_thousands(const QString& digits) {
    const qsizetype point = digits.indexOf(QLatin1Char('.'));
    QString text = digits;
    const qsizetype first = text.startsWith(QLatin1Char('-')) ? 1 : 0;
    for (qsizetype i = (point < 0 ? text.size() : point) - 3; i > first; i -= 3) text.insert(i, QLatin1Char(','));
    return text;
}

}  // namespace

QString quantity_name(chart_quantity quantity) { return QString::fromLatin1(words_of(quantity).name); }

QString to_text(chart_quantity quantity) { return QString::fromLatin1(words_of(quantity).key); }

std::optional<chart_quantity> chart_quantity_from(const QString& text) {
    for (const auto quantity : all_chart_quantities) {
        if (text == to_text(quantity)) return quantity;
    }
    return std::nullopt;
}

bool has_log_axis(chart_quantity quantity) { return words_of(quantity).log_axis; }

display_unit choose_unit(chart_quantity quantity, double least, double most, const QString& currency) {
    switch (quantity) {
        case chart_quantity::time: return unit_of_time(most);
        case chart_quantity::speedup: return {};
        case chart_quantity::efficiency: return {QStringLiteral("%"), 100};
        case chart_quantity::throughput: return unit_of_throughput(least, most);
        case chart_quantity::tokens_per_s: return {QStringLiteral("tokens/s"), 1};
        case chart_quantity::cost: return {currency, 1};
    }
    return {};
}

QString number_text(double value, int significant) {
    if (!std::isfinite(value)) return QStringLiteral("–");
    if (value == 0) return QStringLiteral("0");
    const double size = std::abs(value);
    if (size < 1e-4 || size >= 1e15) return QString::number(value, 'g', significant);
    // Rounding first: 9.996 is written 10.0, not 10.00.
    const int magnitude = static_cast<int>(std::floor(std::log10(size) + 1e-12));
    const double unit = std::pow(10.0, magnitude - significant + 1);
    const double rounded = std::round(size / unit) * unit;
    const int digits_before = static_cast<int>(std::floor(std::log10(rounded) + 1e-12)) + 1;
    const int decimals = std::max(0, significant - digits_before);
    return with_thousands(QString::number(value, 'f', decimals));
}

QString whole_number_text(double value) { return with_thousands(QString::number(std::round(value), 'f', 0)); }

QString short_number_text(double value) {
    if (value == std::round(value) && std::abs(value) < 1e15) return whole_number_text(value);
    QString text = number_text(value, 4);
    while (text.contains(QLatin1Char('.')) && (text.endsWith(QLatin1Char('0')) || text.endsWith(QLatin1Char('.'))))
        text.chop(1);
    return text;
}

QString value_text(chart_quantity quantity, double shown, const display_unit& unit, int significant) {
    const QString number = number_text(shown, significant);
    if (quantity == chart_quantity::speedup) return number + QStringLiteral("×");
    if (quantity == chart_quantity::cost) return unit.symbol + QLatin1Char(' ') + number;
    if (quantity == chart_quantity::efficiency) return QString::number(std::round(shown), 'f', 0) + QStringLiteral(" %");
    return number + QLatin1Char(' ') + unit.symbol;
}

}  // namespace sweeplab
