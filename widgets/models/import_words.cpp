#include "widgets/models/import_words.h"

#include <algorithm>

#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_quantities = 100;

struct quantity {
    QString name;
    QStringList statistics;
    const preview_metric* first;
    std::size_t values = 0;
};

// "vllm.ttft_ms" and "mean" of "vllm.ttft_ms.mean".
std::pair<QString, QString> parts_of(const QString& id) {
    const auto first = id.indexOf(QLatin1Char('.'));
    const auto second = first < 0 ? -1 : id.indexOf(QLatin1Char('.'), first + 1);
    if (second < 0) return {id, {}};
    return {id.left(second), id.mid(second + 1)};
}

std::vector<quantity> quantities_of(const std::vector<preview_metric>& metrics) {
    std::vector<quantity> found;
    for (const auto& metric : metrics) {
        const auto [name, statistic] = parts_of(shown_plainly(metric.id));
        auto known = std::ranges::find(found, name, &quantity::name);
        if (known == found.end()) known = found.insert(found.end(), {name, {}, &metric, 0});
        if (!statistic.isEmpty()) known->statistics << statistic;
        known->values += metric.values;
    }
    return found;
}

QString in_words(const quantity& one) {
    QString line = one.name;
    if (!one.statistics.isEmpty()) line += QStringLiteral(" (%1)").arg(one.statistics.join(QStringLiteral(", ")));
    if (!one.first->unit.empty()) line += QStringLiteral(", ") + shown_plainly(one.first->unit);
    line += QStringLiteral(", ") + counted(static_cast<long long>(one.values), "value", "values");
    if (!one.first->definition.empty()) line += QStringLiteral(": ") + shown_plainly(one.first->definition);
    return line;
}

}  // namespace

QString shown_plainly(const std::string& text) {
    QString line = to_qt(text);
    for (QChar& sign : line) {
        const auto kind = sign.category();
        if (sign.isSpace()) sign = QLatin1Char(' ');
        else if (kind == QChar::Other_Control || kind == QChar::Other_Format) sign = QChar::ReplacementCharacter;
    }
    return line.trimmed();
}

QStringList shown_plainly(const std::vector<std::string>& lines) {
    QStringList shown;
    for (const auto& line : lines) shown << shown_plainly(line);
    return shown;
}

QString tool_in_words(const import_preview& preview) {
    return (shown_plainly(preview.tool) + QLatin1Char(' ') + shown_plainly(preview.version)).trimmed();
}

QString notices_in_words(const import_preview& preview) {
    QStringList parts;
    const auto count = [](const auto& list) { return static_cast<long long>(list.size()); };
    if (!preview.dropped_keys.empty()) parts << counted(count(preview.dropped_keys), "key dropped", "keys dropped");
    if (!preview.left_out.empty()) parts << counted(count(preview.left_out), "left out", "left out");
    if (!preview.remarks.empty()) parts << counted(count(preview.remarks), "note", "notes");
    return parts.join(QStringLiteral(" · "));
}

QStringList metrics_in_words(const std::vector<preview_metric>& metrics) {
    const auto quantities = quantities_of(metrics);
    QStringList lines;
    for (const auto& one : quantities) {
        if (static_cast<std::size_t>(lines.size()) == most_quantities) {
            lines << QStringLiteral("… and %1 more").arg(quantities.size() - most_quantities);
            break;
        }
        lines << in_words(one);
    }
    return lines;
}

}  // namespace sweeplab
