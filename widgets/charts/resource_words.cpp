#include "widgets/charts/resource_words.h"

#include <QStringList>
#include <array>

#include "widgets/charts/chart_quantity.h"

namespace sweeplab {
namespace {

constexpr std::array all_users{resource_user::machine, resource_user::children, resource_user::own};

const sampled_line* line_of(const std::vector<sampled_line>& lines, resource_user whose) {
    for (const sampled_line& line : lines)
        if (line.whose() == whose) return &line;
    return nullptr;
}

QString peak(const std::vector<sampled_line>& lines, std::size_t samples, QString (*in_words)(double)) {
    QStringList parts;
    for (const sampled_line& line : lines)
        if (const auto range = line.range_of(0, samples); range.known())
            parts << QStringLiteral("%1 %2").arg(user_name(line.whose()), in_words(static_cast<double>(range.most)));
    return parts.join(QStringLiteral(", "));
}

}  // namespace

QString user_name(resource_user whose) {
    switch (whose) {
        case resource_user::machine: return QStringLiteral("machine");
        case resource_user::children: return QStringLiteral("children");
        case resource_user::own: break;
    }
    return QStringLiteral("Sweeplab");
}

QString bytes_in_words(double bytes) {
    constexpr std::array units{"B", "KB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    while (bytes >= 1024 && unit + 1 < units.size()) {
        bytes /= 1024;
        ++unit;
    }
    return number_text(bytes, bytes < 10 ? 2 : 3) + QLatin1Char(' ') + QLatin1String(units[unit]);
}

QString percent_in_words(double percent) { return number_text(percent, percent < 10 ? 2 : 3) + QStringLiteral(" %"); }

QString use_in_words(const resource_lines& lines, resource_user whose, std::size_t sample) {
    QStringList parts;
    const auto* cpu = line_of(lines.cpu, whose);
    const auto* memory = line_of(lines.memory, whose);
    if (const auto value = cpu ? cpu->at(sample) : std::nullopt) parts << percent_in_words(*value);
    if (const auto value = memory ? memory->at(sample) : std::nullopt) parts << bytes_in_words(*value);
    return parts.join(QStringLiteral(" · "));
}

QString describe_sample(const resource_lines& lines, std::size_t sample) {
    QStringList parts;
    for (const resource_user whose : all_users)
        if (const QString use = use_in_words(lines, whose, sample); !use.isEmpty())
            parts << QStringLiteral("%1 %2").arg(user_name(whose), use);
    return QStringLiteral("At %1: %2.")
        .arg(time_text(static_cast<double>(lines.at_ns[sample])),
             parts.isEmpty() ? QStringLiteral("not known") : parts.join(QStringLiteral(", ")));
}

QString describe_resources(const resource_lines& lines) {
    QStringList sentences;
    if (const QString cpu = peak(lines.cpu, lines.at_ns.size(), percent_in_words); !cpu.isEmpty())
        sentences << QStringLiteral("Most processor time in use, of all %1: %2.").arg(lines.processors).arg(cpu);
    if (const QString memory = peak(lines.memory, lines.at_ns.size(), bytes_in_words); !memory.isEmpty())
        sentences << QStringLiteral("Most memory in use: %1.").arg(memory);
    return sentences.join(QLatin1Char(' '));
}

}  // namespace sweeplab
