// What is known of one attempt: what it was asked, and all that was measured, with units.
#include <QLocale>
#include <algorithm>

#include "engine/foundation/text.h"
#include "engine/workload/command_line.h"
#include "widgets/charts/timeline_words.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

using rows = std::vector<std::pair<QString, QString>>;

QString number_text(std::int64_t number) { return QLocale(QLocale::English).toString(static_cast<qlonglong>(number)); }
QString since_start(std::int64_t ns) { return QStringLiteral("at ") + time_text(static_cast<double>(ns)); }

QString plain_name(measure which) {
    QString name = to_qt(measure_name(which));
    for (const char* ending : {"_ns", "_nano", "_bytes"})
        if (name.endsWith(QLatin1String(ending))) name.chop(static_cast<qsizetype>(qstrlen(ending)));
    name.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!name.isEmpty()) name[0] = name[0].toUpper();
    return name.startsWith(QLatin1String("Http")) ? QStringLiteral("HTTP") + name.mid(4) : name;
}

QString value_text(measure which, std::int64_t value, const std::string& currency) {
    const std::string_view name = measure_name(which);
    if (name.ends_with("_at")) return since_start(value);
    if (name.ends_with("_ns")) return time_text(static_cast<double>(value));
    if (name.ends_with("_bytes") || which == measure::bytes_in) return number_text(value) + QStringLiteral(" bytes");
    switch (which) {
        case measure::cost_nano: return money_in_words(static_cast<double>(value) * 1e-9, currency);
        case measure::http_version: return value == 20 ? QStringLiteral("2") : QStringLiteral("1.1");
        case measure::stamp_source: return value == 1 ? QStringLiteral("the kernel") : QStringLiteral("the event loop");
        case measure::tokens_estimated:
        case measure::output_truncated:
        case measure::left_behind: return value ? QStringLiteral("yes") : QStringLiteral("no");
        case measure::result_digest: return QString::number(static_cast<quint64>(value), 16);
        case measure::exit_code:
        case measure::term_signal:
        case measure::http_status: return QString::number(value);
        default: return number_text(value);
    }
}

// Times from one point to another say more than the points do.
void add_derived(rows& list, const attempt& one) {
    const auto at = [&](measure which) { return one.measured.get(which); };
    const auto between = [&](const char* name, measure from, measure to) {
        if (at(from) && at(to))
            list.emplace_back(QString::fromLatin1(name), time_text(static_cast<double>(*at(to) - *at(from))));
    };
    between("Time to first token", measure::sent_at, measure::first_content_at);
    between("Sent to last token", measure::sent_at, measure::last_content_at);
    const auto tokens = at(measure::output_tokens), first = at(measure::first_content_at),
               last = at(measure::last_content_at);
    if (tokens && *tokens > 1 && first && last)
        list.emplace_back(QStringLiteral("Time per further token"),
                          time_text(static_cast<double>(*last - *first) / static_cast<double>(*tokens - 1)));
}

QString json_text(const json& value) { return value.is_string() ? to_qt(value.get<std::string>()) : to_qt(value.dump()); }

}  // namespace

rows measures_in_words(const attempt& one, const std::string& currency) {
    rows list;
    const auto length = [](std::int64_t from, std::int64_t to) { return time_text(static_cast<double>(to - from)); };
    list.emplace_back(QStringLiteral("Length"), length(one.start_ns, one.end_ns));
    add_derived(list, one);
    list.emplace_back(QStringLiteral("Claimed"), since_start(one.claimed_ns));
    list.emplace_back(QStringLiteral("Started"), since_start(one.start_ns));
    list.emplace_back(QStringLiteral("Ended"), since_start(one.end_ns));
    list.emplace_back(QStringLiteral("Worker free again"), since_start(one.released_ns));
    for (const auto& [which, value] : one.measured.all())
        list.emplace_back(plain_name(which), value_text(which, value, currency));
    return list;
}

std::vector<asked_text> asked_of(const timeline_trial& trial, const attempt& one) {
    std::vector<asked_text> asked;
    const item none;
    const auto position = static_cast<std::size_t>(std::max(one.item, 0));
    const item& given = one.item >= 0 && position < trial.run->items.size() ? trial.run->items[position] : none;
    const std::string workers = std::to_string(trial.measured->workers), seed = std::to_string(trial.measured->seed);
    const json& plan = trial.run->plan;
    const json work = plan.is_object() && plan.contains("workload") ? plan["workload"] : json();
    const auto text_of = [&](const char* key) {
        return work.is_object() && work.contains(key) && work[key].is_string() ? work[key].get<std::string>()
                                                                               : std::string();
    };
    const std::string prompt =
        fill_in(text_of("prompt"), {{"item", given.text}, {"item_name", given.name}, {"workers", workers}, {"seed", seed}});
    const auto filled = [&](const std::string& pattern) {
        return to_qt(fill_in(
            pattern,
            {{"item", given.text}, {"item_name", given.name}, {"prompt", prompt}, {"workers", workers}, {"seed", seed}}));
    };
    if (const std::string system = text_of("system"); !system.empty())
        asked.push_back({QStringLiteral("System"), filled(system)});
    if (!prompt.empty()) asked.push_back({QStringLiteral("Prompt"), to_qt(prompt)});
    if (work.is_object() && work.contains("argv") && work["argv"].is_array()) {
        QStringList words;
        for (const json& word : work["argv"])
            words << to_qt(quoted_for_shell(filled(json_text(word).toStdString()).toStdString()));
        asked.push_back({QStringLiteral("Command"), words.join(QLatin1Char(' '))});
    }
    if (asked.empty() && !given.text.empty()) asked.push_back({QStringLiteral("Item"), to_qt(given.text)});
    return asked;
}

}  // namespace sweeplab
