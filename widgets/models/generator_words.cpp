#include "widgets/models/generator_words.h"

#include <QStringList>

#include "widgets/models/words.h"

namespace sweeplab {
namespace {

QString rate(const std::optional<double>& per_s) {
    return per_s ? QStringLiteral("%1 a second").arg(rate_in_words(*per_s)) : QString();
}

QString stamp_error(const std::optional<double>& p99_us) {
    return p99_us ? QStringLiteral("%1 µs (99 % of chunks are within it)").arg(*p99_us, 0, 'g', 3) : QString();
}

}  // namespace

std::vector<std::pair<QString, QString>> generator_facts(const std::optional<generator_limits>& limits) {
    const generator_limits known = limits.value_or(generator_limits{});
    return {{QStringLiteral("Requests"), rate(known.requests_per_s)},
            {QStringLiteral("Streamed chunks"), rate(known.chunks_per_s)},
            {QStringLiteral("Streams at once"), known.streams ? QString::number(*known.streams) : QString()},
            {QStringLiteral("Time-stamp error"), stamp_error(known.stamp_error_p99_us)},
            {QStringLiteral("Process starts"), rate(known.process_starts_per_s)},
            {QStringLiteral("Measured"), known.measured_at > 0 ? full_time(known.measured_at) : QString()}};
}

QString generator_in_words(const std::optional<generator_limits>& limits) {
    if (!limits) return QStringLiteral("Not measured yet.");
    QStringList lines;
    for (const auto& [name, value] : generator_facts(limits))
        if (!value.isEmpty()) lines << QStringLiteral("%1: %2").arg(name, value);
    return lines.join(QLatin1Char('\n'));
}

}  // namespace sweeplab
